"""Parts of a long page: a large office's units and findings, some dozens at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dibao.office.shared.later import LARGE
from dibao.office.today.board import Board, Group, Line

T = TypeVar("T")

SIZE = 30
"""So many of a long list are shown at once."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What is shown of `count`, from place `start` (0 the first)."""

    shown: Sequence[T]
    start: int
    count: int

    @classmethod
    def of(cls, every: Sequence[T], start: int) -> Part[T]:
        """All of a list that is short; of a long one those from `start` on, or the first where it has none there."""
        if len(every) <= LARGE:
            return cls(every, 0, len(every))
        start = start // SIZE * SIZE if start < len(every) else 0
        return cls(every[start : start + SIZE], start, len(every))

    @property
    def others(self) -> bool:
        """Whether there are more than those shown."""
        return len(self.shown) < self.count

    @property
    def first(self) -> int:
        return self.start + 1

    @property
    def last(self) -> int:
        return self.start + len(self.shown)

    @property
    def before(self) -> int | None:
        """Where the part before this begins, None where this is the first."""
        return self.start - SIZE if self.start else None

    @property
    def after(self) -> int | None:
        """Where the next part begins, None where this is the last."""
        return self.last if self.last < self.count else None


def lines_of(board: Board, start: int) -> tuple[list[tuple[Group, list[Line]]], Part[Line]]:
    """The units to show by group, and which part of all that is: of many, those with something to do come first."""
    lines = [line for group in board.groups for line in group.lines]
    if len(lines) > LARGE:
        lines.sort(key=_weight)
    part = Part.of(lines, start)
    codes = {line.unit.code for line in part.shown}
    found = [(group, [line for line in group.lines if line.unit.code in codes]) for group in board.groups]
    return [(group, of) for group, of in found if of], part


def _weight(line: Line) -> int:
    if line.owes and not line.reports:
        return 1
    return 0 if line.to_settle else 2 if line.open_figures or line.late else 3
