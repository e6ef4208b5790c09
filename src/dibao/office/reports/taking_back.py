"""What a report's page shows about taking it back: whether somebody did, and what whoever looks may do."""

from __future__ import annotations

from typing import Any

from dibao.entries import Arrival
from dibao.language import say
from dibao.office.reports.models import Report
from dibao.office.shared.issued import issued
from dibao.office.shared.office import Office
from dibao.office.shared.policies import may, name_of
from dibao.office.shared.uses import uses


def taking_back(office: Office, report: Report) -> dict[str, Any]:
    """For the page of a report that they may see."""
    if report.state == Arrival.WITHDRAWN.value:
        line = report.withdrawal
        return {"withdrawn": line, "withdrawn_by": name_of(line.who)}
    if report.state not in (Arrival.COUNTED.value, Arrival.WAITING.value):
        return {}
    actor, unit = office.actor, report.unit_code
    if not may(actor, "report.withdraw", unit):
        return {}
    out = issued(office, report.day) if unit else []
    if out and not may(actor, "report.withdraw_issued", unit):
        return {"out": out}
    return {
        "may_withdraw": True,
        "uses": uses(office, report.day, [report.id]) if out else [],
        "reasons": reasons(),
    }


def reasons() -> list[str]:
    """What is mostly the reason, to choose from."""
    return [
        say("发错了文件", "the wrong file was sent"),
        say("是别的单位的", "it is another unit's"),
        say("和前一份重复", "it repeats an earlier one"),
        say("不该报送", "it should not have been sent"),
    ]
