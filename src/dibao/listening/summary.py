"""What a run found, in numbers: the public shape of `--summary`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dibao.listening.counts import Tally


@dataclass(frozen=True, slots=True)
class Question:
    """What at least k items ask, in words that are nobody's alone."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Burst:
    """A day on which something was said far more often than before. `of`: all items, a topic, a claim or a question."""

    of: str
    kind: str
    day: str
    count: int
    expected: float
    limit: float

    def json(self) -> dict[str, Any]:
        """Its public shape."""
        return {
            "of": self.of,
            "kind": self.kind,
            "day": self.day,
            "count": self.count,
            "expected": round(self.expected, 2),
            "limit": round(self.limit, 2),
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run found. `unreadable`: lines that were no items; `short_copies`: copies of under eight characters."""

    items: int
    on_topic: int
    copy_groups: int
    copy_items: int
    short_copies: int
    redactions: Mapping[str, int]
    dropped_columns: Mapping[str, int]
    unreadable: int
    undated: int
    channels: Mapping[str, int]
    claims: Mapping[str, int]
    questions: tuple[Question, ...]
    bursts: tuple[Burst, ...]
    seconds: float
    refused: tuple[str, ...] = ()
    """Why files could not be read, a sentence each."""
    timing: Mapping[str, float] = field(default_factory=dict)
    """Seconds by step."""
    days: tuple[str, ...] = ()
    """The reporting days of this run's items."""
    tally: Tally = field(default_factory=Tally)
    """The counts of all stored days, those of earlier runs too."""
    files: tuple[str, ...] = ()
    """The names of all stored days' files."""
    k: int = 5

    def json(self) -> dict[str, Any]:
        """The public shape."""
        return {
            "items": self.items,
            "on_topic": self.on_topic,
            "copies": {"groups": self.copy_groups, "items": self.copy_items, "short": self.short_copies},
            "redactions": dict(self.redactions),
            "dropped_columns": dict(self.dropped_columns),
            "channels": dict(self.channels),
            "claims": dict(self.claims),
            "questions": [{"label": one.label, "count": one.count} for one in self.questions],
            "bursts": [burst.json() for burst in self.bursts],
            "unreadable_lines": self.unreadable,
            "undated": self.undated,
            "items_per_second": round(self.items / self.seconds, 1) if self.seconds else 0.0,
        }
