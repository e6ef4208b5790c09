"""Learning: yesterday's brief becomes the template of today's.

Each figure is named, confirmed by the ledger where it holds the brief's day, and bound with the style that the office
writes it in; dates, windows, the issue number and lists of titles are bound too. What cannot be bound is left to a
person: yesterday's number never passes for today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from dibao import reading
from dibao.catalogue import Candidate, Catalogue, Wording, Workspace, link
from dibao.catalogue.brief_series import DAILY
from dibao.catalogue.learned import guesses, learned
from dibao.composing import styles
from dibao.composing.binding import Binding, Bound, Field, Titles
from dibao.composing.edition import begins_with
from dibao.composing.facts import Facts
from dibao.composing.learning import form, lists_of_titles
from dibao.composing.learning.days import Days, Line
from dibao.composing.learning.lesson import Learned, Lesson
from dibao.composing.learning.lines import Row, rows
from dibao.composing.learning.naming import Name, Naming, Told
from dibao.composing.learning.word import Paper, opened
from dibao.composing.titles import style_of_titles
from dibao.documents import Document
from dibao.entries import Ledger
from dibao.errors import DibaoError
from dibao.figures import Figure
from dibao.language import say

_STOPS = "，。；：\n"
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”")
_DIGITS = re.compile(r"\d+(?:[,.:：]\d+)*[万亿]?[余多+%％]?")
_ORDINAL = re.compile(r"^[（(]?\d{1,2}[.．、）)](?!\d)")
_DUE, _COUNTED = re.compile("应报|应报送"), re.compile("已报|报送|上报|收到")
_CLOSE = 24
"""So near behind a list of titles a figure counts them."""
_UNITS = ("家", "个")


def learn(
    data: bytes,
    name: str,
    workspace: Workspace,
    ledger: Ledger | None = None,
    day: date | None = None,
    *,
    near: date | None = None,
    numbered: Callable[[date], int] | None = None,
) -> Lesson:
    """What a brief in any readable format teaches. DibaoError where it cannot be read or its day is not known.

    `day`: the brief's reporting day; a date that it bears goes before it. `near`: a day from which the year is taken
    that it does not write. `ledger`: asked for that day's totals. `numbered`: the number that the workspace gives the
    brief of a day; None counts on from the day the work began.
    """
    document, paper = opened(data, name)
    dated = reading.report_date(document, day or near)
    notes = list(document.notes)
    if dated and day and dated != day:
        notes.append(say(f"简报写的是 {dated}，按它学，不按 {day}。", f"The brief is dated {dated}, not {day}."))
    if dated is None and day is None:
        raise DibaoError(
            say(
                f"{name} 没有写日期，请用 --date 指明是哪天的简报。",
                f"{name} bears no date; say with --date which day's.",
            ),
            code="no_date",
        )
    own = dated or day or date.min
    settings = workspace.settings
    number = numbered(own) if numbered else begins_with(settings, settings.series[DAILY], own)
    lesson = _Pupil(document, workspace, ledger, own, number)
    return lesson.lesson(paper, notes)


@dataclass
class _Pupil:
    document: Document
    workspace: Workspace
    ledger: Ledger | None
    day: date
    number: int
    """The workspace's own for the brief of that day."""

    @cached_property
    def facts(self) -> Facts | None:
        """The ledger's of the brief's day; None where it holds nothing of it."""
        facts = Facts.of(self.ledger, self.workspace, self.day) if self.ledger is not None else None
        return facts if facts is not None and facts.entries else None

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.document)

    def lesson(self, paper: Paper | None, notes: list[str]) -> Lesson:
        """Everything of the brief; `paper`: the Word file it stands in."""
        kept = list(paper.kept()) if paper is not None else []
        figures = [
            one
            for one in self._figures()
            if not any(start < one.span.end and one.span.start < end for start, end, *_ in kept)
        ]
        naming, names = self._named(figures)
        places = [
            Learned(key, start, end, self.document.text[start:end], bound, Told.KEPT) for start, end, key, bound in kept
        ]
        drawn = [] if not kept or paper is None else [Learned("", *span, "", None, Told.KEPT) for span in paper.drawn()]
        places += drawn
        places += _apart(places, self._titles(figures, names))
        places += _apart(places, self._days(figures, names))
        places += _apart(places, self._missing())
        places += _apart(places, self._places(figures, names))
        places += _apart(places, self._left(places))
        places = sorted((one for one in places if one not in drawn), key=lambda one: one.start)
        places = list(_numbered(places, {key for *_, key, _ in kept}))
        if paper is not None:
            template, places = paper.template(places)
        else:
            both = Catalogue([*naming.catalogue.values(), *naming.locals.values()])
            template = form.template(self.rows, places, both)
        wordings = self._wordings(figures, names)
        return Lesson(self.day, template, tuple(places), wordings, tuple(naming.locals.values()), tuple(notes))

    def _figures(self) -> list[Figure]:
        known = self.workspace
        found = reading.read(self.document, date=self.day, names=known.units.names)
        return link(self.document, found, known.catalogue, wordings=known.wordings, units=known.units)

    def _named(self, figures: Sequence[Figure]) -> tuple[Naming, list[Name]]:
        known = self.workspace
        unnamed = [replace(figure, indicator=None, item="") for figure in figures]

        @cache
        def all_guesses() -> list[list[Candidate]]:
            return guesses(self.document, unnamed, known.catalogue, wordings=known.wordings, units=known.units)

        naming = Naming(known.catalogue, known.units, self.facts, lambda index: all_guesses()[index])
        clauses = [self._clause(one.span.start, one.span.end) for one in figures]
        held = [self._row(one.span.start) for one in figures]
        lines = [None if row is None or row.table is None else (row.table, row.cell[0]) for row in held]
        return naming, naming.names(figures, clauses, lines)

    def _row(self, raw: int) -> Row | None:
        return next((row for row in reversed(self.rows) if row.start <= raw < row.end), None)

    def _clause(self, start: int, end: int) -> str:
        """The words around a place, up to the next stops."""
        row = self._row(start)
        if row is None:
            return ""
        first, last = row.inside(start), row.inside(end)
        begin = max(row.text.rfind(sign, 0, first) for sign in _STOPS) + 1
        stop = min((at for sign in _STOPS if (at := row.text.find(sign, last)) >= 0), default=len(row.text))
        return row.text[begin:stop]

    def _learned(self, row: Row, start: int, end: int, bound: Bound | None, told: Told, **more: object) -> Learned:
        first, last = row.raw(start, end)
        return Learned(
            "",
            first,
            last,
            row.text[start:end],
            bound,
            told,
            self._clause(first, last),
            self.document.locator(first),
            **more,  # type: ignore[arg-type]
        )

    def _places(self, figures: Sequence[Figure], names: Sequence[Name]) -> Iterator[Learned]:
        for figure, name in zip(figures, names, strict=True):
            row = self._row(figure.span.start)
            if row is None:
                continue
            written = styles.written(row.text, row.inside(figure.span.start), row.inside(figure.span.end - 1) + 1)
            told, bound = (
                name.told,
                self._counted(figure) or (name.binding and replace(name.binding, style=written.style)),
            )
            if isinstance(bound, Field):
                told = Told.VALUE
            bound = bound or Field("person", "".join(figure.unit.split()))
            yield self._learned(
                row,
                written.start,
                written.end,
                bound,
                told,
                guesses=name.guesses,
                remark="" if isinstance(bound, Field) and told is Told.VALUE else name.remark,
            )

    def _counted(self, figure: Figure) -> Field | None:
        """How many units owe a report, and how many sent one."""
        if self.facts is None or figure.unit not in _UNITS:
            return None
        clause = self._clause(figure.span.start, figure.span.end)
        due = len(self.facts.due)
        if _DUE.search(clause) and figure.value == due:
            return Field("reports.due")
        if _COUNTED.search(clause) and figure.value == due - len(self.facts.silent):
            return Field("reports.counted")
        return None

    def _missing(self) -> Iterator[Learned]:
        """The names of the units that sent nothing."""
        if self.facts is None or not self.facts.silent:
            return
        names = "、".join(self.workspace.units[code].name for code in self.facts.silent)
        for row in self.rows:
            place = row.text.find(names)
            if place >= 0 and "未报" in row.text[max(0, place - 12) : place]:
                yield self._learned(row, place, place + len(names), Field("reports.missing"), Told.VALUE)

    def _titles(self, figures: Sequence[Figure], names: Sequence[Name]) -> Iterator[Learned]:
        for row in self.rows:
            near = [
                (row.inside(figure.span.start), name.binding)
                for figure, name in zip(figures, names, strict=True)
                if row.start <= figure.span.start < row.end
            ]
            for found in lists_of_titles.lists(row.text):
                style = style_of_titles(found.text)
                beside = _counted_with(row.text, found, near)
                if style is None or beside is None or beside.phrase:
                    remark = say("题目没有归属", "whose titles these are is not known")
                    yield self._learned(row, found.start, found.end, Field("person"), Told.PERSON, remark=remark)
                    continue
                bound = Titles(beside.indicator, beside.scope, style=style)
                yield self._learned(row, found.start, found.end, bound, Told.WORDS)

    def _days(self, figures: Sequence[Figure], names: Sequence[Name]) -> Iterator[Learned]:
        lines = [
            Line(
                row.text,
                number,
                [
                    (row.inside(figure.span.start), name.binding.area, figure.window)
                    for figure, name in zip(figures, names, strict=True)
                    if name.binding is not None and row.start <= figure.span.start < row.end
                ],
                row.margin,
            )
            for number, row in enumerate(self.rows)
        ]
        days = Days(self.day, self.workspace.settings, self.number)
        for row, found in zip(self.rows, days.find(lines), strict=True):
            for one in found:
                told = Told.WORDS if one.field is not None else Told.LEFT
                yield self._learned(row, one.start, one.end, one.field, told, remark=one.remark)

    def _left(self, places: Sequence[Learned]) -> Iterator[Learned]:
        """Digits that are in no place: they stay, and a person should know."""
        for row in self.rows:
            if row.table is not None and row.cell[1] == 0:  # a row's number
                continue
            quoted = [match.span() for match in _QUOTED.finditer(row.text)]
            ordinal = _ORDINAL.match(row.text)
            for match in _DIGITS.finditer(row.text, ordinal.end() if ordinal else 0):
                if not any(start <= match.start() < end for start, end in quoted):
                    remark = say("不是读得出的数字，照原样留着", "no figure that is read; it stays as it stood")
                    yield self._learned(row, *match.span(), None, Told.LEFT, remark=remark)

    def _wordings(self, figures: Sequence[Figure], names: Sequence[Name]) -> tuple[Wording, ...]:
        """The lines of the figures that were bound as totals, with what they were bound to."""
        known = self.workspace
        told = [
            replace(
                figure,
                indicator=name.binding.indicator,
                basis=name.binding.basis,
                item=figure.item if name.binding.indicator == figure.indicator else name.binding.item,
            )
            if name.binding is not None
            else figure
            for figure, name in zip(figures, names, strict=True)
        ]
        lines = learned(self.document, told, known.catalogue, units=known.units, text=self.day.isoformat())
        return tuple(
            line
            for line, name in zip(lines, names, strict=True)
            if name.binding is not None and not name.binding.phrase
        )


