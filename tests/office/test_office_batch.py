"""Reports by the batch: as one by one, in their order, whatever is among them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dibao.cli import receipt
from dibao.documents import unreadable
from dibao.errors import DibaoError
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.models import Entry
from dibao.office.reports.actions import Receive
from dibao.office.reports.batch import Delivery, Outcome, receive_all
from dibao.office.reports.models import ReadFigure, Report
from dibao.office.shared.office import Office
from support.ledger_lines import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_reading")]

UNITS = ("东河区", "西河区", "北山县", "安澜日报")


def text(unit: str, leaflets: int, banners: int = 96) -> bytes:
    return f"{unit}工作情况\n今日发放宣传单{leaflets}份，悬挂条幅{banners}条，其中城区{banners // 2}条。".encode()


def delivery(name: str, data: bytes, *context: str) -> Delivery:
    return Delivery(name, lambda: data, context=context)


def take(office: Office, *deliveries: Delivery) -> list[Outcome]:
    return list(receive_all(office, deliveries, DAY))


def archive(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return held.getvalue()


def stored() -> list[object]:
    """Everything that receiving leaves, without moments and hashes."""
    reports = Report.objects.order_by("id").values_list("id", "unit_code", "day", "version", "state", "file", "figures")
    entries = Entry.objects.order_by("number").values_list(
        "number", "report_id", "unit_code", "indicator", "item", "measure", "basis", "value", "part_of", "supersedes"
    )
    figures = ReadFigure.objects.order_by("report_id", "position").values_list("report_id", "text", "indicator")
    lines = AuditLine.objects.order_by("id").values_list("verb", "target", "detail__entries", "detail__version")
    return [list(each) for each in (reports, entries, figures, lines)]


def test_a_batch_leaves_what_one_by_one_leaves(office: Office) -> None:
    files = [(f"{unit}.txt", text(unit, 3200 + number)) for number, unit in enumerate(UNITS)]
    files += [("东河区.txt", text("东河区", 4000)), ("无名.txt", text("某单位", 5)), files[1]]
    _empty()  # numbers begin at 1 both times
    take(office, *(delivery(name, data) for name, data in files))
    by_batch = stored()
    assert audit() == []
    assert len(by_batch[0]) == 6 and any(row[-1] for row in by_batch[1])  # type: ignore[arg-type,index]
    _empty()
    for name, data in files:
        Receive(data, name, DAY).run(office)
    assert stored() == by_batch


def _empty() -> None:
    """A new ledger in the same database, as no user could make one."""
    with connection.cursor() as cursor:
        tables = (
            "ledger_words",
            "ledger_entry",
            "reports_layout",
            "reports_readfigure",
            "reports_report",
            "audit_auditline",
        )
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("ledger_entry", "ledger_seal", "audit_auditline", "reports_withdrawal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join((*tables, 'ledger_seal'))} RESTART IDENTITY CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])


def test_the_second_report_of_a_day_in_a_batch_is_a_new_version_of_the_first(office: Office) -> None:
    first, second = take(
        office, delivery("东河区.txt", text("东河区", 100)), delivery("东河区(1).txt", text("东河区", 200))
    )
    assert first.received and second.received
    assert (second.received.version, second.received.replaces) == (2, first.received.report)


def test_one_that_cannot_be_read_spoils_none_of_the_others(office: Office) -> None:
    def gone() -> bytes:
        raise unreadable.missing("走了.txt")

    outcomes = take(
        office,
        delivery("坏的.docx", b"PK\x03\x04 broken"),
        delivery("东河区.txt", text("东河区", 100)),
        Delivery("走了.txt", gone),
        delivery("西河区.txt", text("西河区", 100)),
    )
    assert [bool(one.received) for one in outcomes] == [False, True, False, True]
    assert "坏的.docx" in outcomes[0].refused and "走了.txt" in outcomes[2].refused


def test_reports_in_an_archive_stand_where_the_archive_stands(office: Office) -> None:
    packed = archive(**{"东河区.txt": text("东河区", 100), "西河区.txt": text("西河区", 100), "坏.docx": b"PK\x03\x04"})
    outcomes = take(office, delivery("北山县.txt", text("北山县", 5)), delivery("日报.zip", packed))
    files = [one.received.file if one.received else "" for one in outcomes]
    assert files == ["北山县.txt", "日报.zip/东河区.txt", "日报.zip/西河区.txt", ""]
    assert [one.last for one in outcomes] == [True, False, False, True]
    assert "坏.docx" in outcomes[-1].refused


def test_a_folder_may_tell_whose_a_report_is(office: Office) -> None:
    (one,) = take(office, delivery("2月3日.txt", "今日发放宣传单3200份。".encode(), "北山县", "来件"))
    assert one.received and one.received.unit_code == "beishan"


def test_what_is_in_already_is_not_read_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [delivery(f"{unit}.txt", text(unit, 10)) for unit in UNITS]
    take(office, *files[:2])
    before = stored()

    def read_only(*names: str) -> Callable[..., object]:
        def taken(one: object, *rest: object) -> object:
            assert getattr(one, "name") in names, "read again"  # noqa: B009
            return real(one, *rest)  # type: ignore[arg-type]

        return taken

    from dibao.office.reports import batch

    real = batch.taken
    monkeypatch.setattr(batch, "taken", read_only("北山县.txt", "安澜日报.txt"))
    outcomes = take(office, *files)
    assert [one.received and one.received.again for one in outcomes] == [True, True, False, False]
    assert stored()[0][:2] == before[0]  # type: ignore[index]


def test_a_waiting_report_is_completed_by_a_batch_with_its_unit(office: Office) -> None:
    data = "今日发放宣传单3200份。".encode()
    (waiting,) = take(office, delivery("a.txt", data))
    (done,) = receive_all(office, [delivery("a.txt", data)], DAY, "beishan")
    assert waiting.received and done.received and not done.received.again
    assert (done.received.report, done.received.unit_code) == (waiting.received.report, "beishan")


def test_a_group_takes_a_fixed_number_of_statements(office: Office) -> None:
    def asked(units: Sequence[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            take(office, *(delivery(f"{unit}.txt", text(unit, len(units))) for unit in units))
        return len(queries) - len(units)  # one look for each file whether it is there

    assert asked(UNITS[:1]) == asked(UNITS[1:])


def test_the_workbook_says_what_became_of_each_file(office: Office, tmp_path: Path) -> None:
    outcomes = take(
        office,
        delivery("=1+1东河区.txt", text("东河区", 100) + "另跑通环节12轮。".encode()),
        delivery("坏的.docx", b"PK\x03\x04 broken"),
    )
    done = [one.received for one in outcomes if one.received]
    refused = [(one.delivery, one.refused) for one in outcomes if one.refused]
    receipt.write(tmp_path / "接收.xlsx", done, refused, office.workspace.units)
    book = openpyxl.load_workbook(tmp_path / "接收.xlsx")
    reports, unnamed, wrong = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert [(row[1], row[2], row[6]) for row in reports] == [("=1+1东河区.txt", "东河区", done[0].figures)]
    assert book.worksheets[0]["B2"].data_type == "s"
    assert len(unnamed) == done[0].open_figures >= 1
    assert [row[0] for row in wrong] == ["坏的.docx"]
    with pytest.raises(DibaoError, match="nowhere"):
        receipt.write(tmp_path / "nowhere" / "a.xlsx", done, refused, office.workspace.units)
