"""Names in lists of persons: 名单：王丽、李伟、张敏; rows of name and number; each week day with a name.

The text is read as pieces of Chinese words with signs between them. A list is a row of pieces that are names (the
first may end a longer piece, the last may begin one) with nothing but list signs, numbers and short remarks between.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache

from dibao.privacy import names
from dibao.privacy.names import SURE, UNLIKELY
from dibao.privacy.people import surnames
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.words import any_of, of_use, one_of

DATA = "\x01"
"""Stands in a text for each character of personal data that was found already."""
_HAN = "\u4e00-\u9fff"
_PIECE = re.compile(
    f"(?<![{_HAN}])[{_HAN}] {{1,2}}[{_HAN}](?![{_HAN}])|[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}}){{1,2}}|[{_HAN}]+"
)
_JOINED = re.compile("和|与|以及|及|跟|还有")
_STOPS = re.compile("[。！？!?…〔〕]|\n\\s*\n")
_LISTED = re.compile(f"[^{_HAN}A-Za-z]")
_COUNTED = frozenset("万余多双单段时")
"""Surnames that are something else behind a figure."""
_CLOSE = frozenset("、/|→>+&~～•")
_USUAL_GAPS = frozenset(("", " ", ",", "，", "、", ":", "：", "“", "”", "《", "》"))
SLOT = frozenset("、/|. \t\n")
"""What stands before an unusual name in a list."""
_NOTE = re.compile("[(][^()]{1,14}[)]")
_CLAUSE = re.compile("[,:;。\n]$")
MOST_REMARKS, MOST_PAUSED, MOST_BETWEEN, MOST_IN_ROWS = 2, 6, 10, 24
"""Characters of remarks between two names: usually, with 、 among them, between pieces that are names, over a line."""
NAMED = "姓名"
_CALLED = re.compile(f"{NAMED} ?[:是为]? ?([{_HAN}·]{{2,14}})")
TELLING = ("名单", "名册", "失联", "失踪", "遇难", "获救", NAMED, "表")
"""What says that a list of persons follows."""
_TOLD = re.compile("|".join(TELLING))
_REACH = 40
_ORDINAL = re.compile("(?:^|\n)[0-9]{1,3}[.、) ]{1,2}$")
_SHORT = 6
"""Characters behind a surname in a short piece."""
_BACK = 16
"""Characters of a name and of the longest remark behind it, and more."""
_ROW = 60
_BESIDE_DATA = re.compile(f"[{_HAN}]{{2,4}}\x01")
_BESIDE = 8
"""How far from a number its owner's name may stand."""


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    strength: int
    whole: bool
    """Whether it is a piece by itself, not the end or beginning of a longer one."""
    labelled: bool = False
    """Whether 妻子, 司机 or the like stands before it."""


@dataclass(slots=True)
class _List:
    names: list[_Name] = field(default_factory=list)
    officials: int = 0
    last: _Name | None = None
    """The last of the names; before there is one, of the officials."""
    remarks: int = 0
    """Characters of other words behind it."""

    def take(self, text: str, part: tuple[int, int], found: _Name | None) -> None:
        """Take in the next part of a piece, and the name that is in it, if any."""
        start, end = part
        if found is None:
            noted = text[start - 1 : start] == "(" and _NOTE.match(text, start - 1)
            self.remarks += 0 if noted else end - start
        elif names.in_office(text, found.start, found.end):
            self.officials += 1
            if self.names:
                self.remarks += end - start
            else:
                self.last, self.remarks = found, end - found.end
        else:
            self.names.append(found)
            self.last, self.remarks = found, end - found.end if not found.whole else 0


def lists(text: str, named: Container[int] | None = None) -> Iterator[Personal]:
    """Names in lists, and names beside somebody's number. `text`: with DATA for what was found before. `named`: where
    pieces begin that may hold a name, if that is known."""
    if not _may_hold(text):
        return
    for match in _CALLED.finditer(text):
        name = names.begins_with_name(match[1]) if not names.strength(match[1]) else match[1]
        if name:
            yield Personal(Kind.NAME, match.start(1), match.start(1) + len(name))
    pieces = [match.span() for match in _PIECE.finditer(text)]
    for group in _gathered(text, pieces, named):
        if _is_list(text, group):
            for name in group.names:
                yield Personal(Kind.NAME, name.start, name.end)
        else:
            for name in group.names:
                if name.whole and name.strength == SURE and _beside_data(text, name):
                    yield Personal(Kind.NAME, name.start, name.end)


