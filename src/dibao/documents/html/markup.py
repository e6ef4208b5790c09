"""An HTML file's bytes as text: the encoding by mark, by what the file says of itself, by trial."""

from __future__ import annotations

import codecs
import re

from dibao.documents import encodings
from dibao.errors import DibaoError
from dibao.language import say

_HEAD = 4096
_DECLARED = re.compile(rb"""(?:<\?xml[^>]*encoding=|<meta[^>]*charset\s*=)\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.I)
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|table|div|meta|p|title|style|center|font"
    r"|span|h[1-6]|br|ul|ol|base|link)\b)",
    re.IGNORECASE | re.DOTALL,
)
_HOLDS = re.compile(r"<(?:br|p|div|table|tr|span|font|h[1-6]|ul|ol)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_NOT_TEXT = frozenset(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"))
"""A file whose declaration can be read as ASCII is in none of these."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def looks_like(data: bytes) -> bool:
    """Whether the bytes are HTML, or text with HTML's tags in it."""
    head = data[: 16 * _HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    else:
        text = head.decode("latin-1").removeprefix("\xef\xbb\xbf")
    return _BEGINS.match(text) is not None or (_HOLDS.search(text) is not None and encodings.is_text(data))


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where bytes of it made no sense."""
    declared = _declared(data)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return _clean(data.decode(declared)), ()
        except UnicodeDecodeError:
            pass
    try:
        text, notes = encodings.decode(data, name)
    except DibaoError:
        if not declared:
            raise
        text = data.decode(declared, "replace")
        broken = text.count("\ufffd")
        note = f"有 {broken} 处文字按 {declared} 解不出来，请核对原文。"
        return _clean(text), (say(note, f"Text that is no {declared} was met ({broken} times); please check."),)
    return _clean(text), notes


def _declared(data: bytes) -> str:
    """The codec that the file names, "" where there is none to be used."""
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return ""
    named = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(_WIDER.get(named, named)).name
    except LookupError:
        return ""
    return "" if codec in _NOT_TEXT else codec


def _clean(text: str) -> str:
    """Without control characters, and without an XML declaration, which the parser takes no text with."""
    return re.sub(r"^\s*<\?xml[^>]*>", "", _CONTROL.sub("", text))
