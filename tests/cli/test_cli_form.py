"""`dibao form`: from the catalogue to a filled form in the ledger."""

from __future__ import annotations

from openpyxl import load_workbook

from cli.conftest import Desk


def test_a_filled_form_is_received_without_a_question(desk: Desk) -> None:
    assert desk("init", "city", "--example").code == 0
    made = desk("-w", "city", "form", "柳林区", "-o", "form.xlsx", "--date", "2026-02-03")
    assert (made.code, made.out) == (0, "") and "form.xlsx" in made.err
    book = load_workbook(desk.folder / "form.xlsx")
    sheet = book.worksheets[0]
    open_cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if not cell.protection.locked]
    for number, cell in enumerate(open_cells, start=101):
        cell.value = number
    book.save(desk.folder / "柳林区.xlsx")
    read = desk("-w", "city", "read", "--json", "柳林区.xlsx")
    assert [line["value"] for line in read.lines] == list(range(101, 101 + len(open_cells)))
    assert {line["unit_code"] for line in read.lines} == {"liulin"} and all(line["indicator"] for line in read.lines)
    received = desk("-w", "city", "receive", "柳林区.xlsx", "--date", "2026-02-03")
    assert received.code == 0 and "柳林区" in received.out + received.err


def test_several_units_get_a_file_each(desk: Desk) -> None:
    desk("init", "city", "--example")
    assert desk("-w", "city", "form", "望海区", "liulin", "-o", "表.xlsx").code == 0
    assert sorted(path.name for path in desk.folder.glob("表*.xlsx")) == ["表-望海区.xlsx", "表-柳林区.xlsx"]


def test_what_cannot_be_written_is_said(desk: Desk) -> None:
    desk("init", "city", "--example")
    unknown = desk("-w", "city", "form", "无名县", "-o", "form.xlsx")
    assert unknown.code == 2 and "无名县" in unknown.err
    suffix = desk("-w", "city", "form", "-o", "form.docx")
    assert suffix.code == 2 and ".xlsx" in suffix.err
    assert not list(desk.folder.glob("form.*"))
