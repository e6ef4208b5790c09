"""What looks like a person's full name, by surname and by the characters that names are made of."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dibao.privacy.people import surnames
from dibao.privacy.words import any_of, column, of_use, one_of

SURE, LIKELY, UNLIKELY = 2, 1, 0
_MASKED = re.compile("[某Xx*×＊]")
_HAN = re.compile("[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)*")
_TITLE_REACH = 6
_LONGEST = 14
AHEAD = 6
"""So many characters are looked at to find a name at the beginning of words."""


@lru_cache(65536)
def strength(name: str) -> int:
    """How surely this whole word is a private person's full name: SURE, LIKELY or UNLIKELY.

    Masked names (李某某), words (周一, 高明), titles (李主任) and people in public life are none.
    """
    if not 2 <= len(name) <= _LONGEST or name in _words() or name in column("public_figures.csv", "name"):
        return UNLIKELY
    if _MASKED.search(name) or name[-1] in _OF_PLACES or not _HAN.fullmatch(name):
        return UNLIKELY
    if "·" in name:
        return SURE if all(_minority().fullmatch(part) for part in name.split("·")) else LIKELY
    if _minority().fullmatch(name):
        return SURE
    size = 2 if name[:2] in surnames() and len(name) > 2 else 1
    rest = name[size:]
    if name[:size] not in surnames() or not 1 <= len(rest) <= 2 or rest in _not_given():
        return UNLIKELY
    usual = sum(each in _given() for each in rest)
    if usual < len(rest):
        return LIKELY if usual and len(rest) == 2 else UNLIKELY
    return LIKELY if len(rest) == 2 and size == 1 and name[:2] in _words() else SURE


def may_begin(words: str) -> bool:
    """Whether a name may begin so: where it says no, no beginning of these words has any strength."""
    return words[:1] in beginnings()[0] or "·" in words


def may_end(words: str) -> bool:
    """Whether a name may begin shortly before the end of words."""
    return not beginnings()[0].isdisjoint(words[-4:-1])


def ends_with_name(words: str) -> str:
    """The name at the end of words, "" without one: 名单里有雷一诺."""
    return _last_name(words[-4:]) if may_end(words) else ""


@lru_cache(65536)
def _last_name(words: str) -> str:
    best, found = UNLIKELY, ""
    for size in (3, 4, 2):
        name = words[-size:]
        if len(words) < size or (size == 4 and name[:2] not in surnames()):
            continue
        said = strength(name) if _usual(name) else UNLIKELY
        if said > best and not (size == 3 and name[0] in _JOINS and strength(name[1:]) == SURE):
            best, found = said, name
    return found


def _usual(name: str) -> bool:
    """Whether what follows the surname is made of what names are made of."""
    rest = name[1 + (name[:2] in surnames()) :]
    return _given().issuperset(rest) or _minority().fullmatch(name) is not None


def begins_with_name(words: str) -> str:
    """The name at the beginning of words, "" without one: 王春梅都是同事."""
    return _first_name(words[:AHEAD]) if words[:1] in beginnings()[0] else ""


@lru_cache(65536)
def _first_name(words: str) -> str:
    if any(words[:size] in column("public_figures.csv", "name") for size in (2, 3, 4)):
        return ""
    best, found = UNLIKELY, ""
    for size in (3, 4, 2):
        name = words[:size]
        if len(words) < size or (size == 4 and name[:2] not in surnames()) or (size > 2 and name[-1] in _FOLLOWS):
            continue
        if size > 2 and words[size - 1 : size + 1] in of_use("persons.csv", "behind"):
            continue
        said = strength(name) if _usual(name) else UNLIKELY
        if said > best and words[size : size + 1] not in _GOES_ON_AS_PLACE:
            best, found = said, name
    return found


def is_word(words: str) -> bool:
    """Whether it is a word that is no name, or a label."""
    return words in _words() or words in column("persons.csv", "word") or _MASKED.search(words) is not None


def begins_as_name(words: str) -> bool:
    """Whether words begin with a surname."""
    return words[:1] in surnames() or words[:2] in surnames()


_OF_PLACES = frozenset("路街道巷弄镇村县区市省州旗乡桥")
_GOES_ON_AS_PLACE = _OF_PLACES | frozenset("寨坳屯庄湾坡沟岭营坪堡店站场岗崖河湖山寺庙")
_JOINS = frozenset("和向从连于关时应成明全查解经任单左路让由同有是")
_FOLLOWS = frozenset("都是在已的也等还没说今去到和与及被把有为从又就吗吧呢啊两三住来")


def in_office(text: str, start: int, end: int) -> bool:
    """Whether a title stands right before or behind a name: somebody who acts or speaks in office."""
    before = text[max(start - _TITLE_REACH, 0) : start].rstrip(" 、:：")
    return _before().search(before) is not None or _behind().match(text, end) is not None


def in_public(text: str, start: int, end: int) -> bool:
    """Whether these characters speak of people in public life, or name who wrote something."""
    return _about().search(text, start, end) is not None


@cache
def beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """The characters with which names begin, and those that may come second."""
    parts = surnames() | column("minority_names.csv", "part")
    return frozenset(each[0] for each in parts), _given() | {each[1] for each in parts if len(each) > 1}


@cache
def begun() -> re.Pattern[str]:
    """Where the first two characters of a name may stand."""
    return re.compile("".join(map(one_of, beginnings())))


@cache
def name_start() -> re.Pattern[str]:
    """Where a name may begin."""
    single = one_of(each for each in surnames() if len(each) == 1)
    return re.compile(f"(?:{any_of(each for each in surnames() if len(each) > 1)}|{single})")


@cache
def _given() -> frozenset[str]:
    return column("given_names.csv", "character")


@cache
def _not_given() -> frozenset[str]:
    return column("titles.csv", "title") | of_use("persons.csv", "behind")


@cache
def _words() -> frozenset[str]:
    return column("not_names.csv", "word")


@cache
def _minority() -> re.Pattern[str]:
    parts = any_of(column("minority_names.csv", "part"))
    return re.compile(f"{one_of(each for each in surnames() if len(each) == 1)}?{parts}{{1,3}}")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"{any_of(of_use('officials.csv', 'before'))}$")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(f" ?{any_of(of_use('officials.csv', 'behind'))}")


@cache
def _about() -> re.Pattern[str]:
    return re.compile(any_of(of_use("officials.csv", "about")))
