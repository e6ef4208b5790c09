"""A written brief as a tree again, as its Word file stands now: what the PDF and page of an edited brief come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import controls, marks, package, tracked
from dibao.composing.binding import ChartPlace, Field, Titles, parse
from dibao.composing.brief import Block, Brief, Fact, Grid, Paragraph, Picture, Role, Run, Text, joined
from dibao.composing.controls import Element
from dibao.composing.footnotes import Footnotes
from dibao.composing.looks import shape_of, styles_of
from dibao.composing.numerals import Numerals
from dibao.composing.provenance import figures_in
from dibao.composing.remembered import drawing_of, figure_of
from dibao.composing.tables import spans_in
from dibao.composing.template import host_of, role_of, until_end
from dibao.entries import Seal

_OWN = frozenset(
    (
        *("kind", "date", "first", "series", "title", "masthead", "number", "office", "text", "seal"),
        *("figures", "pictures", "facts", "lines", "places"),
    )
)
"""What a provenance says of a brief that is in its tree; the rest stands beside it."""


def reopened(data: bytes, payload: Mapping[str, Any]) -> Brief:
    """The tree of a brief's Word file (its bytes) with its words of now: paragraphs and numbers that a person typed in,
    lists that Word numbers, footnotes, charts. `payload`: its provenance, which says what stands behind its figures.

    Tracked changes count as accepted. DibaoError `no_provenance` where the provenance is damaged.
    """
    reading = _Reading(package.open_word(data), payload)
    blocks, margins = tuple(reading.blocks()), tuple(reading.margins())
    title = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role is Role.TITLE), "")
    masthead = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role is Role.MASTHEAD), "")
    first = payload.get("first")
    return Brief(
        day=date.fromisoformat(payload["date"]),
        title=title or str(payload.get("title", "")),
        number=int(payload.get("number") or 0),
        office=str(payload.get("office", "")),
        masthead=masthead or str(payload.get("masthead", "")),
        seal=Seal.parse(payload["seal"]) if payload["seal"] else None,
        blocks=blocks,
        template=data,
        margins=margins,
        series=str(payload.get("series") or "daily"),
        first=date.fromisoformat(first) if first else None,
        about={key: value for key, value in payload.items() if key not in _OWN},
    )


class _Reading:
    """Goes through one open Word file in its order."""

    def __init__(self, word: WordDocument, payload: Mapping[str, Any]) -> None:
        tracked.accept(word)
        self._word = word
        self._figures = {str(one["id"]): figure_of(one) for one in figures_in(payload)}
        self._facts = {str(one["id"]): parse(one["bound"]) for one in payload["facts"]}
        self._pictures = {str(one["id"]): one for one in payload.get("pictures", ())}
        self._identities = {*self._figures, *self._facts}
        self._anchors = {element: place for place, element in enumerate(package.paragraphs(word))}
        inside = set(word.element.body.iter(qn("w:p")))
        self._outside = [element for element in self._anchors if element not in inside]
        self._hosts = {one: host for one in self._anchors if one in inside and (host := host_of(one)) is not None}
        self._names = {style.style_id: str(style.name) for style in word.styles}
        self._looks = styles_of(word.styles.element)
        self._numerals = Numerals(word)
        self._notes = Footnotes(word)
        self._asks = marks.asks_of(word)
        self._met: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """The body's blocks, then its notes."""
        yield from self._below(self._word.element.body)
        yield from self._notes.paragraphs()

    def margins(self) -> Iterator[Paragraph]:
        """The text boxes, then headers and footers."""
        for element, host in self._hosts.items():
            yield replace(self._paragraph(element), host=self._anchors.get(host, -1))
        yield from map(self._paragraph, self._outside)

    def _below(self, parent: Element, without: Collection[Element] = ()) -> Iterator[Block]:
        yield from self._in_order([child for child in parent if child not in without])

    def _in_order(self, elements: Sequence[Element]) -> Iterator[Block]:
        passed: set[Element] = set()
        for element in elements:
            if element in passed:
                continue
            if element.tag == qn("w:p") and (identity := self._picture(element)):
                rest = until_end(element, identity)
                passed.update(rest)
                yield from self._chart(identity, element, rest)
            elif element.tag == qn("w:p"):
                yield self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield self._grid(element)
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
                yield from self._below(element)

    def _picture(self, element: Element) -> str | None:
        names = [str(mark.get(qn("w:name")) or "") for mark in element.iter(qn("w:bookmarkStart"))]
        known = (name.removeprefix(controls.PICTURE) for name in names if name.startswith(controls.PICTURE))
        return next((name for name in known if name in self._pictures and name not in self._met), None)

    def _chart(self, identity: str, first: Element, rest: Sequence[Element]) -> Iterator[Block]:
        """A chart as it was drawn, with the words that stand around it now; its words alone where the picture is gone
        or has lost its table, and what somebody wrote in between."""
        told = self._pictures[identity]
        self._met.add(identity)
        place, chart = parse(told["bound"]), drawing_of(told)
        blocks = list(self._in_order([element for element in (first, *rest) if element is not first]))
        held = self._paragraph(first)
        grid = next((one for one in blocks if isinstance(one, Grid)), None)
        drawn = next(first.iter(qn("w:drawing")), None) is not None
        if grid is None or chart is None or not drawn or not isinstance(place, ChartPlace):
            yield from ([held] if held.text else [])
            yield from blocks
            return
        words = [one for one in blocks if isinstance(one, Paragraph)]
        caption = next((one for one in words if one.role is Role.CAPTION and one.text), None)
        note = next((one for one in words if one.role is Role.NOTE and one.text), None)
        empty = Paragraph(Role.CAPTION, ())
        yield Picture(identity, place, chart, caption or empty, replace(grid, origins=()), note, held.anchor)
        yield from ([held] if held.text else [])
        for one in blocks:
            if one is not grid and one is not caption and one is not note and one.text:
                yield one

    def _grid(self, table: Element) -> Grid:
        rows = tuple(
            tuple(
                tuple(
                    self._paragraph(one)
                    for one in cell.iter(qn("w:p"))
                    if one in self._anchors and one not in self._hosts
                )
                for cell in row.findall(qn("w:tc"))
            )
            for row in table.findall(qn("w:tr"))
        )
        spans = spans_in(table)
        return Grid(rows, tuple(range(len(rows))), () if all(one == 1 for row in spans for one in row) else spans)

    def _paragraph(self, element: Element) -> Paragraph:
        parts = [part for part in controls.parts(element, self._identities) if part[1]]
        words = "".join(text for identity, text, _ in parts if identity is None)
        label = self._numerals.label(element, "".join(text for _, text, _ in parts))
        role, own = role_of(element, label + words, self._names)
        shape = shape_of(element, [form for _, _, form in parts], self._looks) if own else None
        runs: list[Run] = [Text(label)] if label else []
        for form, (identity, text, properties) in enumerate(parts):
            ask = self._asks.get(properties, "") if properties is not None else ""
            runs.append(self._run(identity, text, form, ask))
        runs.extend(self._notes.referred(element))
        return Paragraph(role, tuple(joined(runs, shape)), self._anchors[element], shape=shape)

    def _run(self, identity: str | None, text: str, form: int, ask: str) -> Run:
        """Of a place that somebody copied, the first is one, the others are words."""
        if identity is None or identity in self._met:
            return Text(text, form, ask=ask)
        self._met.add(identity)
        if identity in self._figures:
            return replace(self._figures[identity], text=text, form=form)
        bound = self._facts[identity]
        return Fact(identity, bound, text, form, ask) if isinstance(bound, (Field, Titles)) else Text(text, form)
