"""A document as figures (数字): prose, lists and tables, in text order."""

from __future__ import annotations

from datetime import date

from dibao.documents.blocks import Document, Table
from dibao.documents.blocks import Prose as ProseBlock
from dibao.figures import Basis, Figure, How, Span
from dibao.reading.dates import report_date
from dibao.reading.layout import passages
from dibao.reading.prose import Prose, Read
from dibao.reading.times import Calendar


def read(document: Document, *, date: date | None = None) -> list[Figure]:
    """The figures of a document in text order, their indicators open.

    `date`: the reporting day, from which years and months that are not written are taken; a date that the report
    itself bears goes before it.
    """
    prose = Prose(Calendar(report_date(document, date) or date))
    for block in document.blocks:
        if isinstance(block, ProseBlock):
            for passage in passages(document.text, block):
                prose.read(passage)
    _daily(prose.reads)
    return [_figure(document, one) for one in prose.reads]


def _daily(reads: list[Read]) -> None:
    """In a report whose other items count one day, an item without a window counts that day too."""
    if not any(one.force and one.force.eventful and one.force.short and one.level for one in reads):
        return
    for one in reads:
        if one.level and (one.force is None or not one.force.window):
            if (one.basis is None and one.acted) or "total" in one.reasons:
                one.basis, one.basis_how = Basis.NEW, How.DEFAULT
                one.reasons.append("the report's other items count one day")


def _figure(document: Document, one: Read) -> Figure:
    count, passage = one.count, one.passage
    start, end = passage.raw(count.start), passage.raw_end(count.end)
    return Figure(
        value=count.amount.value,
        interval=count.allowed,
        approx=count.approx,
        unit=count.unit.replace("（", "(").replace("）", ")"),
        span=Span(document.name, start, end, passage.locator or document.locator(start)),
        text=document.text[start:end],
        phrase=one.phrase,
        actor=one.actor,
        actor_how=one.actor_how if one.actor else How.DEFAULT,
        basis=one.basis,
        basis_how=one.basis_how,
        window=one.window,
        window_how=one.window_how,
        part_of=one.part_of,
        reasons=tuple(one.reasons),
    )
