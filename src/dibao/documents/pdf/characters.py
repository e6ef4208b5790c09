"""The character that a glyph stands for: radicals and compatibility forms, ligatures, symbol fonts."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OPENING = frozenset("（《〈「『【〔［｛“‘([{")
CLOSING = frozenset("，。、；：？！）》〉」』】〕］｝”’％,.;:?!)]}%·…—")


@cache
def plain(code: int) -> str:
    """The text of a character code; "" for what no one sees (control characters, private codes without a meaning)."""
    written = chr(code)
    known = _table().get(written)
    if known is not None:
        return known
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06 or 0x2F800 <= code <= 0x2FA1F:
        return unicodedata.normalize("NFKC", written)
    if code == 0xA0 or (unicodedata.category(written) == "Zs" and code != 0x3000):
        return " "
    if unicodedata.category(written) in ("Cc", "Cf", "Co", "Cn", "Cs"):
        return ""
    return written


@cache
def wide(sign: str) -> bool:
    """Whether a character fills a square, so that a line may be broken beside it."""
    return unicodedata.east_asian_width(sign) in "WF"


@cache
def _table() -> dict[str, str]:
    with Path(__file__).with_name("characters.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {chr(int(written[2:], 16)) if written.startswith("U+") else written: plain for written, plain in rows}
