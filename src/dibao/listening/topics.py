"""Which items are on the topic: terms of a lexicon found by one automaton over a whole batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import ahocorasick_rs
import numpy as np

from dibao.catalogue import plain
from dibao.listening import normal

_BETWEEN = "\0"
"""Parts texts while they are one string; normalised texts do not have it."""


@dataclass(frozen=True)
class Lexicon:
    """Terms and the topic of each; upper and lower case are the same."""

    terms: tuple[str, ...] = ()
    term_topics: tuple[str, ...] = ()
    _automaton: list[ahocorasick_rs.BytesAhoCorasick] = field(default_factory=list, repr=False, compare=False)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in the order of the file."""
        return tuple(dict.fromkeys(self.term_topics))

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """A CSV file: term,topic. DibaoError names the line that is wrong."""
        rows = [(row["term"], row["topic"]) for _, row in plain.required(path, "term", "topic")]
        terms = normal.texts([term for term, _ in rows])
        kept = [(term.lower(), topic) for term, (_, topic) in zip(terms, rows, strict=True) if term]
        return cls(tuple(term for term, _ in kept), tuple(topic for _, topic in kept))

    def __getstate__(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.terms, self.term_topics

    def __setstate__(self, state: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        for name, value in zip(("terms", "term_topics", "_automaton"), (*state, []), strict=True):
            object.__setattr__(self, name, value)

    def found(self, items: list[str]) -> list[tuple[str, ...]]:
        """The topics of each text, in the order of the lexicon."""
        empty: list[tuple[str, ...]] = [()] * len(items)
        if not self.terms or not items:
            return empty
        if not self._automaton:
            self._automaton.append(ahocorasick_rs.BytesAhoCorasick([term.encode() for term in self.terms]))
        # As bytes: in a text each place that is found would have to be counted in characters.
        together = _BETWEEN.join(items).lower().encode()
        hits = self._automaton[0].find_matches_as_indexes(together, overlapping=True)
        if not hits:
            return empty
        found = np.asarray(hits, np.int64)
        rows = np.searchsorted(np.flatnonzero(np.frombuffer(together, np.uint8) == ord(_BETWEEN)), found[:, 1])
        topics = self.topics
        codes = np.asarray([topics.index(topic) for topic in self.term_topics])
        for row, code in np.unique(np.stack((rows, codes[found[:, 0]]), axis=1), axis=0).tolist():
            empty[row] = (*empty[row], topics[code])
        return empty
