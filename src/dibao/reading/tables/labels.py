"""The words over a column or beside a row, taken apart: measure word, basis, window, and the words that name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from dibao.figures import Basis
from dibao.reading import measures
from dibao.reading.expressions import Time
from dibao.reading.lexicon import Lazy, listed, pattern
from dibao.reading.scope import Force
from dibao.reading.times import Calendar

_UNIT: Final = Lazy(
    r"[（(\[【](?:单位[:：])?(?P<scale>[百千]?万|亿|千)?(?P<unit>[^（）()\[\]【】:：]{1,6})[）)\]】]|/(?P<slash>[^/（）\d]{1,3})$"
)
_LONE_SCALE: Final = Lazy(r"[（(\[【](?:单位[:：])?(?P<scale>[百千]?万|亿|千)[）)\]】]")
TABLE_UNIT: Final = Lazy(r"(?:计量)?单位[:：](?P<scale>[百千]?万|亿|千)?(?P<unit>[^，。；、）（\s]{1,6})")
SCALES: Final = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}

_ASIDE: Final = r"(?:数|[（(].*[）)])?"


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind in table_words.csv. `bare`: heads, and what is left of one without its basis, of no thing."""
    return frozenset(listed("table_words.csv")[kind])


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile(pattern(words(kind)))


@cache
def _total() -> re.Pattern[str]:
    return re.compile(f"(?:全[市县区省州旗盟镇乡])?(?:{pattern(words('total'))}){_ASIDE}")


_SUBTOTAL: Final = Lazy(".{0,12}小计" + _ASIDE)


@cache
def _heads() -> re.Pattern[str]:
    kinds = listed("heads_table.csv")
    return re.compile("|".join(f"(?P<{basis}>{pattern(words)})" for basis, words in kinds.items()))


@dataclass(slots=True)
class Label:
    """The words over a column or beside a row, taken apart."""

    words: str = ""
    unit: str = ""
    scale: int = 1
    basis: Basis | None = None
    force: Force | None = None
    skip: bool = False
    total: bool = False
    subtotal: bool = False
    parts: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """Of a total's heads, those above it: what it is the total of."""
    actor: str = ""
    """Who a row or a column is about."""
    among: bool = False
    """The row begins with 其中: it is a part of one above."""

    @property
    def head(self) -> str:
        return "".join(self.parts)

    @property
    def summed(self) -> bool:
        return self.total or self.subtotal


@dataclass(slots=True)
class Labels:
    """Takes labels apart; what is asked again is kept."""

    calendar: Calendar
    _kept: dict[tuple[str, ...], Label] = field(default_factory=dict)

    def label(self, parts: tuple[str, ...]) -> Label:
        """Words from the top down (or from the left), taken apart. The label is shared: copy it to change it."""
        found = self._kept.get(parts)
        if found is None:
            found = self._kept[parts] = self._label(parts)
        return found

    def force(self, time: Time) -> Force:
        """The window of a head, or of a row."""
        return Force(time.sort, time.window)

    def _label(self, parts: tuple[str, ...]) -> Label:
        label = Label(parts=parts)
        named: list[str] = []
        for at, part in enumerate(parts):
            part = _measured(label, part)
            label.skip = label.skip or (_aside(part) and not label.unit)
            if sums(part):
                label.subtotal = label.subtotal or _SUBTOTAL.fullmatch(part) is not None
                label.total, label.above = not label.subtotal, parts[:at]
                continue
            times = self.calendar.times(part)
            for time in times:
                label.force = self.force(time)
            head = _heads().search(part)
            if head:
                label.basis = Basis(head.lastgroup or "")
            elif "截至" in part or "截止" in part:
                label.basis = label.basis or Basis.CUMULATIVE
            for time in reversed(times):
                part = part[: time.start] + part[time.end :]
            part = _heads().sub("", part).strip("：:、，（）()数 ") if label.basis is not Basis.RATE else part
            if part and part not in named and part not in words("bare"):
                named.append(part)
        label.words = "·".join(named)
        return label


def _measured(label: Label, part: str) -> str:
    """Give the label the measure word and the scale that a head tells (（万次）, /份), and the head without it."""
    for unit in _UNIT.finditer(part):
        word = unit["unit"] or unit["slash"]
        if measures.is_measure(word):
            label.unit, label.scale = word, SCALES.get(unit["scale"] or "", 1)
            return part.replace(unit.group(), "")
    lone = _LONE_SCALE.search(part)
    if lone is not None:
        label.scale = SCALES[lone["scale"]]
        return part.replace(lone.group(), "")
    return part


def sums(text: str) -> bool:
    """Whether a head, or the name of a row, is that of a total."""
    return _total().fullmatch(text) is not None or _SUBTOTAL.fullmatch(text) is not None


def _aside(head: str) -> bool:
    """Whether a head stands over what is no count: running numbers, days, telephones."""
    return any(_any(kind).search(head) is not None for kind in ("serial", "days", "skip"))


def serial(head: str) -> bool:
    """Whether a head stands over running numbers."""
    return _any("serial").search(head) is not None


def names_days(head: str) -> bool:
    """Whether a head stands over days."""
    return _any("days").search(head) is not None


_MEASURE_HEAD: Final = Lazy(r"(?:计量|数量)单位")


def names_units(head: str) -> bool:
    """Whether a head stands over those who report, and not over things as well (项目/单位)."""
    return _whose(head) and _any("thing").search(head) is None


def names_things(head: str) -> bool:
    """Whether a head stands over what is counted, and over no one who reports."""
    return _any("thing").search(head) is not None and not _whose(head)


def _whose(head: str) -> bool:
    return _any("who").search(_MEASURE_HEAD.sub("", head)) is not None


def names_measures(head: str) -> bool:
    """Whether a head may stand over measure words."""
    return not head or _any("measure").search(head) is not None


def filled_in(text: str) -> bool:
    """Whether a label is one of a form's: who fills it in, who is asked."""
    return _any("form").search(text) is not None
