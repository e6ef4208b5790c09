"""What was found for one figure, and how it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from dibao.catalogue.link_lexicon import Sense
from dibao.catalogue.link_places import Place, Surroundings
from dibao.catalogue.link_text import Hit


class Evidence:
    """What was found for one figure."""

    words: Sequence[str] = ()
    """What the reader's phrase names, where the text beside the number names nothing (tables)."""
    told: Sequence[str] = ()
    """All words of that phrase."""
    noun = 0.0
    """The strength of the nearest thing: 0 where nothing is named."""
    topic: Sequence[Hit] = ()
    """The heads, or those of the figure before where this one has none."""
    follows: int | None = None
    """The figure whose indicator it took over."""
    passed_on: Mapping[str, float] = MappingProxyType({})
    """What was taken over, before it was weakened: the next in the row takes over as much."""
    _scope: Set[str] | None = None

    def __init__(self, place: Place, around: Surroundings, theme: frozenset[str]) -> None:
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
        self.why: list[tuple[str, float, str]] = []
        """Code, what it gained, the word."""

    def add(self, code: str, gain: float, word: str) -> None:
        self.scores[code] = self.scores.get(code, 0.0) + gain
        self.why.append((code, gain, word))

    def speak(self, senses: Iterable[Sense], strength: float, acts: frozenset[str], word: str) -> bool:
        """Add what a word's senses speak for where what they ask for is there; whether one of them names the thing."""
        named = False
        scores, near = self.scores, self.near
        for code, weight, _, verb, needed, scope, without, apart, free in senses:
            if not free:
                if (verb and verb.isdisjoint(acts)) or (needed and needed.isdisjoint(near)):
                    continue
                if (apart and not apart.isdisjoint(near)) or (scope and scope.isdisjoint(self.scope)):
                    continue
                if without and not (without.isdisjoint(near) and without.isdisjoint(self.scope)):
                    continue
                if verb:
                    self.acted.add(code)
            gain = weight * strength
            scores[code] = scores.get(code, 0.0) + gain
            self.why.append((code, gain, word))
            if weight >= 1:
                named = True
        return named

    def best(self) -> tuple[str, float, float]:
        """What is most spoken for, its score, and how far it is ahead of the next."""
        first, top, second = "", float("-inf"), 0.0
        for code, score in self.scores.items():
            if score > top:
                first, top, second = code, score, top if top > second else second
            elif score > second:
                second = score
        return first, top, top - second

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.scores.items(), key=lambda entry: -entry[1])

    @property
    def scope(self) -> Set[str]:
        """The tags of what stands before, and of the whole text; most figures never ask for them."""
        if self._scope is None:
            self._scope = self.around.tags_before(self.place) | self.theme
        return self._scope
