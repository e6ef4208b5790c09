"""One way to spoil a clean day for each kind of check. Each returns what it did, or None where it cannot."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dibao.checks.magnitude import swaps
from dibao.entries import Draft
from dibao.figures import Basis
from support.city import Count, Part, Report, write
from support.mill import Mill, Taken, counted_beside, take


@dataclass
class Spoilt:
    """A day with one error: which unit's report is another now, and who should be named."""

    kind: str
    unit: str
    changed: dict[str, Taken | None]
    what: str
    counted: tuple[Draft, ...] = ()


Mutator = Callable[[random.Random, Mill, date], Spoilt | None]


def _units(mill: Mill, *kinds: str) -> list[str]:
    return [unit.code for unit in mill.city.workspace.units.values() if not kinds or unit.kind in kinds]


def _spoilt(kind: str, mill: Mill, report: Report, what: str) -> Spoilt:
    return Spoilt(kind, report.unit, {report.unit: take(mill.city, report)}, f"{what}\n{write(report)}")


def _pick(
    rng: random.Random, mill: Mill, day: date, fits: Callable[[Count], bool], *kinds: str
) -> tuple[Report, Count]:
    """A unit's report and one of its counts that fits."""
    choices = [
        (report, count)
        for code in _units(mill, *kinds)
        for report in [mill.city.report(code, day)]
        for count in report.counts
        if fits(count)
    ]
    return rng.choice(choices)


def _both(count: Count) -> bool:
    return count.new is not None and count.total is not None and not count.standing


def _plain(count: Count) -> bool:
    """New and total, no parts, not told twice: one error is one error."""
    return _both(count) and not count.parts and count.twice is None


def _ordinary(wrong: int, right: int, before: int) -> bool:
    """Whether a wrong number is neither a slip, nor a swap, nor a fall, but just wrong."""
    powers = {right * 10**k for k in (1, 2, 3, 4)} | {wrong * 10**k for k in (1, 2, 3, 4)}
    return wrong not in powers and right not in powers and right not in swaps(wrong) and wrong > before


