"""Findings as a person settles them: what each is about, the ways out, and what has been done already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dibao.checks import Finding, Severity, Way, WayOut
from dibao.entries import Entry, Origin, ReportInfo
from dibao.language import say
from dibao.office.audit.models import AuditLine
from dibao.office.reports.actions.refile import is_open
from dibao.office.reports.models import Withdrawal
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of

_VERBS = ("entry.correct", "entry.carry")
_RECENT = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A finding on the page. `unit`: its name. `thing`: what is counted, "" for a whole report. `report`: where to
    look. `asked`: when the unit was asked, local."""

    finding: Finding
    unit: str
    thing: str
    says: str
    report: ReportInfo | None
    report_number: int | None
    asked: tuple[datetime, ...]
    filings: tuple[tuple[int, WayOut], ...] = ()
    """The days that the report may be of, with their places among the ways out: those that are open."""

    @property
    def word(self) -> str:
        """What it is in a word: a report that is not there or late, else the severity."""
        whole = {"missing": say("未到", "missing"), "late": say("迟到", "late")}
        return (
            whole.get(self.finding.code)
            or {
                Severity.ERROR: say("对不上", "contradiction"),
                Severity.WARNING: say("存疑", "doubtful"),
                Severity.INFO: say("知悉", "to know"),
            }[self.finding.severity]
        )

    @property
    def pill(self) -> str:
        return {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "info"}[self.finding.severity]

    @property
    def about(self) -> str:
        """Under what messages about it are counted: those that remind a unit belong to the unit's line as well."""
        return "" if self.finding.code == "missing" else self.finding.id

    @property
    def corrections(self) -> list[tuple[int, WayOut]]:
        """The corrections that the arithmetic gives, with their places among the ways out."""
        return [(place, way) for place, way in enumerate(self.finding.ways_out) if way.way is Way.CORRECT]

    @property
    def carried(self) -> list[tuple[int, WayOut]]:
        """The values that may be carried forward."""
        return [(place, way) for place, way in enumerate(self.finding.ways_out) if way.way is Way.CARRY]

    @property
    def acceptable(self) -> bool:
        return any(way.way is Way.ACCEPT for way in self.finding.ways_out)

    @property
    def entries(self) -> str:
        """The entries that it speaks of, for whoever comes too late."""
        return ",".join(str(told.entry) for told in self.finding.figures)


@dataclass(frozen=True, slots=True)
class Settled:
    """Something that a person did: `what` with the numbers, `why`, `who`, when (local)."""

    what: str
    why: str
    who: str
    at: datetime


def items(
    office: Office,
    found: Sequence[Finding],
    entries: Mapping[int, Entry],
    reports: Mapping[int, ReportInfo],
    asked: Mapping[str, Mapping[str, list[datetime]]],
) -> list[Item]:
    """The findings as they are shown, in their order."""
    made = []
    for finding in found:
        unit, indicator = _unit(office, finding.unit_code), office.workspace.catalogue.get(finding.indicator)
        number = finding.report or _report_of(finding, entries)
        about = "" if finding.code == "missing" else finding.id
        thing = (indicator.name if indicator else "") + (f"·{finding.item}" if finding.item else "")
        made.append(
            Item(
                finding,
                unit,
                thing,
                _without(finding.message, unit),
                reports.get(number or 0),
                number,
                tuple(asked.get(about, {}).get(finding.unit_code, ())),
                tuple(_filings(office, finding)),
            )
        )
    return made


def _filings(office: Office, finding: Finding) -> Iterator[tuple[int, WayOut]]:
    for place, way in enumerate(finding.ways_out):
        if way.way is Way.FILE and way.day is not None and (way.day == finding.date or is_open(office, way.day)):
            yield place, way


def _unit(office: Office, code: str) -> str:
    unit = office.workspace.units.get(code)
    return unit.name if unit else code or say("全部单位", "all units")


def _without(message: str, unit: str) -> str:
    """The sentence without the unit's name and what is counted, which stand above it."""
    _, colon, rest = message.partition(say("：", ": "))
    return rest if colon and message.startswith(unit) else message


def _report_of(finding: Finding, entries: Mapping[int, Entry]) -> int | None:
    """The report of the newest figure of the day that it speaks of."""
    found = [entries[told.entry] for told in finding.figures if told.entry in entries]
    today = [entry.report for entry in found if entry.draft.day == finding.date and entry.report]
    return today[-1] if today else None


def settled(office: Office, day: date, entries: Sequence[Entry]) -> tuple[Settled, ...]:
    """What was corrected, carried and withdrawn for the day, newest first, from the audit lines of those entries."""
    withdrawn = _withdrawn(office, day)
    changed = {
        f"entry:{entry.number}": entry
        for entry in entries
        if entry.draft.day == day and entry.draft.origin in (Origin.CORRECTED, Origin.CARRIED)
    }
    if not changed:
        return withdrawn
    lines = AuditLine.objects.filter(verb__in=_VERBS, target__in=list(changed)[-_RECENT:]).order_by("-id")
    found = [*(_settled(office, line, changed[line.target]) for line in lines), *withdrawn]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _withdrawn(office: Office, day: date) -> tuple[Settled, ...]:
    """The reports of the day that were taken back, newest first."""
    lines = Withdrawal.objects.filter(report__day=day).select_related("report").defer("report__text").order_by("-id")
    return tuple(
        Settled(
            say(f"{_unit(office, line.report.unit_code)} 撤回来件 {line.report.file}",
                f"{_unit(office, line.report.unit_code)}: {line.report.file} was withdrawn"),
            line.reason,
            name_of(line.who),
            office.local(line.at),
        )
        for line in lines[:_RECENT]
    )  # fmt: skip


def _settled(office: Office, line: AuditLine, entry: Entry) -> Settled:
    catalogue, series = office.workspace.catalogue, entry.series
    indicator = catalogue.get(series.indicator)
    name = f"{_unit(office, series.unit_code)} {indicator.name if indicator else entry.draft.phrase}"
    value = f"{entry.draft.value:,}{series.measure}"
    before = str(line.detail.get("from", ""))
    if line.verb == "entry.carry":
        what = say(f"{name} 沿用 {value}", f"{name}: {value} carried forward")
    else:
        old = f"{int(before):,}" if before.isdecimal() else before
        what = say(f"{name} {old} → {value}", f"{name}: {old} → {value}")
    return Settled(what, entry.draft.reason, name_of(line.who), office.local(line.at))
