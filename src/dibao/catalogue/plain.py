"""The plain files of a workspace: CSV that people edit, in a text editor or in a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from dibao.errors import DibaoError
from dibao.figures import Number
from dibao.language import say

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LARGEST = 10**18


def rows(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a CSV file by heading, each with its number; empty lines are left out, a missing file has none.

    DibaoError (code `bad_settings`) where the file lacks a `needed` heading or a line has more cells than headings:
    a number whose separator made two cells of it must not be read as the first of them.
    """
    if not path.is_file():
        return
    reader = csv.DictReader(io.StringIO(text(path), newline=""))
    try:
        headings = [(name or "").strip() for name in reader.fieldnames or ()]
        if not headings:
            return
        reader.fieldnames = headings
        if lacking := [name for name in needed if name not in headings]:
            raise wrong(path, 1, say(f"缺 {'、'.join(lacking)} 列", f"it lacks the column {', '.join(lacking)}"))
        for row in reader:
            if any(row.get(None) or ()):
                much = say("比表头多出几格，含逗号的内容请加引号", "more cells than headings; put quotes around commas")
                raise wrong(path, reader.line_num, much)
            cells = {key: (value or "").strip() for key, value in row.items() if key}
            if any(cells.values()):
                yield reader.line_num, cells
    except csv.Error as error:
        raise wrong(path, reader.line_num, say(f"读不成表格（{error}）", f"it is no table ({error})")) from error


def required(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """As `rows`, of a file that somebody named: DibaoError where it is not there."""
    if not path.is_file():
        raise DibaoError(
            say(f"没有文件 {path}，请检查路径和文件名。", f"There is no file {path}; check the path and the name."),
            code="bad_settings",
        )
    return rows(path, *needed)


def extended(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The bytes of a CSV file with these rows behind its own, which stay as they are, whatever columns they have.

    Columns that it lacks are added at its right; the encoding and the line ends stay.
    """
    data = path.read_bytes() if path.is_file() else b""
    held = list(csv.reader(io.StringIO(text(path) if data else "", newline="")))
    heads = [head.strip() for head in held[0]] if held else []
    heads += [column for column in columns if column not in heads]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if b"\r\n" in data else "\n")
    writer.writerow(heads)
    writer.writerows(held[1:])
    writer.writerows([row.get(head, "") for head in heads] for row in rows)
    return out.getvalue().encode(_encoding(data))


def _encoding(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def text(path: Path) -> str:
    """A file's text: UTF-8, or GB18030 as spreadsheets on Chinese Windows save it."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise wrong(path, 1, say("不是 UTF-8 文本，请另存为 UTF-8", "it is no UTF-8 text; save it as UTF-8"))


def wrong(path: Path, line: int, what: str) -> DibaoError:
    """The refusal of a line."""
    return DibaoError(
        say(f"{path.name} 第 {line} 行：{what}，请改正。", f"{path.name}, line {line}: {what}; please correct it."),
        code="bad_settings",
    )


def day(words: str) -> date:
    """A day as 2026-02-03, or as spreadsheets rewrite it, 2026/2/3; ValueError says what is wrong."""
    if match := _DAY.fullmatch(words):
        year, month, number_ = map(int, match.groups())
        return date(year, month, number_)
    raise ValueError(say(f"“{words}”不是日期，应写作 2026-02-03", f"{words!r} is no date; write it as 2026-02-03"))


def number(words: str) -> Number:
    """An exact number from plain digits, thousands separators allowed; ValueError says what is wrong."""
    try:
        value = Decimal(words.replace(",", "").replace("，", ""))
        if value.is_finite() and abs(value) < _LARGEST:
            return int(value) if value == value.to_integral_value() else value
    except InvalidOperation:
        pass
    raise ValueError(say(f"“{words}”不是数字", f"{words!r} is no number"))