def _may_hold(text: str) -> bool:
    """Whether there are two names at least, or one where a list is spoken of or somebody's number stands."""
    first = names.begun().search(text)
    if first is None:
        return False
    if not names.begun().search(text, first.end()) and DATA not in text and not _TOLD.search(text):
        return False
    return _hint().search(text) is not None or (DATA in text and _BESIDE_DATA.search(text) is not None)


@cache
def _hint() -> re.Pattern[str]:
    """A short piece that begins as names do, or a name between 、 and other list signs, or three joined by 和."""
    surname = names.name_start().pattern
    label = any_of(of_use("persons.csv", "label"))
    joined = f"(?:{_JOINED.pattern})"
    begins = one_of(frozenset("、/").union(*short_pieces()))
    return re.compile(
        # The first look spares most places the others.
        f"(?={begins})(?:(?<![{_HAN}])(?:{label})?{surname}[{_HAN} ]{{1,{_SHORT}}}(?![{_HAN}])"
        f"|[、/][{_HAN}]{{2,4}}|{surname}[{_HAN}]{{1,3}}(?:[、;；/&]|{joined}{surname}[{_HAN}]{{1,3}}{joined}{surname}))"
    )


@cache
def short_pieces() -> dict[frozenset[str], int]:
    """The characters with which a short piece begins that may be a name or has a label, and how long it is at most."""
    labels = of_use("persons.csv", "label")
    alone = max(map(len, surnames())) + _SHORT
    beginnings = {alone: surnames(), alone + max(map(len, labels)): labels}
    return {frozenset(each[0] for each in words): size for size, words in beginnings.items()}


def _gathered(text: str, pieces: list[tuple[int, int]], named: Container[int] | None) -> Iterator[_List]:
    """Rows of names that may be lists. What lies further back than a row reaches does not matter to it."""
    current = _List()
    after = 0
    for start, end in pieces:
        gap = text[after:start]
        if gap not in _USUAL_GAPS and _STOPS.search(gap):
            if current.names:
                yield current
            current = _List()
        may_hold = named is None or start in named
        for part in _parts(text, start, end) if may_hold else ((start, end),):
            found = _name(text, *part, current.last is None) if may_hold else None
            if (
                found is not None
                and current.last is not None
                and not _linked(text, current.last, found, current.remarks)
            ):
                if current.names:
                    yield current
                current = _List()
                found = _name(text, *part, True)
            current.take(text, part, found)
        after = end
    if current.names:
        yield current


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece, parted at 和 where a name stands on both sides."""
    parts: list[tuple[int, int]] = []
    for join in _JOINED.finditer(text, start + 2, end - 2) if end - start > 4 else ():
        if join.start() < start + 2:
            continue
        label = _labels().match(text, join.end(), end)
        after = label.end() if label else join.end()
        if names.begins_with_name(text[after : min(after + names.AHEAD, end)]) and _ends_part(
            text[max(join.start() - _BACK, start) : join.start()]
        ):
            parts.append((start, join.start()))
            start = join.end()
    return [*parts, (start, end)]


def _ends_part(words: str) -> bool:
    remark = _remarks().search(words, 2)
    return bool(names.ends_with_name(words) or (remark and names.ends_with_name(words[: remark.start()])))


def _name(text: str, start: int, end: int, first: bool) -> _Name | None:
    """The name in a piece, if any: all of it, without what a label or a remark adds, or at one end."""
    words = text[start:end]
    before = text[start - 1 : start]
    may_begin = words[0] in _beginnings() or "·" in words
    if not may_begin and before not in SLOT and " " not in words and not names.may_end(words):
        return None
    if before == "《" or (words[0] in _COUNTED and before.isdigit()) or (before == "“" and text[end : end + 1] == "”"):
        return None
    if " " in words:
        said = names.strength(words.replace(" ", ""))
        return _Name(start, end, said, True) if said else None
    label = _labels().match(words) if may_begin else None
    skipped = label.end() if label else 0
    for before_it in (0, skipped) if skipped else (0,):
        size, said = _whole(words[before_it:])
        if said:
            return _Name(start + before_it, start + before_it + size, said, True, before_it > 0)
        if not first and not before_it and _slot(text, start, end):
            return _Name(start, end, UNLIKELY, True)
    tail = names.ends_with_name(words)
    if tail and _ends_slot(text, end):
        return _Name(end - len(tail), end, names.strength(tail), False)
    head = names.begins_with_name(words[skipped:])
    if not head and skipped:
        skipped, head = 0, names.begins_with_name(words)
    if not head or (first and not skipped and not (start == 0 or _CLAUSE.search(text, start - 1, start))):
        return None
    return _Name(start + skipped, start + skipped + len(head), names.strength(head), False, bool(skipped))


@cache
def _beginnings() -> frozenset[str]:
    """The characters with which a name begins, or a label before one."""
    return names.beginnings()[0].union(*short_pieces())


def _whole(words: str) -> tuple[int, int]:
    """How long the name is that words are, a remark behind it left out, and how surely it is one."""
    if not names.may_begin(words):
        return 0, UNLIKELY
    if said := names.strength(words):
        return len(words), said
    remark = _remarks().search(words, 2) if words.endswith(_behind()) else None
    return (remark.start(), names.strength(words[: remark.start()])) if remark else (0, UNLIKELY)


def _slot(text: str, start: int, end: int) -> bool:
    """Whether a piece stands where an unusual name in a list does: between 、, or beside somebody's number."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before not in SLOT or not 2 <= end - start <= 4:
        return False
    words = text[start:end]
    if names.is_word(words):
        return before == "." and DATA in text[end : end + 2] and names.begins_as_name(words)
    if before in {"、", "/", "|"} and (len(words) < 4 or names.begins_as_name(words)):
        return behind in {"、", "/", "|", "，", ",", " ", "", "\n", "。", DATA}
    return (
        names.begins_as_name(words)
        and before in {" ", "\t", "\n", "."}
        and (behind in {" ", "、"} or DATA in text[end : end + 2])
    )


