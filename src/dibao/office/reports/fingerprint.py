"""What makes two reports the same: a text without its dates, and a file's name without copy marks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath

_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATES = re.compile(
    rf"(?:(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})年)?{_DAY}月{_DAY}[日号]"
    rf"|(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})年"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}[日号](?!线)"
    rf"|(?:星期|周)[一二三四五六日天]"
    rf"|第(?:\d+|[一二三四五六七八九十百零]+)期"
)
_COPY = re.compile(r"(?:\s*[(（]\d+[)）]|[-_\s]*副本|[-_\s]*copy)+$")


def text_digest(text: str) -> str:
    """SHA-256 of the text without white space, dates and issue numbers: equal where yesterday's report came again."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(_DATES.sub("", plain).encode()).hexdigest()


def stem(file: str) -> str:
    """A file's name as the sender means it: no folder, suffix, case, or mark of a second download (`(1)`, `副本`)."""
    return _COPY.sub("", unicodedata.normalize("NFKC", PurePath(file).stem).casefold()).strip()
