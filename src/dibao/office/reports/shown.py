"""A report's figures as people look at them: what each counts, the clause it stood in, and whether it agrees."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dibao.catalogue import OTHER, Workspace
from dibao.catalogue.periods import is_aside
from dibao.catalogue.quote import sentence
from dibao.checks import Finding, Severity
from dibao.documents import Document
from dibao.entries import Entry, Origin
from dibao.figures import Approx, Number
from dibao.language import say
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.layout import document_of
from dibao.office.reports.models import Layout, ReadFigure, Report
from dibao.office.shared.columns import exact
from dibao.office.shared.office import Office

_SPACE = re.compile(r"\s+")
_BEFORE = 8
"""Characters before a figure by which it is found again in its clause."""

SOUND, WRONG, QUESTIONED, OPEN, ASIDE = "sound", "wrong", "questioned", "open", "aside"
"""How a figure stands: it agrees, contradicts another, is unlikely, waits for its name, is kept and never added."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a report. `entry`: what stands for it in the ledger now, None where nothing does.

    `state` as above, `word` says it. `before`, `text`, `after`: its clause, with the number apart.
    """

    figure: ReadFigure
    entry: Entry | None
    name: str
    basis: str
    value: str
    state: str
    word: str
    before: str
    text: str
    after: str
    findings: tuple[Finding, ...] = ()

    @property
    def corrected(self) -> bool:
        return self.entry is not None and self.entry.draft.origin is Origin.CORRECTED

    @property
    def approximate(self) -> bool:
        return self.figure.approx != Approx.EXACT.value and not self.corrected


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its figures in the order of the text, and the findings that concern it."""

    report: Report
    document: Document
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.state == OPEN]


def shown(office: Office, reports: Sequence[Report], found: Sequence[Finding]) -> list[Shown]:
    """These reports for people, in three queries; `found`: the findings of their days."""
    numbers = [report.id for report in reports]
    layouts = {row.report_id: row for row in Layout.objects.filter(report__in=numbers)}
    figures: defaultdict[int, list[ReadFigure]] = defaultdict(list)
    for row in ReadFigure.objects.filter(report__in=numbers).select_related("looked").order_by("report", "position"):
        figures[row.report_id].append(row)
    entries: defaultdict[int | None, list[Entry]] = defaultdict(list)
    for entry in DjangoLedger.of(office).of_reports(numbers):
        entries[entry.report].append(entry)
    return [
        _shown(office.workspace, report, layouts.get(report.id), figures[report.id], entries[report.id], found)
        for report in reports
    ]


def _shown(
    workspace: Workspace,
    report: Report,
    layout: Layout | None,
    figures: Sequence[ReadFigure],
    entries: Sequence[Entry],
    found: Sequence[Finding],
) -> Shown:
    document = document_of(report, layout)
    at = {(entry.draft.start, entry.draft.end): entry for entry in entries}
    own = {entry.number for entry in entries}
    concerning = tuple(one for one in found if one.report == report.id or any(t.entry in own for t in one.figures))
    by_entry: defaultdict[int, list[Finding]] = defaultdict(list)
    for one in concerning:
        if one.report is None:  # one about the whole report is said above its figures
            for told in one.figures:
                by_entry[told.entry].append(one)
    lines = tuple(_line(workspace, document, row, at.get((row.start, row.end)), by_entry) for row in figures)
    return Shown(report, document, lines, concerning)


def _line(
    workspace: Workspace,
    document: Document,
    row: ReadFigure,
    entry: Entry | None,
    by_entry: Mapping[int, list[Finding]],
) -> Line:
    findings = tuple(by_entry.get(entry.number, ())) if entry else ()
    state = _state(row, entry, findings)
    before, text, after = _clause(document, row)
    basis = entry.series.basis.value if entry else row.basis or ""
    return Line(
        row, entry, name_of(workspace, row, entry), basis_name(basis), _value(row, entry), state, state_name(state),
        before, text, after, findings,
    )  # fmt: skip


def _state(row: ReadFigure, entry: Entry | None, findings: Sequence[Finding]) -> str:
    if row.indicator is None:
        return OPEN
    if any(finding.severity is Severity.ERROR for finding in findings):
        return WRONG
    if findings:
        return QUESTIONED
    if row.indicator == OTHER or entry is None or is_aside(entry.draft):
        return ASIDE
    return SOUND


def state_name(state: str) -> str:
    """A state in a word."""
    return {
        SOUND: say("一致", "agrees"),
        WRONG: say("对不上", "does not fit"),
        QUESTIONED: say("留意", "look at it"),
        OPEN: say("待归类", "to be named"),
        ASIDE: say("留存", "kept aside"),
    }[state]


def basis_name(basis: str) -> str:
    """A basis (口径) as people say it."""
    return {
        "new": say("新增", "new"),
        "cumulative": say("累计", "total"),
        "asof": say("当前", "as of now"),
        "rate": say("比率", "rate"),
        "other": say("其他", "other"),
    }.get(basis, "")


def name_of(workspace: Workspace, row: ReadFigure, entry: Entry | None = None) -> str:
    """What a figure counts: the indicator and the thing; its own words where it has no indicator."""
    code = entry.series.indicator if entry else row.indicator
    indicator = workspace.catalogue.get(code or "")
    if indicator is None:
        return row.phrase or say("没有说明的数字", "a figure without words")
    item = entry.series.item if entry else row.item
    return f"{indicator.name} · {item}" if item else indicator.name


def plain_number(value: Number) -> str:
    """Digits with thousands apart."""
    return f"{int(value):,}" if value == int(value) else f"{value:,f}".rstrip("0")


def _value(row: ReadFigure, entry: Entry | None) -> str:
    """An exact number in digits, an approximation as it was written (210余); a correction as it was corrected."""
    if entry is not None and entry.draft.origin is Origin.CORRECTED:
        return plain_number(entry.draft.value)
    return plain_number(exact(row.value)) if row.approx == Approx.EXACT.value else row.text


def _clause(document: Document, row: ReadFigure) -> tuple[str, str, str]:
    """The clause around a figure: what is before it, the number as written, what is after it."""
    words = sentence(document, row.start, row.end)
    written = _flat(document.text[row.start : row.end]) or row.text
    begun = _flat(document.text[max(0, row.start - _BEFORE) : row.start])
    for length in range(len(begun), -1, -1):
        place = words.find(begun[len(begun) - length :] + written)
        if place >= 0:
            place += length
            return words[:place], written, words[place + len(written) :]
    return "", row.text, ""


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text)
