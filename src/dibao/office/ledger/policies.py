"""Who may write in the ledger other than by a report, and who may look at it."""

from dibao.office.shared.policies import DESK, Role, register, roles

# A unit's clerk corrects what stands in the unit's own reports; what concerns no report is the office's.
register(roles(Role.OPERATOR, Role.COMPILER, Role.CLERK), "entry.correct")
register(roles(Role.OPERATOR, Role.COMPILER), "entry.carry", "finding.accept", "finding.reopen")
register(roles(Role.OPERATOR, Role.SYSTEM, Role.COMPILER), "entry.count", "entry.open", "day.seal")
register(roles(*DESK), "ledger.see")
