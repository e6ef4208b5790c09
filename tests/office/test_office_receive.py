from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.office.audit.check import audit
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports import inbox
from dibao.office.reports.actions import Receive, Received
from dibao.office.reports.models import ReadFigure, Report
from dibao.office.shared.office import Office
from support.ledger_lines import DAY

pytestmark = pytest.mark.django_db


def text(*lines: str, unit: str = "东河区工作情况") -> bytes:
    return "\n".join([unit, *lines]).encode()


LEAFLETS, POSTERS, STORIES = "outreach.leaflets 100 份 new", "outreach.posters 20 张 new", "media.stories 7 篇 new"


def values(office: Office, day: date = DAY) -> list[int]:
    return [int(entry.draft.value) for entry in DjangoLedger.of(office).entries(day, day)]


def take(office: Office, *lines: str, file: str = "a.txt", day: date | None = DAY, unit: str | None = None) -> Received:
    return Receive(text(*lines), file, day, unit).run(office)


def test_a_report_is_kept_read_and_recorded(office: Office) -> None:
    data = text(LEAFLETS, "? 5 份 new", "outreach.posters ** 张")
    result = Receive(data, "a.txt", DAY).run(office)
    assert (result.figures, result.linked, result.open_figures, result.masked, result.entries) == (2, 1, 1, 1, 1)
    assert (result.unit_code, result.unit_how, result.day, result.version) == ("donghe", "heading", DAY, 1)
    report = Report.objects.get(id=result.report)
    assert inbox.place(office.root, report.digest, report.file).read_bytes() == data
    named, left_open = ReadFigure.objects.filter(report=report).order_by("position")
    assert (named.indicator, left_open.indicator) == ("outreach.leaflets", None)
    assert report.text[named.start : named.end] == named.text == named.value == "100"
    assert (named.basis, named.reasons) == ("new", ["plain"])
    assert report.masked == ["outreach.posters ** 张"]
    [info] = DjangoLedger.of(office).reports(DAY, DAY)
    assert (info.figures, info.open_figures, info.masked) == (2, 1, ("outreach.posters ** 张",))


def test_the_same_bytes_are_one_report(office: Office) -> None:
    first = take(office, LEAFLETS)
    second = take(office, LEAFLETS, file="other.txt", day=DAY + timedelta(days=1), unit="xihe")
    assert second.again and not first.again
    assert (second.report, second.unit_code, second.day, second.entries) == (first.report, "donghe", DAY, 0)
    assert len(second.notes) == 1
    assert values(office) == [100]


def test_a_changed_report_is_a_new_version(office: Office) -> None:
    first = take(office, LEAFLETS, POSTERS)
    second = take(office, "outreach.leaflets 110 份 new", STORIES)
    assert (second.version, second.replaces, second.superseded, second.supplement) == (2, first.report, 2, False)
    assert values(office) == [110, 7]
    ledger = DjangoLedger.of(office)
    assert [int(entry.draft.value) for entry in ledger.superseded(DAY, DAY)] == [100, 20]
    assert [entry.supersedes for entry in ledger.entries(DAY, DAY)] == [1, None]
    assert [(r.version, r.state) for r in ledger.reports(DAY, DAY)] == [(1, Arrival.REPLACED), (2, Arrival.COUNTED)]
    assert [r.replaces for r in ledger.reports(DAY, DAY)] == [None, first.report]
    assert take(office, LEAFLETS, POSTERS).again  # the old version again changes nothing
    assert values(office) == [110, 7]
    assert audit() == []


def test_another_name_with_the_same_keys_is_a_new_version(office: Office) -> None:
    take(office, LEAFLETS, POSTERS)
    result = take(office, "outreach.leaflets 110 份 new", STORIES, file="修改稿.txt")
    assert (result.version, result.supplement) == (2, False)
    assert values(office) == [110, 7]


def test_a_clearly_different_report_supplements(office: Office) -> None:
    take(office, LEAFLETS, POSTERS)
    result = take(office, "outreach.leaflets 90 份 new", STORIES, "outreach.vehicles 3 台次 new", file="b.txt")
    assert (result.version, result.replaces, result.supplement) == (1, None, True)
    assert values(office) == [100, 20, 90, 7, 3]  # 100 and 90 contradict each other and stand both
    newer = take(office, STORIES, "outreach.vehicles 4 台次 new", file="b.txt")
    assert (newer.version, newer.replaces) == (2, result.report)
    assert values(office) == [100, 20, 7, 4]


def test_a_note_that_repeats_one_figure_does_not_put_the_others_aside(office: Office) -> None:
    take(office, LEAFLETS, POSTERS, STORIES)
    assert take(office, "outreach.leaflets 90 份 new", file="更正.txt").supplement
    assert values(office) == [100, 20, 7, 90]


def test_a_text_without_figures_does_not_replace_another_file(office: Office) -> None:
    take(office, LEAFLETS)
    assert take(office, "今日无事", file="b.txt").supplement
    assert values(office) == [100]


def test_a_newer_version_without_figures_replaces_and_says_so(office: Office) -> None:
    take(office, LEAFLETS)
    result = take(office, "以此为准，无数字")
    assert (result.version, result.superseded, len(result.notes)) == (2, 1, 1)
    assert values(office) == []


def test_a_word_file_and_a_sheet_of_one_name_stand_side_by_side(office: Office) -> None:
    take(office, LEAFLETS, file="东河区.txt")
    Report.objects.update(file="东河区.docx")
    assert take(office, POSTERS, file="东河区.txt").supplement