def _ends_slot(text: str, end: int) -> bool:
    return end == len(text) or _LISTED.match(text, end) is not None or _JOINED.match(text, end) is not None


def _linked(text: str, one: _Name, other: _Name, remarks: int) -> bool:
    """Whether two names may stand in one list: what lies between is list signs, numbers and few words."""
    if remarks > MOST_IN_ROWS:
        return False
    gap = text[one.end : other.start]
    if not (_LISTED.search(gap) or _JOINED.match(gap)):
        return False
    if remarks <= MOST_REMARKS:
        return len(gap.replace(DATA, "")) <= 30
    if not one.whole and remarks <= MOST_PAUSED and "、" in gap:
        return True
    if (
        one.whole
        and other.whole
        and (remarks <= MOST_PAUSED or (remarks <= MOST_BETWEEN and any(map(str.isdigit, gap))))
    ):
        return True
    return DATA in gap or "\n" in gap


def _is_list(text: str, group: _List) -> bool:
    found = group.names
    while found and not found[-1].strength and text[found[-1].start - 1] not in _CLOSE:
        found.pop()
    if len(found) < 2 or group.officials >= len(found):
        return False
    start, end = max(found[0].start - _REACH, 0), min(found[-1].end + _REACH, len(text))
    if names.in_public(text, start, end):
        return False
    owned = sum(_beside_data(text, name) for name in found)
    sure = sum(name.strength == SURE for name in found)
    whole = sum(name.whole for name in found)
    if owned >= 2 and sure and whole >= 2:
        return True
    cued = sum(name.labelled for name in found) > 1 or _cues().search(text, start, end) is not None
    long = sum(name.end - name.start > 2 for name in found)
    if len(found) == 2:
        gap = text[found[0].end : found[1].start]
        joined = long == 2 and (_JOINED.search(gap) is not None or gap.strip() in _CLOSE)
        return sure == 2 and (cued or (joined and _hints().search(text, start, end) is not None))
    if sure == len(found) and (cued or (long and whole)):
        return True
    told = sure and whole > 1 and _TOLD.search(text, start, found[0].start) is not None
    return told or (sure * 2 >= len(found) and ((cued or long >= 2) and whole >= 1))


def _beside_data(text: str, name: _Name) -> bool:
    """Whether somebody's number stands beside a name, or further on in the row that the name begins."""
    if name.whole and (
        name.start == 0 or text[name.start - 1] == "\n" or _ORDINAL.search(text, max(name.start - 5, 0), name.start)
    ):
        end = text.find("\n", name.end, name.end + _ROW)
        return text.find(DATA, name.end, end if end >= 0 else name.end + _ROW) >= 0
    return DATA in text[name.end : name.end + _BESIDE] or DATA in text[max(name.start - _BESIDE, 0) : name.start]


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(of_use('persons.csv', 'label'))})+")


@cache
def _behind() -> tuple[str, ...]:
    return tuple(of_use("persons.csv", "behind"))


@cache
def _remarks() -> re.Pattern[str]:
    return re.compile(f"{any_of(_behind())}$")


@cache
def _hints() -> re.Pattern[str]:
    return re.compile(any_of(of_use("persons.csv", "hint")))


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(any_of(of_use("persons.csv", "cue")))
