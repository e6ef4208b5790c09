"""told_differently: one quantity with two values in one brief."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from dibao.catalogue import OTHER
from dibao.checks import sums, words
from dibao.checks.told_twice import contradictions
from dibao.documents import Prose
from dibao.entries import Entry
from dibao.figures import Basis, How
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_TELLING = 4
"""Characters of a phrase from which it names a thing that the catalogue lacks."""


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """One remark for each quantity, at its later place."""
    snapshot = manuscript.snapshot
    bound = list(_bound_alike(manuscript))
    places = {entry.draft.start for pair in bound for entry in pair}
    read = [pair for pair in contradictions(snapshot) if places.isdisjoint(entry.draft.start for entry in pair)]
    for one, other in (*bound, *read, *_outside(manuscript)):
        if _of_two_tables(manuscript, one, other):
            continue
        sure = [_sure(entry) for entry in (one, other)]
        if sure[0] != sure[1] and _may_be_new(*((one, other) if sure[1] else (other, one))):
            continue
        held, second = one.interval, other.interval
        apart = words.off_by(sums.excess(second, held))
        first_place, second_place = one.draft.locator, other.draft.locator
        name = words.thing(snapshot, one)
        before, after = words.shown(snapshot, one), words.shown(snapshot, other)
        yield manuscript.remark(
            "told_differently",
            Severity.ERROR if sure[0] == sure[1] else Severity.WARNING,
            other.draft.start,
            other.draft.end,
            say(
                f"{name}前后不一：{first_place}写 {before}，{second_place}写 {after}，后者{apart}；"
                f"请核实后改成一个数。",
                f"{name} is told twice: {before} in {first_place}, {after} in {second_place}, {apart}; find out "
                "which is right and write that one.",
            ),
        )


def _bound_alike(manuscript: Manuscript) -> Iterator[tuple[Entry, Entry]]:
    """Figures that the file binds to one quantity, and that tell two values now: no list, whatever their words."""
    here = {entry.draft.start: entry for entry in manuscript.snapshot.entries}
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for figure in manuscript.carried_figures():
        place = manuscript.placed.get(figure["id"])
        entry = here.get(place[0]) if place else None
        if entry is not None and figure.get("state") != "missing" and not figure.get("picture"):
            key = tuple(str(figure.get(name)) for name in ("indicator", "item", "basis", "scope", "unit", "window"))
            groups.setdefault(key, []).append(entry)
    for entries in groups.values():
        apart = (pair for pair in combinations(entries, 2) if not pair[0].interval.meets(pair[1].interval))
        yield from islice(apart, 1)


def _of_two_tables(manuscript: Manuscript, one: Entry, other: Entry) -> bool:
    """Whether they stand in two tables, which their captions tell apart better than their heads."""
    tables = [_table(manuscript, entry.draft.start) for entry in (one, other)]
    return None not in tables and tables[0] != tables[1]


def _table(manuscript: Manuscript, offset: int) -> str | None:
    """The words above the table that a character stands in, None outside tables."""
    above = ""
    for block in manuscript.document.blocks:
        if isinstance(block, Prose):
            above = manuscript.text[block.start : block.end].strip() or above
        elif block.start <= offset < block.end:
            return above
    return None


def _sure(entry: Entry) -> bool:
    """Whether words say on which basis it is, or at least of which span of time."""
    draft = entry.draft
    return draft.basis_how is not How.DEFAULT or (draft.window_how is not How.DEFAULT and draft.window.bounded)


def _may_be_new(open_: Entry, total: Entry) -> bool:
    """发布辟谣信息6条。累计163条: the first may well be what is new, though no word says so."""
    high = open_.interval.high
    return total.series.basis is Basis.CUMULATIVE and high is not None and 2 * high < total.interval.low


def _outside(manuscript: Manuscript) -> Iterator[tuple[Entry, Entry]]:
    """What the catalogue lacks, told twice in the same words, measure and window."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in manuscript.snapshot.entries:
        draft, series = entry.draft, entry.series
        counted = series.basis in (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF)
        if series.indicator == OTHER and counted and len(draft.phrase) >= _TELLING and entry.part_of is None:
            groups.setdefault((series, draft.phrase, draft.window), []).append(entry)
    for entries in groups.values():
        if len(entries) != 2:
            continue  # three and more are a list
        for one, other in combinations(entries, 2):
            lines = {manuscript.line_at(entry.draft.start) for entry in (one, other)}
            if (
                not one.interval.meets(other.interval)
                and len(lines) == 2
                and not any(line and line.cell for line in lines)
            ):
                yield one, other


RULE = Rule(
    "told_differently",
    10,
    "同一指标、品类、量词、口径、时段、单位的数，在标题、概述、分节、表格里应当一致；写法允许的区间有交集（44,601 与 "
    "4.5万）即算一致。比较办法与来件核对 told_twice 相同；目录外的数只比较说法、量词、时段完全相同的两处。",
    "A quantity (indicator, item, measure, basis, window, unit) has one value in title, summary, sections and tables. "
    "Values agree where their intervals meet (44,601 and 4.5万). Compared as the check told_twice compares reports; "
    "what the catalogue lacks only where words, measure and window are the same in two places.",
    find,
)
