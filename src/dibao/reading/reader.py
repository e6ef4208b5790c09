"""A document as figures (数字): prose, lists and tables, in text order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from dibao.documents.blocks import Document, Table
from dibao.figures import Approx, Basis, Figure, How, Span, Window
from dibao.reading.basis import DAILY, DATELESS, RUNNING, TOTAL, Read
from dibao.reading.dates import borne
from dibao.reading.expressions import Sort
from dibao.reading.layout import count_before, laid
from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count
from dibao.reading.prose import Prose
from dibao.reading.tables import Tables
from dibao.reading.times import Calendar

REPEATS: Final = "the title repeats a figure of the text"
"""The reason of a title's figure that a figure below says again."""
_TELLING: Final = 20
"""From here on two numbers are hardly the same by chance."""
_PERSONS: Final = frozenset(("人", "名", "位"))
_DEFAULT: Final = How.DEFAULT
_BREAK: Final = Lazy("\n")


def read(document: Document, *, date: date | None = None, names: frozenset[str] = frozenset()) -> list[Figure]:
    """The figures of a document in text order, their indicators open.

    `names`: what those who report are called, by which tables are told whose figures they hold (`Units.names`).
    `date`: the reporting day, from which years and months that are not written are taken; a date that the report
    itself bears goes before it.
    """
    blocks = laid(document)
    dated = borne(document, blocks, date)
    prose = Prose(Calendar(dated or date), dated=dated is not None)
    tables = Tables(document, prose, names)
    for part in blocks:
        if isinstance(part, Table):
            tables.read(part)
            continue
        for passage in part:
            prose.read(passage)
        if part:
            tables.after(part[-1])
    _closed(prose)
    _titles(prose.reads)
    _daily(prose.reads, dated is not None)
    _periodic(prose.reads)
    maker = _Maker(document)
    return [maker.figure(one) for one in prose.reads]


def _closed(prose: Prose) -> None:
    """The note that ends a report says up to when all its figures count: those that no other words give an end."""
    if prose.closing is None or prose.closing[0] != len(prose.reads):
        return
    window = prose.closing[1]
    for one in prose.reads:
        since = one.force is not None and one.force.sort is Sort.SINCE
        if one.window.end is None and (since or not one.window):
            one.window, one.window_how = Window(one.window.start, window.end), How.INHERITED


def _titles(reads: list[Read]) -> None:
    """A title repeats a figure of the text and is on its basis."""
    for one in reads:
        if not one.title:
            return
        for other in reads:
            if not other.title and _repeats(one.count, other.count):
                if one.basis is None and other.basis is not None:
                    one.basis, one.basis_how = other.basis, How.INHERITED
                one.reasons.append(REPEATS)
                if not one.window:
                    one.window, one.window_how = other.window, How.INHERITED if other.window else How.DEFAULT
                    one.reasons += [
                        reason for reason in other.reasons if reason == RUNNING and RUNNING not in one.reasons
                    ]
                break


def _repeats(title: Count, other: Count) -> bool:
    """Whether a title's number is that of the text, perhaps rounded (超3万人次 for 3.2万人次)."""
    alike = title.unit == other.unit or {title.unit, other.unit} <= _PERSONS
    if title.amount.value == other.amount.value:
        return alike or title.amount.value >= _TELLING  # 三家 is not 三次; 1655件 may be 1655个
    apart = abs(Decimal(title.amount.value) - other.amount.value)
    near = apart * 2 <= title.amount.place
    return near and alike and title.approx is not Approx.EXACT and title.allowed.meets(other.allowed)


def _daily(reads: list[Read], dated: bool) -> None:
    """In a report whose other items count one day, an item without a window counts that day too.

    What was done or totalled is new; in a dated report, which also names what stands, the indicator decides.
    """
    if not any((one.level or dated) and one.force and one.force.eventful and one.force.short for one in reads):
        return
    for one in reads:
        if (one.level or dated) and (one.force is None or not one.force.window):
            silent = one.basis is None and (one.acted or dated or TOTAL in one.reasons)
            if silent or (one.basis is Basis.CUMULATIVE and TOTAL in one.reasons):
                one.basis, one.basis_how = None if dated else Basis.NEW, How.DEFAULT
                one.reasons.append(DAILY)


def _periodic(reads: list[Read]) -> None:
    """In a report in sections of one week, month or campaign, and of no other time, all sections are of that period."""
    forces = [one.force for one in reads if one.force is not None and one.force.window]
    if not forces or not (forces[0].eventful and forces[0].season) or forces[0].short:
        return
    period = forces[0].window
    if any(force.window is not period and force.window != period for force in forces):
        return
    counted = {one.count.unit for one in reads if one.window}
    for one in reads:
        if one.level and not one.window and one.force is None and one.count.unit in counted:
            one.window, one.window_how = period, How.INHERITED
            one.reasons.append("the report's other sections are of this period")
            if one.basis is Basis.CUMULATIVE and TOTAL in one.reasons:
                one.set(Basis.NEW, How.INHERITED, "a total inside a bounded window")


def new_by_default(figure: Figure) -> bool:
    """Whether a flow whose basis no word says is new here: inside a bounded period, or in a daily report.

    A window that runs since a start, or up to an end, makes it cumulative even where both its sides are known.
    """
    told = DAILY in figure.reasons or DATELESS in figure.reasons
    return told or (figure.window.bounded and RUNNING not in figure.reasons)


class _Maker:
    """Turns what was read into figures of one document."""

    def __init__(self, document: Document) -> None:
        self.name, self.text = document.name, document.text
        self.breaks = [match.start() for match in _BREAK.finditer(document.text)]

    def figure(self, one: Read) -> Figure:
        """The figure, with its place in the document."""
        count, passage = one.count, one.passage
        start, end = passage.raw_span(count.start, count.end)
        unit = count.unit
        return Figure(
            count.amount.value,
            count.allowed,
            count.approx,
            unit.replace("（", "(").replace("）", ")") if "（" in unit else unit,
            Span(self.name, start, end, passage.locator or f"第{count_before(self.breaks, start + 1) + 1}行"),
            self.text[start:end],
            one.phrase,
            one.actor,
            one.actor_how if one.actor else _DEFAULT,
            one.basis,
            one.basis_how,
            one.window,
            one.window_how,
            None,
            "",
            one.part_of,
            False,
            tuple(one.reasons),
        )