def _apart(there: Sequence[Learned], new: Iterator[Learned]) -> list[Learned]:
    """The new places that do not overlap those that are there."""
    found: list[Learned] = []
    for one in new:
        if not any(other.start < one.end and one.start < other.end for other in (*there, *found)):
            found.append(one)
    return found


def _counted_with(
    text: str, found: lists_of_titles.TitleList, near: Sequence[tuple[int, Binding | None]]
) -> Binding | None:
    """What the figure counts that titles stand with: right behind them (等新媒体产品4件), else the last one before."""
    stop = next((at for at in range(found.end, len(text)) if text[at] in "；。"), len(text))
    begin = max(text.rfind(sign, 0, found.start) for sign in "；。") + 1
    close = [binding for at, binding in near if found.end <= at < min(stop, found.end + _CLOSE)]
    before = [binding for at, binding in near if begin <= at < found.start]
    behind = [binding for at, binding in near if found.end <= at < stop]
    return (*close, *before[-1:], *behind, None)[0]


def _numbered(places: Sequence[Learned], taken: set[str]) -> Iterator[Learned]:
    number = 0
    for one in places:
        if one.bound is None or one.told is Told.KEPT:
            yield one
            continue
        number += 1
        while f"f{number}" in taken:
            number += 1
        yield replace(one, id=f"f{number}")
