"""Who may take reports in."""

from dibao.office.shared.policies import Role, register, roles

register(roles(Role.OPERATOR), "report.receive")
