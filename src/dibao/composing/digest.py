"""Digests (周报, 月报): the days of a period rolled up by what may be added over days.

What is new adds up over days where the catalogue says so (`sum_days`); cumulative and standing figures are those of
the last day; shares, levels and the rest are the last day's that told them, dated, with their range. The figures of a
day are those of the daily brief, so that a digest is the sum of what was issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from dibao.catalogue import Query, Total, Workspace
from dibao.catalogue.rollup import approx_of
from dibao.composing.amounts import words
from dibao.composing.binding import EVERY, Binding
from dibao.composing.brief import Absent, Figure, State
from dibao.composing.facts import HISTORY, NO_ONE, Facts
from dibao.composing.findings import Finding
from dibao.composing.form import DEFAULT_TEXT
from dibao.entries import Entry, Ledger, Series
from dibao.figures import ZERO, Basis, Interval, Number, Window

_HERE = Path(__file__).parent
_REPLACED = ("【期号】", "【正文】")


def day_name(day: date) -> str:
    """2月3日."""
    return f"{day.month}月{day.day}日"


def digest_text() -> str:
    """The daily template with the lines that a digest words otherwise: its number, and the first line of text."""
    own = (_HERE / "digest.zh.txt").read_text(encoding="utf-8").splitlines()
    left = {mark: next(line for line in own if line.startswith(mark)) for mark in _REPLACED}
    lines = []
    for line in DEFAULT_TEXT.read_text(encoding="utf-8").splitlines():
        mark = next((mark for mark in left if line.startswith(mark)), "")
        lines.append(left.pop(mark) if mark else line)
    return "\n".join(lines)


@dataclass(frozen=True)
class DigestFacts(Facts):
    """The last day's facts, with those of the days before it in the period: `days`, the last one included."""

    days: tuple[Facts, ...] = ()

    @classmethod
    def over(
        cls,
        ledger: Ledger,
        workspace: Workspace,
        first: date,
        last: date,
        findings: Mapping[date, Sequence[Finding]],
    ) -> DigestFacts:
        """Ask the ledger once for the whole period: four questions, however many days it has."""
        entries = tuple(ledger.entries(first - timedelta(days=HISTORY), last))
        standing = tuple(ledger.latest(first).values())
        reports = tuple(ledger.reports(first, last))
        seal = ledger.seal(last)
        days = []
        for back in range((last - first).days, -1, -1):
            day = last - timedelta(days=back)
            days.append(
                Facts(
                    workspace,
                    day,
                    tuple(entry for entry in entries if entry.draft.day == day),
                    (*standing, *(e for e in entries if day - timedelta(days=HISTORY) <= e.draft.day < day)),
                    tuple(report for report in reports if report.day == day),
                    seal,
                    tuple(findings.get(day, ())),
                )
            )
        end = days[-1]
        told = tuple(finding for day in days for finding in day.findings)
        return cls(workspace, last, end.entries, end.known, reports, seal, told, days=tuple(days))

    @property
    def daily(self) -> bool:
        return False

    @cached_property
    def due(self) -> tuple[str, ...]:
        return self.days[-1].due

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The units that owed a report and sent none on some day."""
        return tuple(code for code in self.due if any(code in day.silent for day in self.days))

    def area_window(self, area: str) -> Window:
        settings = self.workspace.settings
        return Window(settings.window(area, self.days[0].day).start, settings.window(area, self.day).end)

    def window(self, binding: Binding) -> Window:
        whole = self.area_window(binding.area)
        return whole if binding.basis is Basis.NEW else self.days[-1].window(binding)

    def of_period(self) -> Mapping[str, str]:
        absent: dict[str, list[date]] = {
            code: [day.day for day in self.days if code in day.silent] for code in self.silent
        }
        named = [f"{self._name(code)}（{_days_words(days, len(self.days))}）" for code, days in absent.items()]
        first = self.days[0].day
        period = day_name(first) if first == self.day else f"{day_name(first)}至{day_name(self.day)}"
        return {"period": period, "days": str(len(self.days)), "absent": "、".join(named) or NO_ONE}

    def had(self, binding: Binding) -> bool:
        return any(day.had(binding) for day in self.days)

    def _compute(self, binding: Binding) -> list[Figure]:
        if binding.as_reported or binding.basis in (Basis.CUMULATIVE, Basis.ASOF):
            figures = self.days[-1].figures(binding)
            return [self._standing(figure) for figure in figures]
        if not self._adds(binding):
            return self._last(binding)
        items = self._every_item(binding) if binding.item == EVERY else [binding.item]
        found: list[Figure] = []
        for item in items:
            one = replace(binding, item=item)
            wholes = [day.total(one) for day in self.days]
            measures = self._every_measure(wholes) if not binding.measure else []
            sums = [[day.total(replace(one, measure=m)) for day in self.days] for m in measures] or [wholes]
            found.extend(self._added(one, totals) for totals in sums)
        return found

    def _adds(self, binding: Binding) -> bool:
        indicator = self.workspace.catalogue.get(binding.indicator)
        return binding.basis is Basis.NEW and indicator is not None and indicator.sum_days

    def _every_item(self, binding: Binding) -> list[str]:
        return list(dict.fromkeys(item for day in self.days for item in day.items(binding) if item)) or [""]

    def _every_measure(self, totals: Sequence[Total]) -> list[str]:
        measures = {entry.series.measure for total in totals for entry in total.entries}
        whole = replace(totals[-1], entries=tuple(entry for total in totals for entry in total.entries))
        return self._measures(whole) if len(measures) > 1 else []

    def _standing(self, figure: Figure) -> Figure:
        """The last day's figure; of what stands, with what stood on the first day."""
        absent = tuple(Absent(unit.code, f"{unit.name}{day_name(self.day)}") for unit in figure.missing)
        figure = replace(figure, missing=absent)
        if figure.binding.basis is not Basis.ASOF or figure.value is None or len(self.days) == 1:
            return figure
        before = next(
            (
                one
                for one in self.days[0].figures(figure.binding)
                if one.measure == figure.measure and one.value is not None
            ),
            None,
        )
        if before is None:
            return figure
        said = f"{figure.arithmetic}；期初（{day_name(self.days[0].day)}）为{before.text}{before.measure}"
        return replace(figure, arithmetic=said)

    def _last(self, binding: Binding) -> list[Figure]:
        """What may not be added over days: as told on the last day that told it, dated, with its range."""
        told = [(day.day, day.figures(binding)) for day in self.days]
        known = [(day, [one for one in figures if one.value is not None]) for day, figures in told]
        known = [(day, figures) for day, figures in known if figures]
        if not known:
            return [replace(figure, window=self.window(binding)) for figure in told[-1][1]]
        day, figures = known[-1]
        return [self._dated(figure, day, known) for figure in figures]

    def _dated(self, figure: Figure, at: date, known: Sequence[tuple[date, Sequence[Figure]]]) -> Figure:
        values = [
            (day, one.value, one)
            for day, figures in known
            for one in figures
            if (one.measure, one.binding.item) == (figure.measure, figure.binding.item) and one.value is not None
        ]
        note = day_name(at)
        low, high = min(values, key=lambda told: told[1]), max(values, key=lambda told: told[1])
        if low[1] != high[1]:
            note = f"{note}；{len(values)}日间最低{low[2].text}{figure.measure}，最高{high[2].text}{figure.measure}"
        return replace(figure, note=note, arithmetic=f"{figure.arithmetic}；不按日相加，取{note}")

    def _added(self, binding: Binding, totals: Sequence[Total]) -> Figure:
        """The sum over the days, from the entries that the days' totals are made of."""
        refused = next((total.refused for total in totals if total.refused), "")
        told = [entry for total in totals if not total.refused for entry in total.entries]
        kept, remarks, doubtful = _apart(told, self._name)
        interval: Interval = ZERO
        value: Number = 0
        for entry in kept:
            interval, value = interval + entry.interval, value + entry.draft.value
        known = bool(kept) and not refused
        missing = self._missing(totals)
        total = Total(
            Query(binding.indicator, binding.basis, self.days[0].day, self.day, binding.item or None, binding.scope),
            next((total.measure for total in totals if total.measure), binding.measure),
            value if known else None,
            interval if known else None,
            approx_of(entry.draft.approx for entry in kept),
            self.window(binding),
            tuple(kept),
            tuple(dict.fromkeys(entry.series.unit_code for entry in kept)),
            refused=refused,
            contained=tuple(one for total in totals for one in total.contained),
        )
        figure = self._figure(binding, total)
        questions = tuple(
            dict.fromkeys(
                question for day in self.days for entry in kept for question in day._questions.get(entry.number, ())
            )
        )
        doubts = {code for total in totals for code in total.doubtful}
        state = figure.state
        if known and (questions or doubts or doubtful):
            state = State.QUESTIONED
        return replace(
            figure,
            state=state,
            questions=(*questions, *doubtful),
            missing=missing,
            due=figure.units + len({unit.code for unit in missing} - set(total.reported)),
            arithmetic="；".join([self._said(figure, kept, refused), *remarks, *doubtful, *self._lacks(missing)]),
        )

    def _said(self, figure: Figure, kept: Sequence[Entry], refused: str) -> str:
        """5日之和：2月2日24,570＋2月3日24,670＋…＝X份."""
        if refused or not kept:
            return refused or "本期来件中没有这个数字"
        by_day: dict[date, list[Entry]] = defaultdict(list)
        for entry in kept:
            by_day[entry.draft.day].append(entry)
        terms = [f"{day_name(day)}{_sum_words(by_day[day])}" for day in sorted(by_day)]
        if len(terms) == 1:
            return f"只有{terms[0]}{figure.measure}"
        return f"{len(terms)}日之和：{'＋'.join(terms)}＝{figure.text}{figure.measure}"

    def _missing(self, totals: Sequence[Total]) -> tuple[Absent, ...]:
        lacking: dict[str, list[date]] = defaultdict(list)
        for day, total in zip(self.days, totals, strict=True):
            for code in total.missing:
                lacking[code].append(day.day)
        return tuple(Absent(code, f"{self._name(code)}{self._on(code, days)}") for code, days in lacking.items())

    def _on(self, code: str, days: Sequence[date]) -> str:
        """On which days: of a unit that sent no report on some of them, those."""
        without = [day.day for day in self.days if day.day in days and code in day.silent]
        return _days_words(without or days, len(self.days))

    def _lacks(self, missing: Collection[Absent]) -> Iterator[str]:
        if missing:
            yield "、".join(unit.name for unit in missing) + "未报，未计入"


