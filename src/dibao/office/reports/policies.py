"""Who may take reports in and look at them: a unit's clerk those of the own unit."""

from dibao.office.shared.policies import DESK, Role, anywhere, register, roles

register(roles(Role.OPERATOR, Role.SYSTEM, Role.COMPILER, Role.CLERK), "report.receive", "report.send")
register(anywhere(*DESK, Role.CLERK), "report.list")
register(roles(*DESK, Role.CLERK), "report.see")
register(roles(Role.COMPILER, Role.CLERK), "report.confirm")
register(roles(Role.COMPILER), "report.return", "figure.name", "figure.look")
register(anywhere(*DESK), "report.burden")
