"""Who lets people in, and who keeps their roles."""

from dibao.office.shared.policies import Role, everyone, register, roles

register(
    roles(Role.OPERATOR, Role.ADMINISTRATOR),
    *("person.invite", "person.grant", "person.revoke", "person.stop", "person.unlock", "person.readmit"),
)
register(roles(Role.ADMINISTRATOR), "person.list")
register(lambda actor, _: actor.role is Role.PERSON and not actor.name, "person.join", "person.renew")
register(everyone, "home.see", "person.me")
