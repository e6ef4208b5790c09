"""The plain shape of a brief: what `brief -o X.json` prints and what every written file carries inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dibao.composing.brief import Block, Brief, Fact, Figure, Paragraph, Picture, Source, figures_of, paragraphs_of
from dibao.composing.charts import description, kept, name, words
from dibao.figures import Number

KIND = "brief"

Plain = dict[str, Any]


def plain(brief: Brief, shown: Iterable[Block] | None = None) -> Plain:
    """The brief as JSON values; `shown`: the blocks of a file that shows others than the text's."""
    lines = paragraphs_of(brief.blocks if shown is None else shown)
    return {
        "kind": KIND,
        "date": brief.day.isoformat(),
        "first": (brief.first or brief.day).isoformat(),
        "series": brief.series,
        "title": brief.title,
        "masthead": brief.masthead,
        "number": brief.number,
        "office": brief.office,
        "text": brief.text,
        "seal": str(brief.seal) if brief.seal else "",
        "figures": [figure_plain(figure) for figure in brief.figures()],
        "pictures": [picture_plain(picture) for picture in brief.pictures()],
        "facts": [_fact(fact) for fact in brief.facts()],
        "lines": [_line(paragraph) for paragraph in lines],
        **brief.about,
    }


def figure_plain(figure: Figure) -> Plain:
    """A figure as `brief`, `trace` and the files show it."""
    binding = figure.binding
    return {
        "id": figure.id,
        "name": figure.name,
        "text": figure.text,
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.measure,
        "indicator": binding.indicator,
        "item": binding.item,
        "basis": str(binding.basis),
        "scope": binding.scope,
        "window": figure.window.iso(),
        "state": str(figure.state),
        "sources": [_source(source) for source in figure.sources],
        "missing_units": [unit.code for unit in figure.missing],
        "missing_names": [unit.name for unit in figure.missing],
        "units_in": figure.units,
        "units_due": figure.due,
        "arithmetic": figure.arithmetic,
        "questions": list(figure.questions),
        "bound": str(binding),
        **({"accepted": dict(figure.accepted)} if figure.accepted else {}),
    }


def picture_plain(picture: Picture) -> Plain:
    """A chart: what it was asked for, what it says, what is written in it, the values to draw it again (`chart`), and
    the figures that it shows."""
    return {
        "id": picture.id,
        "bound": str(picture.place),
        "kind": picture.place.kind,
        "title": name(picture.chart),
        "description": description(picture.chart),
        "drawn": words(picture.chart),
        "chart": kept(picture.chart),
        "figures": [{**figure_plain(figure), "picture": picture.id} for figure in figures_of(picture)],
    }


def _source(source: Source) -> Plain:
    return {
        "report": source.report,
        "file": source.file,
        "version": source.version,
        "unit_code": source.unit_code,
        "unit_name": source.unit_name,
        "text": source.text,
        "value": number(source.value),
        "low": number(source.low),
        "high": number(source.high),
        "unit": source.measure,
        "approx": str(source.approx),
        "start": source.start,
        "end": source.end,
        "locator": source.locator,
        "sentence": source.sentence,
        "date": source.day.isoformat() if source.day else None,
        "arrived": source.arrived.isoformat(timespec="minutes") if source.arrived else None,
        "origin": source.origin,
        "reason": source.reason,
        "entry": source.entry,
        "hash": source.digest,
        **({"open_high": "yes"} if source.open_high else {}),
    }


def _line(paragraph: Paragraph) -> list[list[str]]:
    """A paragraph cut at its places: pairs of an id ("" for the words between) and the text."""
    cut: list[list[str]] = []
    for run in paragraph.runs:
        identity = run.id if isinstance(run, (Figure, Fact)) else ""
        if cut and cut[-1][0] == identity == "":
            cut[-1][1] += run.text
        elif identity or run.text:
            cut.append([identity, run.text])
    return cut


def _fact(fact: Fact) -> Plain:
    return {"id": fact.id, "text": fact.text, "bound": str(fact.field)}


def number(value: Number | None) -> int | float | None:
    """A JSON number; whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


_FIGURE = frozenset(
    {"id", "text", "unit", "value", "low", "high", "indicator", "basis", "sources", "arithmetic", "bound"}
)
_FACT = frozenset(["id", "text"])
_SOURCE = frozenset(["report", "file", "unit_code", "text", "value", "low", "high"])


def figures_in(payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All figures that a written brief carries: those of its text, then those that its charts show."""
    charted = (figure for picture in payload.get("pictures", ()) for figure in picture["figures"])
    return [*payload["figures"], *charted]


def is_brief(payload: Mapping[str, Any] | None) -> bool:
    """Whether a provenance payload is that of a brief (and not of a bare template), whole as it was written."""
    return (
        payload is not None
        and payload.get("kind") == KIND
        and all(isinstance(payload.get(key), str) for key in ("date", "seal"))
        and _all_have(payload.get("figures"), _FIGURE)
        and _all_have(payload.get("pictures", []), frozenset(["figures", "drawn"]))
        and all(_all_have(picture["figures"], _FIGURE) for picture in payload.get("pictures", []))
        and all(_all_have(figure["sources"], _SOURCE) for figure in figures_in(payload))
        and _all_have(payload.get("facts"), _FACT)
        and _all_pairs(payload.get("lines"))
    )


def _all_have(rows: object, keys: frozenset[str]) -> bool:
    return isinstance(rows, list) and all(isinstance(row, Mapping) and keys <= row.keys() for row in rows)


def _all_pairs(lines: object) -> bool:
    return isinstance(lines, list) and all(
        isinstance(line, list) and all(isinstance(pair, list) and len(pair) == 2 for pair in line) for line in lines
    )
