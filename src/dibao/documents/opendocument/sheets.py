"""An ods as a Document: its visible sheets in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dibao.documents import unreadable
from dibao.documents.blocks import Document
from dibao.documents.excel import pages
from dibao.documents.excel.codes import exact, general
from dibao.documents.excel.sheet import Kind, Merged, Stored, reference
from dibao.documents.opendocument.formats import Formats, Shown
from dibao.documents.opendocument.inline import Inline
from dibao.documents.opendocument.names import CALC, DRAW, OFFICE, STYLE, TABLE, TEXT, count
from dibao.documents.opendocument.package import Package
from dibao.documents.opendocument.rows import Run, cells, columns, rows
from dibao.documents.opendocument.styles import Styles
from dibao.documents.tally import Tally

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 1_000_000
"""Filled cells; more only where a file repeats one without end."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|REF!|VALUE!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|(?:错误|错误代码)[:：]\d{3}")
_FORMULA = TABLE + "formula"


def read(data: bytes, name: str) -> Document:
    """The spreadsheet as a Document. DibaoError where the file is broken or locked."""
    package = Package(data, name)
    body = package.body("spreadsheet")
    if body is None:
        raise ValueError("no spreadsheet")
    styles = Styles(package.content, package.styles)
    reader = _Reader(styles, package)
    tables = [(table, table.get(TABLE + "name") or "") for table in body.iterfind(TABLE + "table")]
    gone = {title for table, title in tables if not _is_shown(table, styles)}
    sheets = ((title, reader.stored(table)) for table, title in tables if title not in gone)
    return pages.document(name, "ods", sheets, [title for _, title in tables if title in gone])


def _is_shown(table: _Element, styles: Styles) -> bool:
    for style in styles.chain("table", table.get(TABLE + "style-name")):
        properties = style.find(STYLE + "table-properties")
        said = None if properties is None else properties.get(TABLE + "display")
        if said is not None:
            return said != "false"
    return True


class _Reader:
    """Reads the sheets of one file."""

    def __init__(self, styles: Styles, package: Package) -> None:
        self._name = package.name
        self._formats = Formats(styles)
        self._inline = Inline(styles, Tally(), package.media)
        self._left = _MOST

    def stored(self, table: _Element) -> Stored:
        """The values of one sheet, its merged areas and what is hidden."""
        stored = Stored()
        listed = list(columns(table))
        defaults = [(run.first, run.element.get(TABLE + "default-cell-style-name")) for run in listed]
        hidden: list[Run] = []
        for row in rows(table):
            if row.hidden:
                hidden.append(row)
            for cell in cells(row.element):
                self._put(cell, row, defaults, stored)
        end = max((area.bottom for area in stored.merged), default=0)
        end = max([end, *(row for row, _ in stored.values)])
        stored.rows_gone = {row for run in hidden for row in range(run.first, min(run.last, end) + 1)}
        stored.columns_gone = {
            column for run in listed if run.hidden for column in range(run.first, min(run.last, _LAST_COLUMN) + 1)
        }
        stored.drawn = stored.drawn or any(len(shapes) > 0 for shapes in table.iterfind(TABLE + "shapes"))
        return stored

    def _put(self, cell: Run, row: Run, defaults: list[tuple[int, str | None]], stored: Stored) -> None:
        element = cell.element
        stored.commented = stored.commented or element.find(OFFICE + "annotation") is not None
        stored.drawn = stored.drawn or any(isinstance(one.tag, str) and one.tag.startswith(DRAW) for one in element)
        if element.tag != TABLE + "table-cell":
            return
        tall, wide = count(element, TABLE + "number-rows-spanned"), count(element, TABLE + "number-columns-spanned")
        if tall > 1 or wide > 1:
            corner = Merged(row.first, cell.first, row.first + tall - 1, cell.first + wide - 1)
            stored.merged.append(corner)
        if not len(element) and element.get(_FORMULA) is None and element.get(OFFICE + "value-type") is None:
            return
        style = element.get(TABLE + "style-name") or row.element.get(TABLE + "default-cell-style-name")
        if style is None and defaults:
            index = bisect_right(defaults, cell.first, key=lambda default: default[0]) - 1
            style = defaults[max(index, 0)][1]
        places = self._places(cell, row)
        text, kind = self._shown(element, self._formats.of(style), places[0] if places else (0, 0), stored)
        for place in places if text else ():
            stored.values[place] = (text, kind)

    def _places(self, cell: Run, row: Run) -> list[tuple[int, int]]:
        size = (cell.last - cell.first + 1) * (row.last - row.first + 1)
        self._left -= size
        if self._left < 0:
            raise unreadable.swollen(self._name)
        last = min(cell.last, _LAST_COLUMN)
        lines = range(row.first, min(row.last, _LAST_ROW) + 1)
        return [(line, column) for line in lines for column in range(cell.first, last + 1)]

    def _shown(self, cell: _Element, format: Shown, place: tuple[int, int], stored: Stored) -> tuple[str, Kind]:
        """A cell's text as it is seen, and its kind; "" where it shows nothing."""
        kind = cell.get(OFFICE + "value-type") or ""
        lines = [self._inline.text(line) for line in _lines(cell)]
        text = "\n".join(lines).strip() if lines else None
        if cell.get(CALC + "value-type") == "error" or (cell.get(_FORMULA) and _ERROR.fullmatch(text or "")):
            stored.errors.append(reference(*place))
            return text or "#N/A", "text"
        if kind in {"float", "percentage", "currency"}:
            return self._number(cell, format, text, place, stored)
        if kind == "date":
            return format.moment(cell.get(OFFICE + "date-value") or "") or text or "", "date"
        if kind == "time":
            return format.elapsed(cell.get(OFFICE + "time-value") or "") or text or "", "date"
        if kind == "boolean":
            return ("TRUE" if cell.get(OFFICE + "boolean-value") == "true" else "FALSE"), "text"
        if not kind and not text and cell.get(_FORMULA):
            stored.uncounted.append(reference(*place))
        return (cell.get(OFFICE + "string-value") or "").strip() if text is None else text, "text"

    def _number(
        self, cell: _Element, format: Shown, text: str | None, place: tuple[int, int], stored: Stored
    ) -> tuple[str, Kind]:
        value = exact(cell.get(OFFICE + "value") or "")
        if value is None:
            return text or "", "text"
        if cell.get(OFFICE + "value-type") == "percentage" and (format.plain or text is None):
            return (text if text and "%" in text else f"{general(value * 100)}%"), "number"
        shown = format.number(value, text)
        if not shown and value:
            stored.unseen.append(reference(*place))
        return shown, "number"


def _lines(cell: _Element) -> Iterator[_Element]:
    """The paragraphs of a cell; a list's too."""
    for child in cell:
        if child.tag in {TEXT + "p", TEXT + "h"}:
            yield child
        elif child.tag in {TEXT + "list", TEXT + "list-item"}:
            yield from _lines(child)
