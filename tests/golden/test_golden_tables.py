"""Every shape of table, in every format that holds it, gives the figures that a person reads in it."""

from __future__ import annotations

import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

import pytest
from golden_pages import Places, to_docx, to_html, to_pdf
from golden_reading import listing
from golden_shapes import Shape, shapes
from golden_sheets import plain, to_csv, to_wps, to_xlsx

from dibao import documents
from support.libreoffice import by_office

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


BOOKS = {"xlsx": NAMES[::3], "ods": NAMES[1::3], "xls": NAMES[2::3]}
PAGES = {"odt": ON_PAGES[::3], "rtf": ON_PAGES[1::3], "docx": ON_PAGES[2::3]}
"""Each shape once as a sheet and once as a page: a conversion takes its time."""


@pytest.mark.slow
@pytest.mark.parametrize(("target", "names"), BOOKS.items())
def test_sheets_that_libreoffice_saved(target: str, names: list[str], tmp_path: Path) -> None:
    saved = by_office({f"{name}.xlsx": to_xlsx(shapes()[name]) for name in names}, tmp_path, target)
    found = {name: listing(shapes()[name], saved[name], f".{target}") for name in names}
    assert found == {name: list(shapes()[name].figures) for name in names}


@pytest.mark.slow
@pytest.mark.parametrize(("target", "names"), PAGES.items())
def test_pages_that_libreoffice_saved(target: str, names: list[str], tmp_path: Path) -> None:
    pages = {name: to_docx(shapes()[name]) for name in names}
    saved = by_office({f"{name}.docx": data for name, (data, _) in pages.items()}, tmp_path, target)
    for name, (_, places) in pages.items():
        check(shapes()[name], listing(shapes()[name], saved[name], f".{target}"), places)


def test_an_archive_and_a_mail_with_all_sheets() -> None:
    packed, mail = io.BytesIO(), EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报表", "a@example.org", "b@example.org"
    mail.set_content("报表见附件。")
    with zipfile.ZipFile(packed, "w") as archive:
        for name in NAMES:
            data = to_xlsx(shapes()[name])
            archive.writestr(f"{name}.xlsx", data)
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.xlsx")
    for data, suffix in ((packed.getvalue(), ".zip"), (mail.as_bytes(), ".eml")):
        found = {PurePosixPath(one.name).stem: one.data for one in documents.unpack(data, f"报表{suffix}").files}
        for name in NAMES:
            assert listing(shapes()[name], found[name], ".xlsx") == list(shapes()[name].figures)
