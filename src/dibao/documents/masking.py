"""Numbers that cannot be trusted, replaced by marks for what is unknown: the slow half of `deceptive`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from dibao.documents.blocks import Document, Table
from dibao.documents.deceptive import BLANK, BROKEN, COMBINING, ENDING, FOREIGN, TURNING, WIDTHLESS
from dibao.language import say

MASK = "＊"
"""Stands for each digit of a number that cannot be trusted: unknown, which is not zero."""
INVALID = "\ufffd"
NOTHING = "\u2060"
"""Has no width and says nothing."""

_DIGITS = "0-9０-９"
_NUMERALS = re.compile(rf"[{_DIGITS}零〇一二两三四五六七八九十百千万亿]")
_WIDTHLESS_INSIDE = re.compile(rf"[{_DIGITS}](?:[{WIDTHLESS}]|[.,，．][{WIDTHLESS}])[.,，．{WIDTHLESS}]*[{_DIGITS}]")
_TURNED = re.compile(rf"[{TURNING}][^{ENDING}\r\n]*")
_INVALID_SIGN = re.compile(f"[{BROKEN}]")
_FOREIGN_SIGN = re.compile(f"[{FOREIGN}]")
_REPLACED = re.compile(f"[{TURNING}{BROKEN}]")
_WIDTHLESS_SIGN = re.compile(f"[{WIDTHLESS}]")
_COMBINED = re.compile(f"[{COMBINING}]")
_ALONE = re.compile(f"[^{TURNING}{WIDTHLESS}{BROKEN}{BLANK}{COMBINING}]")
"""What stands by itself, and is not there only to hide or turn something."""
_HIDING = re.compile(f"[{BROKEN}{BLANK}{COMBINING}]")
_HONEST = frozenset("0123456789.,，．%％")
_LONGEST = 60
_LISTED = 5


def sound(document: Document) -> Document:
    """As `deceptive.sound`, for a text that holds something suspect."""
    text = document.text
    doubtful = set(_doubtful(_unbarred(document)))
    masked = {place for place in doubtful if _ALONE.match(text[place])}
    signs = list(text)
    for place in doubtful:
        signs[place] = MASK if place in masked else NOTHING
    invalid = 0
    for match in _REPLACED.finditer(text):
        turning = match[0] in TURNING
        signs[match.start()] = NOTHING if turning else INVALID
        invalid += not turning and match[0] != INVALID
    clean = replace(document, text="".join(signs))
    return replace(
        clean, notes=(*document.notes, *_notes(clean, sorted(masked), invalid, _WIDTHLESS_INSIDE.findall(text)))
    )


def _unbarred(document: Document) -> str:
    """The text with the bars between the cells of its grids as tabs: they part numbers and are no sign in one."""
    signs = list(document.text)
    for table in document.blocks:
        if isinstance(table, Table) and document.text.find("|", table.start, table.end) >= 0:
            held = {place for cell in table.cells for place in range(cell.start, cell.end)}
            for place in range(table.start, table.end):
                if signs[place] == "|" and place not in held:
                    signs[place] = "\t"
    return "".join(signs)


def _notes(document: Document, masked: list[int], invalid: int, widthless: list[str]) -> Iterator[str]:
    if masked:
        numbers = [place for before, place in pairwise((-2, *masked)) if place - before > 2]
        places = list(dict.fromkeys(filter(None, map(document.locator, numbers))))
        listed = "、".join(places[:_LISTED]) + (say("等", " …") if len(places) > _LISTED else "")
        yield say(
            f"{listed or '文中'}有 {len(numbers)} 个数字的显示与内容不一致（反向、形似数字或隐藏的字符），"
            "没有读取，请看原件。",
            f"{len(numbers)} numbers show something else than they hold (text turned round, signs that look like "
            f"digits, hidden signs) and were not read: {listed or 'in the text'}; look at the original.",
        )
    if widthless:
        yield say(
            f"{len(widthless)} 个数字中夹有不显示的字符，已略去。",
            f"Signs that do not show were left out of {len(widthless)} numbers.",
        )
    if invalid:
        yield say(
            f"有 {invalid} 个控制字符或残缺字符，已用 {INVALID} 代替。",
            f"{invalid} broken signs are shown as {INVALID}.",
        )


def _doubtful(text: str) -> Iterator[int]:
    """The places of the digits that cannot be trusted."""
    for turned in _TURNED.finditer(text):
        yield from (match.start() for match in _NUMERALS.finditer(text, *turned.span()))
    for match in _number(text).finditer(text):
        number, start = match[0], match.start()
        if _deceives(number, word=_in_word(text, start, match.end())):
            yield from (start + at for at, sign in enumerate(number) if sign not in ".,，．%％")


def _number(text: str) -> re.Pattern[str]:
    """A run of digits and of whatever might be taken for one, or hide one, among the signs of this text."""
    foreign = {sign for sign in _FOREIGN_SIGN.findall(text) if sign.isdecimal() or sign in _lookalikes()}
    inner = f"{_DIGITS}.,，．%％OolI|{TURNING}{WIDTHLESS}{BROKEN}{BLANK}{COMBINING}{''.join(foreign)}"
    return re.compile(f"[{inner}]+")


@cache
def _lookalikes() -> frozenset[str]:
    from importlib.resources import files

    lines = files("dibao.documents").joinpath("lookalikes.csv").read_text("utf-8").splitlines()
    return frozenset(line.partition(",")[0] for line in lines[1:])


def _is_digit(sign: str) -> bool:
    return sign.isdecimal()


def _in_word(text: str, start: int, end: int) -> bool:
    """Whether the run goes on in letters of another script than Chinese: it is a word, or a code."""
    around = text[start - 1 : start] + text[end : end + 1]
    return any(sign.isalpha() and not "\u3400" <= sign <= "\u9fff" for sign in around)


def _deceives(number: str, *, word: bool) -> bool:
    """Whether a sign makes of the number another one than it shows. `word`: letters in it are its own."""
    suspects = [at for at, sign in enumerate(number) if sign not in _HONEST]
    if not suspects or not any(map(_is_digit, number)):
        return False
    if len(number) > _LONGEST:  # no number at all; whatever it holds, it shows something else
        return any(not _WIDTHLESS_SIGN.match(number[at]) for at in suspects)
    return any(_spoils(number[at], number[:at][::-1], number[at + 1 :], word=word) for at in suspects)


def _spoils(sign: str, behind: str, ahead: str, *, word: bool) -> bool:
    """The same for one sign; `behind` it, backwards, and `ahead` of it."""
    if sign in TURNING:
        return True
    before, after = _near(behind), _near(ahead)
    if _INVALID_SIGN.match(sign):  # it may have been a digit
        return before or after
    if _HIDING.match(sign):
        return before and (after or _COMBINED.match(sign) is not None)
    if sign in "OolI|":
        return not word and before and after
    if sign in _lookalikes():
        return not word and (before or after)
    return sign.isdecimal() and unicodedata.normalize("NFKC", sign) not in "0123456789"


def _near(signs: str) -> bool:
    """Whether a digit comes next, whatever does not count between."""
    for sign in signs:
        if _is_digit(sign):
            return True
        if sign.isalnum():
            return False
    return False
