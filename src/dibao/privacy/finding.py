"""Finds personal data by its form, its check digit and the label before it.

A number that only looks like one is left alone: a longer digit run, a count with its measure word, a number that its
label says is an order or a document, one inside a link, hotlines and landlines, and what is already masked
(138****5678). Sources: GB 11643 (identity numbers), ISO/IEC 7812 (cards, Luhn), the ministry's numbering plan (1[3-9]
and eleven digits), GA 36 (plates).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from dibao.privacy.personal import Kind, Personal

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠]")
_NARROW = {ord(wide): ord(wide) - 0xFEE0 for wide in "＠．－＋＿％／："} | {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
"""Full-width forms as ASCII, one for one, so that places stay."""

_ANY = re.compile("[0-9０-９@＠]")
"""Without one of these there is nothing to find."""
_OPENS = r"(?<![0-9A-Za-z_])(?<![0-9][.\-])"
_ENDS = r"(?![0-9A-Za-z_])(?!\.[0-9])(?!-[0-9])"

_ID_NUMBER = re.compile(
    _OPENS + r"[1-8][0-9]{5}([ \-]?)(?:(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]\1[0-9]{3}[0-9Xx]"
    r"|[0-9]{2}[01][0-9][0-3][0-9]\1[0-9]{3})" + _ENDS
)
_MOBILE = re.compile(
    r"(?:(?<=[Tt]el)|(?<=TEL)|(?<![0-9A-Za-z_]))(?<![0-9][.\-])(?<![量达约超破])(?:(?:\+|00)?86[ \-]?)?"
    r"1[3-9][0-9](?:[0-9]{8}|([ \-.·–—])[0-9]{4}\1[0-9]{4}|[ \-][0-9]{8}|[0-9]{4}[ \-][0-9]{4}"
    r"|[0-9][ \-][0-9]{3}[ \-][0-9]{4})" + _ENDS + r"(?!\s*(?:[次份条篇件%]|美?元|人次|人份|字节|平方))"
)
_CARD = re.compile(_OPENS + r"[2-69][0-9]{3}(?:([ \-]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3})?)" + _ENDS)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_%+\-](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_%+\-])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][ ·•.\-]?"
    r"([A-HJ-NP-Z0-9]{4,6})([挂学警港澳]?)(?![A-Za-z0-9])"
)
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)

_PROVINCES = frozenset(
    region + place
    for region, places in {"1": "12345", "2": "123", "3": "1234567", "4": "123456", "5": "01234", "6": "12345"}.items()
    for place in places
) | {"71", "81", "82", "83"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BEFORE = 12
"""How far before a number its label may stand, in characters."""
_BREAK = re.compile(r"[。；;，,、\n0-9]")
"""A label does not reach over these."""
_SEPARATORS = str.maketrans("", "", " -.·–—")


def find(text: str) -> list[Personal]:
    """The places of personal data in text order; they do not overlap."""
    if not _ANY.search(text):
        return []
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    links = [match.span() for match in _LINK.finditer(text)]
    found: list[Personal] = []
    for kind, search in _SEARCHES:
        outside = () if kind is Kind.EMAIL else links
        found = _merged(found, [Personal(kind, *span) for span in _apart(search(text), outside)])
    return found


def redact(text: str) -> str:
    """The text with marks such as 〔手机号〕 in the place of personal data."""
    pieces: list[str] = []
    after = 0
    for personal in find(text):
        pieces += (text[after : personal.start], personal.kind.mark)
        after = personal.end
    return "".join((*pieces, text[after:]))


_Place = tuple[int, int]


def _emails(text: str) -> Iterator[_Place]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield match.span()


def _id_numbers(text: str) -> Iterator[_Place]:
    for match in _ID_NUMBER.finditer(text):
        number = match[0].translate(_SEPARATORS)
        if number[:2] not in _PROVINCES:
            continue
        if len(number) == 18:
            said = _dated(number[6:14]) and (_checked(number) or _label(text, match.start()) == "id_number")
        else:
            said = _dated("19" + number[6:12]) and _label(text, match.start()) != "other"
        if said:
            yield match.span()


def _mobiles(text: str) -> Iterator[_Place]:
    for match in _MOBILE.finditer(text):
        if _label(text, match.start()) != "other":
            yield match.span()


def _cards(text: str) -> Iterator[_Place]:
    for match in _CARD.finditer(text):
        number = match[0].translate(_SEPARATORS)
        alone = _issued(number)
        if alone is None or not _luhn(number):
            continue
        label = _label(text, match.start())
        if label == "bank_card" or (alone and label != "other"):
            yield match.span()


def _plates(text: str) -> Iterator[_Place]:
    for match in _PLATE.finditer(text):
        serial, after = match[1], match[2]
        digits = sum(character.isdigit() for character in serial)
        # Five with at least three digits; six of a new-energy car, one or two of them letters.
        usual = len(serial) == 5 and digits >= 3
        electric = len(serial) == 6 and digits >= 4 and (serial[0].isalpha() or serial[-1].isalpha())
        if usual or electric:
            yield match.start(), match.end(1)
        elif len(serial) == 4 and after and digits >= 2:
            yield match.span()


_SEARCHES: tuple[tuple[Kind, Callable[[str], Iterator[_Place]]], ...] = (
    (Kind.EMAIL, _emails),
    (Kind.ID_NUMBER, _id_numbers),
    (Kind.BANK_CARD, _cards),
    (Kind.MOBILE, _mobiles),
    (Kind.PLATE, _plates),
)
"""Where two kinds fit the same characters, the first wins."""


def _apart(places: Iterable[_Place], others: Iterable[_Place]) -> Iterator[_Place]:
    """The places that touch none of the others; both in order."""
    ahead = iter(others)
    other = next(ahead, None)
    for start, end in places:
        while other is not None and other[1] <= start:
            other = next(ahead, None)
        if other is None or end <= other[0]:
            yield start, end


def _merged(found: list[Personal], more: list[Personal]) -> list[Personal]:
    """Both in one order, without those of `more` that overlap one already found."""
    if not more:
        return found
    taken = [(personal.start, personal.end) for personal in found]
    free = set(_apart(((personal.start, personal.end) for personal in more), taken))
    kept = [personal for personal in more if (personal.start, personal.end) in free]
    return sorted(found + kept, key=lambda personal: personal.start)


def _dated(digits: str) -> bool:
    """Whether YYYYMMDD is a day."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _checked(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _issued(number: str) -> bool | None:
    """Whether an issuer's number stands without a label; None where no issuer has such numbers."""
    found: bool | None = None
    for prefix, lengths, alone in _issuers():
        if number.startswith(prefix) and len(number) in lengths:
            found = found or alone
    return found


def _label(text: str, start: int) -> str:
    """What the nearest label before a number says it is: a kind, `other`, or "" without a label."""
    segment = _BREAK.split(text[max(start - _BEFORE, 0) : start])[-1]
    labels = _labels()
    last = max(labels[0].finditer(segment), key=lambda match: match.end(), default=None)
    return labels[1][last[0]] if last else ""


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = list(csv.DictReader((files(__package__) / "labels.csv").read_text("utf-8").splitlines()))
    words = sorted((row["word"] for row in rows), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), {row["word"]: row["says"] for row in rows}


@cache
def _issuers() -> tuple[tuple[str, frozenset[int], bool], ...]:
    rows = csv.DictReader((files(__package__) / "issuers.csv").read_text("utf-8").splitlines())
    return tuple((row["prefix"], frozenset(map(int, row["lengths"].split())), row["alone"] == "yes") for row in rows)
