"""The words that name indicators: loaded from CSV once, extended by a local catalogue and the workspace's units.

link_words.csv    tag, role, words      a tag is a sort of thing (banner), an act (hang) or a setting (hotline)
link_senses.csv   tag, units, verb, near, scope -> code, weight      what a tag is evidence for, and when
link_measures.csv class, measures       groups of measure words, named @class in link_senses.csv
link_foreign.csv  code, acts, near      what speaks against an indicator where no sense asks for it

The tags # and #alone are the measure word itself: always, and where nothing else speaks.
`near` must stand in the figure's own clause, `scope` in its sentence, `verb` is the clause's act; | parts alternatives.
A tag with ! must not stand there: in `near` not in the clause, in `scope` in neither. One with ~ in `scope` asks for
what the whole text is about: a tag of its title, or one of its most frequent.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from dibao.catalogue.indicators import OTHER, Catalogue, Indicator
from dibao.catalogue.link_text import CONTEXT, FILLER, NOUN, QUANTITY, VERB, Vocabulary, Word, plain, written
from dibao.catalogue.units import Units

ROLES: Final = {
    "noun": NOUN,
    "quantity": NOUN | QUANTITY,
    "verb": VERB,
    "context": CONTEXT,
    "filler": FILLER,
    "act": NOUN | VERB,
}
HERE: Final = Path(__file__).parent
_PIECES: Final = re.compile(r"[、，,；;。()（）|/]+")
_PARTS: Final = re.compile(r"[()、/]+")
_KINDS: Final[dict[str, tuple[str, ...]]] = {"media": ("outlet",), "platform": ("channel",)}
UNWRITTEN: Final = 0.75
"""What a missing measure word leaves of a tag's usual sense."""
_ANY: Final[frozenset[str]] = frozenset()
_LOCAL_NAME: Final = 4.2
_LOCAL_GLOSS: Final = 3.2
"""Weights of a local indicator's own name, and of a term of its gloss."""


class Sense:
    """One line of link_senses.csv. Empty sets ask for nothing."""

    def __init__(
        self,
        code: str,
        weight: float,
        units: frozenset[str],
        verb: frozenset[str] = _ANY,
        near: frozenset[str] = _ANY,
        scope: frozenset[str] = _ANY,
        without: frozenset[str] = _ANY,
        apart: frozenset[str] = _ANY,
    ) -> None:
        self.code, self.weight, self.units = code, weight, units
        self.verb, self.near, self.scope, self.without, self.apart = verb, near, scope, without, apart
        self.plain = not (verb or near or scope)
        """Whether it asks for nothing but its measure words."""
        self.free = self.plain and not (without or apart)
        """Whether it always holds beside its measure words."""

    def weighing(self, weight: float) -> Sense:
        """The same with another weight."""
        return Sense(self.code, weight, self.units, self.verb, self.near, self.scope, self.without, self.apart)


class Foreign(NamedTuple):
    """What speaks against an indicator: acts that something else is done by (借出图书), and tags beside the number."""

    acts: frozenset[str]
    near: frozenset[str]


class Allowed:
    """The senses that a measure word allows; `named`: whether one of them asks for such a word."""

    def __init__(self, senses: tuple[Sense, ...], named: bool) -> None:
        self.senses, self.named = senses, named


class Beside(dict[tuple[str, ...], Allowed]):
    """What a word's tags are evidence for beside one measure word: looked up in the lexicon once."""

    def __init__(self, lexicon: Lexicon, unit: str) -> None:
        super().__init__()
        self._lexicon, self._unit = lexicon, unit
        self.parts = parts(unit)
        people = lexicon.measures["persons"]
        self.counted = self.parts if self.parts.isdisjoint(people) else people
        """The measure words with which the same is counted."""
        self.itself, self.alone = self["#",].senses, self["#alone",].senses
        """What the measure word says, and what it says where nothing else speaks."""

    def __missing__(self, tags: tuple[str, ...]) -> Allowed:
        each = [self._lexicon.allowed(tag, self._unit) for tag in tags]
        senses = tuple(sense for one in each for sense in one.senses)
        self[tags] = known = Allowed(senses, any(one.named for one in each))
        return known


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, what their tags are evidence for, and measure classes."""

    words: Vocabulary
    senses: Mapping[str, Sequence[Sense]]
    measures: Mapping[str, frozenset[str]]
    suffixes: Mapping[str, tuple[str, ...]]
    """Last characters that tell the sort of an unknown thing (巡堤员: a person), with their tags."""
    foreign: Mapping[str, Foreign]
    """By indicator."""
    codes: frozenset[str]
    """Of the indicators, and OTHER."""
    _beside: dict[str, Beside] = field(default_factory=dict)

    def beside(self, unit: str) -> Beside:
        """What words are evidence for beside a measure word."""
        known = self._beside.get(unit)
        if known is None:
            known = self._beside[unit] = Beside(self, unit)
        return known

    def allowed(self, tag: str, unit: str) -> Allowed:
        """What a tag is evidence for beside a measure word."""
        senses = self.senses.get(tag, ())
        words = parts(unit)
        held = [sense for sense in senses if not sense.units or sense.units & words]
        named = any(sense.units and sense.plain and sense.weight >= 1.5 for sense in held)
        if not unit and not named and not tag.startswith("#"):
            # No measure word is written: the tag's first sense is what it usually counts.
            held += [senses[0].weighing(senses[0].weight * UNWRITTEN)] if senses else []
            named = bool(senses)
        return Allowed(tuple(held), named)


@cache
def parts(unit: str) -> frozenset[str]:
    """A measure word as it stands and its parts: 篇（条、次） is 篇 and 条 and 次."""
    text = written(unit)
    return frozenset({text, *filter(None, _PARTS.split(text))})


def rows(name: str) -> list[dict[str, str]]:
    """A CSV of this folder as rows."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def split(cell: str) -> list[str]:
    """The alternatives of a cell."""
    return [part for part in cell.split("|") if part]


