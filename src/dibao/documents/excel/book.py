"""What a workbook's sheets share: their names and parts, strings, number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao.documents.excel.codes import BUILT_IN, Code, code

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.archive import Archive

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook without its sheets' cells."""

    sheets: tuple[Listed, ...]
    strings: tuple[str, ...]
    formats: tuple[Code, ...]
    """By a cell's style index."""
    from_1904: bool

    @classmethod
    def of(cls, archive: Archive) -> Book:
        """Reads the shared parts. Chart sheets and macros are no sheets here."""
        main = archive.main
        root = archive.xml(main)
        links = archive.links(main)
        sheets = []
        for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
            link = links.get(sheet.get(R + "id") or "")
            if link is not None and link.kind == "worksheet" and link.target in archive:
                hidden = (sheet.get("state") or "visible") != "visible"
                sheets.append(Listed(sheet.get("name") or "", link.target, hidden))
        properties = root.find(S + "workbookPr")
        strings = archive.linked(main, "sharedStrings")
        styles = archive.linked(main, "styles")
        return cls(
            tuple(sheets),
            () if strings is None else tuple(plain(item) for item in archive.xml(strings).iterfind(S + "si")),
            () if styles is None else _formats(archive.xml(styles)),
            properties is not None and true(properties.get("date1904")),
        )

    def format(self, style: str | None) -> Code:
        """A cell's number format."""
        index = int(style) if style and style.isdecimal() else 0
        return self.formats[index] if index < len(self.formats) else code("General")


def true(text: str | None) -> bool:
    """An attribute that is on or off."""
    return (text or "").lower() in _TRUE


def plain(item: _Element) -> str:
    """The text of a string item: its runs, without phonetic guides; line ends as line feeds."""
    pieces = [part.text or "" for part in item.iterfind(S + "t")]
    pieces += [part.text or "" for part in item.iterfind(f"{S}r/{S}t")]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the characters they stand for."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _formats(root: _Element) -> tuple[Code, ...]:
    own = {each.get("numFmtId"): each.get("formatCode") for each in root.iterfind(f"{S}numFmts/{S}numFmt")}
    found: list[Code] = []
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        number = style.get("numFmtId") or "0"
        built_in = BUILT_IN.get(int(number), "General") if number.isdecimal() else "General"
        found.append(code(own.get(number) or built_in))
    return tuple(found)
