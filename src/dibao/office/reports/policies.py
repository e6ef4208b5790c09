"""Who may take reports in and look at them: a unit's clerk those of the own unit."""

from dibao.office.shared.policies import DESK, Role, anywhere, register, roles

register(roles(Role.OPERATOR, Role.COMPILER, Role.CLERK), "report.receive")
register(anywhere(*DESK, Role.CLERK), "report.list")
register(roles(*DESK, Role.CLERK), "report.see")
