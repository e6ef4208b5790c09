"""Who may draft, review and issue briefs. That a reviewer is not the author is checked with the draft at hand."""

from dibao.office.shared.policies import DESK, Role, register, roles

register(roles(Role.OPERATOR, Role.SYSTEM, Role.COMPILER), "brief.draft")
register(roles(Role.OPERATOR, Role.COMPILER), "brief.accept", "brief.correct", "brief.send")
register(roles(Role.OPERATOR, Role.REVIEWER), "brief.review")
register(roles(Role.OPERATOR, Role.ISSUER), "brief.issue")
register(roles(Role.OPERATOR, Role.COMPILER, Role.ADMINISTRATOR), "template.learn")
register(roles(*DESK), "draft.see")
register(roles(*DESK, Role.READER), "brief.see")
