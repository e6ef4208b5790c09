"""The day's units: who has sent what and in which form, who is late, and what was found in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from dibao.catalogue import Unit
from dibao.checks import Finding, Severity
from dibao.entries import Arrival, ReportInfo
from dibao.language import say
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's day. `reports`: those that count, newest last; none: nothing has come. `findings`: the open ones,
    heaviest first. `reminders`: when it was reminded, local."""

    unit: Unit
    reports: tuple[ReportInfo, ...]
    findings: tuple[Finding, ...]
    owes: bool
    ask: str = ""
    """The message that reminds it, while it owes a report."""
    reminders: tuple[datetime, ...] = ()

    @property
    def arrived(self) -> datetime | None:
        return self.reports[-1].arrived if self.reports else None

    @property
    def report(self) -> ReportInfo | None:
        """The newest."""
        return self.reports[-1] if self.reports else None

    @property
    def form(self) -> str:
        """In which form it came: docx, xlsx, 文字."""
        kind = PurePath(self.reports[-1].file).suffix.lower().lstrip(".") if self.reports else ""
        return say("文字", "text") if kind in ("txt", "") else kind

    @property
    def figures(self) -> int:
        return sum(report.figures for report in self.reports)

    @property
    def open_figures(self) -> int:
        return sum(report.open_figures for report in self.reports)

    @property
    def late(self) -> bool:
        return any(finding.code == "late" for finding in self.findings)

    @property
    def to_settle(self) -> tuple[Finding, ...]:
        """What has to be settled of it: neither its lateness nor that it is missing, which the line says itself."""
        return tuple(finding for finding in self.findings if finding.code not in ("late", "missing"))

    @property
    def worst(self) -> str:
        return "bad" if any(one.severity is Severity.ERROR for one in self.to_settle) else "warn"


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind."""

    name: str
    lines: tuple[Line, ...]

    @property
    def due(self) -> int:
        return sum(line.owes for line in self.lines)

    @property
    def arrived(self) -> int:
        return sum(line.owes and bool(line.reports) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Board:
    """The units of a day. `waiting`: reports that nobody could tell the unit of. `cutoff`: with its zone."""

    day: date
    groups: tuple[Group, ...]
    waiting: tuple[ReportInfo, ...]
    cutoff: datetime | None

    @property
    def expected(self) -> int:
        return sum(group.due for group in self.groups)

    @property
    def arrived(self) -> int:
        return sum(group.arrived for group in self.groups)

    @property
    def figures(self) -> int:
        return sum(line.figures for group in self.groups for line in group.lines)

    @property
    def open_figures(self) -> int:
        return sum(line.open_figures for group in self.groups for line in group.lines)

    @property
    def silent(self) -> list[Line]:
        """Units that owe a report and sent none."""
        return [line for group in self.groups for line in group.lines if line.owes and not line.reports]


def board(office: Office, day: date, reports: Iterable[ReportInfo], found: Sequence[Finding]) -> Board:
    """The day's board. `reports`: the day's, waiting ones too; `found`: the open findings."""
    settings = office.workspace.settings
    reports = list(reports)
    by_unit: defaultdict[str, list[ReportInfo]] = defaultdict(list)
    for report in reports:
        if report.state is Arrival.COUNTED:
            by_unit[report.unit_code].append(report)
    told: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        told[finding.unit_code].append(finding)
    kinds: defaultdict[str, list[Line]] = defaultdict(list)
    for unit in office.workspace.units.group("all"):
        owes = settings.expect.get(unit.code, True)
        line = Line(unit, tuple(by_unit[unit.code]), tuple(told[unit.code]), owes)
        kinds[unit.kind].append(replace(line, ask=_reminder(office, line, day)))
    groups = tuple(Group(kind_name(kind), tuple(lines)) for kind, lines in kinds.items())
    waiting = tuple(report for report in reports if report.state is Arrival.WAITING)
    cutoff = settings.cutoff(day)
    return Board(day, groups, waiting, cutoff and office.moment(cutoff))


def reminded(found: Board, at: dict[str, list[datetime]]) -> Board:
    """The board with the times at which units were reminded."""
    return replace(
        found,
        groups=tuple(
            replace(
                group,
                lines=tuple(replace(line, reminders=tuple(at.get(line.unit.code, ()))) for line in group.lines),
            )
            for group in found.groups
        ),
    )


def _reminder(office: Office, line: Line, day: date) -> str:
    """What to write to a unit that owes a report; what the check says once it is missing."""
    if line.reports or not line.owes:
        return ""
    missing = next((finding.ask for finding in line.findings if finding.code == "missing"), "")
    if missing:
        return missing
    cutoff = office.workspace.settings.cutoff(day)
    until = f"{cutoff:%H:%M}" if cutoff else ""
    zh = f"，{until} 截稿" if until else ""
    en = f" The cut-off is {until}." if until else ""
    return say(
        f"{line.unit.name}：您好！{day.month}月{day.day}日的来件还没有收到{zh}。请尽快报来；没有新增的，请报“无新增”。谢谢！",
        f"Dear colleagues of {line.unit.name}, your report for {day.day} {day:%B} has not come yet.{en} "
        "Please send it soon; if there is nothing new, say so. Thank you.",
    )


def kind_name(kind: str) -> str:
    """A kind of units as people call it."""
    return {
        "office": say("本级", "The office"),
        "media": say("媒体", "Media"),
        "district": say("区县", "Districts"),
        "department": say("部门", "Departments"),
        "platform": say("平台", "Platforms"),
    }.get(kind, say("其他单位", "Others"))


def severities(found: Iterable[Finding]) -> Counter[str]:
    """How many findings weigh how much."""
    return Counter(str(finding.severity) for finding in found)
