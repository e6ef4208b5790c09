"""The example city's reports as if they were of other days: their words with the days moved, in their own formats."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from dibao.office.reports.earlier import moved
from support.anlan import CITY, DAYS

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def day_files(day: date, to: date, into: Path) -> list[Path]:
    """The reports of one of the city's days, moved to the day `to` and written into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted((CITY / day.isoformat()).iterdir()):
        target = into / _named(path.name, day, to)
        target.write_bytes(_moved(path, day, to))
        made.append(target)
    return made


def before(to: date) -> tuple[date, ...]:
    """The city's three days, so moved that the last one is `to`."""
    return tuple(to - (DAYS[-1] - day) for day in DAYS)


def _named(name: str, day: date, to: date) -> str:
    short, dotted = f"{day.month:02d}{day.day:02d}", f"{day.month}.{day.day}"
    name = moved(name, day, to).replace(dotted, f"{to.month}.{to.day}")
    return name.replace(day.strftime("%Y%m%d"), to.strftime("%Y%m%d")).replace(short, to.strftime("%m%d"))


def _moved(path: Path, day: date, to: date) -> bytes:
    if path.suffix == ".docx":
        return _word(path, day, to)
    if path.suffix == ".xlsx":
        return _table(path, day, to)
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = data.decode(encoding)
    return moved(text, day, to).encode(encoding)


def _word(path: Path, day: date, to: date) -> bytes:
    document = Document(str(path))
    parts = [document.element, *(section.header._element for section in document.sections)]
    for paragraph in (one for part in parts for one in part.iter(_PARAGRAPH)):
        runs = list(paragraph.iter(_TEXT))
        text = "".join(run.text or "" for run in runs)
        if runs and (now := moved(text, day, to)) != text:
            runs[0].text = now
            for run in runs[1:]:
                run.text = ""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _table(path: Path, day: date, to: date) -> bytes:
    book = load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and not cell.value.startswith("="):
            cell.value = moved(cell.value, day, to)
        elif isinstance(cell.value, datetime) and abs(cell.value.date() - day) <= timedelta(days=2):
            cell.value = cell.value + (to - day)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
