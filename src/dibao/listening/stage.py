"""What happens to each portion by itself: read, normalise, redact, topics, claims, questions, 3-grams; then stored.

Nothing is written before it is redacted. A stored portion is complete or not there: the file that says so comes last.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dibao.listening import normal
from dibao.listening.arrow import coded, strings, take
from dibao.listening.arrow import compute as pc
from dibao.listening.asking import questions_of
from dibao.listening.claims import Claims, Matcher
from dibao.listening.grams import Sets, gram_sets, offsets
from dibao.listening.items import COLUMNS
from dibao.listening.readers.portion import Portion
from dibao.listening.redaction import cleaned
from dibao.listening.topics import Lexicon

_FACTS = b"dibao"


@dataclass(frozen=True)
class Analysis:
    """What a portion is analysed by; `run` begins every id, `rerank`: claims by vectors too. Picklable: it goes to
    the workers."""

    run: str
    zone: str
    lexicon: Lexicon
    claims: Claims
    rerank: bool = False
    _matcher: list[Matcher] = field(default_factory=list, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "zone": self.zone,
            "lexicon": self.lexicon,
            "claims": self.claims,
            "rerank": self.rerank,
            "_matcher": [],
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    @property
    def matcher(self) -> Matcher:
        """The claims' index, made once a process."""
        if not self._matcher:
            self._matcher.append(Matcher(self.claims, rerank=self.rerank))
        return self._matcher[0]


@dataclass(frozen=True)
class Facts:
    """What is known of a portion once it is stored, besides its items."""

    items: int = 0
    redactions: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    def __add__(self, other: Facts) -> Facts:
        return Facts(
            self.items + other.items,
            self.redactions + other.redactions,
            self.dropped + other.dropped,
            self.unreadable + other.unreadable,
        )


@dataclass(frozen=True)
class Task:
    """A portion to be stored as `folder/NNNNN.parquet` (and its 3-grams beside it)."""

    number: int
    portion: Portion
    analysis: Analysis
    folder: Path

    @property
    def target(self) -> Path:
        return self.folder / f"{self.number:05d}.parquet"


def store(task: Task) -> Facts:
    """Analyse a portion and store it; what an interrupted attempt left is replaced."""
    rows = task.portion.load()
    table, sets, kinds = analysed(rows.batch, task.analysis, task.number)
    facts = Facts(len(table), kinds, rows.dropped, rows.unreadable)
    grams = task.target.with_suffix(".npz")
    part = grams.with_suffix(".npz.part")
    with part.open("wb") as file:
        np.savez(file, tokens=sets.tokens, sizes=sets.sizes)
    part.replace(grams)
    part = task.target.with_suffix(".parquet.part")
    pq.write_table(table.replace_schema_metadata({_FACTS: _told(facts)}), part, compression="lz4")
    part.replace(task.target)
    return facts


def stored(path: Path) -> Facts:
    """The facts of a stored portion."""
    told = json.loads(pq.read_schema(path).metadata[_FACTS])
    return Facts(told["items"], Counter(told["redactions"]), Counter(told["dropped"]), told["unreadable"])


def stored_sets(path: Path) -> Sets:
    """The 3-grams of a stored portion, a row an item."""
    with np.load(path.with_suffix(".npz")) as held:
        sizes = held["sizes"]
        return Sets(held["tokens"], offsets(sizes), sizes)


def _told(facts: Facts) -> bytes:
    told: Mapping[str, object] = {
        "items": facts.items,
        "redactions": facts.redactions,
        "dropped": facts.dropped,
        "unreadable": facts.unreadable,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def ids(run: str, number: int, size: int) -> Any:
    """The ids of a portion's items."""
    return pc.binary_join_element_wise(f"{run}-{number:05d}", _rows(size), "-")


@lru_cache(4)
def _rows(size: int) -> Any:
    return strings(f"{row:05d}" for row in range(size))


def analysed(batch: pa.RecordBatch, analysis: Analysis, number: int) -> tuple[pa.Table, Sets, Counter[str]]:
    """A batch of items as a table (`ANALYSED` without what needs all items), their 3-grams, redactions by kind."""
    held: dict[str, Any] = {name: batch.column(name) for name in COLUMNS}
    held["published"] = normal.times(held["published"], ZoneInfo(analysis.zone))
    held["url"] = normal.links(held["url"])
    kinds: Counter[str] = Counter()
    places = np.zeros(len(batch), np.int64)
    for name in ("channel", "region", "title", "text"):
        held[name], found, counted = cleaned(held[name])
        places += found
        kinds += counted
    whole = pc.binary_join_element_wise(held["title"], held["text"], "\n")
    texts, rows = coded(whole)
    matches = analysis.matcher.match(texts)
    topics = analysis.lexicon.found(texts)
    each = {
        "topics": pa.array(topics, pa.list_(pa.string())),
        "claim": strings(matches.accepted()),
        "claim_suggested": strings(matches.suggested()),
        "question": strings(questions_of(texts)),
    }
    held |= {name: take(values, rows) for name, values in each.items()}
    held["on_topic"] = pc.greater(pc.list_value_length(held["topics"]), 0)
    held["redactions"] = pa.array(places, pa.int32())
    held["id"] = ids(analysis.run, number, len(batch))
    held["n"] = pa.array(np.arange(len(batch), dtype=np.int64) + (number << 32))
    held["size"] = pc.utf8_length(whole)
    held["day"] = pc.utf8_slice_codeunits(held["published"], 0, 10)
    sets = gram_sets(texts)
    # One set for each different text, spread to all that have it.
    return pa.table(held), sets if len(sets) == len(rows) else sets.take(rows), kinds
