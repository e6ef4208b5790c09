"""Finds personal data by its form, its check digit and the words around it, and takes it out.

A number that only looks like one is left alone: a longer digit run, a count with its measure word, a number that its
label says is an order or a document, one inside a link, hotlines and landlines, and what is already masked
(138****5678). Every search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntFlag
from typing import NamedTuple

from dibao.privacy import numbers, writing
from dibao.privacy.addresses import addresses
from dibao.privacy.emails import emails
from dibao.privacy.handles import handles
from dibao.privacy.lists import DATA, lists
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.plates import plates
from dibao.privacy.trails import trails

_LINK = re.compile(r"(?:https?://|www\.)(?:[!-.0-?A-~]|/(?!/@)|@(?=[!-~]))+", re.IGNORECASE)
"""Until a name that somebody's words are passed on with: //@name, or @ before what is in no link."""
_IN_LINKS = frozenset((Kind.EMAIL, Kind.ID_NUMBER))
"""What is found inside a link, too."""
_MOST_ROUNDS = 8


class Search(IntFlag):
    """The searches, and whether the text's signs need to be made plain before."""

    EMAILS = 1
    WRITTEN = 2
    SPOKEN = 4
    PLATES = 8
    HANDLES = 16
    ADDRESSES = 32
    LISTS = 64
    TRAILS = 128
    PLAIN = 256


class Look(NamedTuple):
    """Where to look: the `Search`es that may find something, and at which characters the words begin that may hold a
    name in a list, where nothing else is found (None: at any)."""

    searches: int
    named: tuple[int, ...] | None = None


EVERYWHERE = Look(int(sum(Search)))


def find(text: str, look: Look = EVERYWHERE) -> list[Personal]:
    """The places of personal data in text order; they do not overlap. `look`: without what finds nothing."""
    searches, named = look
    plain = writing.plain(text) if searches & _PLAIN else text
    found: list[Personal] = []
    for bit, search in _FIRST:
        if searches & bit and (more := list(search(plain))):
            found = _merged(found, more)
    if found and _LINK.search(plain):
        found = _outside(found, [match.span() for match in _LINK.finditer(plain)])
    # Beside what was found, one name is enough.
    known, searches, named = (_covered(plain, found), searches | _LISTS, None) if found else (plain, searches, named)
    if searches & _LISTS and (more := list(lists(known, named))):
        found = _merged(found, more)
    if searches & _TRAILS and (more := list(trails(known))):
        found = _merged(found, more)
    return found


def redact(text: str) -> str:
    """The text with marks such as 〔手机号〕 in the place of personal data; `find` finds nothing in it."""
    return taken_out(text)[0]


def taken_out(text: str, look: Look = EVERYWHERE) -> tuple[str, Counter[Kind]]:
    """The text with marks in the place of personal data, and how many of each kind there were."""
    kinds: Counter[Kind] = Counter()
    # What stood beside personal data may look like some once that is gone.
    for _ in range(_MOST_ROUNDS):
        found = find(text, look)
        if not found:
            break
        kinds.update(personal.kind for personal in found)
        text, look = _marked(text, found), EVERYWHERE
    return text, kinds


def _marked(text: str, found: Iterable[Personal]) -> str:
    pieces: list[str] = []
    after = 0
    for personal in found:
        pieces += (text[after : personal.start], personal.kind.mark)
        after = personal.end
    return "".join((*pieces, text[after:]))


def _spoken(text: str) -> Iterator[Personal]:
    """Numbers whose digits are written as words."""
    figures = writing.said(text)
    return iter(()) if figures is None else numbers.spoken(figures)


# Plain numbers: an IntFlag takes as long as a search.
_PLAIN, _LISTS, _TRAILS = int(Search.PLAIN), int(Search.LISTS), int(Search.TRAILS)
_FIRST = (
    (int(Search.EMAILS), emails),
    (int(Search.WRITTEN), numbers.written),
    (int(Search.SPOKEN), _spoken),
    (int(Search.PLATES), plates),
    (int(Search.HANDLES), handles),
    (int(Search.ADDRESSES), addresses),
)


def _covered(text: str, found: Iterable[Personal]) -> str:
    pieces: list[str] = []
    after = 0
    for personal in found:
        pieces += (text[after : personal.start], DATA * (personal.end - personal.start))
        after = personal.end
    return "".join((*pieces, text[after:])) if pieces else text


def _outside(found: list[Personal], links: list[tuple[int, int]]) -> list[Personal]:
    """Without what is part of a link, except for what nobody's link should hold. All in order."""
    kept: list[Personal] = []
    at = 0
    for one in found:
        while at < len(links) and links[at][1] <= one.start:
            at += 1
        if one.kind in _IN_LINKS or at == len(links) or one.end <= links[at][0]:
            kept.append(one)
    return kept


def _merged(found: list[Personal], more: Iterable[Personal]) -> list[Personal]:
    """Both in one order, without those of `more` that overlap one already found."""
    kept: list[Personal] = []
    at = 0
    for one in sorted(more, key=lambda personal: personal.start):
        while at < len(found) and found[at].end <= one.start:
            at += 1
        if at < len(found) and found[at].start < one.end:
            continue
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return sorted(found + kept, key=lambda personal: personal.start) if kept else found
