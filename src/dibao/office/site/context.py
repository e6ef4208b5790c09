"""What every template can use: the office, who is signed in and which desks are theirs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dibao.language import current, say
from dibao.office.shared.policies import may


def office(request: HttpRequest) -> dict[str, Any]:
    """`office`, `language`, and `desks`: (name of the address, label) of the pages that this person may open."""
    here = getattr(request, "office", None)
    if here is None:  # refused before the office was there
        return {"language": current(), "desks": []}
    actor = here.actor
    desks = [(name, label) for name, label, verb in _desks() if actor.name and may(actor, verb)]
    return {
        "office": here,
        "settings": here.workspace.settings,
        "language": current(),
        "desks": desks,
        "single_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }


def _desks() -> list[tuple[str, str, str]]:
    return [
        ("today", say("今日", "Today"), "today.see"),
        ("reports", say("来件", "Reports"), "report.list"),
        ("briefs", say("简报", "Briefs"), "brief.see"),
        ("ledger", say("台账", "Ledger"), "ledger.see"),
        ("people", say("人员", "People"), "person.list"),
        ("rules", say("规则", "Rules"), "rules.see"),
    ]
