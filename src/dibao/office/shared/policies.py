"""Who may do what, and for which units: one check an action or a page, by its verb. What no policy names is refused."""

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
    PERSON = "person"
    """Somebody at a browser; what they may do stands in their grants."""
    CLERK = "clerk"
    """Sends the reports of a unit."""
    COMPILER = "compiler"
    """Settles findings and writes the brief."""
    REVIEWER = "reviewer"
    """Passes a draft, or returns it."""
    ISSUER = "issuer"
    """Issues what was passed."""
    ADMINISTRATOR = "administrator"
    """Keeps people, units, rules and templates."""
    READER = "reader"
    """Reads briefs, and where their figures come from."""


DESK = (Role.OPERATOR, Role.COMPILER, Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR)
"""Those who see the whole day's work."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody has, for these units (a unit and everything below it); None: for all."""

    role: Role
    units: frozenset[str] | None = None

    def covers(self, unit: str) -> bool:
        """Whether it holds for the unit; "": for what concerns all of them."""
        return self.units is None or (unit != "" and unit in self.units)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `str()` goes into the audit line."""

    role: Role
    name: str = ""
    grants: tuple[Grant, ...] = ()

    def __str__(self) -> str:
        return f"{self.role}:{self.name}" if self.name else str(self.role)

    def holds(self, role: Role, unit: str = "") -> bool:
        """Whether they have the role for the unit; "": for what concerns all units."""
        return self.role is role or any(grant.role is role and grant.covers(unit) for grant in self.grants)

    def units(self, *among: Role) -> frozenset[str] | None:
        """The units for which they have any of these roles; None: all."""
        if self.role in among:
            return None
        scopes = [grant.units for grant in self.grants if grant.role in among]
        return None if None in scopes else frozenset().union(*(scope for scope in scopes if scope))


def name_of(who: str) -> str:
    """The name in what `str(actor)` wrote; the role where there was none."""
    return who.partition(":")[2] or who


SYSTEM = Actor(Role.SYSTEM)

Check = Callable[[Actor, str], bool]
"""Whether the actor may, for a unit's code; "": for what concerns all units."""
_checks: dict[str, Check] = {}


def roles(*allowed: Role) -> Check:
    """A check that allows these roles, for the units for which they were given."""
    return lambda actor, unit: any(actor.holds(role, unit) for role in allowed)


def anywhere(*allowed: Role) -> Check:
    """A check that allows these roles for whichever unit: what they reach shows them the part that is theirs."""
    return lambda actor, _: actor.role in allowed or any(grant.role in allowed for grant in actor.grants)


def either(*checks: Check) -> Check:
    """A check that allows whom any of these allows."""
    return lambda actor, unit: any(check(actor, unit) for check in checks)


def everyone(actor: Actor, unit: str) -> bool:
    """A check that allows everybody who is signed in."""
    return actor.role is not Role.SYSTEM


def register(check: Check, *verbs: str) -> None:
    """Let `check` decide on these verbs; a verb has one policy."""
    for verb in verbs:
        if verb in _checks:
            raise ValueError(f"two policies for {verb}")
        _checks[verb] = check


def known(verb: str) -> bool:
    """Whether a policy names this verb."""
    return verb in _checks


def may(actor: Actor, verb: str, unit: str = "") -> bool:
    """Whether the actor may do it for the unit; "": for what concerns all units."""
    check = _checks.get(verb)
    return check is not None and check(actor, unit)


def permit(actor: Actor, verb: str, unit: str = "") -> None:
    """DibaoError (code `refused`) where the actor may not do it for the unit."""
    if not may(actor, verb, unit):
        who = actor.name or str(actor)
        raise DibaoError(
            say(f"{who} 没有权限做这一步，请找值班负责人。", f"{who} may not do this; ask whoever is in charge."),
            code="refused",
        )
