"""Every shape of table, in every format that holds it, gives the figures that a person reads in it."""

from __future__ import annotations

import re

import pytest
from golden_pages import Places, to_docx, to_html, to_pdf
from golden_reading import listing
from golden_shapes import Shape, shapes
from golden_sheets import plain, to_csv, to_wps, to_xlsx

NAMES = sorted(shapes())
ON_PAGES = [name for name in NAMES if name != "blocks-beside"]
"""All but the shape that only a sheet's empty columns part."""
TEXTS = [name for name in NAMES if plain(shapes()[name])]


LISTS = {name for name in NAMES if name.startswith("list-")}
"""Lists in one column: lines in a sheet, rows or paragraphs on a page. Their figures are the same, their places not."""


def said(figures: list[str]) -> list[str]:
    """The listing without places."""
    return [line.partition("  ")[2].partition("  in ")[0] for line in figures]


def moved(figures: tuple[str, ...], places: Places) -> list[str]:
    """The listing with the places of another format."""
    return [re.sub(r"(?:(?<=^)|(?<=  in ))\S+!\S+", lambda place: places[place.group()], line) for line in figures]


def check(shape: Shape, found: list[str], places: Places) -> None:
    """That the figures are those of the shape, at their places on the page."""
    if shape.name in LISTS:
        assert said(found) == said(list(shape.figures))
    else:
        assert found == moved(shape.figures, places)


def test_there_are_enough() -> None:
    assert len(NAMES) >= 50 and all(shape.figures for shape in shapes().values())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("write", [to_xlsx, to_wps])
def test_sheets(name: str, write: object) -> None:
    shape = shapes()[name]
    assert callable(write)
    assert listing(shape, write(shape), ".xlsx") == list(shape.figures)


@pytest.mark.parametrize("name", ON_PAGES)
@pytest.mark.parametrize(("write", "suffix"), [(to_docx, ".docx"), (to_html, ".html")])
def test_pages(name: str, write: object, suffix: str) -> None:
    shape = shapes()[name]
    assert callable(write)
    data, places = write(shape)
    check(shape, listing(shape, data, suffix), places)


@pytest.mark.parametrize("name", ON_PAGES)
def test_pdfs(name: str) -> None:
    shape = shapes()[name]
    data, places = to_pdf(shape)
    check(shape, listing(shape, data, ".pdf"), places)


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    shape = shapes()[name]
    assert said(listing(shape, to_csv(shape), ".csv")) == said(list(shape.figures))
