"""A pasted chat at the office: a report for each unit, on the day the messages were sent, without the people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.actions import Receive, Received
from dibao.office.reports.models import ReadFigure, Report
from dibao.office.reports.opened import opened
from dibao.office.shared.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_reading")]

EAST, WEST = "今日发放宣传单3200份，悬挂条幅96条。", "今日发放宣传单900份。"
CHAT = (
    f"东河区委宣传部-李某某 2/2 17:31\n{EAST}\n宣传舆论组 张某 2/2 17:32\n收到\n"
    f"王某@西河 2/2 17:40\n{WEST}\n李某某 2/2 17:41\n【北山县】今日发放宣传单12份。\n"
)


def take(office: Office, text: str, told: date | None = None) -> list[Received]:
    found = opened(text.encode(), "粘贴", office.workspace, office.today())
    return [Receive.of(one, told).run(office) for one in found.files]


def test_each_unit_has_its_report_on_the_day_of_its_messages(office: Office) -> None:
    done = take(office, CHAT)
    assert [(one.file, one.unit_code, one.unit_how, one.day) for one in done] == [
        ("粘贴/东河区", "donghe", "file", date(2026, 2, 2)),
        ("粘贴/西河区", "xihe", "file", date(2026, 2, 2)),
        ("粘贴/北山县", "beishan", "heading", date(2026, 2, 2)),
    ]
    assert {
        int(entry.draft.value) for entry in DjangoLedger.of(office).entries(date(2026, 2, 2), date(2026, 2, 2))
    } == {
        3200,
        96,
        900,
        12,
    }
    assert set(ReadFigure.objects.values_list("locator", flat=True)) == {"第1条消息", "第3条消息", "第4条消息"}


def test_a_day_that_is_told_wins_over_that_of_the_messages(office: Office) -> None:
    assert {one.day for one in take(office, CHAT, date(2026, 2, 1))} == {date(2026, 2, 1)}


def test_the_same_chat_again_is_nothing_new_and_a_longer_one_a_new_version(office: Office) -> None:
    first = take(office, CHAT)
    assert all(one.again for one in take(office, CHAT))
    longer = take(office, f"{CHAT}东河区委宣传部-李某某 2/2 18:00\n更正：宣传单应为3300份。\n")
    assert [(one.again, one.version) for one in longer] == [(False, 2), (True, 1), (True, 1)]
    assert longer[0].replaces == first[0].report


def test_who_spoke_is_stored_nowhere(office: Office) -> None:
    take(office, f"{CHAT}东河区委宣传部-李某某 2/2 18:00\n联系人手机13800138000，发放5份\n")
    stored = [
        {field.name: getattr(report, field.name) for field in Report._meta.fields} for report in Report.objects.all()
    ]
    kept = "".join(path.read_bytes().decode() for path in Path(office.root / "inbox").iterdir())
    for secret in ("李某某", "王某", "张某", "13800138000", "17:31", "17:40"):
        assert secret not in repr(stored) and secret not in kept
