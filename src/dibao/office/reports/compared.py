"""Two versions of a report, figure by figure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dibao.office.reports.shown import Line


class Kind(StrEnum):
    """What became of a figure."""

    SAME = "same"
    CHANGED = "changed"
    WRITTEN = "written"
    """The same number, written more or less exactly: 1.23万 and 12,300."""
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in both versions, or in one. `before`, `after`: None where that version lacks it."""

    kind: Kind
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The newer of the two."""
        line = self.after or self.before
        assert line is not None
        return line


def compared(before: Sequence[Line], after: Sequence[Line]) -> list[Change]:
    """Each figure of the newer version with the older one's that counts the same, in the order of the newer; what is
    gone stands last. Of several that count the same, equal values belong together first, then they go by order."""
    waiting: defaultdict[tuple[str, ...], deque[Line]] = defaultdict(deque)
    for line in before:
        waiting[_what(line)].append(line)
    equal: dict[int, Line] = {}
    for at, line in enumerate(after):
        same = next((one for one in waiting[_what(line)] if _value(one) == _value(line)), None)
        if same is not None:
            waiting[_what(line)].remove(same)
            equal[at] = same
    changes = []
    for at, line in enumerate(after):
        if at in equal:
            changes.append(Change(Kind.SAME, equal[at], line))
        elif waiting[_what(line)]:
            old = waiting[_what(line)].popleft()
            same_number = old.figure.value == line.figure.value
            changes.append(Change(Kind.WRITTEN if same_number else Kind.CHANGED, old, line))
        else:
            changes.append(Change(Kind.ADDED, None, line))
    left = {id(line) for lines in waiting.values() for line in lines}
    return [*changes, *(Change(Kind.GONE, line, None) for line in before if id(line) in left)]


def _what(line: Line) -> tuple[str, ...]:
    row = line.figure
    if row.indicator in (None, "other"):
        return ("", row.phrase, row.unit, row.basis or "", row.actor)
    return (row.indicator or "", row.item, row.unit, row.basis or "", row.actor)


def _value(line: Line) -> tuple[str, str, str | None]:
    return line.figure.value, line.figure.low, line.figure.high
