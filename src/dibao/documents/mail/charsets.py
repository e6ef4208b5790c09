"""Text of mails in whatever charset they claim: the claim is tried, then what the bytes are."""

from __future__ import annotations

import email.errors
import email.header
import email.message
import re
from email.message import Message

from dibao.documents import encodings

_GB = re.compile(r"(?:x-)?(?:gb|cp936|ms936|euc-?cn|hz)|chinese", re.IGNORECASE)
"""GB2312, GBK and GB18030, each of which mail programs write for the others."""
_WESTERN = re.compile(r"(?:iso-?8859-?1|latin-?1|(?:cp|windows-?)1252|us-ascii|ascii)", re.IGNORECASE)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST = 20_000
"""Of a header, in characters: what stands behind names nobody."""
_FOLD = re.compile(r"\r?\n(?=[ \t])")


def text(data: bytes, charset: str | None) -> str:
    """The bytes as text. Whatever cannot be decoded at all becomes U+FFFD."""
    claimed = (charset or "").strip().strip("\"'")
    codec = "gb18030" if _GB.match(claimed) and not claimed.lower().startswith("hz") else claimed
    if _WESTERN.match(claimed):
        # Every text is Western text to a decoder; programs that know no better say so of Chinese too.
        found = encodings.guess(data)
        if found is not None and _CHINESE.search(found):
            return found
    if codec:
        try:
            return data.decode(codec)
        except (LookupError, ValueError):
            pass
    found = encodings.guess(data)
    return data.decode("gb18030", "replace") if found is None else found


def header(message: Message, name: str) -> str:
    """A header as its writer saw it; "" where there is none."""
    raw = _raw(message, name)
    return words(raw) if "=?" in raw else raw


def words(raw: str) -> str:
    """Encoded words (RFC 2047) as text, also where a program put them into quotes or broke a character between two."""
    try:
        pieces = email.header.decode_header(raw)
    except (email.errors.HeaderParseError, ValueError):
        return raw
    return "".join(_word(piece, charset) for piece, charset in pieces)


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return piece.decode("raw-unicode-escape") if charset is None else text(piece, charset)


def parameter(message: Message, name: str, key: str) -> str:
    """A parameter of a header, such as a file's name: RFC 2231, encoded words, or bytes as they are; "" without one."""
    raw = _raw(message, name)
    if not raw:
        return ""
    holder = email.message.Message()
    holder[name] = raw
    found = holder.get_param(key, header=name)
    if isinstance(found, tuple):
        charset, _, value = found
        return text(value.encode("latin-1", "replace"), charset)
    return words(found) if isinstance(found, str) and "=?" in found else str(found or "")


def _raw(message: Message, name: str) -> str:
    """A header's first line, unfolded; bytes beyond ASCII, which some programs send, decoded."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            unfolded = _FOLD.sub("", str(value)[:_LONGEST])
            if unfolded.isascii():
                return unfolded
            return text(unfolded.encode("utf-8", "surrogateescape"), None)
    return ""
