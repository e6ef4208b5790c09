"""growth: a rate of growth against the values that are told beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from dibao.figures import Interval
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place
from dibao.reading.lexer import alone

_COUNT = r"\d[\d,]*(?:\.\d+)?[万亿]?[余多]?[\u4e00-\u9fff]{1,3}?"
_UP, _DOWN = "增加|增长|上升|提高|多|扩大", "减少|下降|降低|少|缩小"
_WAY = r"(?P<way>增长|增幅|上升|升幅|提高|下降|降幅|减少|降低)"
_RATE = rf"[，（、]?(?:同比|环比)?{_WAY}(?:了|为|达)?(?P<rate>\d+(?:\.\d+)?)%"
_BY = re.compile(
    rf"(?P<now>{_COUNT})[，（、]?(?:比|较|同比|环比)[^，。；\d]{{0,8}}?(?P<turn>{_UP}|{_DOWN})了?(?P<by>{_COUNT}){_RATE}"
)
_FROM = re.compile(rf"[由从](?P<old>{_COUNT})(?:{_UP}|{_DOWN}|升|降)[到至](?P<now>{_COUNT}){_RATE}")
_FALLS = re.compile(f"(?:{_DOWN}|降)")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each rate that its own values do not give."""
    for line, match in (*found(manuscript, _BY), *found(manuscript, _FROM)):
        result = _result(match)
        if result is None:
            continue
        rate = Decimal(match["rate"])
        unit = Decimal(1).scaleb(int(rate.as_tuple().exponent))
        low, high = result
        if low - unit <= rate <= high + unit:
            continue
        right = f"{((low + high) / 2).quantize(unit, rounding=ROUND_HALF_UP)}%"
        yield manuscript.remark(
            "growth",
            Severity.ERROR,
            *place(line, match, "rate"),
            say(
                f"按文中的数，{match['way']}应为 {right}，文中写 {rate}%；请核实这几个数。",
                f"By the values beside it this is {right}, and not {rate}%; check them.",
            ),
            right,
        )


def _result(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The least and the most percent that the values allow; None where they are not of one measure or open."""
    groups = match.groupdict()
    now, other = _value(groups["now"]), _value(groups.get("by") or groups.get("old") or "")
    if now is None or other is None or now[1] != other[1]:
        return None
    ends = [(_old(groups, a, b), a) for a in _ends(now[0]) for b in _ends(other[0])]
    if any(old <= 0 for old, _ in ends):
        return None
    rates = [abs(value - old) * 100 / old for old, value in ends]
    return min(rates), max(rates)


def _old(groups: dict[str, str], now: Decimal, other: Decimal) -> Decimal:
    if "by" not in groups:
        return other
    return now + other if _FALLS.fullmatch(groups["turn"]) else now - other


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return Decimal(interval.low), Decimal(interval.high if interval.high is not None else interval.low)


def _value(words: str) -> tuple[Interval, str] | None:
    """What a count allows, and its measure word."""
    count = alone(words)
    return (count.allowed, count.unit) if count is not None and count.allowed.high is not None else None


RULE = Rule(
    "growth",
    15,
    "增减百分比与旁边写明的数比较：“3.15万剂次，比上周增加0.42万剂次，增长15.4%”“由340篇增加到409篇，增长20.3%”。"
    "约数和万字小数按其区间，末位允许相差 1。",
    "A rate of growth against the values beside it: 3.15万剂次，比上周增加0.42万剂次，增长15.4%; 由340篇增加到409篇，"
    "增长20.3%. "
    "Inexact values count with their intervals; one unit of the last place is allowed.",
    find,
)
