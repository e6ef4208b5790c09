"""From a chart's place in a template to its pictures: which values it shows, and whether they suffice for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from dibao.catalogue import Unit
from dibao.catalogue.create import OUTLINES
from dibao.catalogue.rollup import TIERS
from dibao.composing.binding import Binding, ChartPlace
from dibao.composing.brief import Block, Figure, Grid, Paragraph, Picture, Role, State, Text
from dibao.composing.charts import Area, Bars, Chart, Datum, DistrictMap, Multiples, Parts, Trend, remarks, table
from dibao.composing.charts.geometry import Shape, load
from dibao.composing.facts import Facts
from dibao.composing.wording import BASES, window_words
from dibao.figures import Basis, Window

ENOUGH = 3
"""Values below which a chart says less than a sentence."""
FURTHER = re.compile(r"_p\d+$")
"""The end of the ids of a place's second picture and those after it."""
_MOST = 24
"""Bars, or panels, that find room on a page with their table; more units make a second picture."""

_GROUPS = {
    "all": "各单位",
    "kind:district": "各区县",
    "kind:media": "各媒体单位",
    "kind:department": "各部门",
    "kind:platform": "各平台",
    "kind:other": "其他单位",
}
_KIND_NAMES = {
    "district": "区县",
    "media": "媒体",
    "department": "部门",
    "platform": "平台",
    "office": "本级",
    "other": "其他",
}


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure and the name under which it is shown; `figure` None: nothing is expected of that unit."""

    label: str
    figure: Figure | None


def pictures(identity: str, place: ChartPlace, facts: Facts, anchor: int) -> list[Picture]:
    """The pictures of a place, most often one; none where the values do not suffice."""
    drawn = _Drawing(identity, place, facts)
    return [
        Picture(
            id=identity if number == 1 else f"{identity}_p{number}",
            place=place,
            chart=chart,
            caption=Paragraph(Role.CAPTION, (Text(_caption(place, chart, number, facts), note=True),)),
            grid=drawn.grid(chart),
            note=Paragraph(Role.NOTE, (Text(f"{said}。", note=True),)) if (said := remarks(chart)) else None,
            anchor=anchor,
        )
        for number, chart in enumerate(drawn.charts(), 1)
    ]


def _caption(place: ChartPlace, chart: Chart, number: int, facts: Facts) -> str:
    binding, again = place.binding, "（续）" if number > 1 else ""
    window = facts.window(binding)
    when = window_words(window if binding.basis is Basis.NEW else Window(None, window.end))
    if isinstance(chart, (Trend, Multiples)):
        first, last = chart.days[0], chart.days[-1]
        when = f"{first.month}月{first.day}日至{last.month}月{last.day}日逐日"
    return f"{chart.title}{BASES[binding.basis]}（{chart.measure}，{when}）{again}"


class _Drawing:
    def __init__(self, identity: str, place: ChartPlace, facts: Facts) -> None:
        self._identity = identity
        self._place = place
        self._facts = facts
        self._figures: dict[str, Figure] = {}
        whole = facts.figures(replace(place.binding, item=place.binding.item))
        known = next((figure for figure in whole if figure.measure), whole[0])
        self._measure = place.binding.measure or known.measure
        self._binding = replace(place.binding, measure=self._measure)

    def charts(self) -> list[Chart]:
        """What the values make: an empty list where they do not suffice."""
        if not self._measure and self._place.kind not in ("trend", "multiples"):
            return []
        made = {
            "bars": self._bars,
            "map": self._map,
            "trend": self._trend,
            "multiples": self._multiples,
            "parts": self._parts,
        }[self._place.kind]()
        return list(made)

    def grid(self, chart: Chart) -> Grid:
        """The chart's table with its figures in the cells."""
        shown = table(chart)
        rows = [tuple(self._cell(cell) for cell in row) for row in (shown.head, *shown.rows)]
        return Grid(tuple(rows))

    def _cell(self, cell: str | Datum) -> tuple[Paragraph, ...]:
        run = self._figures[cell.id] if isinstance(cell, Datum) else Text(cell, note=True)
        return (Paragraph(Role.CELL, (run,)),)

    def _datum(self, value: _Value, *, lacking: bool = False) -> Datum:
        figure = value.figure
        if figure is None:
            return Datum(value.label, None, "")
        identity = f"{self._identity}_{len(self._figures) + 1}"
        named = figure.name if figure.name.startswith(value.label) else f"{value.label}{figure.name}"
        self._figures[identity] = replace(figure, id=identity, name=named)
        return Datum(
            label=value.label,
            value=figure.value,
            text=figure.text,
            low=figure.low,
            high=figure.high,
            doubtful=figure.state is State.QUESTIONED,
            lacking=tuple(unit.name for unit in figure.missing) if lacking and figure.value is not None else (),
            id=identity,
        )

    def _one(self, binding: Binding) -> Figure:
        return self._facts.figures(binding)[0]

    def _units(self) -> list[Unit]:
        """The units of the scope, without those below another one of it: a unit's figure holds theirs."""
        group = self._facts.workspace.units.group(self._place.binding.scope)
        codes = {unit.code for unit in group}
        if self._place.binding.scope in codes:  # one unit: what is below it
            group = tuple(unit for unit in group if unit.parent == self._place.binding.scope)
            codes = {unit.code for unit in group}
        return [unit for unit in group if unit.parent not in codes]

    def _by_unit(self) -> list[_Value]:
        """A value for each unit that tells this, or told it before and is silent; None for the others."""
        values = []
        for unit in self._units():
            figure = self._one(replace(self._binding, scope=unit.code))
            expected = figure.value is not None or any(one.code == unit.code for one in figure.missing)
            values.append(_Value(unit.name, figure if expected else None))
        return values

    def _bars(self) -> Iterator[Chart]:
        values = [value for value in self._by_unit() if value.figure is not None]
        if not _suffice(values):
            return
        values = self._ordered(values)
        largest = max(value.figure.value or 0 for value in values if value.figure)
        title = self._title(_GROUPS.get(self._place.binding.scope, "所属各单位"))
        for part in _shared(values):
            yield Bars(title, self._measure, tuple(self._datum(value) for value in part), largest)

    def _ordered(self, values: list[_Value]) -> list[_Value]:
        if self._place.order != "value":
            return values
        return sorted(values, key=lambda value: -(value.figure.value or 0) if value.figure else 0)

    def _map(self) -> Iterator[Chart]:
        values = self._by_unit()
        if not _suffice(values):
            return
        root = self._facts.workspace.root
        outlines = outlines_of(root) if root else {}
        areas = []
        for unit, value in zip(self._units(), values, strict=True):
            shape = outlines.get(unit.code) or outlines.get(unit.name)
            if value.figure is not None or shape is not None:
                areas.append(Area(self._datum(value), shape, unit.place))
        title = self._title(_GROUPS.get(self._place.binding.scope, "所属各单位"))
        yield DistrictMap(title, self._measure, tuple(areas))

    def _parts(self) -> Iterator[Chart]:
        whole = self._one(self._binding)
        values = [value for value in self._of_whole() if value.figure is not None]
        told = [value.figure.value for value in values if value.figure and value.figure.value is not None]
        if whole.value is None or len(told) < 2 or sum(told) != whole.value:
            return  # parts that overlap, or leave something out, are not parts of this whole
        shown = self._datum(_Value("合计", whole))
        order = sorted(values, key=lambda value: -(value.figure.value or 0) if value.figure else 0)
        yield Parts(self._title(""), self._measure, shown, tuple(self._datum(value) for value in order))

    def _of_whole(self) -> list[_Value]:
        by = self._place.by
        if by == "unit":
            return self._by_unit()
        if by == "item":
            items = self._facts.items(self._binding)
            choices = [(item, replace(self._binding, item=item)) for item in items if item]
        elif by == "tier":
            choices = [(name, replace(self._binding, scope=scope)) for scope, name in TIERS.items()]
        else:
            kinds = list(dict.fromkeys(unit.kind for unit in self._facts.workspace.units.values()))
            choices = [(_KIND_NAMES[kind], replace(self._binding, scope=f"kind:{kind}")) for kind in kinds]
        figures = [(label, self._one(binding)) for label, binding in choices]
        return [
            _Value(label, figure if figure.value is not None or figure.missing else None) for label, figure in figures
        ]

    def _shifts(self) -> list[int]:
        """The days of a trend, oldest first, from the first on which any report came."""
        if not self._facts.daily:
            return []
        shifts = list(range(1 - self._place.days, 1))
        while shifts and not self._facts.on(shifts[0]).arrived:
            shifts.pop(0)
        return shifts

    def _trend(self) -> Iterator[Chart]:
        shifts = self._shifts()
        counted = self._facts.counted(self._binding, shifts)
        reported = replace(self._binding, origin="reported") if counted else self._binding
        figures = [self._one(replace(reported, day=shift)) for shift in shifts]
        measure = self._measure or next((figure.measure for figure in figures if figure.measure), "")
        if sum(figure.value is not None for figure in figures) < ENOUGH:
            return
        days = tuple(self._facts.day + timedelta(days=shift) for shift in shifts)
        labels = [f"{day.month}月{day.day}日" for day in days]
        beside: list[Datum | None] = []
        data = []
        for shift, label, figure in zip(shifts, labels, figures, strict=True):
            data.append(self._datum(_Value(label, figure), lacking=True))
            if counted:
                one = self._one(replace(self._binding, day=shift, origin="counted"))
                beside.append(self._datum(_Value(label, one)) if one.value is not None else None)
        standing = self._binding.basis is not Basis.NEW
        who = "" if self._binding.scope == "all" else _GROUPS.get(self._binding.scope, "")
        unit = self._facts.workspace.units.get(self._binding.scope)
        title = self._title(unit.name if unit else who)
        yield Trend(title, measure, days, tuple(data), tuple(beside), standing)

    def _multiples(self) -> Iterator[Chart]:
        shifts = self._shifts()
        if len(shifts) < ENOUGH:
            return
        days = tuple(self._facts.day + timedelta(days=shift) for shift in shifts)
        rows = []
        for unit in self._units():
            own = replace(self._binding, scope=unit.code)
            figures = [self._one(replace(own, day=shift)) for shift in shifts]
            if any(figure.value is not None for figure in figures):
                rows.append((unit.name, figures))
        if len(rows) < ENOUGH:
            return
        labels = [f"{day.month}月{day.day}日" for day in days]
        title = self._title(_GROUPS.get(self._place.binding.scope, "所属各单位"))
        for part in _shared(rows):
            told = []
            for name, figures in part:
                values = [_Value(label, figure) for label, figure in zip(labels, figures, strict=True)]
                told.append((name, tuple(self._datum(value) for value in values)))
            yield Multiples(title, self._measure, days, tuple(told))

    def _title(self, who: str) -> str:
        indicator = self._facts.workspace.catalogue.get(self._binding.indicator)
        what = self._binding.item or (indicator.zh if indicator else self._binding.indicator)
        return f"{who}{what}"


