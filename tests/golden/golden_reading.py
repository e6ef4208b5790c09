"""What Dibao reads in a file, as a listing."""

from __future__ import annotations

from functools import cache

from golden_shapes import Shape

from dibao import reading
from dibao.catalogue import Receipt, Workspace, link, post
from dibao.documents import registry
from dibao.figures import Figure, How
from support.anlan import CITY


@cache
def workspace() -> Workspace:
    """The example city's units and settings."""
    return Workspace.open(CITY)


def listing(shape: Shape, data: bytes, suffix: str) -> list[str]:
    """A line a figure: place, value, measure word, indicator/item, basis, unit; its window where the table says it;
    after `in` the place of its whole. What is left open for a person has `?` for its indicator.
    """
    known = workspace()
    document = registry.read(data, f"报表{suffix}")
    figures = reading.read(document, date=shape.day, names=known.units.names)
    named = link(document, figures, known.catalogue, units=known.units)
    posted = iter(found := post(document, named, Receipt(shape.reporter, shape.day), known))
    lines = []
    for figure in named:
        if figure.indicator is None:
            lines.append(_open(figure))
            continue
        draft = next(posted)
        series = draft.series
        thing = series.indicator + (f"/{series.item}" if series.item else "")
        line = f"{draft.locator}  {draft.value} {series.measure}  {thing}  {series.basis.value}  {series.unit_code}"
        if draft.window_how is not How.DEFAULT:
            line += "  " + "—".join(side or "" for side in draft.window.iso())
        lines.append(line + (f"  in {found[draft.part_of].locator}" if draft.part_of is not None else ""))
    return lines


def _open(figure: Figure) -> str:
    return f"{figure.span.locator}  {figure.value} {figure.unit}  ?  {figure.phrase}  {figure.actor}"
