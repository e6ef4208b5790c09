"""A day of the small office, and its brief on its way."""

from __future__ import annotations

from datetime import date

from dibao.composing.writers import WRITERS
from dibao.office.briefs.actions import IssueBrief
from dibao.office.briefs.drafting import composed
from dibao.office.briefs.models import Issue
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office

DAY = date(2026, 2, 3)
SHEET = "/briefs/daily/2026-02-03/"
REPORT = "东河区2月3日：今日新增发放宣传单 1200 份，累计发放宣传单 8200 份。"


def received(office: Office, text: str = REPORT) -> None:
    """What one district reported."""
    Receive(text.encode(), "东河.txt", told=DAY, unit="donghe").run(office)


def issued_brief(office: Office, day: date = DAY) -> Issue:
    """The day's brief, issued."""
    data = WRITERS[".docx"](composed(office, day))
    IssueBrief(data, "draft.docx", accept="样例", despite_lint="样例").run(office)
    row = Issue.objects.last()
    assert row is not None
    return row
