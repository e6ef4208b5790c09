"""Tells the organisation in a sender's name from the person: the one may be kept, the other is dropped at the door."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from dibao.privacy.words import column, rows

_HAN = re.compile("[\u4e00-\u9fff]+")
_PARTS = re.compile(r"[^\w\u4e00-\u9fff]+|_+")
"""Whatever is no letter, digit or character parts a name: 东河区宣传部-李某某, 李某某（东河区）."""
_LONGEST = 30


def organisation(name: str, units: Mapping[str, str] | None = None) -> str:
    """What names an organisation in a sender's name, without the person; "" where nothing surely does.

    `units`: names and aliases of units, each with the name that is given back for it; they win. Without one, a part
    that ends as organisations do (部, 局, 区 …) counts, unless it may be somebody's name.
    """
    parts = [part for part in _PARTS.split(unicodedata.normalize("NFKC", name)) if part]
    known = _unit(parts, units or {})
    return known or "".join(filter(None, map(_organised, parts)))[:_LONGEST]


@lru_cache(4096)
def names_person(name: str) -> bool:
    """Whether a part of a sender's name is a person's: 李某某, 东河区宣传部-李某某, 东河区宣传部李主任."""
    parts = [part for part in _PARTS.split(unicodedata.normalize("NFKC", name)) if part]
    # With an organisation before it, what is left over need not be so sure.
    return any(_only_person(part) or (_organised(part) and is_person(part[len(_organised(part)) :])) for part in parts)


@lru_cache(4096)
def is_addressed(name: str) -> bool:
    """Whether a person's name stands with a title or as one is called: 李主任, 小李."""
    return is_person(name) and (name[0] in "小老" or name[1:] in _titles() or name[2:] in _titles())


def _only_person(part: str) -> bool:
    """Whether it looks like a person's name and like no organisation's: 安澜网 is none."""
    return is_person(part) and (len(part) == 2 or not part.endswith(tuple(_endings())))


def is_person(name: str) -> bool:
    """Whether this looks like a person's name or how one is addressed: 李某某, 小李, 李主任, 欧阳某."""
    if not _HAN.fullmatch(name) or (len(name) > 2 and any(name.endswith(end) for end in _endings() if _sure(end))):
        return False
    if name[0] in "小老阿大" and len(name) == 2:
        return name[1] in surnames()
    size = 2 if name[:2] in surnames() else 1
    rest = name[size:]
    if name[:size] not in surnames() or not rest:
        return False
    return len(rest) <= 2 or rest in _titles() or rest[1:] in _titles() or rest[2:] in _titles()


def _unit(parts: list[str], units: Mapping[str, str]) -> str:
    """The unit whose name or alias a part is or begins with; what follows is an office of it or a person."""
    for part in ("".join(parts), *parts):
        for length in range(len(part), 1, -1):
            known = units.get(part[:length])
            if known and _follows(part[length:]):
                return known
            known = units.get(part[-length:])
            if known and is_person(part[:-length]):
                return known
    return ""


def _follows(rest: str) -> bool:
    return not rest or is_person(rest) or _organised("某地" + rest) != ""


def _organised(part: str) -> str:
    """The longest beginning of a part that ends as an organisation, followed by nothing or a person; "" without one."""
    for length in range(len(part), 2, -1):
        head, rest = part[:length], part[length:]
        ending = next((each for each in _endings() if head.endswith(each)), "")
        if ending and (not rest or is_person(rest)) and not _may_be_a_name(head, ending):
            return head
    return ""


def _may_be_a_name(head: str, ending: str) -> bool:
    return len(head) == 3 and head[0] in surnames() and not _sure(ending)


def _sure(ending: str) -> bool:
    """Whether no person's name ends so."""
    return not _endings()[ending]


@cache
def surnames() -> frozenset[str]:
    """Usual surnames, of one character and of two."""
    return column("surnames.csv", "surname")


@cache
def _titles() -> frozenset[str]:
    return column("titles.csv", "title")


@cache
def _endings() -> dict[str, bool]:
    """How organisations' names end, the longest first, and whether a person's name may end so too."""
    longest = sorted(rows("organisations.csv"), key=lambda row: -len(row["ending"]))
    return {row["ending"]: row["may_end_a_name"] == "yes" for row in longest}
