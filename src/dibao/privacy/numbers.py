"""Identity numbers, bank cards and mobile numbers: runs of digits, however they are grouped, read group by group.

A run is taken apart once from left to right; a number is a row of whole groups (11010519491231002X, 138 0013 8000,
6222-0212-0409-2000-006) or part of one group that is nothing but such numbers written together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from dibao.privacy.digits import dated, is_id_number, is_mobile, issued, luhn, regional
from dibao.privacy.labels import label, of_cards
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.writing import GAP

_BETWEEN = "[ \\-.·•・–—_/\u00a0\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff\u20e3]{0,3}"
_ENDING = "(?:[ \\-.·]?[Xx](?![0-9A-Za-z]))?"
_RUN = re.compile(f"[0-9](?:{_BETWEEN}[0-9]){{10,}}{_ENDING}")
_SPOKEN_RUN = re.compile(f"[0-9](?:{GAP}[0-9]){{10,}}{_ENDING}")
_GROUP = re.compile("[0-9]+[Xx]?|[Xx]")
_LONGEST, _TOGETHER = 19, 240

_GROUPED = (
    "11 3-4-4 3-8 3-3-5 7-4 4-4-3 4-3-4 3-5-3 3-2-3-3 3-3-3-2 3-3-2-3 2-3-3-3 5-6 6-5 4-7 8-3 2-9 "
    "3-2-2-2-2 3-2-2-4 3-4-2-2 1-1-1-1-1-1-1-1-1-1-1"
)
_SHAPES = frozenset(tuple(map(int, shape.split("-"))) for shape in _GROUPED.split())
"""How people group a mobile number."""
_CODES = ("0086", "86", "086")
_MOBILES = frozenset(("1", *(code[0] for code in _CODES)))
"""What a mobile number begins with, with a country's code or without."""
_ALONE, _CODED = (11,), (13, 14, 15)
_CARDS = frozenset("234569")
"""What cards begin with."""
_CODE = re.compile(r"(?:\+|\(\+?(?:00)?86\)[ \-]?)$")
"""What belongs to a number and stands before its first digit."""
_SIGNED = re.compile("[\ufe0e\ufe0f\u20e3]*")
_BEFORE_MOBILE = re.compile(r"(?:[Tt][Ee][Ll]|[Pp]hone|PHONE|[Mm]ob(?:ile)?|[VvWw][Xx]|[Qq]{1,2}|[Vv]|[Cc]all|ID|id)$")
_COUNTED = re.compile(r"\s*(?:[次份条篇件%￥¥]|(?:[万亿]|美|欧|日|港)?元|[万亿]|人次|人份|字节|平方|播放|阅读|浏览)")
_AMOUNT = re.compile(r"[量达约超破¥￥$]$")


class _Groups:
    """A run's groups with their places, in a text in which all digits are ASCII."""

    def __init__(self, text: str, run: re.Match[str]) -> None:
        self.text = text
        self.places = [match.span() for match in _GROUP.finditer(text, *run.span())]
        self.whole = "".join(text[start:end] for start, end in self.places)
        lengths = (end - start for start, end in self.places)
        self.offsets = [0, *accumulate(lengths)]
        """Where each group begins in `whole`."""
        self.ends = {offset: group for group, offset in enumerate(self.offsets[1:])}

    def digits(self, first: int, last: int) -> str:
        return self.whole[self.offsets[first] : self.offsets[last + 1]]

    def shape(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.places[first : last + 1])

    def between(self, at: int) -> str:
        """What stands before group `at`, back to the group before it."""
        return "" if at <= 0 or at >= len(self.places) else self.text[self.places[at - 1][1] : self.places[at][0]]


def written(text: str) -> Iterator[Personal]:
    """Numbers in figures."""
    for run in _RUN.finditer(text):
        yield from _read(text, run)


def spoken(text: str) -> Iterator[Personal]:
    """Numbers in a text whose digits were words; commas may stand between them."""
    for run in _SPOKEN_RUN.finditer(text):
        yield from _read(text, run)


def _read(text: str, run: re.Match[str]) -> Iterator[Personal]:
    groups = _Groups(text, run)
    at, after = 0, -2
    while at < len(groups.places):
        last, kind = _at(groups, at, after == at - 1)
        if kind is not None:
            end = _SIGNED.match(text, groups.places[last][1]).end()  # type: ignore[union-attr]
            yield Personal(kind, _start(groups, at, kind), end)
            after, at = last, last + 1
            continue
        start, end = groups.places[at]
        if _LONGEST < end - start <= _TOGETHER:
            together = _together(text[start:end], start)
            yield from together
            after = at if together else after
        at += 1


def _start(groups: _Groups, at: int, kind: Kind) -> int:
    start = groups.places[at][0]
    code = _CODE.search(groups.text, max(start - 9, 0), start) if kind is Kind.MOBILE else None
    return code.start() if code else start


