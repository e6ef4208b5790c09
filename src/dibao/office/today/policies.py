"""Who sees the day: everybody who works on it. A unit's clerk has the unit's own page."""

from dibao.office.shared.policies import DESK, Role, register, roles

register(roles(*DESK), "today.see")
register(roles(Role.OPERATOR, Role.COMPILER), "unit.ask", "reply.keep", "instruction.take", "task.finish")
