"""One good file of each kind that can be read or unpacked, to be broken."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import letters
import opendocument
import openpyxl
import pdfwriting
import xlwt
from archives import zipped
from compound import attachment, compound, properties, text

from dibao.documents import registry

LINES = ("东河区2月3日工作情况", "当日发放宣传单1200份，累计发放3.5万份。", "二、张贴海报96张，入户宣传320余户。")
ROWS = (("单位", "新增", "累计"), ("东河区", 25, 1045), ("西河区", 30, 300), ("合计", 55, 1345))
PLAIN = "\n".join(LINES)


def _docx() -> bytes:
    file, out = docx.Document(), io.BytesIO()
    file.add_heading(LINES[0], 1)
    for line in LINES[1:]:
        file.add_paragraph(line)
    table = file.add_table(len(ROWS), 3)
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = str(cell)
    file.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def _xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("统计")
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    return opendocument.ods("".join(opendocument.row(*map(str, row)) for row in ROWS))


def _odt() -> bytes:
    return opendocument.odt("".join(map(opendocument.p, LINES)))


def _pdf() -> bytes:
    sheet = pdfwriting.Sheet()
    for number, line in enumerate(LINES):
        sheet.text(90, 750 - 30 * number, line)
    return pdfwriting.pdf([sheet, sheet])


def _html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = "".join(f"<p>{line}</p>" for line in LINES)
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'></head>"
    return f"{head}<body>{body}<table>{rows}</table></body></html>".encode()


def _rtf() -> bytes:
    body = "".join("".join(f"\\u{ord(sign)}?" for sign in line) + "\\par " for line in LINES)
    cells = "\\trowd\\cellx2000\\cellx4000\\intbl 25\\cell 1045\\cell\\row "
    return ("{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}" + body + cells + "}").encode("ascii")


def _msg() -> bytes:
    tree = {**text(0x0037, LINES[0]), **text(0x1000, PLAIN), **properties(32)}
    return compound({**tree, "__attach_version1.0_#00000000": attachment("东河区.docx", _docx())})


def _eml() -> bytes:
    return letters.usual(LINES[0], PLAIN, **{"东河区.docx": _docx(), "b.xlsx": _xlsx()}).as_bytes()


def _mbox() -> bytes:
    begin = b"From lmm@example.com Wed Feb  4 09:31:00 2026\n"
    return begin + _eml() + b"\n" + begin + letters.usual(LINES[0], PLAIN).as_bytes()


def _zip() -> bytes:
    return zipped({"东河区/日报.docx": _docx(), "西河区.txt": PLAIN.encode(), "b.zip": zipped({"c.xlsx": _xlsx()})})


def _chat() -> bytes:
    talk = "".join(f"2026-02-0{day} 09:3{day}:00 东河区-李某某\n{LINES[1]}\n\n" for day in (2, 3, 4))
    return talk.encode()


_GOOD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "chat": (".txt", _chat),
    "csv": (".csv", lambda: "\n".join(",".join(map(str, row)) for row in ROWS).encode("gb18030")),
    "docx": (".docx", _docx),
    "eml": (".eml", _eml),
    "html": (".html", _html),
    "mbox": (".mbox", _mbox),
    "msg": (".msg", _msg),
    "ods": (".ods", _ods),
    "odt": (".odt", _odt),
    "pdf": (".pdf", _pdf),
    "rtf": (".rtf", _rtf),
    "txt": (".txt", PLAIN.encode),
    "xls": (".xls", _xls),
    "xlsx": (".xlsx", _xlsx),
    "zip": (".zip", _zip),
}
_SPARE = (_msg, _xls, _docx)
"""For a kind that has no sample here: files that it may take for its own."""


def good() -> dict[str, tuple[str, bytes]]:
    """(suffix, bytes) for every kind of file that the registry knows, by name; a new kind is tried with old files."""
    kinds = {kind.name: kind.suffixes for kind in (*registry.formats(), *registry.containers())}
    found = {name: (suffix, make()) for name, (suffix, make) in _GOOD.items() if name in kinds}
    for name, suffixes in kinds.items():
        if name not in found:
            spare = next((make for make in _SPARE if _recognised(name, make())), _SPARE[0])
            found[name] = (suffixes[0] if suffixes else "", spare())
    return found


def _recognised(name: str, data: bytes) -> bool:
    return any(kind.name == name and kind.recognises(data) for kind in (*registry.formats(), *registry.containers()))
