"""Who may take reports in and look at them: a unit's clerk those of the own unit."""

from dibao.office.shared.policies import DESK, Actor, Role, anywhere, either, register, roles


def seen_by(actor: Actor) -> frozenset[str] | None:
    """The units whose reports they may look at; None: all. A reader of all units reads what is issued, one of some
    units those units' reports."""
    units = actor.units(*DESK, Role.CLERK)
    if units is None:
        return None
    read = (grant.units for grant in actor.grants if grant.role is Role.READER and grant.units is not None)
    return units.union(*read)


def _reads(actor: Actor, unit: str) -> bool:
    return unit in (seen_by(actor) or ())


def _reads_some(actor: Actor, unit: str) -> bool:
    return bool(seen_by(actor))


register(roles(Role.OPERATOR, Role.SYSTEM, Role.COMPILER, Role.CLERK), "report.receive", "report.send")
register(either(anywhere(*DESK, Role.CLERK), _reads_some), "report.list")
register(either(roles(*DESK, Role.CLERK), _reads), "report.see")
register(roles(Role.COMPILER, Role.CLERK), "report.confirm")
# A unit's clerk takes the unit's own report back until a brief about its day is issued; then only the office does.
register(roles(Role.OPERATOR, Role.COMPILER, Role.CLERK), "report.withdraw", "report.refile")
register(roles(Role.OPERATOR, Role.COMPILER), "report.withdraw_issued")
register(roles(Role.COMPILER), "report.return", "figure.name", "figure.look")
register(anywhere(*DESK), "report.burden")
