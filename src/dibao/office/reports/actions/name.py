"""Naming a figure (归类): a person says what it counts; it gets its entry, and the words are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dibao.catalogue import OTHER, Receipt, Wording, Workspace, plain, post, wordings
from dibao.composing import save
from dibao.entries import Arrival, Draft, Entry, Origin
from dibao.errors import DibaoError
from dibao.figures import Basis, How
from dibao.language import say
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.record import Batch, record_all
from dibao.office.reports.layout import document_of
from dibao.office.reports.models import Layout, ReadFigure, Report
from dibao.office.reports.rows import figure_of
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office

_FORMULA = "=+-@\t\r"


@dataclass(frozen=True)
class NameFigure(Action[None, int]):
    """Say what figure `position` of a report counts; gives how many figures are named by it.

    Others of the same report that are open and told in the same words with the same measure word are named alike.
    A figure that had another name is corrected: its entry gives way to a new one, with the reason. `basis` None: by
    the words, else by the indicator's nature. `remember`: the words are added to wordings.csv.
    """

    verb: ClassVar[str] = "figure.name"
    report: int
    position: int
    indicator: str
    basis: Basis | None = None
    remember: bool = True
    unit: str = ""
    """The report's unit: whom it concerns."""

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> None:
        if self.indicator != OTHER and self.indicator not in office.workspace.catalogue:
            raise DibaoError(
                say(
                    f"指标目录里没有“{self.indicator}”，请从列表里选一个。",
                    f"The catalogue has no indicator {self.indicator!r}; choose one of the list.",
                ),
                code="no_indicator",
            )

    def write(self, office: Office, prepared: None) -> Done[int]:
        report = Report.objects.filter(id=self.report, unit_code=self.unit, state=Arrival.COUNTED.value).first()
        rows = list(ReadFigure.objects.filter(report=self.report).order_by("position")) if report else []
        if report is None or not 0 <= self.position < len(rows):
            raise DibaoError(
                say("这份来件已有新版，请看新版。", "This report has a newer version; look at that one."), code="stale"
            )
        named = self._alike(rows)
        for row in named:
            self._name(office.workspace, row)
        entries = DjangoLedger.of(office).of_reports([report.id])
        number = _recorded(office, report, rows, named, entries)
        ReadFigure.objects.bulk_update(named, ["indicator", "item", "basis", "basis_how", "reasons"])
        report.open_figures = sum(row.indicator is None for row in rows)
        report.save(update_fields=["open_figures"])
        told = self._remembered(office, rows[self.position]) if self.remember else 0
        detail = {
            "figures": [row.position for row in named],
            "indicator": self.indicator,
            "entries": number,
            "wordings": told,
        }
        return Done(len(named), f"report:{report.id}", detail)

    def _alike(self, rows: Sequence[ReadFigure]) -> list[ReadFigure]:
        one = rows[self.position]
        if one.indicator is not None or not one.phrase:
            return [one]
        return [row for row in rows if row.indicator is None and (row.phrase, row.unit) == (one.phrase, one.unit)]

    def _name(self, workspace: Workspace, row: ReadFigure) -> None:
        row.indicator, row.item = self.indicator, ""
        indicator = workspace.catalogue.get(self.indicator)
        if self.basis is not None:
            row.basis, row.basis_how = self.basis.value, How.STATED.value
        elif indicator is not None and row.basis_how == How.DEFAULT.value:
            row.basis = indicator.default_basis(bool(row.window_start and row.window_end)).value
        row.reasons = [*row.reasons, say("由人归类", "named by a person")]

    def _remembered(self, office: Office, row: ReadFigure) -> int:
        """One line more in wordings.csv, unless the last one for these words says so already."""
        phrase = row.phrase.lstrip(_FORMULA)
        if not phrase:
            return 0
        path = office.root / wordings.FILE
        known = [
            one
            for one in wordings.load_wordings(path)
            if not one.learned and (one.phrase, one.unit) == (phrase, row.unit)
        ]
        if known and known[-1].indicator == self.indicator:
            return 0
        line = Wording(phrase, self.indicator, self.basis.value if self.basis else "", row.unit)
        save(path, plain.extended(path, wordings.COLUMNS, [wordings.row(line)]))
        return 1


def _recorded(
    office: Office, report: Report, rows: Sequence[ReadFigure], named: Sequence[ReadFigure], entries: Sequence[Entry]
) -> list[int]:
    """The entries of the figures that were named, in the place of those that they had."""
    document = document_of(report, Layout.objects.filter(report=report).first())
    figures = [figure_of(row, report.file) for row in rows]
    drafts = post(document, figures, Receipt(report.unit_code, report.day), office.workspace)
    place = {(draft.start, draft.end): at for at, draft in enumerate(drafts)}
    standing = {(entry.draft.start, entry.draft.end): entry for entry in entries}
    new: list[Draft] = []
    supersedes: dict[int, int] = {}
    part_of: dict[int, int] = {}
    for row in named:
        draft = drafts[place[row.start, row.end]]
        old = standing.get((row.start, row.end))
        if draft.part_of is not None:
            whole = drafts[draft.part_of]
            if found := standing.get((whole.start, whole.end)):
                part_of[len(new)] = found.number
        if old is not None:
            supersedes[len(new)] = old.number
            reason = say(
                f"归类由 {old.series.indicator} 改为 {draft.series.indicator}",
                f"named {draft.series.indicator} instead of {old.series.indicator}",
            )
            value = replace(draft, value=old.draft.value, interval=old.interval, approx=old.draft.approx)
            draft = replace(value, origin=Origin.CORRECTED, reason=storable(reason))
        new.append(replace(draft, part_of=None))
    return record_all([Batch(new, report, supersedes, part_of)], at=office.clock())[0]
