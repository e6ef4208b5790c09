"""What was found for one figure, and how it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dibao.catalogue.link_lexicon import Sense
from dibao.catalogue.link_places import Place, Surroundings
from dibao.catalogue.link_text import Hit

_NOTHING: Mapping[str, float] = {}


@dataclass(slots=True)
class Evidence:
    """What was found for one figure."""

    place: Place
    around: Surroundings
    theme: frozenset[str]
    """What the whole text is about, as tags with ~ before them."""
    scores: dict[str, float] = field(default_factory=dict)
    heads: list[Hit] = field(default_factory=list)
    """The words that name the thing counted, joined ones too, as they stand."""
    near: set[str] = field(default_factory=set)
    """Tags of its own clause."""
    words: Sequence[str] = ()
    """What the reader's phrase names, where the text beside the number names nothing (tables)."""
    acted: set[str] = field(default_factory=set)
    """Indicators that an act of the clause speaks for."""
    told: Sequence[str] = ()
    """All words of that phrase."""
    noun: float = 0.0
    """The strength of the nearest thing: 0 where nothing is named."""
    why: list[tuple[str, float, str]] = field(default_factory=list)
    """Code, what it gained, the word."""
    topic: Sequence[Hit] = ()
    """The heads, or those of the figure before where this one has none."""
    follows: int | None = None
    """The figure whose indicator it took over."""
    passed_on: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    """What was taken over, before it was weakened: the next in the row takes over as much."""
    _scope: set[str] | None = None

    def add(self, code: str, gain: float, word: str) -> None:
        self.scores[code] = self.scores.get(code, 0.0) + gain
        self.why.append((code, gain, word))

    def speak(self, senses: Iterable[Sense], strength: float, acts: frozenset[str], word: str) -> bool:
        """Add what a word's senses speak for where what they ask for is there; whether one of them names the thing."""
        named = False
        scores, near = self.scores, self.near
        for sense in senses:
            if not sense.free:
                if (sense.verb and sense.verb.isdisjoint(acts)) or (sense.near and sense.near.isdisjoint(near)):
                    continue
                if sense.apart and not sense.apart.isdisjoint(near):
                    continue
                if sense.scope and sense.scope.isdisjoint(self.scope):
                    continue
                if sense.without and not (sense.without.isdisjoint(near) and sense.without.isdisjoint(self.scope)):
                    continue
            code, gain = sense.code, sense.weight * strength
            scores[code] = scores.get(code, 0.0) + gain
            self.why.append((code, gain, word))
            if sense.verb:
                self.acted.add(code)
            named = named or sense.weight >= 1
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
    def scope(self) -> set[str]:
        """The tags of what stands before, and of the whole text; most figures never ask for them."""
        if self._scope is None:
            self._scope = self.around.tags_before(self.place) | self.theme
        return self._scope
