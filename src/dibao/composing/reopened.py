"""A written brief as a tree again, as its Word file stands now: from it an edited brief's PDF and page are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docx.document import Document as WordDocument

from dibao.composing import controls, package
from dibao.composing.binding import Field, Titles, parse
from dibao.composing.brief import Block, Brief, Fact, Figure, Grid, Paragraph, Picture, Role, Run, Text
from dibao.composing.template import Line, parsed
from dibao.entries import Seal


def reopened(
    word: WordDocument,
    payload: Mapping[str, Any],
    figures: Mapping[str, Figure],
    charts: Mapping[str, Sequence[Picture]],
) -> Brief:
    """The tree of a brief's Word file. `figures`: those of its places, by id; other places stay words or facts.

    `charts`: its pictures, by the place that they are of.
    """
    data = package.to_bytes(word)
    elements = package.paragraphs(word)
    template = parsed(package.open_word(data), data)
    facts = {fact["id"]: parse(fact["bound"]) for fact in payload["facts"]}
    identities = {*figures, *facts}

    def paragraph(line: Line) -> Paragraph:
        runs: list[Run] = []
        for identity, text in controls.segments(elements[line.anchor], identities):
            bound = facts.get(identity or "")
            if identity in figures:
                runs.append(replace(figures[str(identity)], text=text))
            elif identity and isinstance(bound, (Field, Titles)):
                runs.append(Fact(identity, bound, text))
            elif text:
                runs.append(Text(text))
        return Paragraph(line.role, tuple(runs), line.anchor, line.host, line.shape)

    spans = iter(template.spans)
    blocks: list[Block] = []
    for block in template.blocks:
        if isinstance(block, Line):
            blocks.extend(charts.get(block.chart.id, ()) if block.chart else [paragraph(block)])
            continue
        rows = tuple(tuple(tuple(paragraph(line) for line in cell) for cell in row) for row in block)
        blocks.append(Grid(rows, tuple(range(len(rows))), next(spans, ())))
    title = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role is Role.TITLE), "")
    masthead = next((fact["text"] for fact in payload["facts"] if fact["bound"] == str(Field("masthead"))), "")
    first = payload.get("first")
    return Brief(
        day=date.fromisoformat(payload["date"]),
        title=title or str(payload.get("title", "")),
        number=int(payload.get("number") or 0),
        office=str(payload.get("office", "")),
        masthead=masthead,
        seal=Seal.parse(payload["seal"]) if payload["seal"] else None,
        blocks=tuple(blocks),
        template=data,
        margins=tuple(paragraph(line) for line in template.margins),
        series=str(payload.get("series") or "daily"),
        first=date.fromisoformat(first) if first else None,
        about={"typed": list(payload.get("typed", ()))},
    )
