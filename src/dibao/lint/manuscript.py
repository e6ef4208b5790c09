"""The brief as the rules see it: its lines, its figures as entries of one report, and what the file carries besides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from dibao import privacy, reading
from dibao.catalogue import OTHER, Receipt, Workspace, link, post
from dibao.checks.snapshot import Snapshot, line_of
from dibao.composing.verify import Difference
from dibao.documents import Document, Prose, Region
from dibao.entries import Entry, ReportInfo, Series
from dibao.figures import Basis, Figure, How
from dibao.language import say
from dibao.lint.remark import Remark, Severity
from dibao.lint.word import WordFile
from dibao.reading.layout import Passage, laid, passage

_AROUND = 16
"""Characters to each side of what a remark quotes."""
_LONGEST = 60
_SPACE = re.compile(r"\s+")
_FINDING = re.compile(r"\d+．")
_NOTED, _NOTE = re.compile(r"（缺?$"), re.compile(r"\s*家\s*(?:报累计)?(?:，待核)?）")
_BOUND = frozenset(("id", "indicator", "unit", "basis"))
_UNDATED = date(2000, 1, 1)
"""Stands for the day of a brief that bears none; only differences between days of the text count then."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph, a heading or a table's cell: characters [start, end) of the brief's text.

    `text` is as the reader sees it: widths normalised, white space gone; `raw` as it stands in the file. `own`: the
    brief's own words, and not those that Dibao put there about its reports (open findings, the seal).
    """

    passage: Passage
    start: int
    end: int
    raw: str
    region: Region = Region.BODY
    cell: bool = False
    own: bool = True

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def heading(self) -> bool:
        """By its style, or because it is short and ends without a stop."""
        return self.passage.heading

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Characters [start, end) of `text` as places in the brief's text."""
        if start >= end:
            at = self.passage.raw(min(start, len(self.text) - 1)) + (start >= len(self.text))
            return at, at
        return self.passage.raw_span(start, end)


