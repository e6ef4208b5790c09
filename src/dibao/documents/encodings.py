"""Which encoding a text file is in: decided by strict decoding, and said where it is not UTF-8."""

from __future__ import annotations

import re
import unicodedata

from dibao.documents import unreadable
from dibao.language import say

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8", ""),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
"""Byte order marks, the longer ones first."""

_OTHER_FILES = (b"PK\x03\x04", b"%PDF-", b"{\\rtf", bytes.fromhex("d0cf11e0a1b11ae1"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f]")
"""What no text has, besides white space and a final Ctrl-Z."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def is_text(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that is read here."""
    return _decoded(data) is not None


def guess(data: bytes) -> str | None:
    """The text that the bytes are in an encoding that is read here, None where they are none."""
    found = _decoded(data)
    return None if found is None else found[0]


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text after a byte order mark, line ends as they are, and the notes. DibaoError for what is no text."""
    found = _decoded(data)
    if found is None:
        raise unreadable.not_text(name)
    text, encoding = found
    if not encoding:
        return text, ()
    return text, (say(f"文字编码按 {encoding} 读取。", f"Read as text in {encoding}."),)


def is_chinese(data: bytes) -> bool:
    """Whether bytes beyond ASCII, which are known to be no UTF-8, are common Chinese in GB18030."""
    text = _strictly(data, "gb18030")
    return text is not None and _fits(text, "gb2312")


def _decoded(data: bytes) -> tuple[str, str] | None:
    """The text and the encoding's name, "" for UTF-8."""
    if data.startswith(_OTHER_FILES):
        return None
    for mark, codec, shown in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], codec)
            return None if text is None else (text, shown)
    text = _strictly(data, "utf-8")
    if text is not None and not _two_bytes_only(text):
        return text, ""
    chinese = _strictly(data, "gb18030")
    if text is not None:
        # 联通 in GB18030 is valid UTF-8 for two Cyrillic-looking letters: take the reading that is Chinese.
        common = chinese is not None and _fits(chinese, "gb2312")
        return (chinese or "", "GB18030") if common else (text, "")
    if chinese is None or len(_PRIVATE.findall(chinese)) > 1 + len(chinese) // 50:
        # Private-use characters in numbers: Big5 or something else that happens to decode.
        return None
    return chinese, "GB18030"


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    if _CONTROL.search(text, 0, len(text.rstrip("\x1a"))):
        return None
    return text


def _two_bytes_only(text: str) -> bool:
    """Whether there are characters beyond ASCII, all below U+0800, and not all of them Latin-1."""
    highest = max(text, default="")
    return "\u0100" <= highest < "\u0800"


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return any(unicodedata.category(c) == "Lo" for c in text)
