"""Who may write in the ledger other than by a report, and who may look at it."""

from dibao.office.shared.policies import DESK, Role, register, roles

register(roles(Role.OPERATOR, Role.COMPILER), "entry.correct", "entry.carry", "finding.accept", "finding.reopen")
register(roles(Role.OPERATOR, Role.SYSTEM, Role.COMPILER), "entry.count", "entry.open", "day.seal")
register(roles(*DESK), "ledger.see")
