"""Who may draft, review and issue briefs. That a reviewer is not the author is checked with the draft at hand."""

from dibao.office.shared.policies import Role, register, roles

register(roles(Role.OPERATOR, Role.SYSTEM), "brief.draft")
register(roles(Role.OPERATOR), "brief.accept", "brief.review", "brief.issue", "brief.correct", "template.learn")
