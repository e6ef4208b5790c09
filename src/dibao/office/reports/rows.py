"""A report and its figures as rows of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dibao.entries import Arrival
from dibao.figures import Approx, Basis, Figure, How, Span
from dibao.office.reports.fingerprint import text_digest
from dibao.office.reports.intake import Taken
from dibao.office.reports.models import REPORT, ReadFigure, Report
from dibao.office.reports.versions import Place
from dibao.office.shared.columns import digits, exact, interval, minutes, storable, window
from dibao.office.shared.office import Office


def report_row(taken: Taken, where: Place, office: Office, known: Report | None) -> Report:
    """The row of a report; `known`: the one that it waited in."""
    unit = taken.whose.unit
    return Report(
        id=known.id if known else None,
        kind=REPORT,
        digest=taken.digest,
        unit_code=unit.code if unit else "",
        unit_how=taken.whose.how,
        day=taken.day,
        version=where.version,
        replaces=where.replaced,
        state=(Arrival.COUNTED if unit else Arrival.WAITING).value,
        received=office.clock(),
        arrived=_arrived(taken, office, known),
        dated=taken.dated,
        told=taken.told,
        file=storable(taken.file),
        format=taken.document.format,
        text=storable(taken.document.text),
        text_digest=text_digest(taken.document.text),
        notes=[storable(note) for note in taken.document.notes],
        masked=[storable(clause) for clause in taken.masked],
        figures=len(taken.figures),
        open_figures=sum(figure.indicator is None for figure in taken.figures),
    )


def _arrived(taken: Taken, office: Office, known: Report | None) -> datetime | None:
    """A report that waited keeps the time at which it came."""
    if known and known.arrived:
        return known.arrived
    return taken.arrived and office.moment(taken.arrived)


def figure_rows(report: Report, figures: Sequence[Figure]) -> list[ReadFigure]:
    """The rows of its figures, in text order."""
    return [
        ReadFigure(
            report=report,
            position=position,
            text=storable(figure.text),
            unit=storable(figure.unit),
            start=figure.span.start,
            end=figure.span.end,
            locator=storable(figure.span.locator),
            phrase=storable(figure.phrase),
            actor=storable(figure.actor),
            actor_how=figure.actor_how.value,
            basis=figure.basis and figure.basis.value,
            basis_how=figure.basis_how.value,
            window_start=minutes(figure.window.start),
            window_end=minutes(figure.window.end),
            window_how=figure.window_how.value,
            indicator=figure.indicator,
            item=storable(figure.item),
            part_of=figure.part_of,
            masked=figure.masked,
            reasons=[storable(reason) for reason in figure.reasons],
            value=digits(figure.value),
            low=digits(figure.interval.low),
            high=None if figure.interval.high is None else digits(figure.interval.high),
            open_high=figure.interval.open_high,
            approx=figure.approx.value,
        )
        for position, figure in enumerate(figures)
    ]


def figure_of(row: ReadFigure, file: str) -> Figure:
    """The figure that a row keeps: the inverse of `figure_rows`. `file`: its report's."""
    return Figure(
        value=exact(row.value),
        interval=interval(row.low, row.high, row.open_high),
        approx=Approx(row.approx),
        unit=row.unit,
        span=Span(file, row.start, row.end, row.locator),
        text=row.text,
        phrase=row.phrase,
        actor=row.actor,
        actor_how=How(row.actor_how),
        basis=Basis(row.basis) if row.basis else None,
        basis_how=How(row.basis_how),
        window=window(row.window_start, row.window_end),
        window_how=How(row.window_how),
        indicator=row.indicator,
        item=row.item,
        part_of=row.part_of,
        masked=row.masked,
        reasons=tuple(row.reasons),
    )
