"""Words that say the same, written the same, and words that only say that something is told, left out.

For comparing only: what is stored and shown keeps its own words.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

_BETWEEN = "\ue000"


def alike(texts: list[str]) -> list[str]:
    """The texts in lower case, with the words of alike.csv as they are written there, without those of hearsay.csv."""
    together = _BETWEEN.join(texts).lower()
    automaton, instead = _words()
    pieces: list[str] = []
    after = 0
    for word, start, end in automaton.find_matches_as_indexes(together):
        pieces += (together[after:start], instead[word])
        after = end
    changed = "".join((*pieces, together[after:])).split(_BETWEEN)
    return changed if texts else []


@cache
def _words() -> tuple[AhoCorasick, list[str]]:
    same = {row["word"]: row["as"] for row in _rows("alike.csv")}
    # A space parts what stood on both sides.
    same |= {row["words"]: " " for row in _rows("hearsay.csv")}
    # Canonical words stand for themselves: a shorter word inside one is not looked at.
    words = {word: word for word in same.values() if word != " "} | same
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), list(words.values())


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / name).read_text("utf-8").splitlines()))
