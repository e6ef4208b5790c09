"""One way of writing for digits, letter for letter, so that places stay: full-width, circled, Chinese, capital."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = dict(zip("＠．－＋＿％／：，；（）＃＝｜＊　", "@.-+_%/:,;()#=|* ", strict=True))
_CIRCLED = {
    chr(first + at): str(digit + at)
    for first, digit in ((0x2460, 1), (0x2474, 1), (0x2488, 1), (0x2776, 1), (0x2780, 1), (0x278A, 1), (0x24F5, 1))
    for at in range(9)
} | {"⓪": "0", "⓿": "0", "🄋": "0", "🄌": "0"}
_OTHER_DIGITS = {
    chr(code): str(unicodedata.decimal(chr(code)))
    for first, last in ((0x0660, 0x0669), (0x06F0, 0x06F9), (0xFF10, 0xFF19), (0x1D7CE, 0x1D7FF), (0x1FBF0, 0x1FBF9))
    for code in range(first, last + 1)
}
_LETTERS = {
    chr(code): chr(code - 0xFEE0) for first, last in ("ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
_PLAIN = str.maketrans(_SIGNS | _CIRCLED | _OTHER_DIGITS | _LETTERS)
_TO_CHANGE = re.compile("[" + re.escape("".join(chr(code) for code in _PLAIN)) + "]")

_SPOKEN = {"〇": 0, "零": 0, "○": 0, "洞": 0, "幺": 1, "两": 2, "兩": 2, "拐": 7}
_SPOKEN |= {han: at for digits in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for at, han in enumerate(digits)}
_SPOKEN |= {"弌": 1, "貳": 2, "參": 3, "叄": 3, "陸": 6, "镹": 9}
HAN_DIGIT = "".join(_SPOKEN)
"""Characters that are said as digits."""
_AS_DIGITS = str.maketrans({han: str(digit) for han, digit in _SPOKEN.items()} | {"叉": "X"})
GAP = "[ .\\-·•・–—_/,、，\u00a0\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff\u20e3]{0,3}"
_SAID = re.compile(f"[{HAN_DIGIT}](?:{GAP}[{HAN_DIGIT}0-9]){{4}}|[0-9]{{4}}{GAP}[{HAN_DIGIT}]")


def plain(text: str) -> str:
    """Full-width letters, digits and signs, circled and other digits as ASCII; as long as the text."""
    return text.translate(_PLAIN) if _TO_CHANGE.search(text) else text


def changed() -> dict[int, str]:
    """The code points that `plain` writes otherwise, and how."""
    return _PLAIN


def said(text: str) -> str | None:
    """The text with every digit that is written as a word in figures; None where no number may be written so."""
    return text.translate(_AS_DIGITS) if _SAID.search(text) else None
