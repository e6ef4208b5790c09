"""What a brief asks of the ledger: five questions a brief, however many figures it has; then totals in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from dibao.catalogue import Query, Total, Workspace, roll_up
from dibao.composing.amounts import words
from dibao.composing.binding import EVERY, Binding, Titles
from dibao.composing.brief import Absent, Figure, Source, State
from dibao.composing.findings import ERROR, Finding
from dibao.composing.styles import Style, styled
from dibao.composing.titles import told
from dibao.composing.wording import BASES, MISSING, NOT_ADDED, arithmetic
from dibao.entries import Arrival, Entry, Ledger, Origin, ReportInfo, Seal
from dibao.figures import Approx, Basis, Interval, Number, Window

HISTORY = 28
"""How many days before the day say what the workspace has; cumulative and standing figures are known for ever."""

NO_ONE = "无"


def _in_style(value: Number, interval: Interval, approx: Approx, style: str) -> str:
    return styled(value, interval, Style.parse(style), approx)[0] if style else words(value, interval, approx)


@dataclass(frozen=True)
class Facts:
    """A day as a brief needs it, asked once."""

    workspace: Workspace
    day: date
    entries: tuple[Entry, ...]
    """The day's current entries."""
    known: tuple[Entry, ...]
    """Entries of the days before, and the last standing ones of all time."""
    reports: tuple[ReportInfo, ...]
    """The day's."""
    seal: Seal | None
    findings: tuple[Finding, ...] = ()
    at: datetime | None = None
    """When it was asked, local; None: unknown."""
    earlier: tuple[ReportInfo, ...] = ()
    """Reports of the days before, as far as they were asked for."""
    dispatch: str = ""
    """What the office was told to do on the day and how far it is, as the brief says it."""
    _figures: dict[Binding, tuple[Figure, ...]] = field(default_factory=dict)
    _days: dict[int, Facts] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        workspace: Workspace,
        day: date,
        findings: Iterable[Finding] = (),
        at: datetime | None = None,
        *,
        back: int = 0,
        dispatch: str = "",
    ) -> Facts:
        """Ask the ledger: entries of four weeks, what stood before, reports (of `back` days before too), the seal.

        `dispatch` is told by whoever keeps such a log.
        """
        entries = tuple(ledger.entries(day - timedelta(days=HISTORY), day))
        reports = ledger.reports(day - timedelta(days=back), day)
        return cls(
            workspace,
            day,
            tuple(entry for entry in entries if entry.draft.day == day),
            (*ledger.latest(day).values(), *(entry for entry in entries if entry.draft.day < day)),
            tuple(report for report in reports if report.day == day),
            ledger.seal(day),
            tuple(findings),
            at,
            tuple(report for report in reports if report.day < day),
            dispatch,
        )

    @property
    def daily(self) -> bool:
        """Whether they are of one day, so that the days before it continue them."""
        return True

    @cached_property
    def due(self) -> tuple[str, ...]:
        """The units that owe a report."""
        units, expect = self.workspace.units, self.workspace.settings.expect
        return tuple(unit.code for unit in units.values() if expect.get(unit.code, unit.kind != "office"))

    @cached_property
    def arrived(self) -> frozenset[str]:
        """The units with a counted report of the day."""
        return frozenset(report.unit_code for report in self.reports if report.state is Arrival.COUNTED)

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The units that owe a report and sent none."""
        return tuple(code for code in self.due if code not in self.arrived)

    @cached_property
    def moment(self) -> datetime | None:
        """Until when reports of the day were counted: now, on the day itself; later, when the last of them came."""
        if self.at is not None and self.at.date() == self.day:
            return self.at
        known = [report.arrived for report in self.reports if report.arrived and report.state is Arrival.COUNTED]
        return max(known, default=None)

    def area_window(self, area: str) -> Window:
        """The bounded window of an area of the catalogue."""
        return self.workspace.settings.window(area, self.day)

    def of_period(self) -> Mapping[str, str]:
        """The fields that only a digest of several days has much to say about."""
        return {
            "period": f"{self.day.month}月{self.day.day}日",
            "days": "1",
            "absent": "、".join(self._name(code) for code in self.silent) or NO_ONE,
        }

    @cached_property
    def _today(self) -> dict[tuple[str, Basis], list[Entry]]:
        found: dict[tuple[str, Basis], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.series.indicator, entry.series.basis].append(entry)
        return found

    @cached_property
    def _known(self) -> dict[tuple[str, Basis], list[Entry]]:
        found: dict[tuple[str, Basis], list[Entry]] = defaultdict(list)
        for entry in self.known:
            found[entry.series.indicator, entry.series.basis].append(entry)
        return found

    @cached_property
    def _report(self) -> dict[int, ReportInfo]:
        return {report.number: report for report in self.reports}

    @cached_property
    def _questions(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for finding in self.findings:
            if finding.severity == ERROR and finding.accepted is None:
                for told in finding.figures:
                    found[told.entry].append(finding.message)
        return found

    @cached_property
    def _accepted(self) -> dict[int, list[str]]:
        """What a person let stand, by entry: told beside the figure, which is not questioned for it."""
        found: dict[int, list[str]] = defaultdict(list)
        for finding in self.findings:
            if finding.accepted is not None:
                said = f"{finding.message.rstrip('。')}（{finding.accepted.who}认可：{finding.accepted.reason}）"
                for told in finding.figures:
                    found[told.entry].append(said)
        return found

    def had(self, binding: Binding) -> bool:
        """Whether the workspace has, or ever had, a figure for the binding."""
        group = {unit.code for unit in self.workspace.units.group(binding.scope)}
        anyone = binding.scope == "all" or binding.scope.startswith("tier:")
        wanted = None if binding.item == EVERY else binding.item
        return any(
            (anyone or entry.series.unit_code in group)
            and (not wanted or wanted in entry.series.item.split("·"))
            and (not binding.measure or binding.measure == entry.series.measure)
            for entries in (self._today, self._known)
            for entry in entries.get((binding.indicator, binding.basis), ())
        )

    def window(self, binding: Binding) -> Window:
        """The window that the binding's rule gives this day."""
        settings = self.workspace.settings
        window = settings.window(binding.area, self.day)
        if binding.basis is Basis.CUMULATIVE:
            return Window(settings.opening_day, window.end)
        return Window(None, window.end) if binding.basis is Basis.ASOF else window

    def figures(self, binding: Binding) -> tuple[Figure, ...]:
        """The figures of a binding, without ids: one, or one for each item and measure word that occurs."""
        if binding not in self._figures:
            if binding.day:
                then = self.on(binding.day).figures(replace(binding, day=0))
                self._figures[binding] = tuple(
                    replace(one, binding=replace(one.binding, day=binding.day)) for one in then
                )
            else:
                self._figures[binding] = tuple(self._compute(binding))
        return self._figures[binding]

    def on(self, shift: int) -> Facts:
        """The facts of another day, from what was asked already: `shift` days from this one, at most four weeks before.

        Who was silent then is known only for the days whose reports were asked for (`back`).
        """
        if shift == 0:
            return self
        if shift not in self._days:
            day = self.day + timedelta(days=shift)
            current = {entry.number: entry for entry in self.known if entry.draft.day == day}
            self._days[shift] = replace(
                self,
                day=day,
                entries=tuple(current[number] for number in sorted(current)),
                known=tuple(entry for entry in self.known if entry.draft.day < day),
                reports=tuple(report for report in self.earlier if report.day == day),
                seal=None,
                findings=(),
                dispatch="",
                at=None,
                earlier=tuple(report for report in self.earlier if report.day < day),
                _figures={},
                _days={},
            )
        return self._days[shift]

    def counted(self, binding: Binding, shifts: Iterable[int]) -> bool:
        """Whether Dibao counted this itself on any of these days."""
        key = (binding.indicator, binding.basis)
        return any(
            entry.draft.origin is Origin.COUNTED for shift in shifts for entry in self.on(shift)._today.get(key, ())
        )

    def _compute(self, binding: Binding) -> list[Figure]:
        if binding.as_reported:
            return self._as_reported(binding)
        items = self.items(binding) if binding.item == EVERY else [binding.item]
        found: list[Figure] = []
        for item in items:
            one = replace(binding, item=item)
            whole = self.total(one)
            measures = self._measures(whole) if not binding.measure else []
            totals = [self.total(replace(one, measure=measure)) for measure in measures] or [whole]
            found.extend(self._figure(one, total) for total in totals)
        return found

    def _known_scope(self, scope: str) -> bool:
        return scope == "all" or scope.startswith("tier:") or bool(self.workspace.units.group(scope))

    def titles(self, bound: Titles, near: str = "") -> list[str]:
        """The titles of a list, from the day's reports of its scope; `near`: the noun behind the list."""
        among = {unit.code for unit in self.workspace.units.group(bound.scope)}
        return told(bound, self.entries, self.reports, self.earlier, among, near)

    def total(self, binding: Binding) -> Total:
        """The sum, by the catalogue's rules; nothing for a scope of which the workspace has no unit (any more)."""
        key = (binding.indicator, binding.basis)
        query = Query(
            binding.indicator,
            binding.basis,
            self.day,
            self.day,
            binding.item or None,
            binding.scope,
            binding.measure or None,
        )
        if not self._known_scope(binding.scope):
            return Total(query)
        regulars: Collection[str] = {
            entry.series.unit_code
            for entry in self._known.get(key, ())
            if not binding.item or binding.item in entry.series.item.split("·")
        }
        counted = binding.origin == "counted"
        return roll_up(
            [
                entry
                for entry in self._today.get(key, ())
                if not binding.origin or (entry.draft.origin is Origin.COUNTED) == counted
            ],
            query,
            self.workspace,
            regulars={binding.indicator: regulars},
            silent=self.silent,
        )

    def _as_reported(self, binding: Binding) -> list[Figure]:
        """What units report outside the catalogue, one figure a unit and sentence: never added up."""
        group = {unit.code for unit in self.workspace.units.group(binding.scope)}
        found = []
        for entry in self._today.get((binding.indicator, binding.basis), ()):
            code, draft = entry.series.unit_code, entry.draft
            alike = "".join(draft.phrase.split()) == binding.phrase
            if alike and (not group or code in group) and binding.measure in ("", entry.series.measure):
                query = Query(binding.indicator, binding.basis, self.day, self.day, None, code, None)
                total = Total(query, entry.series.measure, draft.value, entry.interval, draft.approx, draft.window)
                found.append(self._figure(binding, replace(total, entries=(entry,), reported=(code,))))
        return found or [self._figure(binding, self.total(binding))]

    def items(self, binding: Binding) -> list[str]:
        """Items of today and, so that what fails to come is seen, of the days before; those without one as ""."""
        key = (binding.indicator, binding.basis)
        today = [entry.series.item for entry in self._today.get(key, ()) if entry.part_of is None]
        before = [entry.series.item for entry in self._known.get(key, ()) if entry.part_of is None]
        named = [item for item in dict.fromkeys((*today, *before)) if item]
        return named or [""]

    def _measures(self, total: Total) -> list[str]:
        measures = {entry.series.measure for entry in total.entries}
        indicator = self.workspace.catalogue.get(total.query.indicator)
        usual = {word: place for place, word in enumerate(indicator.units if indicator else ())}
        return sorted(measures, key=lambda word: (usual.get(word, len(usual)), word)) if len(measures) > 1 else []

    def _figure(self, binding: Binding, total: Total) -> Figure:
        sources = tuple(self._source(entry) for entry in total.entries) if total.value is not None else ()
        missing = tuple(Absent(code, self._name(code)) for code in total.missing)
        text = MISSING if not total.refused else NOT_ADDED
        if total.value is not None and total.interval is not None:
            text = _in_style(total.value, total.interval, total.approx, binding.style)
        questions = tuple(
            dict.fromkeys(message for entry in total.entries for message in self._questions.get(entry.number, ()))
        )
        known = total.value is not None
        said = arithmetic(sources, text, total.measure, missing) if not total.refused else total.refused
        remarks = [said, *self._left_out(total)]
        remarks += dict.fromkeys(text for entry in total.entries for text in self._accepted.get(entry.number, ()))
        if total.doubtful:
            doubts = "、".join(self._name(code) for code in total.doubtful)
            remarks.append(f"{doubts}的来件对这个数有两种说法，暂取后一处")
        indicator = self.workspace.catalogue.get(binding.indicator)
        label = "" if binding.basis is Basis.NEW else BASES[binding.basis]
        figure = Figure(
            id="",
            binding=binding,
            name=f"{binding.phrase or binding.item or (indicator.zh if indicator else binding.indicator)}{label}",
            text=text,
            value=total.value,
            low=total.interval.low if total.interval else None,
            high=total.interval.high if total.interval else None,
            measure=total.measure if known else "",
            window=total.window if known else self.window(binding),
            state=State.MISSING if not known else State.QUESTIONED if questions or total.doubtful else State.SOUND,
            arithmetic="；".join(remarks),
            sources=sources,
            missing=missing,
            units=len(total.reported),
            due=len(total.reported) + len(missing),
            questions=questions,
        )
        if partial := self.only_new(figure):
            names = "、".join(unit.name for unit in partial)
            figure = replace(figure, partial=partial, arithmetic=f"{figure.arithmetic}；{names}只报新增、没有报累计")
        return figure

    def only_new(self, figure: Figure) -> tuple[Absent, ...]:
        """Units that tell a cumulative figure's new part today but not the cumulative one: it does not cover them."""
        if figure.binding.basis is not Basis.CUMULATIVE or figure.value is None:
            return ()
        told = {source.unit_code for source in figure.sources}
        beside = self.total(replace(figure.binding, basis=Basis.NEW, measure=figure.measure))
        return tuple(Absent(code, self._name(code)) for code in beside.reported if code not in told)

    def _left_out(self, total: Total) -> Iterator[str]:
        """What was told and not added, because it would be counted twice."""
        for one in total.contained:
            source = self._source(one.entry)
            what = f"{source.unit_name}{words(source.value, source.interval, source.approx)}{total.measure}"
            where = f"已含在{self._name(one.within)}的数内" if one.within else "是总数，与各单位所报重复"
            yield f"{what}{where}，未再相加"

    def _name(self, code: str) -> str:
        unit = self.workspace.units.get(code)
        return unit.name if unit else code

    def _source(self, entry: Entry) -> Source:
        draft = entry.draft
        report = self._report.get(entry.report) if entry.report is not None else None
        return Source(
            entry=entry.number,
            digest=entry.digest,
            unit_code=entry.series.unit_code,
            unit_name=self._name(entry.series.unit_code),
            text=draft.text[: max(draft.end - draft.start, 0)] or draft.text,
            value=draft.value,
            low=draft.interval.low,
            high=draft.interval.high,
            measure=entry.series.measure,
            open_high=draft.interval.open_high,
            approx=draft.approx,
            report=entry.report,
            file=entry.file,
            version=entry.version,
            day=draft.day,
            arrived=report.arrived if report else None,
            until=draft.window.end,
            origin=str(draft.origin),
            sentence=draft.sentence,
            start=draft.start,
            end=draft.end,
            locator=draft.locator,
            reason=draft.reason,
        )
