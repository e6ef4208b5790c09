"""Whose figure stands in whose: the rule as it is said, beside the way it is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dibao.catalogue import Unit, Units
from dibao.catalogue.overlaps import within
from dibao.figures import Number

CODES = [f"u{number}" for number in range(12)]


def _trees() -> st.SearchStrategy[Units]:
    """Every unit may stand below an earlier one, or below the office, which is above nobody."""

    def units(above: list[int]) -> Units:
        codes = ["hq", *CODES]
        parents = [codes[min(up, at)] for at, up in enumerate(above)]
        rest = [Unit(code, code, "other", parent) for code, parent in zip(CODES, parents, strict=True)]
        return Units([Unit("hq", "hq", "office"), *rest])

    return st.lists(st.integers(0, 12), min_size=len(CODES), max_size=len(CODES)).map(units)


def _as_said(lows: dict[str, Number], highs: dict[str, Number | None], units: Units) -> dict[str, str]:
    """For each unit, the nearest above that tells; such a one holds those below it if it tells not less than they."""
    above: dict[str, str] = {}
    for code in lows:
        parent = units[code].parent
        while parent in units and units[parent].kind != "office" and parent not in lows:
            parent = units[parent].parent
        if parent in lows and units[parent].kind != "office":
            above[code] = parent
    found = {}
    for code, parent in above.items():
        below, high = sum(lows[other] for other, holder in above.items() if holder == parent), highs[parent]
        if high is None or high >= below:
            found[code] = parent
    return found


@given(_trees(), st.dictionaries(st.sampled_from(["hq", *CODES]), st.integers(0, 9), min_size=1), st.data())
def test_a_figure_stands_in_that_of_the_nearest_above(
    units: Units, told: dict[str, Number], data: st.DataObject
) -> None:
    wide = data.draw(st.sets(st.sampled_from(sorted(told))))
    highs: dict[str, Number | None] = {code: None if code in wide else low + 2 for code, low in told.items()}
    assert within(told, highs, units) == _as_said(told, highs, units)


def test_the_codes_of_a_scope_are_those_of_its_group() -> None:
    units = Units([Unit("hq", "甲", "office"), Unit("a", "乙", "district"), Unit("b", "丙", "other", parent="a")])
    for scope in ("all", "a", "kind:district", "nobody", "a"):
        assert units.codes(scope) == {unit.code for unit in units.group(scope)}