def _at(groups: _Groups, first: int, joined: bool) -> tuple[int, Kind | None]:
    """The number that begins with a group, and its last group. `joined`: another number ends right before it."""
    begins, whole, ends = groups.offsets[first], groups.whole, groups.ends
    region = regional(whole[begins : begins + 4])
    last = ends.get(begins + 18) if region else None
    if last is not None and is_id_number(whole[begins : begins + 18]):
        return last, Kind.ID_NUMBER
    if first and not joined and groups.offsets[first + 1] - begins == 1 == begins - groups.offsets[first - 1]:
        return first, None  # in the middle of digits that stand one by one
    for length in (19, 18, 17, 16) if whole[begins] in _CARDS else ():
        last = ends.get(begins + length)
        if last is not None and _is_card(groups, first, last, whole[begins : begins + length]):
            return last, Kind.BANK_CARD
    for length in _mobile_lengths(whole, begins) if whole[begins] in _MOBILES else ():
        last = ends.get(begins + length)
        if last is not None and _is_mobile(groups, first, last, whole[begins : begins + length], joined):
            return last, Kind.MOBILE
    for length in (15, 18) if region else ():
        last = ends.get(begins + length)
        if last is not None and _is_labelled_id(groups, first, last, whole[begins : begins + length]):
            return last, Kind.ID_NUMBER
    return first, None


def _mobile_lengths(whole: str, begins: int) -> tuple[int, ...]:
    """How many digits a mobile number has that begins here: more with a country's code."""
    if whole[begins] == "1":
        return _ALONE
    return _CODED if whole.startswith(_CODES, begins) else ()


def _is_labelled_id(groups: _Groups, first: int, last: int, number: str) -> bool:
    """A number of 18 whose check digit is wrong, where a label says what it is; one of 15, as they were before 1999."""
    start = groups.places[first][0]
    if len(number) == 18 and number[:17].isdigit() and dated(number[6:14]):
        return label(groups.text, start) == "id_number"
    if len(number) != 15 or not number.isdigit() or not dated("19" + number[6:12]):
        return False
    said = label(groups.text, start)
    return said == "id_number" or (said != "other" and last == first and not _beside_letters(groups, first, last))


def _is_card(groups: _Groups, first: int, last: int, number: str) -> bool:
    # Nine of ten numbers fail by their check digit, which is found out sooner than who issues them.
    if not number.isdigit() or not luhn(number):
        return False
    alone = issued(number)
    if alone is None or _beside_letters(groups, first, last):
        return False
    start, end = groups.places[first][0], groups.places[last][1]
    said = label(groups.text, start)
    if said == "bank_card" or (alone and said != "other"):
        return True
    return said != "other" and len(number) in (16, 19) and of_cards(groups.text, start, end)


def _is_mobile(groups: _Groups, first: int, last: int, number: str, joined: bool) -> bool:
    if not number.isdigit() or not (is_mobile(number) if len(number) == 11 else number.startswith(_CODES)):
        return False
    text, (start, _), (_, end) = groups.text, groups.places[first], groups.places[last]
    shape = groups.shape(first, last)
    if len(number) > 11:
        code = next((code for code in _CODES if number.startswith(code) and len(number) == len(code) + 11), "")
        if not code or not is_mobile(number[len(code) :]):
            return False
        shape = shape[1:] if shape[0] == len(code) else (shape[0] - len(code), *shape[1:])
    said = label(text, start)
    if said == "other" or (shape not in _SHAPES and said != "mobile"):
        return False
    before = text[max(start - 6, 0) : start]
    if said != "mobile" and (_AMOUNT.search(before) or _COUNTED.match(text, end)):
        return False
    if before[-1:].isascii() and before[-1:].isalpha() and not _BEFORE_MOBILE.search(before):
        return False
    if text[end : end + 1].isascii() and text[end : end + 1].isalpha() and len(shape) == 1 and said != "mobile":
        return False
    if len(shape) == 2 and "." in text[start:end] and said != "mobile":
        return False  # a coordinate or an amount
    return said == "mobile" or _apart(groups, first, last, joined)


def _apart(groups: _Groups, first: int, last: int, joined: bool) -> bool:
    """Whether no other digits hang on a number by a hyphen or a point."""
    before, after = groups.between(first), groups.between(last + 1)
    if before in {"-", "."} and not joined:
        ordinal = groups.digits(first - 1, first - 1)
        if len(ordinal) > 2 or ordinal.startswith("0"):
            return False
    if before == "" and groups.text[: groups.places[first][0]].endswith(("0.", "0-")):
        return False
    if after in {"-", "."}:
        following = groups.digits(last + 1, min(last + 4, len(groups.places) - 1))
        return is_mobile(following)
    return True


def _beside_letters(groups: _Groups, first: int, last: int) -> bool:
    """Whether a letter of the alphabet stands right before or behind, as in the numbers of goods."""
    start, end = groups.places[first][0], groups.places[last][1]
    beside = groups.text[max(start - 1, 0) : start] + groups.text[end : end + 1]
    return any(each.isascii() and (each.isalpha() or each == "_") for each in beside)


def _together(digits: str, start: int) -> list[Personal]:
    """Numbers written together without anything between, where nothing is left over; [] where it does not come out."""
    ways: list[tuple[int, Kind] | None] = [None] * (len(digits) + 1)
    reached = {len(digits)}
    for at in range(len(digits) - 11, -1, -1):
        for size, kind in ((18, Kind.ID_NUMBER), (11, Kind.MOBILE), (19, Kind.BANK_CARD), (16, Kind.BANK_CARD)):
            part = digits[at : at + size]
            if at + size in reached and _is(kind, part):
                ways[at] = (size, kind)
                reached.add(at)
                break
    found: list[Personal] = []
    at = 0
    while (way := ways[at]) is not None:
        found.append(Personal(way[1], start + at, start + at + way[0]))
        at += way[0]
    return found


def _is(kind: Kind, part: str) -> bool:
    if kind is Kind.ID_NUMBER:
        return part.isdigit() and is_id_number(part)
    return is_mobile(part) if kind is Kind.MOBILE else issued(part) is True and luhn(part)
