"""Another picture put in a chart's stead: verify tells it, and revise draws the chart anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import compose, verify, write
from dibao.composing.afresh import facts_of
from dibao.composing.carried import read
from dibao.composing.recharted import recharted
from dibao.composing.word_pictures import pixels_in
from support.absent import absent


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city's brief, which ends in two charts."""
    path = tmp_path_factory.mktemp("swapped") / "brief.docx"
    write(compose(small_city(), CITY, DAY), path)
    if len(pixels_in(Document(str(path)))) < 2:
        absent("charts are drawn with Typst and a Chinese font")
    return path


def _other_picture(word: WordDocument) -> None:
    """As 更改图片 does: other bytes under the same name."""
    first, second = (next(one.iter(qn("a:blip"))) for one in word.element.iter(qn("wp:inline")))
    first.set(qn("r:embed"), str(second.get(qn("r:embed"))))


def test_another_picture_and_none_are_told(brief: Path, tmp_path: Path) -> None:
    first = read(brief).payload["pictures"][0]["id"]
    word = Document(str(brief))
    _other_picture(word)
    word.save(str(tmp_path / "edited.docx"))
    assert [(one.id, str(one.kind)) for one in verify(tmp_path / "edited.docx")] == [(first, "changed")]
    drawing = next(word.element.iter(qn("w:drawing")))
    drawing.getparent().remove(drawing)
    word.save(str(tmp_path / "without.docx"))
    assert [(one.id, str(one.kind)) for one in verify(tmp_path / "without.docx")] == [(first, "removed")]


def test_revising_draws_the_chart_anew(brief: Path) -> None:
    word, payload = Document(str(brief)), read(brief).payload
    before = pixels_in(word)
    _other_picture(word)
    assert pixels_in(word) != before
    recharted(word, payload, facts_of(small_city(), CITY, payload), ())
    assert pixels_in(word) == before
