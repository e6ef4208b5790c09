"""The checks of a large office: their work grows with what was told, not with its square."""

from __future__ import annotations

import cProfile
import pstats

from dibao.catalogue import Settings, Unit, Units, Workspace
from dibao.checks import run
from support.drafts import DAY, Days, at, day, draft


def office(districts: int) -> Days:
    """Ten towns a district; each tells a figure with a part, some are missing today, some have sent the same again."""
    units = [Unit("office", "安澜市宣传舆论组", "office")]
    for number in range(districts):
        units.append(Unit(f"d{number}", f"第{number}区", "district"))
        units += [Unit(f"t{number}x{town}", f"第{number}区第{town}镇", "other", f"d{number}") for town in range(10)]
    days = Days(Workspace(settings=Settings(began=day(-14)), units=Units(units)))
    for step in (-3, -2, -1, 0):
        for place, unit in enumerate(units[1:]):
            if step < 0 or place % 7:
                value = 1000 + place * 3 + (step if place % 3 else 0)
                whole = draft(value, unit=unit.code, on=day(step))
                part = draft(value // 2, unit=unit.code, on=day(step), item="其中", part_of=0)
                days.report(whole, part, unit=unit.code, on=day(step), text=f"{unit.code} {value}")
    return days


def calls(days: Days) -> int:
    """How many functions were called to check the day."""
    profile = cProfile.Profile()
    profile.enable()
    found = run(days.ledger, days.workspace, DAY, now=at("02-04T08:00"))
    profile.disable()
    assert {"missing", "stale"} <= {finding.code for finding in found}
    counted: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return counted


def test_four_times_the_units_are_not_much_more_than_four_times_the_work() -> None:
    small, large = office(5), office(20)
    calls(small)  # what is imported and cached once
    assert calls(large) < 6 * calls(small)