def _sum_words(entries: Sequence[Entry]) -> str:
    interval: Interval = ZERO
    value: Number = 0
    for entry in entries:
        interval, value = interval + entry.interval, value + entry.draft.value
    return words(value, interval, approx_of(entry.draft.approx for entry in entries))


def _days_words(days: Sequence[date], all_days: int) -> str:
    """2月3日、5日; each month named once."""
    if len(days) == all_days and all_days > 1:
        return "全期"
    said, month = [], 0
    for day in days:
        said.append(f"{day.month}月{day.day}日" if day.month != month else f"{day.day}日")
        month = day.month
    return "、".join(said)


def _apart(told: Sequence[Entry], name: Callable[[str], str]) -> tuple[list[Entry], list[str], list[str]]:
    """The entries without those whose window another one of the same series holds already; remarks, and doubts.

    A window told again on another day is counted once, the last time; one that lies within another is left out;
    windows that overlap in part are both counted, and the figure is questioned.
    """
    by_series: dict[Series, list[Entry]] = defaultdict(list)
    for entry in told:
        by_series[entry.series].append(entry)
    dropped: set[int] = set()
    remarks: list[str] = []
    doubts: list[str] = []
    for series, entries in by_series.items():
        bounded = [entry for entry in entries if entry.draft.window.bounded]
        for entry in bounded:
            other = next((one for one in bounded if one is not entry and _holds(one, entry)), None)
            if other is not None:
                dropped.add(entry.number)
                remarks.append(
                    f"{name(series.unit_code)}{day_name(entry.draft.day)}所报的时段已含在"
                    f"{day_name(other.draft.day)}所报之内，只计一次"
                )
        left = sorted((e for e in bounded if e.number not in dropped), key=lambda e: e.draft.window.iso())
        for one, following in pairwise(left):
            if following.draft.day != one.draft.day and _overlap(one.draft.window, following.draft.window):
                doubts.append(
                    f"{name(series.unit_code)}{day_name(one.draft.day)}与{day_name(following.draft.day)}"
                    "所报的时段有重叠，相加可能重复"
                )
    return [entry for entry in told if entry.number not in dropped], remarks, doubts


def _overlap(one: Window, following: Window) -> bool:
    assert one.end and following.start
    return following.start < one.end


def _holds(one: Entry, other: Entry) -> bool:
    """Whether an entry of another day tells the window of the other one too; of two alike, the later one does."""
    outer, inner = one.draft.window, other.draft.window
    assert outer.start and outer.end and inner.start and inner.end
    if one.draft.day == other.draft.day or not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    return outer != inner or one.draft.day > other.draft.day
