"""What a unit sent becomes reports, each with its unit and day."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.office.reports.actions import Receive, Received
from dibao.office.reports.fingerprint import same_name
from dibao.office.reports.models import Report
from dibao.office.reports.opened import opened
from dibao.office.shared.office import Office
from support.ledger_lines import DAY

pytestmark = pytest.mark.django_db

LEAFLETS = "outreach.leaflets 100 份 new"


def archive(*files: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, text in files:
            written.writestr(name, text)
    return out.getvalue()


def take(office: Office, data: bytes, name: str = "日报.zip") -> list[Received]:
    return [Receive.of(one, DAY).run(office) for one in opened(data, name, office.workspace, DAY).files]


def test_heading_then_file_then_what_stands_around(office: Office) -> None:
    done = take(
        office,
        archive(
            ("西河区/a.txt", f"东河区工作情况\n{LEAFLETS}"),
            ("西河区/北山县.txt", f"工作情况\n{LEAFLETS}"),
            ("西河区/宣传/a.txt", f"情况\n{LEAFLETS}"),
            ("东河区、西河区/b.txt", f"另一情况\n{LEAFLETS}"),
            ("东河区等地/c.txt", f"又一情况\n{LEAFLETS}"),
        ),
    )
    assert [(one.unit_code, one.unit_how) for one in done] == [
        ("donghe", "heading"),
        ("beishan", "file"),
        ("xihe", "context"),
        ("", ""),
        ("", ""),
    ]
    assert [one.state for one in done[2:]] == [Arrival.COUNTED, Arrival.WAITING, Arrival.WAITING]
    assert Report.objects.get(id=done[2].report).file == "日报.zip/西河区/宣传/a.txt"


def test_an_archive_s_own_name_says_it_last(office: Office) -> None:
    [one] = take(office, archive(("a.txt", f"情况\n{LEAFLETS}")), "东河区日报.zip")
    assert (one.unit_code, one.unit_how) == ("donghe", "context")


def test_the_same_file_inside_and_outside_is_one_report(office: Office) -> None:
    text = f"东河区工作情况\n{LEAFLETS}"
    [first] = take(office, archive(("a.txt", text)))
    [again] = take(office, text.encode(), "b.txt")
    [inner] = take(office, archive(("c.txt", text), ("d.jpg", "x")), "e.zip")
    assert (again.again, inner.again) == (True, True)
    assert {first.report, again.report, inner.report} == {first.report}


def test_one_that_cannot_be_read_stores_nothing_of_itself_and_all_of_the_others(office: Office) -> None:
    found = opened(archive(("a.txt", f"东河区工作情况\n{LEAFLETS}"), ("b.docx", "x")), "a.zip", office.workspace)
    good, bad = found.files
    assert Receive.of(good, DAY).run(office).entries == 1
    with pytest.raises(DibaoError, match=r"b\.docx"):
        Receive.of(bad, DAY).run(office)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "dated", "sent", "day"),
    [
        (None, "", datetime(2026, 2, 1, 9), date(2026, 2, 1)),
        (None, "", datetime(2026, 1, 31, 22, tzinfo=UTC), date(2026, 2, 1)),
        (None, "日期 2026-01-30\n", datetime(2026, 2, 1, 9), date(2026, 1, 30)),
        (date(2026, 2, 2), "", datetime(2026, 2, 1, 9), date(2026, 2, 2)),
        (None, "", None, date(2026, 2, 3)),
    ],
)
def test_the_day_it_was_sent_serves_where_nobody_says_another(
    office: Office, told: date | None, dated: str, sent: datetime | None, day: date
) -> None:
    text = f"东河区工作情况\n{dated}{LEAFLETS}".encode()
    done = Receive(text, "a.txt", told, sent=sent).run(office)
    assert (done.day, done.told) == (day, told)


def test_names_that_dibao_gave_do_not_make_a_new_version(office: Office) -> None:
    assert not same_name("粘贴", "粘贴")
    assert not same_name("来信.eml/正文", "来信.eml/正文")
    assert not same_name("来信.eml/正文.html", "来信.eml/正文.html")
    assert not same_name("粘贴/东河区", "粘贴/东河区")
    assert same_name("日报.zip/东河区.docx", "东河区.docx") and same_name("东河区", "东河区")
    first = Receive(f"东河区工作情况\n{LEAFLETS}".encode(), "粘贴", DAY).run(office)
    second = Receive("东河区工作情况\nmedia.stories 7 篇 new".encode(), "粘贴", DAY).run(office)
    assert (first.supplement, second.supplement) == (False, True)
