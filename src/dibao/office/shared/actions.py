"""Every write is one action: one policy check, one transaction under the lock, one audit line in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Generic, Self, TypeVar

from django.db import OperationalError

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.audit.models import AuditLine
from dibao.office.shared.locks import writing
from dibao.office.shared.office import Office
from dibao.office.shared.policies import permit

Prepared = TypeVar("Prepared")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What an action did. `target` "": nothing was written, and no audit line is.

    `detail` holds numbers, codes and hashes, never words of a report: audit lines cannot be taken back.
    """

    result: Result
    target: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


class Action(ABC, Generic[Prepared, Result]):
    """A change to the office's records. Subclasses are frozen dataclasses whose fields are the action's input."""

    verb: ClassVar[str]
    """`thing.verb`, in policies and audit lines."""

    def run(self, office: Office) -> Result:
        """Do it, wholly or not at all. DibaoError where it may not or cannot be done."""
        permit(office.actor, self.verb, self.concerns())
        return self.run_all(office, [(self, self.prepare(office))])[0]

    @classmethod
    def run_all(cls, office: Office, prepared: Sequence[tuple[Self, Prepared]]) -> list[Result]:
        """Do several of a kind, each with its check and its audit line, in one transaction: all of them or none."""
        for action, _ in prepared:
            permit(office.actor, cls.verb, action.concerns())
        try:
            with writing():
                done = cls.write_all(office, prepared)
                at = office.clock()
                AuditLine.objects.bulk_create(
                    AuditLine(at=at, who=str(office.actor), verb=cls.verb, target=one.target, detail=dict(one.detail))
                    for one in done
                    if one.target
                )
        except OperationalError as error:
            raise DibaoError(
                say(f"数据库写不进去（{error}），请稍后再试。", f"The database refused ({error}); try again later."),
                code="database",
            ) from error
        return [one.result for one in done]

    def concerns(self) -> str:
        """The code of the unit that it is about; "": it concerns all of them. Who has a role for some units only may
        act on those alone."""
        return ""

    @classmethod
    def write_all(cls, office: Office, prepared: Sequence[tuple[Self, Prepared]]) -> list[Done[Result]]:
        """The changes themselves, under the lock. An action that is often run by the hundred does it in fewer steps."""
        return [action.write(office, ready) for action, ready in prepared]

    @abstractmethod
    def prepare(self, office: Office) -> Prepared:
        """Everything that needs no lock: reading, computing, refusing."""

    @abstractmethod
    def write(self, office: Office, prepared: Prepared) -> Done[Result]:
        """The change itself, under the lock."""
