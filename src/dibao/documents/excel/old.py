"""An xls of Excel 3 to 2003 as a Document: xlrd knows the values, a walk over the records what it does not tell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, error_text_from_code
from xlrd.biffh import XL_CELL_DATE as _DATE

from dibao.documents import encodings, unreadable
from dibao.documents.blocks import Document
from dibao.documents.excel import pages
from dibao.documents.excel.codes import BUILT_IN, Code, code, exact
from dibao.documents.excel.sheet import Merged, Stored, reference

_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_SHEET, _OBJECT, _NOTE, _END = 0x0085, 0x005D, 0x001C, 0x000A
_BEGIN = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
_CALCULATE_ON_LOAD = 2
_NO_TEXT = 3
"""How a result begins that is an empty text."""
_ARITHMETIC = (b"\3", b"\4", b"\5", b"\6", b"\7")
_SUM = b"\x19\x10"
_VARIABLE = (b"\x22", b"\x42", b"\x62")
_SUMS = tuple(number.to_bytes(2, "little") for number in (0, 4, 5, 6, 7, 169, 183, 344))
"""COUNT, SUM, AVERAGE, MIN, MAX, COUNTA, PRODUCT, SUBTOTAL: they give a number or an error."""
_WITHOUT_TEXT = frozenset((20, 25))
"""Kinds of drawn objects: the arrow of a filter, the frame of a comment."""
_BIFF5, _BIFF8 = 50, 80
_GBK = 936
_WESTERN = frozenset((None, 367, 437, 850, 1252, 10_000, 32_768, 32_769))


def read(data: bytes, name: str) -> Document:
    """The workbook as a Document. DibaoError where it is encrypted; anything else that is raised means broken."""
    try:
        book = _opened(data)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise unreadable.encrypted(name) from error
        raise
    hidden = [sheet for sheet, state in zip(book.sheet_names(), book._sheet_visibility, strict=False) if state]
    return pages.document(name, "xls", _sheets(book), hidden)


def _opened(data: bytes) -> Any:
    """The book in the right code page: what says Western, or nothing, may hold Chinese all the same."""
    book = _book(data)
    if book.biff_version >= _BIFF8:
        return book
    if book.codepage == _GBK or (book.codepage in _WESTERN and _chinese(_book(data, "latin-1"))):
        return _book(data, "gb18030")
    return book


def _book(data: bytes, encoding: str | None = None) -> Any:
    return xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        encoding_override=encoding,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        ignore_workbook_corruption=True,
    )


def _chinese(book: Any) -> bool:
    """Whether the texts of a book opened as Latin-1 are Chinese."""
    texts = list(book.sheet_names())
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            texts += [cell.value for cell in sheet.row(row) if cell.ctype == XL_CELL_TEXT]
    return encodings.is_chinese("\n".join(texts).encode("latin-1", "replace"))


def _sheets(book: Any) -> Iterator[tuple[str, Stored]]:
    own = {format.format_key: format.format_str for format in book.format_list}
    formats = [_format(own, style.format_key) for style in book.xf_list]
    begun = _begun(book)
    for number, state in enumerate(book._sheet_visibility):
        if state:
            continue
        sheet = book.sheet_by_index(number)
        stored = _stored(sheet, formats, book.datemode == 1)
        if number < len(begun):
            _look(book, begun[number], stored)
        yield sheet.name, stored
        book.unload_sheet(number)


def _format(own: dict[int, str], key: int) -> Code:
    return code(own.get(key) or BUILT_IN.get(key, "General"))


def _stored(sheet: Any, formats: list[Code], from_1904: bool) -> Stored:
    stored = Stored()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            place = (row + 1, column + 1)
            format = formats[cell.xf_index] if 0 <= (cell.xf_index or 0) < len(formats) else code("General")
            if cell.ctype in {XL_CELL_NUMBER, _DATE}:
                value = exact(repr(cell.value))
                if value is not None:
                    stored.number(place, value, format, from_1904=from_1904)
            elif cell.ctype == XL_CELL_TEXT and cell.value:
                text = cell.value.replace("\r\n", "\n").replace("\r", "\n")
                stored.values[place] = (format.text(text).strip(), "text")
            elif cell.ctype == XL_CELL_BOOLEAN:
                stored.values[place] = ("TRUE" if cell.value else "FALSE", "text")
            elif cell.ctype == XL_CELL_ERROR:
                stored.error(place, error_text_from_code.get(cell.value, "#N/A"))
    stored.merged = [Merged(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    rows = sheet.rowinfo_map
    stored.rows_gone = {row + 1 for row, info in rows.items() if info.hidden or _flat(info)}
    if sheet.default_row_hidden:
        stored.rows_gone |= {row for row, _ in stored.values} - {row + 1 for row in rows}
    columns = sheet.colinfo_map.items()
    stored.columns_gone = {column + 1 for column, info in columns if info.hidden or not info.width}
    return stored


def _flat(row: Any) -> bool:
    return not row.height and not row.has_default_height


def _begun(book: Any) -> list[int]:
    """Where the records of each worksheet begin."""
    if book.biff_version < _BIFF5:
        return [book.base] if book.nsheets == 1 else []
    listed = [data for kind, data in _records(book.mem, book.base) if kind == _SHEET and len(data) > 5]
    return [book.base + int.from_bytes(data[:4], "little") for data in listed if data[5] == 0]


def _look(book: Any, begun: int, stored: Stored) -> None:
    """Formulas that wait to be calculated (some programs write 0 for all of them), comments, drawings."""
    for kind, data in _records(book.mem, begun):
        if kind in _FORMULAS and len(data) >= 22:
            if _uncounted(data):
                place = (int.from_bytes(data[:2], "little") + 1, int.from_bytes(data[2:4], "little") + 1)
                stored.values.pop(place, None)
                stored.uncounted.append(reference(*place))
        elif kind == _NOTE:
            stored.commented = True
        elif kind == _OBJECT:
            stored.drawn = stored.drawn or int.from_bytes(data[4:6], "little") not in _WITHOUT_TEXT


def _uncounted(formula: bytes) -> bool:
    """Whether a formula waits to be calculated: it gives 0 and an order to calculate, or is a sum without number."""
    result, flags, tokens = formula[6:14], formula[14], formula[22:]
    if not any(result):
        return bool(flags & _CALCULATE_ON_LOAD)
    outermost = (
        tokens[-1:] in _ARITHMETIC or tokens[-4:-2] == _SUM or (tokens[-4:-3] in _VARIABLE and tokens[-2:] in _SUMS)
    )
    return result[0] == _NO_TEXT and result[6:] == b"\xff\xff" and outermost


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the records from there to the end of that part of the stream, without parts inside it."""
    depth = 0
    while position + 4 <= len(stream):
        kind = int.from_bytes(stream[position : position + 2], "little")
        length = int.from_bytes(stream[position + 2 : position + 4], "little")
        depth += (kind in _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length
