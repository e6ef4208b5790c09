"""The ledger as a table for other programs: streamed, and never a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO

from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from dibao.language import say
from dibao.office.ledger import words
from dibao.office.ledger.asking import Asking
from dibao.office.ledger.book import current
from dibao.office.shared.columns import digits, exact
from dibao.office.shared.office import Office

Value = str | int | Decimal | None

_BATCH = 2_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = (
    *("day", "unit_code", "indicator", "item", "measure", "basis", "value", "low", "high", "approx", "origin"),
    *("window_start", "window_end", "reporter", "report__file", "report__version", "words__text", "words__reason"),
    *("number", "supersedes_id"),
)


def head() -> list[str]:
    """The names of the columns."""
    return [
        say("日期", "date"),
        say("单位代码", "unit_code"),
        say("单位", "unit"),
        say("指标代码", "indicator"),
        say("指标", "indicator_name"),
        say("品目", "item"),
        say("口径", "basis"),
        say("数", "value"),
        say("最少", "low"),
        say("最多", "high"),
        say("量词", "measure"),
        say("约数", "approx"),
        say("来历", "origin"),
        say("时段起", "window_start"),
        say("时段止", "window_end"),
        say("报送单位", "reporter"),
        say("来件", "report"),
        say("版次", "version"),
        say("原文", "text"),
        say("缘由", "reason"),
        say("台账条号", "entry"),
        say("所更正的条号", "supersedes"),
    ]


def rows(office: Office, asking: Asking) -> Iterator[list[Value]]:
    """The entries that stand, in the order of the chain, a batch at a time."""
    workspace = office.workspace
    told = current().filter(asking.entries(workspace)).order_by("number").values_list(*_COLUMNS)
    for row in told.iterator(chunk_size=_BATCH):
        day, code, indicator, item, measure, basis, value, low, high, approx, origin, *rest = row
        start, end, reporter, file, version, text, reason, number, supersedes = rest
        yield [
            day.isoformat(),
            code,
            words.unit_name(workspace, code),
            indicator,
            words.indicator_name(workspace, indicator),
            item,
            words.basis_name(basis),
            exact(value),
            exact(low),
            None if high is None else exact(high),
            measure,
            approx,
            words.origin_name(origin),
            start,
            end,
            words.unit_name(workspace, reporter),
            file or "",
            version,
            text or "",
            reason or "",
            number,
            supersedes,
        ]


def plain(value: Value) -> Value:
    """A cell that no program takes for a formula: text that begins like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_csv(table: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """CSV in UTF-8 with a mark that spreadsheets know it by, a batch of lines at a time."""
    lines = _Lines()
    writer = csv.writer(lines)
    yield "\ufeff".encode()
    for number, row in enumerate(table, 1):
        writer.writerow([_written(plain(value)) for value in row])
        if number % _BATCH == 0:
            yield lines.taken()
    yield lines.taken()


def as_xlsx(table: Iterable[Sequence[Value]], file: IO[bytes]) -> None:
    """A workbook of one sheet, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(say("台账", "Ledger"))
    sheet.freeze_panes = "A2"
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            cell.value = plain(value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that looks like a formula or an error stays a text
            cells.append(cell)
        sheet.append(cells)
    book.save(file)


def attachment(name: str) -> str:
    """The header that has a browser save what it gets under this name."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


class _Lines:
    """What a CSV writer wrote since it was last taken."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        self._parts.append(text)
        return len(text)

    def taken(self) -> bytes:
        text = "".join(self._parts)
        self._parts.clear()
        return text.encode()


def _written(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else digits(value)
