"""An office at work: its workspace, who acts, and what time it is. Every action is run in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.policies import Actor


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """The handle that commands and pages hold. `clock` gives the moment with its zone."""

    workspace: Workspace
    actor: Actor
    clock: Callable[[], datetime] = field(default=_utc)

    @property
    def root(self) -> Path:
        """The workspace's folder."""
        if self.workspace.root is None:
            raise DibaoError(
                say("没有工作区，请先运行 dibao init DIR。", "There is no workspace; run dibao init DIR first."),
                code="no_workspace",
            )
        return self.workspace.root

    def now(self) -> datetime:
        """The moment, local to the office, without a zone."""
        return self.local(self.clock())

    def today(self) -> date:
        return self.now().date()

    def local(self, moment: datetime) -> datetime:
        """A moment as the office's own local time without a zone."""
        return moment.astimezone(self.workspace.settings.zone).replace(tzinfo=None)

    def moment(self, local: datetime) -> datetime:
        """The moment that a local time is; one that has a zone already keeps it."""
        return local if local.tzinfo is not None else local.replace(tzinfo=self.workspace.settings.zone)

    def acting_as(self, actor: Actor) -> Office:
        """The same office with another person at the desk."""
        return replace(self, actor=actor)
