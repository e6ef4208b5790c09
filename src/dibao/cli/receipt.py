"""What became of a batch of files, as a workbook: received, to be named, refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dibao.catalogue import Units
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from openpyxl import Workbook

    from dibao.office.reports.received import Received

_WIDTHS = {"file": 44, "unit": 22, "why": 90, "sentence": 90}
_NARROW = 12
Row = Sequence[str | int]


def write(path: Path, done: Sequence[Received], refused: Sequence[tuple[str, str]], units: Units) -> None:
    """Write the workbook. DibaoError where the place cannot be written."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    no, file, unit, why = say("件", "no."), say("文件", "file"), say("单位", "unit"), say("说明", "notes")
    names = {code: one.name for code, one in units.items()}
    received: Iterable[Row] = (
        (
            *(one.report, one.file, names.get(one.unit_code, one.unit_code), one.day.isoformat(), one.version),
            *(_state(one), one.figures, one.open_figures, "\n".join(one.notes)),
        )
        for one in done
    )
    heads = [no, file, unit, say("报告日", "day"), say("版", "version"), say("状态", "state")]
    heads += [say("数字", "figures"), say("待认", "open"), why]
    _sheet(book, say("来件", "reports"), heads, received, {file: "file", unit: "unit", why: "why"})
    wording, sentence = say("数字原文", "figure"), say("所在句", "sentence")
    place = say("位置", "place")
    _sheet(
        book, say("待认数字", "to be named"), [no, file, wording, place, sentence], _open(done), {sentence: "sentence"}
    )
    _sheet(book, say("未收", "refused"), [file, why], refused, {file: "file", why: "why"})
    try:
        book.save(path)
    except OSError as error:
        raise DibaoError(
            say(
                f"{path} 写不进去（{error.strerror}），请换个位置，或先关闭打开着它的程序。",
                f"{path} cannot be written ({error.strerror}); name another place, or close the program that has it.",
            ),
            code="output",
        ) from error


def _state(one: Received) -> str:
    if one.state is Arrival.WAITING:
        return say("待指明单位", "waits for a unit")
    return say("已有", "there already") if one.again else say("新收", "received")


def _open(done: Sequence[Received]) -> Iterable[Row]:
    """The figures that wait for a name, with the sentence that each stands in."""
    from dibao.office.reports.models import ReadFigure

    wanted = {one.report: one.file for one in done if one.open_figures}
    rows = ReadFigure.objects.filter(report__in=list(wanted), indicator=None).order_by("report_id", "position")
    for figure in rows.select_related("report").iterator(500):
        text = figure.report.text
        begin, end = max(0, figure.start - 40), min(len(text), figure.end + 40)
        around = " ".join(text[begin:end].split())
        yield [figure.report_id, wanted[figure.report_id], figure.text + figure.unit, figure.locator, around]


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Row], widths: dict[str, str]) -> None:
    """A sheet with a head that stays in sight. What a file wrote is text here, never a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(1, column, head)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(widths.get(head, ""), _NARROW)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = value
