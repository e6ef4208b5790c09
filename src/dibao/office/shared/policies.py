"""Who may do what: one check an action, by its verb. What no policy names is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dibao.errors import DibaoError
from dibao.language import say


class Role(StrEnum):
    """In what role someone acts."""

    OPERATOR = "cli"
    """Whoever runs the command line in the workspace: the machine's own accounts guard it."""
    SYSTEM = "system"
    """Dibao itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `str()` goes into the audit line."""

    role: Role
    name: str = ""

    def __str__(self) -> str:
        return f"{self.role}:{self.name}" if self.name else str(self.role)


SYSTEM = Actor(Role.SYSTEM)

Check = Callable[[Actor], bool]
_checks: dict[str, Check] = {}


def roles(*allowed: Role) -> Check:
    """A check that allows these roles."""
    return lambda actor: actor.role in allowed


def register(check: Check, *verbs: str) -> None:
    """Let `check` decide on these verbs; a verb has one policy."""
    for verb in verbs:
        if verb in _checks:
            raise ValueError(f"two policies for {verb}")
        _checks[verb] = check


def known(verb: str) -> bool:
    """Whether a policy names this verb."""
    return verb in _checks


def permit(actor: Actor, verb: str) -> None:
    """DibaoError (code `refused`) where the actor may not do it."""
    check = _checks.get(verb)
    if check is None or not check(actor):
        raise DibaoError(
            say(f"{actor} 无权执行 {verb}，请找值班负责人。", f"{actor} may not do {verb}; ask whoever is in charge."),
            code="refused",
        )
