"""Scores redaction against labelled texts: which places were found, which of what was taken out is nobody's."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dibao.privacy import Personal

NUMBERS = frozenset(("id_number", "phone", "bank_card"))
KINDS = {"mobile": "phone", "name": "name_list"}
"""Kinds of Dibao that the labels call otherwise."""
_ENOUGH = 0.8


@dataclass
class Scores:
    """Places labelled and found by kind; places taken out and wrongly so by kind."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str]] = field(default_factory=list, repr=False)
    errors: list[tuple[str, str, str]] = field(default_factory=list, repr=False)
    """(item, kind, words) of what was missed and of what was taken out wrongly."""

    def recall(self, *kinds: str) -> float:
        """The share of labelled places of these kinds that was found."""
        return sum(self.found[kind] for kind in kinds) / sum(self.labelled[kind] for kind in kinds)

    @property
    def precision(self) -> float:
        """The share of what was taken out that is somebody's."""
        return 1 - self.wrong.total() / self.taken.total()

    def precision_of(self, kind: str) -> float:
        """The same for one kind."""
        return 1 - self.wrong[kind] / max(self.taken[kind], 1)


def items(path: Path, split: str) -> Iterator[dict[str, Any]]:
    """The labelled texts of a split."""
    with path.open(encoding="utf-8") as lines:
        yield from (item for item in map(json.loads, lines) if item["split"] == split)


def scored(labelled: Iterable[dict[str, Any]], find: Callable[[str], list[Personal]]) -> Scores:
    """How well `find` does.

    A place is found if at least 80% of it (of numbers: each digit) is taken out, under any kind; what is taken out is
    wrong if it touches no place that is, or may be, somebody's.
    """
    scores = Scores()
    for item in labelled:
        text, spans = item["text"], item["spans"]
        allowed = [(span["start"], span["end"]) for span in (*spans, *item.get("optional", ()))]
        taken = find(text)
        covered = {at for one in taken for at in range(one.start, one.end)}
        for span in spans:
            kind = span["kind"]
            scores.labelled[kind] += 1
            if _is_found(text, span["start"], span["end"], kind, covered):
                scores.found[kind] += 1
            else:
                scores.misses.append((item["id"], kind, span["text"]))
        for one in taken:
            kind = KINDS.get(one.kind.value, one.kind.value)
            scores.taken[kind] += 1
            if not any(one.start < end and start < one.end for start, end in allowed):
                scores.wrong[kind] += 1
                scores.errors.append((item["id"], kind, text[one.start : one.end]))
    return scores


def _is_found(text: str, start: int, end: int, kind: str, covered: set[int]) -> bool:
    if kind in NUMBERS:
        return all(at in covered for at in range(start, end) if text[at].isalnum())
    return sum(at in covered for at in range(start, end)) >= _ENOUGH * (end - start)