def continuity(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A new figure or a total is off by some amount."""
    report, count = _pick(rng, mill, day, _plain, "district", "media", "department", "platform")
    assert count.new is not None and count.total is not None
    step = 5000 if count.wan else 1
    off = rng.choice((-1, 1)) * step * max(1, round(count.new * rng.uniform(0.1, 0.6) / step))
    before = count.total - count.new
    if rng.random() < 0.5:
        wrong, right = count.new + off, count.new
        changed = report.with_count(count.key, new=wrong)
        other, held = before + wrong, count.total
    else:
        wrong, right = count.total + off, count.total
        changed = report.with_count(count.key, total=wrong)
        other, held = wrong - before, count.new
    if wrong <= 0 or not _ordinary(wrong, right, 0) or not _ordinary(other, held, 0) or held in swaps(other):
        return None
    if not _ordinary(held, other, 0) or (right != count.new and wrong <= before):
        return None
    return _spoilt("continuity", mill, changed, f"{count.key}: {right} -> {wrong}")


def monotone(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A total lies under yesterday's."""
    report, count = _pick(rng, mill, day, lambda one: one.total is not None and not one.standing and not one.parts)
    assert count.total is not None
    before = count.total - (count.new or 0)
    wrong = round(before * rng.uniform(0.55, 0.97), -3 if count.wan else 0)
    if report.unit == "office" or any(count.total == wrong * 10**k for k in range(1, 5)):
        return None
    return _spoilt("monotone", mill, report.with_count(count.key, total=wrong), f"{count.key}: total {wrong}")


def magnitude(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """万 or a zero too many or too few, or two digits swapped."""
    report, count = _pick(rng, mill, day, _plain, "district", "media", "department", "platform")
    side = rng.choice(("new", "total"))
    right = count.new if side == "new" else count.total
    assert right is not None and count.total is not None and count.new is not None
    how = rng.choice(("wan", "zero", "swap"))
    if how == "wan":
        wrong = right * 10000 if not count.wan else right * 1000
    elif how == "zero":
        wrong = right * 10
    else:
        options = [one for one in swaps(right) if len(str(one)) == len(str(right))]
        if count.wan or not options:
            return None
        wrong = rng.choice(options)
        if side == "total" and wrong < count.total - count.new:
            return None
    return _spoilt(
        "magnitude", mill, report.with_count(count.key, **{side: wrong}), f"{count.key} {side} {how}: {wrong}"
    )


def parts(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A part is larger than its whole, or a complete list does not add up."""
    report, count = _pick(rng, mill, day, lambda one: bool(one.parts) and one.new is not None)
    assert count.new is not None
    place = rng.randrange(len(count.parts))
    part = count.parts[place]
    if len(count.parts) == 1 or rng.random() < 0.3:
        value = count.new + max(1, round(count.new * rng.uniform(0.05, 0.5)))
    else:
        value = max(1, round(part.value * rng.uniform(0.4, 1.7)))
    if value == part.value:
        return None
    share = f"{100 * value / count.new:.1f}%" if part.percent else ""
    if share and value > count.new:
        share = ""
    wrong = tuple(Part(one.label, value, share) if at == place else one for at, one in enumerate(count.parts))
    return _spoilt("parts", mill, report.with_count(count.key, parts=wrong), f"{count.key}: {part.label} {value}")


def rollup(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """The office's sum is not that of the districts; its own total goes on from it."""
    report = mill.city.report("office", day)
    count = rng.choice(report.counts)
    assert count.new is not None
    off = rng.choice((-1, 1)) * max(1, round(count.new * rng.uniform(0.03, 0.15)))
    total = count.total + off if count.total is not None else None
    return _spoilt("rollup", mill, report.with_count(count.key, new=count.new + off, total=total), f"{count.key} {off}")


def _shift(kind: str, rng: random.Random, mill: Mill, day: date, sign: int) -> Spoilt | None:
    code = rng.choice(_units(mill, "district", "media", "department", "platform"))
    report = mill.city.report(code, day)
    minutes = sign * rng.choice((30, 60, 120, 180, 240, 360))
    return _spoilt(kind, mill, replace(report, start=report.start + timedelta(minutes=minutes)), f"start {minutes}")


def window_gap(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """The window begins after yesterday's ended."""
    return _shift("window_gap", rng, mill, day, 1)


def window_overlap(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """The window begins before yesterday's ended."""
    return _shift("window_overlap", rng, mill, day, -1)


def reported_counted(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """The office counted another number than the unit reports."""
    code = rng.choice(_units(mill, "department", "platform"))
    taken = mill.days[day][code]
    places = [
        place
        for place, draft in enumerate(taken[1])
        if draft.series.basis is Basis.NEW and draft.interval.exact and draft.part_of is None and draft.value > 3
    ]
    place = rng.choice(places)
    right = int(taken[1][place].value)
    counted = right + rng.choice((-1, 1)) * rng.randint(1, max(1, right // 10))
    return Spoilt("reported_counted", code, {}, f"counted {counted}", (counted_beside(taken, place, counted),))


def told_twice(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """The last line tells a figure differently."""
    report, count = _pick(rng, mill, day, lambda one: one.twice is not None)
    assert count.twice is not None
    wrong = max(1, count.twice + rng.choice((-1, 1)) * rng.randint(1, max(2, count.twice // 5)))
    if wrong == count.twice:
        return None
    return _spoilt("told_twice", mill, report.with_count(count.key, twice=wrong), f"{count.key} again {wrong}")


def percent(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A share is not that of its numbers."""
    report, count = _pick(rng, mill, day, lambda one: any(part.percent for part in one.parts))
    part = count.parts[0]
    right = float(part.percent.rstrip("%"))
    wrong = right + rng.choice((-1, 1)) * rng.choice((0.5, 1, 3, 10, 20))
    shown = (replace(part, percent=f"{wrong:.1f}%"), *count.parts[1:])
    return _spoilt("percent", mill, report.with_count(count.key, parts=shown), f"{right} -> {wrong}")


def missing(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A unit sends nothing."""
    code = rng.choice(_units(mill))
    return Spoilt("missing", code, {code: None}, "nothing")


def late(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A report comes after the cut-off."""
    code = rng.choice(_units(mill))
    info, drafts = mill.days[day][code]
    assert info.arrived is not None
    moment = info.arrived + timedelta(minutes=rng.randint(26, 600))
    return Spoilt("late", code, {code: (replace(info, arrived=moment), drafts)}, f"at {moment}")


def stale(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """Yesterday's report under today's date, or with its dates left as they were."""
    code = rng.choice(_units(mill))
    old = mill.city.report(code, day - timedelta(days=1))
    shift = timedelta(days=1)
    new = replace(old, sent_for=day, dated=day, start=old.start + shift, end=old.end + shift)
    if rng.random() < 0.3:
        new = replace(new, extra=("以上数字供参考。",))
    return _spoilt("stale", mill, new, "yesterday's")


def date_mismatch(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A wrong day, month or year at the report's head, or windows of another day."""
    code = rng.choice(_units(mill))
    report = mill.city.report(code, day)
    how = rng.choice(("day", "month", "year", "window"))
    if how == "window":
        shift = timedelta(days=rng.choice((-3, -2, -1, 2, 3)))
        if code.startswith("platform") or code.startswith("department"):
            report = replace(report, start=report.start + shift, end=report.end + shift)
        else:
            how = "day"
    if how == "day":
        report = replace(report, dated=day + timedelta(days=rng.choice((-2, -1, 1, 2))))
    elif how == "month":
        report = replace(report, dated=day.replace(month=rng.choice((1, 3))))
    elif how == "year":
        report = replace(report, dated=day.replace(year=rng.choice((2025, 2027))))
    return _spoilt("date_mismatch", mill, report, how)


def masked(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """XX where a number should be."""
    report, count = _pick(rng, mill, day, lambda one: one.new is not None and not one.parts, *("district", "media"))
    return _spoilt("masked", mill, replace(report, masked=frozenset({count.key})), count.key)


def personal_data(rng: random.Random, mill: Mill, day: date) -> Spoilt | None:
    """A telephone number, an identity number or an address in the text."""
    report = mill.city.report(rng.choice(_units(mill)), day)
    line = rng.choice(
        (
            f"联系人手机：138{rng.randrange(10**8):08d}",
            f"报名信息：{_identity(rng)}重复登记",
            "材料请发 anlan.test@example.com",
        )
    )
    return _spoilt("personal_data", mill, replace(report, extra=(line,)), line)


def _identity(rng: random.Random) -> str:
    """A made-up identity number with a right check digit (GB 11643)."""
    body = f"11010119{rng.randint(50, 99)}0{rng.randint(1, 9)}{rng.randint(10, 28)}{rng.randint(0, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


MUTATORS: tuple[Mutator, ...] = (
    continuity,
    parts,
    rollup,
    monotone,
    window_gap,
    window_overlap,
    reported_counted,
    told_twice,
    percent,
    magnitude,
    missing,
    late,
    stale,
    date_mismatch,
    masked,
    personal_data,
)


def spoil(mutator: Mutator, rng: random.Random, mill: Mill, day: date) -> Spoilt:
    """One error of a kind; drawn again where it would be none."""
    for _ in range(200):
        spoilt = mutator(rng, mill, day)
        if spoilt is not None:
            return spoilt
    raise AssertionError(f"no way to make {mutator.__name__} on {day}")


__all__ = ["MUTATORS", "Mutator", "Spoilt", "spoil"]