@cache
def measures() -> dict[str, frozenset[str]]:
    """Measure words by class."""
    return {row["class"]: frozenset(row["measures"].split("|")) for row in rows("link_measures.csv")}


@cache
def _words() -> dict[str, Word]:
    known: dict[str, Word] = {}
    for row in rows("link_words.csv"):
        if row["role"] == "suffix":
            continue
        meaning = Word(ROLES[row["role"]], () if row["role"] == "filler" else (row["tag"],))
        for word in split(plain(row["words"])):
            old = known.setdefault(word, meaning)
            if old is not meaning:
                new = tuple(tag for tag in meaning.tags if tag not in old.tags)
                known[word] = Word(old.role | meaning.role, old.tags + new)
    return known


@cache
def _suffixes() -> dict[str, tuple[str, ...]]:
    tags: dict[str, list[str]] = {}
    for row in rows("link_words.csv"):
        if row["role"] == "suffix":
            for character in split(row["words"]):
                tags.setdefault(character, []).append(row["tag"])
    return {character: tuple(found) for character, found in tags.items()}


@cache
def _foreign() -> dict[str, Foreign]:
    return {
        row["code"]: Foreign(frozenset(split(row["acts"])), frozenset(split(row["near"])))
        for row in rows("link_foreign.csv")
    }


@cache
def _senses() -> tuple[tuple[str, Sense], ...]:
    return tuple((row["tag"], _sense(row)) for row in rows("link_senses.csv"))


def _sense(row: Mapping[str, str]) -> Sense:
    units: set[str] = set()
    for unit in row["units"].split("|") if row["units"] else ():
        units |= measures()[unit[1:]] if unit.startswith("@") else {unit}
    verb, near, scope = (frozenset(split(row[key])) for key in ("verb", "near", "scope"))
    (near, apart), (scope, without) = _denied(near), _denied(scope)
    return Sense(row["code"], float(row["weight"]), frozenset(units), verb, near, scope, without, apart)


def _denied(tags: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The tags that must stand somewhere, and those with ! that must not."""
    denied = frozenset(tag for tag in tags if tag.startswith("!"))
    return tags - denied, frozenset(tag[1:] for tag in denied)


def build(catalogue: Catalogue, units: Units | None) -> Lexicon:
    """The lexicon for a catalogue: senses of codes it lacks fall away; codes that no sense knows come by name."""
    words = dict(_words())
    senses: dict[str, list[Sense]] = {}
    known = {sense.code for _, sense in _senses()}
    for tag, sense in _senses():
        if sense.code in catalogue or sense.code == OTHER:
            senses.setdefault(tag, []).append(sense)
    local = {code: indicator for code, indicator in catalogue.items() if code not in known}
    for indicator in local.values():
        _add_local(indicator, words, senses)
    for unit in units.values() if units else ():
        tags = _KINDS.get(unit.kind, ())
        for name in map(plain, (unit.name, *unit.aliases)):
            words.setdefault(name, Word(CONTEXT | FILLER, tags))
    return Lexicon(Vocabulary(words), senses, measures(), _suffixes(), _foreign(), frozenset({OTHER, *catalogue}))


def _add_local(indicator: Indicator, words: dict[str, Word], senses: dict[str, list[Sense]]) -> None:
    """The name and the terms of the gloss become words of their own tag, as strong as the measure words allow."""
    allowed = frozenset(indicator.units)
    terms = {plain(indicator.zh): _LOCAL_NAME}
    for term in map(plain, _PIECES.split(indicator.gloss)):
        if 1 < len(term) <= 8:
            terms.setdefault(term, _LOCAL_GLOSS)
    for term, weight in terms.items():
        tag = f"{indicator.code}:{weight}"
        senses.setdefault(tag, [Sense(indicator.code, weight, allowed)])
        old = words.get(term, Word(NOUN, ()))
        kept = (known for known in old.tags if not known.startswith("outside"))
        words[term] = Word(NOUN | old.role & VERB, (*kept, tag))
