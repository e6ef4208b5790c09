"""Fields that a delimiter parts (CSV, TSV) as a sheet: quoted fields, a delimiter found by looking."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from dibao.documents import encodings
from dibao.documents.blocks import Document
from dibao.documents.excel import pages
from dibao.documents.excel.sheet import Kind, Stored

_DELIMITERS = ",\t;|"
_LOOKED_AT = 200
"""Records from which the delimiter is told."""
_DECLARED = re.compile(r"sep=(.)\r?\n")
"""A first line for Excel alone."""
_AS_TEXT = re.compile(r'="(.*)"')
"""How some programs keep Excel from taking a field for a number."""
_NUMBER = re.compile(r"[-+−]?\s*[¥￥$]?\s*(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s*[%％]?")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:[ T]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")


def read(data: bytes, name: str) -> Document:
    """The file as a Document of one nameless sheet; DibaoError for what is no text."""
    text, notes = encodings.decode(data, name)
    declared = _DECLARED.match(text)
    begun = declared.end() if declared else 0
    stored = Stored()
    delimiter = declared[1] if declared else _delimiter(text)
    for row, (fields, _) in enumerate(_records(text, begun, delimiter), start=1 + bool(declared)):
        for column, field in enumerate(fields, start=1):
            shown = field.strip()
            if shown:
                as_text = _AS_TEXT.fullmatch(shown)
                stored.values[row, column] = (as_text[1], "text") if as_text else (shown, _kind(shown))
    return pages.document(name, "csv", [("", stored)], [], notes=notes, named=_named)


def _named(row: int, column: int) -> str:
    return f"第{row}行第{column}列"


def _kind(field: str) -> Kind:
    if _NUMBER.fullmatch(field):
        return "number"
    return "date" if _DATE.fullmatch(field) else "text"


def _delimiter(text: str) -> str:
    """The one that parts most records into the same number of fields; a comma where none parts any."""

    def fit(delimiter: str) -> tuple[int, int]:
        records = islice(_records(text, 0, delimiter), _LOOKED_AT)
        # The wrong delimiter tears quoted fields apart.
        widths = Counter(len(fields) for fields, torn in records if len(fields) > 1 and not torn)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=fit)


def _records(text: str, begun: int, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """The records: their fields with quotes taken off, and whether a quote is out of place; it stays a character."""
    pattern = _field(delimiter)
    fields: list[str] = []
    torn = False
    position, end = begun, len(text)
    while position < end:
        match = pattern.match(text, position)
        if match is None:  # cannot be: the last alternative takes whatever stands there
            break
        quoted = match["quoted"]
        fields.append(match["plain"] if quoted is None else _unquoted(quoted))
        torn = torn or (quoted is None and '"' in fields[-1])
        position = match.end()
        if match["end"] != delimiter:
            yield fields, torn
            fields, torn = [], False
        elif position == end:
            fields.append("")
    if fields:
        yield fields, torn


def _unquoted(field: str) -> str:
    return field.replace('""', '"').replace("\r\n", "\n").replace("\r", "\n")


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """A field with what ends it."""
    end = rf"(?P<end>{re.escape(delimiter)}|\r\n|\r|\n|\Z)"
    quoted = rf' *"(?P<quoted>(?:[^"]++|"")*+)" *(?={end.replace("?P<end>", "?:")})'
    return re.compile(rf"(?:{quoted}|(?P<plain>[^\r\n{re.escape(delimiter)}]*)){end}")
