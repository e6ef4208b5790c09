"""Totals inside a sum: a figure that speaks for several units is not added to the figures of those units."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dibao.catalogue.table_sums import tells_total
from dibao.catalogue.units import Units
from dibao.entries import Entry
from dibao.figures import ZERO, Interval, Number

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
    sums = {code: _sum(entry.interval for entry in own) for code, own in told.items()}
    scopes = {
        code: {scope for entry in own for scope in scopes_named(entry.draft.sentence)} for code, own in told.items()
    }
    totals = totals_among(sums.keys(), scopes, lambda codes: _sum(map(sums.__getitem__, codes)), units)
    plain = {code: own for code, own in sums.items() if code not in totals}
    held = within(
        {code: own.low for code, own in plain.items()}, {code: own.high for code, own in plain.items()}, units
    )
    left = [
        Contained(entry, held.get(entry.series.unit_code, ""))
        for entry in entries
        if entry.series.unit_code in totals or entry.series.unit_code in held
    ]
    out = {one.entry.number for one in left}
    return [entry for entry in entries if entry.number not in out], tuple(left)


def totals_among(
    told: Set[str],
    scopes: Mapping[str, Collection[str]],
    summed: Callable[[Iterable[str]], Interval],
    units: Units,
) -> set[str]:
    """The units whose figure is a total over others that tell theirs too.

    `told`: the codes of all that tell; `scopes`: the groups that a unit's sentences name, by its code; `summed`: what
    these units tell together.
    """

    @cache
    def others(scope: str, but: str) -> Interval | None:
        """What two or more units of a group tell together, without this one."""
        group = (told if scope == "everyone" else told & units.codes(scope)) - {but}
        return summed(group) if len(group) > 1 else None

    def as_much(code: str, scope: str) -> bool:
        """Whether a figure is what two or more units make together, or a little more where some have yet to tell."""
        rest = others(scope, code if scope == "everyone" or code in units.codes(scope) else "")
        if rest is None:
            return False
        whole = summed([code])
        return whole.meets(rest) or whole.low >= rest.low >= _NEARLY * float(whole.low)

    found: set[str] = set()
    for code in told & (scopes.keys() | units.offices):
        if code not in units:
            continue
        named = scopes.get(code, ())
        whole_city = code in units.offices and ("all" in named or as_much(code, "everyone"))
        if whole_city or any(as_much(code, one) for one in named if one != "all"):
            found.add(code)
    return found


def within(lows: Mapping[str, Number], highs: Mapping[str, Number | None], units: Units) -> dict[str, str]:
    """The units whose figure stands in that of the nearest one above them that tells one too, with that one's code.

    `lows` and `highs`: by unit code, the sides of what each tells. A unit holds the figures of those below it if its
    own is not less than theirs together.
    """
    held: dict[str, str] = {}
    for code in lows.keys() & units.children.keys():
        below = _nearest_below(code, lows, units.children)
        high = highs[code]
        if high is None or high >= sum(map(lows.__getitem__, below)):
            held.update(dict.fromkeys(below, code))
    return held


def _nearest_below(code: str, told: Mapping[str, object], children: Mapping[str, Sequence[str]]) -> list[str]:
    """The units below this one that tell something, without those below such a one."""
    below = [child for child in children[code] if child in told]
    if len(below) < len(children[code]):
        for child in children[code]:
            if child not in told and child in children:
                below += _nearest_below(child, told, children)
    return below


def _sum(intervals: Iterable[Interval]) -> Interval:
    return sum(intervals, ZERO)


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