def captioned(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with their pictures numbered: 图1, 图2."""
    shown: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Picture):
            number += 1
            block = labelled(block, f"图{number}")
        shown.append(block)
    return shown


def labelled(picture: Picture, label: str) -> Picture:
    """The picture with its number (图2) before its title and its note; "" for none."""
    if not label:
        return picture
    title = replace(picture.caption, runs=(Text(f"{label}　", note=True), *picture.caption.runs))
    note = picture.note and replace(picture.note, runs=(Text(f"{label}注：", note=True), *picture.note.runs))
    return replace(picture, caption=title, note=note)


def _suffice(values: Sequence[_Value]) -> bool:
    return sum(value.figure is not None and value.figure.value is not None for value in values) >= ENOUGH


_Thing = TypeVar("_Thing")


def _shared(things: Sequence[_Thing]) -> Iterator[Sequence[_Thing]]:
    """In parts of about the same length, none longer than a page holds."""
    pages = -(-len(things) // _MOST)
    each = -(-len(things) // pages)
    for at in range(0, len(things), each):
        yield things[at : at + each]


def outlines_of(root: Path) -> dict[str, Shape]:
    """The workspace's outlines by a unit's code or name; {} without the file (a map of tiles). DibaoError `bad_map`."""
    path = root / OUTLINES
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, Shape]:
    return load(path)
