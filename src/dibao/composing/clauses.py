"""Leaving clauses out of a sentence so that what remains still reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dibao.composing.brief import Fact, Figure, Kept, Run, Text

_RANK = {"、": 1, "，": 2, "；": 3, "。": 4}
_MARKS = (*_RANK, "：")
_FOLLOWERS = ("累计", "现有", "其中")
"""Words that begin a clause about the thing that the clause before it named."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a figure would stand that the workspace has never had."""

    form: int = 0


Part = Run | Gap


@dataclass(frozen=True, slots=True)
class _Clause:
    parts: tuple[Part, ...]
    """Without the mark that ends it."""
    mark: str
    form: int

    @property
    def gaps(self) -> bool:
        """Whether it has figures and none of them is there."""
        return any(isinstance(part, Gap) for part in self.parts) and not self.figures

    @property
    def figures(self) -> bool:
        return any(isinstance(part, Figure) for part in self.parts)

    @property
    def facts(self) -> bool:
        return any(isinstance(part, Fact) for part in self.parts)

    @property
    def opening(self) -> str:
        first = next((part.text for part in self.parts if not isinstance(part, Gap)), "")
        return first.lstrip()


def without_gaps(parts: Sequence[Part]) -> list[Run]:
    """The paragraph without the clauses whose figures are all gaps; [] if none of its figures is there.

    What leads a clause in (a window, a place) stays as long as something of what it leads in stays. A clause that
    begins with 累计 or 现有 takes over the words of the clause before it if that one's figure is a gap.
    """
    if not any(isinstance(part, Gap) for part in parts):
        return [part for part in parts if not isinstance(part, Gap)]
    if not any(isinstance(part, Figure) for part in parts):
        return []
    kept: list[_Clause] = []
    for group in _groups(_clauses(parts)):
        kept = _joined(kept, _kept(group), group[-1].mark)
    return [part for clause in kept for part in _flat(clause)]


def sentences(runs: Sequence[Run]) -> Iterator[tuple[list[Run], Text | None]]:
    """The runs cut behind each semicolon and full stop: what stands before the mark, and the mark."""
    for group in _groups(_clauses(runs)):
        *before, last = group
        held = [run for clause in before for run in _flat(clause)]
        held += _flat(replace(last, mark=""))
        yield held, Text(last.mark, last.form) if last.mark else None


def _clauses(parts: Sequence[Part]) -> Iterator[_Clause]:
    held: list[Part] = []
    depth = 0
    for part in parts:
        if not isinstance(part, Text):
            held.append(part)
            continue
        begin = 0
        for position, sign in enumerate(part.text):
            depth += (sign in "《（“") - (sign in "》）”")
            if sign in _MARKS and depth <= 0:
                if position > begin:
                    held.append(replace(part, text=part.text[begin:position]))
                yield _Clause(tuple(held), sign, part.form)
                held, begin = [], position + 1
        if begin < len(part.text):
            held.append(replace(part, text=part.text[begin:]))
    if held:
        yield _Clause(tuple(held), "", 0)


def _groups(clauses: Iterator[_Clause]) -> Iterator[list[_Clause]]:
    group: list[_Clause] = []
    for clause in clauses:
        group.append(clause)
        if clause.mark in "；。":
            yield group
            group = []
    if group:
        yield group


def _kept(group: list[_Clause]) -> list[_Clause]:
    numbered = any(clause.figures or clause.gaps for clause in group)
    alive = any(clause.figures for clause in group)
    kept: list[_Clause] = []
    head: tuple[Part, ...] = ()
    for clause in group:
        if clause.gaps:
            if not clause.opening.startswith(_FOLLOWERS):
                head = tuple(part for part in clause.parts if not isinstance(part, Gap))
        elif clause.figures:
            follows = clause.opening.startswith(_FOLLOWERS) and head
            parts = tuple(part for part in clause.parts if not isinstance(part, Gap))
            kept.append(replace(clause, parts=(*head, *parts) if follows else parts))
            head = ()
        elif clause.facts or alive or not numbered:
            kept.append(clause)
    if kept and kept[-1].figures and group[-1].mark:
        kept[-1] = replace(kept[-1], mark=group[-1].mark)
    return kept


def _joined(before: list[_Clause], group: list[_Clause], end: str) -> list[_Clause]:
    """A group that only leads in ends in a comma; one whose successor went takes over that one's full stop."""
    if before and before[-1].figures and not group and _RANK.get(end, 0) > _RANK.get(before[-1].mark, 0):
        return [*before[:-1], replace(before[-1], mark=end)]
    if before and not before[-1].figures and before[-1].facts and before[-1].mark in "；。" and group:
        before = [*before[:-1], replace(before[-1], mark="，")]
    return [*before, *group]


def _flat(clause: _Clause) -> Iterator[Run]:
    runs = [part for part in clause.parts if not isinstance(part, Gap)]
    if clause.mark:
        last = runs[-1] if runs else None
        if isinstance(last, Text) and last.form == clause.form and not last.note:
            runs[-1] = replace(last, text=last.text + clause.mark)
        else:
            runs.append(Text(clause.mark, clause.form))
    for run in runs:
        if not isinstance(run, Kept) or run.form >= 0:
            yield run
