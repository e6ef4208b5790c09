"""Who may write in the ledger other than by a report."""

from dibao.office.shared.policies import Role, register, roles

register(roles(Role.OPERATOR), "entry.correct", "entry.carry")
register(roles(Role.OPERATOR, Role.SYSTEM), "entry.count", "entry.open", "day.seal")
