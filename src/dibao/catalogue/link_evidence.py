"""What was found for one figure, and how it adds up."""

from __future__ import annotations

from dataclasses import dataclass, field

from dibao.catalogue.link_lexicon import Sense
from dibao.catalogue.link_text import Hit


@dataclass(slots=True)
class Evidence:
    """What was found for one figure."""

    theme: frozenset[str] = frozenset()
    """What the whole text is about, as tags with ~ before them."""
    scores: dict[str, float] = field(default_factory=dict)
    heads: list[Hit] = field(default_factory=list)
    """The words that name the thing counted, joined ones too, as they stand."""
    near: set[str] = field(default_factory=set)
    """Tags of its own clause."""
    before: list[Hit] = field(default_factory=list)
    """The words of its sentence and the one before, up to the number."""
    words: list[str] = field(default_factory=list)
    """What the reader's phrase names, where the text beside the number names nothing (tables)."""
    acted: set[str] = field(default_factory=set)
    """Indicators that an act of the clause speaks for."""
    told: list[str] = field(default_factory=list)
    """All words of that phrase."""
    noun: float = 0.0
    """The strength of the nearest thing: 0 where nothing is named."""
    why: list[tuple[str, float, str]] = field(default_factory=list)
    """Code, what it gained, the word."""
    topic: list[Hit] = field(default_factory=list)
    """The heads, or those of the figure before where this one has none."""
    follows: int | None = None
    """The figure whose indicator it took over."""
    _scope: set[str] | None = None
    passed_on: dict[str, float] = field(default_factory=dict)
    """What was taken over, before it was weakened: the next in the row takes over as much."""

    def add(self, code: str, gain: float, word: str) -> None:
        self.scores[code] = self.scores.get(code, 0.0) + gain
        self.why.append((code, gain, word))

    def best(self) -> tuple[str, float, float]:
        """What is most spoken for, its score, and how far it is ahead of the next."""
        first, top, second = "", float("-inf"), 0.0
        for code, score in self.scores.items():
            if score > top:
                first, top, second = code, score, max(second, top)
            elif score > second:
                second = score
        return first, top, top - second

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.scores.items(), key=lambda entry: -entry[1])

    @property
    def scope(self) -> set[str]:
        """The tags of what stands before, and of the whole text; most figures never ask for them."""
        if self._scope is None:
            self._scope = set(self.theme).union(*[hit.tags for hit in self.before])
        return self._scope

    def holds(self, sense: Sense, acts: frozenset[str]) -> bool:
        """Whether what a sense asks for is there."""
        return (
            (not sense.verb or not sense.verb.isdisjoint(acts))
            and (not sense.near or not sense.near.isdisjoint(self.near))
            and (not sense.apart or sense.apart.isdisjoint(self.near))
            and (not sense.scope or not sense.scope.isdisjoint(self.scope))
            and (not sense.without or (sense.without.isdisjoint(self.near) and sense.without.isdisjoint(self.scope)))
        )
