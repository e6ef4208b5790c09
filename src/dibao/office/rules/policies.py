"""Who sees the office's rules, and who keeps them."""

from dibao.office.shared.policies import DESK, Role, register, roles

register(roles(*DESK), "rules.see")
register(roles(Role.OPERATOR, Role.ADMINISTRATOR), "rules.save")
