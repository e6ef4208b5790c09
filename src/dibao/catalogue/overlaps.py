"""Totals inside a sum: a figure that speaks for several units is not added to the figures of those units."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dibao.catalogue.table_sums import tells_total
from dibao.catalogue.units import Units
from dibao.entries import Entry
from dibao.figures import ZERO, Interval, Number

_DEEPEST = 16
"""More levels of units than there are."""
_NEARLY = 0.8
"""From this share on, what others tell is no accident: the figure is their total."""


@dataclass(frozen=True, slots=True)
class Contained:
    """An entry that is left out of a sum. `within`: the unit whose figure holds it; "" where it is itself the total."""

    entry: Entry
    within: str = ""


def without_overlaps(entries: Sequence[Entry], units: Units) -> tuple[list[Entry], tuple[Contained, ...]]:
    """The entries (one measure, one basis) that may be added to each other, and those that may not.

    What the office says of the whole city (全市) is the total of the others. So is what anyone says of a group of
    units (各区县). What a unit says holds the figures of the units below it, if it is not less than theirs.
    """
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        told[entry.series.unit_code].append(entry)
    if len(told) < 2:
        return list(entries), ()
    totals = set(_totals(told, units))
    sums = {code: _sum(own) for code, own in told.items() if code not in totals}
    held = within({code: own.low for code, own in sums.items()}, {code: own.high for code, own in sums.items()}, units)
    left = [
        Contained(entry, held.get(entry.series.unit_code, ""))
        for entry in entries
        if entry.series.unit_code in totals or entry.series.unit_code in held
    ]
    out = {one.entry.number for one in left}
    return [entry for entry in entries if entry.number not in out], tuple(left)


def _totals(told: Mapping[str, Sequence[Entry]], units: Units) -> Iterator[str]:
    """The units whose figure is a total over others that tell theirs too."""
    for code, own in told.items():
        unit = units.get(code)
        if unit is None:
            continue
        scopes = {scope for entry in own for scope in scopes_named(entry.draft.sentence)}
        whole_city = unit.kind == "office" and ("all" in scopes or _as_much(own, told, set(told) - {code}))
        if whole_city or any(_as_much(own, told, _members(scope, units) - {code}) for scope in scopes - {"all"}):
            yield code


def _members(scope: str, units: Units) -> set[str]:
    return {unit.code for unit in units.group(scope)}


def _as_much(own: Sequence[Entry], told: Mapping[str, Sequence[Entry]], group: set[str]) -> bool:
    """Whether a figure is what two or more units make together, or a little more where some have yet to tell."""
    others = [told[code] for code in told if code in group]
    if len(others) < 2:
        return False
    whole, rest = _sum(own), _sum(entry for entries in others for entry in entries)
    return whole.meets(rest) or whole.low >= rest.low >= _NEARLY * float(whole.low)


def within(lows: Mapping[str, Number], highs: Mapping[str, Number | None], units: Units) -> dict[str, str]:
    """The units whose figure stands in that of the nearest one above them that tells one too, with that one's code.

    `lows` and `highs`: by unit code, the sides of what each tells. A unit holds the figures of those below it if its
    own is not less than theirs together.
    """
    above = nearest_above(lows.keys(), units)
    below: dict[str, Number] = {}
    for code, parent in above.items():
        below[parent] = below.get(parent, 0) + lows[code]
    holders = {code for code, low in below.items() if (high := highs[code]) is None or high >= low}
    if len(holders) == len(below):
        return above
    return {code: parent for code, parent in above.items() if parent in holders}


def nearest_above(codes: Set[str], units: Units) -> dict[str, str]:
    """For the units with another of these units above them, the nearest such."""
    parents = units.parents
    above = {code: parents[code] for code in codes if code in parents and parents[code] in codes}
    for code in codes & parents.keys() - above.keys():
        parent = parents.get(parents[code])
        for _ in range(_DEEPEST):
            if parent is None or parent in codes:
                break
            parent = parents.get(parent)
        if parent is not None and parent in codes and parent != code:
            above[code] = parent
    return above


def _sum(entries: Iterable[Entry]) -> Interval:
    return sum((entry.interval for entry in entries), ZERO)


def scopes_named(sentence: str) -> tuple[str, ...]:
    """The groups of units whose total a figure of this sentence may be: `all` for 全市, `kind:district` for 各区县,
    `table` for those of the table that it is a total of.
    """
    scopes = dict.fromkeys(scope for word, scope in total_words() if word in sentence)
    return (*scopes, "table") if tells_total(sentence) else tuple(scopes)


@cache
def total_words() -> tuple[tuple[str, str], ...]:
    """Words that make a figure a total over units, with the group of units that they mean."""
    with Path(__file__).with_name("totals.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["scope"]) for row in csv.DictReader(file))
