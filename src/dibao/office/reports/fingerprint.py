"""What makes two reports the same: a text without its dates, and a file's name without copy marks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath

from dibao.documents.enclosed import BODY, PASTE

_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATES = re.compile(
    rf"(?:(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})年)?{_DAY}月{_DAY}[日号]"
    rf"|(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})年"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}[日号](?!线)"
    rf"|(?:星期|周)[一二三四五六日天]"
    r"|\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分|半|整)?)|\d{1,2}(?=[-—–~至到]\d{1,2}[时点])"
    rf"|第(?:\d+|[一二三四五六七八九十百零]+)期"
)
_COPY = re.compile(r"(?:\s*[(（]\d+[)）]|[-_\s]*副本|[-_\s]*copy)+$")


def undated(text: str) -> str:
    """The text without white space, dates, clock times and issue numbers."""
    return _DATES.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def text_digest(text: str) -> str:
    """SHA-256 of the text as `undated` leaves it: equal where yesterday's report came again."""
    return hashlib.sha256(undated(text).encode()).hexdigest()


def same_name(one: str, other: str) -> bool:
    """Whether two files have one name, case and marks of a second download (`(1)`, `副本`) aside.

    The suffix counts: a unit may send the text as Word and the table as Excel under one name. Names that Dibao gave,
    to a mail's text, a message or what was pasted, say nothing.
    """
    if _given(one) or _given(other):
        return False
    return _plain_name(one) == _plain_name(other)


def _given(file: str) -> bool:
    path = PurePath(file)
    return path.stem == BODY or (not path.suffix and (len(path.parts) > 1 or file == PASTE))


def _plain_name(file: str) -> tuple[str, str]:
    path = PurePath(unicodedata.normalize("NFKC", file).casefold())
    return _COPY.sub("", path.stem).strip(), path.suffix
