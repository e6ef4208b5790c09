"""What a report's page shows about taking it back: whether somebody did, and what whoever looks may do."""

from __future__ import annotations

from typing import Any

from dibao.entries import Arrival
from dibao.language import say
from dibao.office.reports.models import REPORT, Report
from dibao.office.shared.issued import issued
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, may, name_of
from dibao.office.shared.uses import uses


def taking_back(office: Office, report: Report) -> dict[str, Any]:
    """For the page of a report that they may see."""
    actor, unit = office.actor, report.unit_code
    out = issued(office, report.day) if unit else []
    theirs = not out or may(actor, "report.withdraw_issued", unit)
    if report.state == Arrival.WITHDRAWN.value:
        line = report.withdrawal
        again = Report.objects.filter(kind=REPORT, digest=report.digest).exclude(state=Arrival.WITHDRAWN.value).first()
        return {
            "withdrawn": line,
            "withdrawn_by": name_of(line.who),
            "again": again if again and may(actor, "report.see", again.unit_code) else None,
            "again_unit": office.workspace.units.get(again.unit_code) if again else None,
            "may_again": bool(unit) and again is None and theirs and _may_refile(actor, unit),
        }
    if report.state not in (Arrival.COUNTED.value, Arrival.WAITING.value) or not may(actor, "report.withdraw", unit):
        return {}
    if not theirs:
        return {"out": out}
    units = office.workspace.units.values()
    return {
        "may_withdraw": True,
        "uses": uses(office, report.day, [report.id]) if out else [],
        "reasons": reasons(),
        "others": [one for one in units if unit and one.code != unit and may(actor, "report.receive", one.code)]
        if may(actor, "report.refile", unit)
        else [],
    }


def _may_refile(actor: Actor, unit: str) -> bool:
    return may(actor, "report.refile", unit) and may(actor, "report.receive", unit)


def reasons() -> list[str]:
    """What is mostly the reason, to choose from."""
    return [
        say("发错了文件", "the wrong file was sent"),
        say("是别的单位的", "it is another unit's"),
        say("和前一份重复", "it repeats an earlier one"),
        say("不该报送", "it should not have been sent"),
    ]