def test_other_units_and_days_are_left_alone(office: Office) -> None:
    take(office, LEAFLETS)
    Receive(text(LEAFLETS, unit="西河区工作情况"), "a.txt", DAY).run(office)
    take(office, LEAFLETS, "第二天", day=DAY + timedelta(days=1))
    assert values(office) == [100, 100]
    assert values(office, DAY + timedelta(days=1)) == [100]


# Which day


def test_a_date_inside_wins_and_the_difference_is_kept(office: Office) -> None:
    result = take(office, "日期 2026-02-01", LEAFLETS)
    assert (result.day, result.dated, result.told) == (date(2026, 2, 1), date(2026, 2, 1), DAY)
    assert any("2026-02-01" in note for note in result.notes)
    [info] = DjangoLedger.of(office).reports(date(2026, 2, 1), date(2026, 2, 1))
    assert (info.dated, info.told) == (date(2026, 2, 1), DAY)


def test_without_any_date_it_is_today(office: Office) -> None:
    result = take(office, LEAFLETS, day=None)
    assert (result.day, result.dated, result.told) == (date(2026, 2, 3), None, None)


@pytest.mark.parametrize(
    ("told", "dated", "now"),
    [
        (None, None, True),
        (date(2026, 2, 3), None, True),
        (date(2026, 2, 2), None, False),
        (date(2026, 2, 3), "2026-02-02", True),
        (None, "2026-02-02", False),
        (date(2026, 2, 2), "2026-02-03", False),
    ],
)
def test_it_arrived_now_only_if_it_is_received_for_today(
    office: Office, told: date | None, dated: str | None, now: bool
) -> None:
    result = take(office, LEAFLETS, f"日期 {dated}" if dated else "", day=told)
    assert result.arrived == (datetime(2026, 2, 3, 10, 30) if now else None)
    [info] = DjangoLedger.of(office).reports(date.min, date.max)
    assert info.arrived == result.arrived


def test_a_given_arrival_is_local(office: Office) -> None:
    result = Receive(text(LEAFLETS), "a.txt", DAY, arrived=datetime(2026, 2, 3, 9, 5)).run(office)
    assert result.arrived == datetime(2026, 2, 3, 9, 5)


# Whose


def test_a_report_of_nobody_waits_until_someone_says_whose_it_is(office: Office) -> None:
    data = text(LEAFLETS, unit="工作情况")
    waiting = Receive(data, "a.txt", DAY).run(office)
    assert (waiting.state, waiting.unit_code, waiting.entries, waiting.figures) == (Arrival.WAITING, "", 0, 1)
    assert values(office) == []
    again = Receive(data, "a.txt", DAY).run(office)
    assert (again.again, again.state) == (True, Arrival.WAITING)
    settled = Receive(data, "a.txt", DAY, "西河").run(office)
    assert (settled.report, settled.state, settled.unit_code, settled.again) == (
        waiting.report,
        Arrival.COUNTED,
        "xihe",
        False,
    )
    assert values(office) == [100]
    assert ReadFigure.objects.count() == 1
    assert audit() == []


def test_a_waiting_report_may_turn_out_to_be_a_new_version(office: Office) -> None:
    take(office, LEAFLETS)
    data = text("outreach.leaflets 110 份 new", unit="工作情况")
    Receive(data, "x.txt", DAY).run(office)
    settled = Receive(data, "x.txt", DAY, "donghe").run(office)
    assert (settled.version, settled.superseded) == (2, 1)
    assert values(office) == [110]


def test_a_unit_that_is_none_stores_nothing(office: Office) -> None:
    with pytest.raises(DibaoError) as caught:
        take(office, LEAFLETS, unit="南河区")
    assert caught.value.code == "unknown_unit"
    assert not Report.objects.exists()
    assert not (office.root / "inbox").exists()


# Bytes


def test_unreadable_input_stores_nothing(office: Office) -> None:
    for data, file in ((b"\x00\x01\x02", "a.docx"), (b"", "a.txt")):
        with pytest.raises(DibaoError):
            Receive(data, file, DAY).run(office)
    assert not Report.objects.exists()
    assert not (office.root / "inbox").exists()


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("../../etc/a.txt", "a.txt"),
        ("/etc/a.txt", "a.txt"),
        ("日报.zip/东河区/a.txt", "日报.zip/东河区/a.txt"),
    ],
)
def test_a_path_inside_is_kept_and_one_that_leads_elsewhere_is_not(office: Office, file: str, kept: str) -> None:
    assert take(office, LEAFLETS, file=file).file == kept


def test_odd_characters_are_kept_apart_from_the_database(office: Office) -> None:
    result = Receive(text(LEAFLETS) + b"\n\xf0\x9f\x98\x80 tail", "a.txt", DAY).run(office)
    assert "😀" in Report.objects.get(id=result.report).text


def test_an_unreferenced_file_is_used_and_leftovers_go(office: Office) -> None:
    data = text(LEAFLETS)
    from dibao.office.reports.intake import digest_of

    inbox.keep(office.root, [(data, digest_of(data), "a.txt")])
    kept = inbox.place(office.root, digest_of(data), "a.txt")
    stamp = kept.stat().st_mtime_ns
    (kept.parent / f".{digest_of(data)}.1.part").write_bytes(data[:3])
    take(office, LEAFLETS)
    assert kept.stat().st_mtime_ns == stamp
    kept.write_bytes(data[:-1])  # a broken disk: the bytes are put right
    inbox.keep(office.root, [(data, digest_of(data), "a.txt")])
    assert kept.read_bytes() == data
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]
