"""Every write is one action: one policy check, one transaction under the lock, one audit line in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

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
        permit(office.actor, self.verb)
        prepared = self.prepare(office)
        try:
            with writing():
                done = self.write(office, prepared)
                if done.target:
                    AuditLine.objects.create(
                        at=office.clock(),
                        who=str(office.actor),
                        verb=self.verb,
                        target=done.target,
                        detail=dict(done.detail),
                    )
        except OperationalError as error:
            raise DibaoError(
                say(f"数据库写不进去（{error}），请稍后再试。", f"The database refused ({error}); try again later."),
                code="database",
            ) from error
        return done.result

    @abstractmethod
    def prepare(self, office: Office) -> Prepared:
        """Everything that needs no lock: reading, computing, refusing."""

    @abstractmethod
    def write(self, office: Office, prepared: Prepared) -> Done[Result]:
        """The change itself, under the lock."""
