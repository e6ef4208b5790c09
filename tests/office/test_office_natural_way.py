"""The natural way of the data with nothing replaced: a file, read, named, recorded."""

from __future__ import annotations

from datetime import date

import pytest

from dibao.entries import Arrival
from dibao.office.audit.check import audit
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Report
from dibao.office.shared.office import Office

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 3)
TEXT = """东河区宣传工作情况
（2月3日）
一、社会宣传。今日发放宣传单3200份，悬挂条幅96条，累计发放宣传单12600份。
二、新闻宣传。刊发稿件XX篇。
"""


def test_a_report_from_file_to_ledger(office: Office, real_reading: None) -> None:
    result = Receive(TEXT.encode("gb18030"), "报告.txt", date(2026, 2, 2)).run(office)
    assert (result.unit_code, result.unit_how, result.state) == ("donghe", "heading", Arrival.COUNTED)
    assert (result.day, result.dated, result.told) == (DAY, DAY, date(2026, 2, 2))
    assert (result.masked, result.open_figures) == (1, 0)
    told = {(e.series.indicator, e.series.basis, e.draft.value) for e in DjangoLedger.of(office).entries(DAY, DAY)}
    assert told == {
        ("outreach.leaflets", "new", 3200),
        ("outreach.banners", "new", 96),
        ("outreach.leaflets", "cumulative", 12600),
    }
    text = Report.objects.get().text
    for entry in DjangoLedger.of(office).entries(DAY, DAY):
        assert text[entry.draft.start : entry.draft.end] == str(entry.draft.value)
        assert entry.draft.text in entry.draft.sentence
    [info] = DjangoLedger.of(office).reports(DAY, DAY)
    assert "XX篇" in info.masked[0]
    assert audit() == []
