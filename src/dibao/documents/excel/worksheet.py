"""A worksheet's XML as a sheet's contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dibao.documents.excel.book import Book, S, plain, true, unescaped
from dibao.documents.excel.codes import exact
from dibao.documents.excel.sheet import Merged, Place, Stored, reference

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = 16_384
_ROWS = 1_048_576


def read(root: _Element, book: Book) -> Stored:
    """The sheet's values, merged areas and what is hidden."""
    stored = Stored()
    _values(root, book, stored)
    stored.merged = list(_merged(root))
    stored.rows_gone = _hidden_rows(root, stored)
    stored.columns_gone = _hidden_columns(root)
    return stored


def _place(reference: str | None) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 1 <= row <= _ROWS and column <= _COLUMNS else None


def _values(root: _Element, book: Book, stored: Stored) -> None:
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        number = line.get("r") or ""
        row = int(number) if number.isdecimal() else row + 1
        column = 0
        for cell in line.iterfind(S + "c"):
            place = _place(cell.get("r")) or (row, column + 1)
            column = place[1]
            _put(cell, place, book, stored)


def _put(cell: _Element, place: Place, book: Book, stored: Stored) -> None:
    """Puts in a cell as it is seen."""
    type = cell.get("t") or "n"
    result = cell.find(S + "v")
    text = "" if result is None or result.text is None else result.text
    if type == "inlineStr":
        inline = cell.find(S + "is")
        text = "" if inline is None else plain(inline)
    elif not text and cell.find(S + "f") is not None and type != "str":
        stored.uncounted.append(reference(*place))
        return
    if not text:
        return
    format = book.format(cell.get("s"))
    if type == "n":
        value = exact(text)
        if value is None:
            stored.values[place] = (text, "text")
        else:
            stored.number(place, value, format, from_1904=book.from_1904)
    elif type == "b":
        stored.values[place] = ("TRUE" if true(text) else "FALSE", "text")
    elif type == "e":
        stored.error(place, text)
    elif type == "d":
        stored.values[place] = (text.replace("T00:00:00", "").replace("T", " ").removesuffix("Z"), "date")
    else:
        stored.values[place] = (format.text(_words(type, text, book)).strip(), "text")


def _words(type: str, text: str, book: Book) -> str:
    """The words of a text cell: a shared string's, a formula's or its own."""
    if type == "s":
        index = int(text) if text.strip().isdecimal() else -1
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    return unescaped(text) if type == "str" else text


def _merged(root: _Element) -> Iterator[Merged]:
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        corner, opposite = _place(first), _place(last or first)
        if corner and opposite and corner[0] <= opposite[0] and corner[1] <= opposite[1]:
            yield Merged(*corner, *opposite)


def _hidden_rows(root: _Element, stored: Stored) -> set[int]:
    defaults = root.find(S + "sheetFormatPr")
    gone = set()
    shown = set()
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        number = line.get("r") or ""
        row = int(number) if number.isdecimal() else row + 1
        if true(line.get("hidden")) or (true(line.get("customHeight")) and _zero(line.get("ht"))):
            gone.add(row)
        else:
            shown.add(row)
    if defaults is not None and true(defaults.get("zeroHeight")):
        gone |= {row for row, _ in stored.values} - shown
    return gone


def _hidden_columns(root: _Element) -> set[int]:
    gone: set[int] = set()
    for columns in root.iterfind(f"{S}cols/{S}col"):
        first, last = columns.get("min") or "", columns.get("max") or ""
        if not (first.isdecimal() and last.isdecimal()):
            continue
        if true(columns.get("hidden")) or (true(columns.get("customWidth")) and _zero(columns.get("width"))):
            gone.update(range(int(first), min(int(last), _COLUMNS) + 1))
    return gone


def _zero(text: str | None) -> bool:
    value = None if text is None else exact(text)
    return value is not None and value == 0
