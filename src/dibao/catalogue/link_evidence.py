"""What was found for one figure, and how it adds up."""

from __future__ import annotations

from collections.abc import Set
from operator import itemgetter
from typing import Final

from dibao.catalogue.link_lexicon import Sense
from dibao.catalogue.link_places import Place, Surroundings
from dibao.catalogue.link_text import Hit

_TENTHS: Final = [f"{tenths / 10:.1f}" for tenths in range(256)]
_NO_WORDS: Final[list[str]] = []
_NO_HITS: Final[list[Hit]] = []
_NO_SCORES: Final[dict[str, float]] = {}
"""What stands for nothing; nobody adds to them."""


class Evidence:
    """What was found for one figure."""

    def __init__(self, place: Place, around: Surroundings, theme: frozenset[str]) -> None:
        self.words = self.told = _NO_WORDS
        """What the reader's phrase names, where the text beside the number names nothing (tables); all its words."""
        self.noun = 0.0
        """The strength of the nearest thing: 0 where nothing is named."""
        self.topic = _NO_HITS
        """The heads, or those of the figure before where this one has none."""
        self.follows: int | None = None
        """The figure whose indicator it took over."""
        self.passed_on = _NO_SCORES
        """What was taken over, before it was weakened: the next in the row takes over as much."""
        self._scope: Set[str] | None = None
        self.place, self.around = place, around
        self.theme = theme
        """What the whole text is about, as tags with ~ before them."""
        self.scores: dict[str, float] = {}
        self.heads: list[Hit] = []
        """The words that name the thing counted, joined ones too, as they stand."""
        self.near: set[str] = set()
        """Tags of its own clause."""
        self.acted: set[str] = set()
        """Indicators that an act of the clause speaks for."""
        self.doubted: set[str] = set()
        """Indicators that the governing act, or a word beside the number, speaks against."""
        self.why: list[tuple[str, float, str]] = []
        """Code, what it gained, the word."""

    def add(self, code: str, gain: float, word: str) -> None:
        self.scores[code] = self.scores.get(code, 0.0) + gain
        self.why.append((code, gain, word))

    def speak(self, senses: tuple[Sense, ...], strength: float, acts: frozenset[str], word: str) -> bool:
        """Add what a word's senses speak for where what they ask for is there; whether one of them names the thing."""
        named = False
        for sense in senses:
            if not sense.free:
                if not self._holds(sense, acts):
                    continue
                if sense.verb:
                    self.acted.add(sense.code)
            self.add(sense.code, sense.weight * strength, word)
            if sense.weight >= 1:
                named = True
        return named

    def _holds(self, sense: Sense, acts: frozenset[str]) -> bool:
        """Whether what a sense asks for is there."""
        near = self.near
        if (sense.verb and sense.verb.isdisjoint(acts)) or (sense.near and sense.near.isdisjoint(near)):
            return False
        if (sense.apart and not sense.apart.isdisjoint(near)) or (sense.scope and sense.scope.isdisjoint(self.scope)):
            return False
        without = sense.without
        return not without or (without.isdisjoint(near) and without.isdisjoint(self.scope))

    def best(self) -> tuple[str, float, float]:
        """What is most spoken for, its score, and how far it is ahead of the next."""
        first, top, second = "", float("-inf"), 0.0
        for code, score in self.scores.items():
            if score > top:
                first, top, second = code, score, top if top > second else second
            elif score > second:
                second = score
        return first, top, top - second

    def reasons(self, code: str, most: int) -> list[str]:
        """The words that spoke for a code, the strongest first."""
        gains: dict[str, float] = {}
        for named, gain, word in self.why:
            if named == code:
                gains[word] = gains.get(word, 0.0) + gain
        ranked = list(gains.items())
        if len(ranked) > 1:
            ranked.sort(key=itemgetter(1), reverse=True)
        return [f"{word}{'+' if gain >= 0 else ''}{tenths(gain)}" for word, gain in ranked[:most]]

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.scores.items(), key=lambda entry: -entry[1])

    @property
    def scope(self) -> Set[str]:
        """The tags of what stands before, and of the whole text; most figures never ask for them."""
        if self._scope is None:
            self._scope = self.around.tags_before(self.place) | self.theme
        return self._scope


def tenths(number: float) -> str:
    """The number with one decimal place, as `format` writes it; most are looked up."""
    scaled = number * 10
    if 0.0 < scaled < 255.0:
        near = int(scaled + 0.5)
        if abs(scaled - near) < 0.499:  # not half-way, where the last bit decides
            return _TENTHS[near]
    return f"{number:.1f}"