@dataclass(frozen=True)
class Manuscript:
    """One brief. `given`: its day as the caller knows it. `payload`: the provenance that it carries, None without one;
    `cuts`: its paragraphs cut at their places (id or None, text). `changes`: figures changed by hand since it was
    written. `word`: what a Word file holds beside its text.
    """

    document: Document
    workspace: Workspace
    given: date | None = None
    payload: Mapping[str, Any] | None = None
    cuts: Sequence[Sequence[tuple[str | None, str]]] = ()
    changes: Sequence[Difference] = ()
    word: WordFile | None = None
    _found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def borne(self) -> date | None:
        """The date that the text itself bears, in its head or at its end."""
        return reading.report_date(self.document, self.given or self.carried)

    @cached_property
    def carried(self) -> date | None:
        """The day that its provenance says."""
        return date.fromisoformat(self.payload["date"]) if self.payload else None

    @cached_property
    def day(self) -> date | None:
        """The brief's day: as given, else as carried, else as borne."""
        return self.given or self.carried or self.borne

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line that is not blank, in the order of the text; headers and footers are no part of it."""
        told = set(self._told())
        return tuple(self._lines(told))

    def _told(self) -> Iterator[str]:
        """What Dibao wrote about its reports, as it wrote it: the open findings, which are numbered, and the seal."""
        for cut in self.payload["lines"] if self.payload else ():
            words = _SPACE.sub("", "".join(text for _, text in cut))
            if _FINDING.match(words) and not any(identity for identity, _ in cut):
                yield words
        for fact in self.payload["facts"] if self.payload else ():
            if fact.get("bound") == "seal":
                yield _SPACE.sub("", "台账封签：" + fact["text"])

    def _lines(self, told: set[str]) -> Iterator[Line]:
        for block, content in zip(self.document.blocks, laid(self.document), strict=True):
            if block.region in (Region.HEADER, Region.FOOTER):
                continue
            if isinstance(block, Prose) and isinstance(content, list):
                for one in content:
                    start, end = one.raw(0), one.raw_end(len(one.text))
                    raw = self.text[start:end]
                    yield Line(one, start, end, raw, block.region, own=_SPACE.sub("", raw) not in told)
            elif not isinstance(block, Prose):
                for cell in block.cells:
                    if self.text[cell.start : cell.end].strip():
                        made = passage(self.text, cell.start, cell.end)
                        made.locator = cell.locator
                        raw = self.text[cell.start : cell.end]
                        yield Line(made, cell.start, cell.end, raw, block.region, cell=True)

    def thing(self, figure: Mapping[str, Any]) -> str:
        """What a carried figure counts, as people call it in the language of the moment."""
        indicator = self.workspace.catalogue.get(str(figure["indicator"]))
        return say(str(figure.get("name") or ""), indicator.en if indicator else "") or str(figure["indicator"])

    def carried_figures(self) -> Sequence[Mapping[str, Any]]:
        """The figures that the file carries."""
        return self.payload["figures"] if self.payload else ()

    def bound_figures(self) -> Iterator[Mapping[str, Any]]:
        """The same, and those that charts and their tables show again."""
        yield from self.carried_figures()
        for picture in (self.payload or {}).get("pictures") or ():
            yield from (one for one in picture.get("figures") or () if one.keys() >= _BOUND)

    @cached_property
    def prose(self) -> tuple[Line, ...]:
        """The lines of running text that are the brief's own."""
        return tuple(line for line in self.lines if not line.cell and line.own and line.region is Region.BODY)

    def line_at(self, offset: int) -> Line | None:
        """The line that a character stands in."""
        at = bisect_left(self.lines, offset + 1, key=lambda line: line.start) - 1
        return self.lines[at] if at >= 0 and offset <= self.lines[at].end else None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the text. One that naming left open is compared by its words, as one outside the catalogue."""
        units = self.workspace.units
        read = reading.read(self.document, date=self.day, names=units.names)
        named = link(self.document, read, self.workspace.catalogue, wordings=self.workspace.wordings, units=units)
        return tuple(one if one.indicator is not None else replace(one, indicator=OTHER) for one in named)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The brief as one report of nobody's, for the comparisons of the checks."""
        day = self.day or _UNDATED
        drafts = post(self.document, self.figures, Receipt("", day), self.workspace)
        entries = []
        told = {start: figure for figure in self.bound_figures() for start in self.placed.get(figure["id"], ())[:1]}
        for number, draft in enumerate(drafts, start=1):
            line = self.line_at(draft.start)
            if (line is None or line.own) and not self._of_a_note(draft.start, draft.end):
                part_of = None if draft.part_of is None else draft.part_of + 1
                known = told.get(draft.start)
                made = draft if known is None else replace(draft, series=_series(known), basis_how=How.STATED)
                entries.append(Entry(number, "", made, 1, self.document.name, part_of=part_of))
        entries = _on_told_bases(entries)
        report = ReportInfo(1, "", day, 1, self.document.name, "", text=self.text, told=day)
        now = datetime.combine(day, time())
        return Snapshot(day, now, self.workspace, entries=tuple(entries), reports=(report,))

    def _of_a_note(self, start: int, end: int) -> bool:
        """Whether a number only counts the units behind another figure: （缺1家）, （8家报累计）."""
        return (
            _NOTE.match(self.text, end) is not None and _NOTED.search(self.text, max(0, start - 3), start) is not None
        )

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        places = [at for at, sign in enumerate(self.text) if not sign.isspace()]
        return "".join(self.text[at] for at in places), places

    @cached_property
    def placed(self) -> dict[str, tuple[int, int]]:
        """By the id of a carried figure or fact, where it stands in the text; what is not found is left out."""
        squeezed, places = self._squeezed
        found: dict[str, tuple[int, int]] = {}
        cursor = 0
        for cut in self.cuts:
            words = [(identity, _SPACE.sub("", text)) for identity, text in cut]
            begin = squeezed.find("".join(text for _, text in words), cursor)
            if begin < 0 or not any(text for _, text in words):
                continue
            at = begin
            for identity, text in words:
                if identity and text:
                    found[identity] = (places[at], places[at + len(text) - 1] + 1)
                at += len(text)
            cursor = at
        return found

    def find(self, words: str) -> tuple[int, int] | None:
        """Where these words first stand in the text, whatever white space is between them."""
        squeezed, places = self._squeezed
        wanted = _SPACE.sub("", words)
        at = squeezed.find(wanted) if wanted else -1
        return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)

    def quote(self, start: int, end: int) -> str:
        """The words around, cut to what one reads at a glance; personal data is not repeated."""
        line = self.line_at(start)
        first, last = (line.start, line.end) if line else (start, end)
        end = min(end, start + _LONGEST)
        left, right = max(first, start - _AROUND), max(end, min(last, end + _AROUND))
        personal = self._personal(first, last) if line else []
        for one in personal:  # never cut through an identity number: its rest would stand unmasked
            if first + one.start < left < first + one.end:
                left = first + one.end
            if first + one.start < right < first + one.end:
                right = first + one.start
        words = _SPACE.sub(" ", privacy.redact(self.text[left:right])).strip()
        return ("…" if left > first else "") + words + ("…" if right < last else "")

    def _personal(self, first: int, last: int) -> list[privacy.Personal]:
        """The personal data of a line; a line of which much is to be said is searched once."""
        held = self._searched.get((first, last))
        if held is None:
            held = self._searched[first, last] = privacy.find(self.text[first:last])
        return held

    @cached_property
    def _searched(self) -> dict[tuple[int, int], list[privacy.Personal]]:
        return {}

    def remark(self, code: str, severity: Severity, start: int, end: int, message: str, suggestion: str = "") -> Remark:
        """A remark on characters [start, end) of the text."""
        locator = self.document.locator(start)
        return Remark(code, severity, message, locator, start, end, self.quote(start, end), suggestion)

    def to_write(self, code: str, start: int, end: int, words: str, right: str, zh: str, en: str) -> Remark:
        """A warning that `words` should be written as `right`; `zh` and `en` say why."""
        message = say(f"“{words}”：{zh}，应写作“{right}”。", f"{words}: {en}; write {right}.")
        return self.remark(code, Severity.WARNING, start, end, message, right)


def _on_told_bases(entries: list[Entry]) -> list[Entry]:
    """A figure on whose basis no word speaks (发布辟谣信息6条, in a title) is on that of the figure that it repeats."""
    told: dict[object, list[Entry]] = {}
    for entry in entries:
        if entry.draft.basis_how is not How.DEFAULT:
            told.setdefault(line_of(entry.series), []).append(entry)
    return [
        replace(entry, draft=replace(entry.draft, series=entry.series._replace(basis=basis)))
        if (basis := _repeated(entry, told.get(line_of(entry.series), ()))) is not None
        else entry
        for entry in entries
    ]


def _repeated(entry: Entry, told: Sequence[Entry]) -> Basis | None:
    if entry.draft.basis_how is not How.DEFAULT or entry.part_of is not None:
        return None
    same = [other for other in told if other.interval.meets(entry.interval)]
    return None if any(other.series.basis is entry.series.basis for other in same) or not same else same[0].series.basis


def _series(carried: Mapping[str, Any]) -> Series:
    """What a carried figure counts, by its binding: surer than what its words say."""
    scope = str(carried.get("scope") or "all")
    return Series(
        "" if scope == "all" else scope,
        str(carried["indicator"]),
        str(carried.get("item") or ""),
        str(carried["unit"]),
        Basis(carried["basis"]),
    )
