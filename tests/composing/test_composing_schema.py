"""The Word files pass the schemas of the standard and Office's own rules."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city
from docx import Document

from dibao.composing import compose, default_template, write
from support import anlan, anlan_reading, many_places
from support.word_schema import errors


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "brief.docx"
    write(compose(small_city(), CITY, DAY), path)
    return path


def test_the_template_and_the_brief_are_word_files(brief: Path, tmp_path: Path) -> None:
    (tmp_path / "template.docx").write_bytes(default_template())
    assert errors(tmp_path / "template.docx") == []
    assert errors(brief) == []


def test_a_brief_with_figures_everywhere_is_one(tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(many_places.template())
    write(compose(small_city(), CITY, DAY, tmp_path / "form.docx"), tmp_path / "brief.docx")
    assert errors(tmp_path / "brief.docx") == []


def test_the_examples_brief_is_one(tmp_path: Path) -> None:
    write(compose(anlan_reading.received(), anlan_reading.workspace(), anlan.DAYS[2]), tmp_path / "brief.docx")
    assert errors(tmp_path / "brief.docx") == []


HARMS: list[tuple[str, Callable[[str], str]]] = [
    ("order", lambda xml: xml.replace("<w:alias", '<w:sz w:val="2"/><w:alias', 1)),
    ("value", lambda xml: xml.replace('w:val="single"', 'w:val="wavy line"', 1)),
    ("element", lambda xml: xml.replace("<w:body>", "<w:body><w:leaflet/>", 1)),
    ("half a bookmark", lambda xml: re.sub(r'<w:bookmarkEnd w:id="\d+"/>', "", xml, count=1)),
    ("bookmark twice", lambda xml: xml.replace("dibao_f2", "dibao_f1", 1)),
]


@pytest.mark.parametrize(("kind", "harm"), HARMS, ids=[kind for kind, _ in HARMS])
def test_what_word_would_repair_is_found(brief: Path, tmp_path: Path, kind: str, harm: Callable[[str], str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(brief) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, harm(data.decode()).encode() if name == "word/document.xml" else data)
    (tmp_path / "harmed.docx").write_bytes(out.getvalue())
    assert errors(tmp_path / "harmed.docx")


def test_an_offices_own_file_keeps_no_second_copy_of_its_styles(tmp_path: Path) -> None:
    """python-docx puts one into every file it makes, which already differs from the styles themselves."""
    word = Document()
    word.add_paragraph("简报")
    word.sections[0].header.paragraphs[0].add_run("内部资料")
    word.add_paragraph("2月2日11时至2月3日11时，发放宣传资料[outreach.leaflets new measure=份]份。")
    word.save(str(tmp_path / "own.docx"))
    write(compose(small_city(), CITY, DAY, tmp_path / "own.docx"), tmp_path / "brief.docx")
    assert errors(tmp_path / "own.docx") != [] and errors(tmp_path / "brief.docx") == []
