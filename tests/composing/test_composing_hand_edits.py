"""Two hundred edits by hand, in every part of a brief and of every kind: verify finds each, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city
from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dibao.composing import compose, verify, write
from dibao.errors import DibaoError
from support import anlan, anlan_reading, many_places
from support.editing import Element, Sheet, edited, everything
from support.hand_edits import EDITS
from support.harmless_edits import HARMLESS
from support.libreoffice import by_office

SEEDS = range(200)


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The small city's brief in the official form, in a form with table, text box and header, and the example's."""
    folder = tmp_path_factory.mktemp("briefs")
    form = folder / "form.docx"
    form.write_bytes(many_places.template())
    made = {
        "default": compose(small_city(), CITY, DAY),
        "places": compose(small_city(), CITY, DAY, form),
        "example": compose(anlan_reading.received(), anlan_reading.workspace(), anlan.DAYS[2]),
    }
    for name, brief in made.items():
        write(brief, folder / f"{name}.docx")
    return [folder / f"{name}.docx" for name in made]


def test_the_form_has_figures_in_table_text_box_and_header(briefs: list[Path]) -> None:
    assert set(everything(briefs[1])) == {"body", "tbl", "txbxContent", "hdr"}
    assert [verify(brief) for brief in briefs] == [[], [], []]


@pytest.mark.parametrize("kind", range(len(EDITS)), ids=[edit.__name__ for edit in EDITS])
def test_every_edit_by_hand_is_found_and_nothing_else(briefs: list[Path], tmp_path: Path, kind: int) -> None:
    for seed in (seed for seed in SEEDS if seed % len(EDITS) == kind):
        brief = briefs[seed // len(EDITS) % len(briefs)]
        _, told = edited(brief, tmp_path / "edited.docx", seed, EDITS)
        found = {(difference.id, str(difference.kind)) for difference in verify(tmp_path / "edited.docx")}
        assert found == told, (brief.stem, seed)


@pytest.mark.parametrize("kind", range(len(HARMLESS)), ids=[edit.__name__ for edit in HARMLESS])
def test_words_may_be_changed_and_moved(briefs: list[Path], tmp_path: Path, kind: int) -> None:
    for turn in range(6):
        brief, seed = briefs[turn % len(briefs)], turn * len(HARMLESS) + kind
        edited(brief, tmp_path / "edited.docx", seed, HARMLESS)
        assert verify(tmp_path / "edited.docx") == [], (brief.stem, seed)


_AT_ONCE = 40
"""So many files LibreOffice converts in one go, within the time that it is given."""


def _saved_again(files: dict[str, bytes], folder: Path, target: str = "docx") -> dict[str, Path]:
    names, saved = list(files), {}
    for turn in range(0, len(names), _AT_ONCE):
        some = {name: files[name] for name in names[turn : turn + _AT_ONCE]}
        for name, data in by_office(some, folder / str(turn), target).items():
            saved[name] = folder / f"{name}.{target}"
            saved[name].write_bytes(data)
    return saved


def test_a_file_that_was_only_saved_again_says_nothing(briefs: list[Path], tmp_path: Path) -> None:
    files = {brief.name: brief.read_bytes() for brief in briefs}
    once = _saved_again(files, tmp_path / "once")
    twice = _saved_again({path.name: path.read_bytes() for path in once.values()}, tmp_path / "twice")
    assert {path: verify(path) for path in (*once.values(), *twice.values()) if verify(path)} == {}


@pytest.mark.slow
def test_edits_are_found_after_libreoffice_saved_the_file_again(briefs: list[Path], tmp_path: Path) -> None:
    """One of each kind; all two hundred with DIBAO_EVERY_EDIT=1 (two minutes)."""
    seeds = SEEDS if os.environ.get("DIBAO_EVERY_EDIT") else range(0, 5 * len(EDITS), 5)
    told, files = {}, {}
    for seed in seeds:
        path = tmp_path / f"{seed}.docx"
        told[path.stem] = edited(briefs[seed // len(EDITS) % len(briefs)], path, seed, EDITS)
        files[path.name] = path.read_bytes()
    assert {kind for kind, _ in told.values()} == {edit.__name__ for edit in EDITS}
    saved = _saved_again(files, tmp_path / "again")
    found = {name: {(one.id, str(one.kind)) for one in verify(path)} for name, path in saved.items()}
    assert {name: (*told[name], found[name]) for name in told if told[name][1] != found[name]} == {}


def test_after_a_round_trip_through_doc_the_provenance_is_gone(briefs: list[Path], tmp_path: Path) -> None:
    old = _saved_again({"brief.docx": briefs[0].read_bytes()}, tmp_path / "old", "doc")["brief"]
    new = _saved_again({"brief.doc": old.read_bytes()}, tmp_path / "new")["brief"]
    for path, words in ((old, "另存为 .docx"), (new, "出处已经丢失")):
        with pytest.raises(DibaoError) as refused:
            verify(path)
        assert refused.value.code == "no_provenance"
        assert words in str(refused.value)


def _rows(word: Word) -> list[list[Element]]:
    """The cells of the form's table, without its heads."""
    return [[cell._tc for cell in row.cells] for row in word.tables[0].rows[1:3]]


def _content(cell: Element) -> list[Element]:
    return cell.findall(qn("w:p"))


def _swapped_cells(word: Word) -> None:
    """Cut and pasted whole, places and all."""
    (_, first, _), (_, second, _) = _rows(word)
    one, other = _content(first), _content(second)
    for cell, paragraphs in ((first, other), (second, one)):
        for paragraph in paragraphs:
            cell.append(paragraph)


def _swapped_names(word: Word) -> None:
    """The figures stay, and stand in another unit's row now."""
    words = [next(row[0].iter(qn("w:t"))) for row in _rows(word)]
    words[0].text, words[1].text = words[1].text, words[0].text


@pytest.mark.parametrize(("edit", "columns"), [(_swapped_cells, 1), (_swapped_names, 2)])
def test_figures_that_stand_in_another_row_are_told(
    briefs: list[Path], tmp_path: Path, edit: Callable[[Word], None], columns: int
) -> None:
    word = Document(str(briefs[1]))
    table = [["".join(one.text for one in cell.iter(qn("w:t"))) for cell in row[1:]] for row in _rows(word)]
    edit(word)
    word.save(str(tmp_path / "edited.docx"))
    found = {(one.text_then, one.text_now) for one in verify(tmp_path / "edited.docx")}
    told = {(one[at], other[at]) for one, other in (table, table[::-1]) for at in range(columns)}
    assert found == told and len(told) == 2 * columns


def test_a_row_that_moved_whole_says_nothing(briefs: list[Path], tmp_path: Path) -> None:
    word = Document(str(briefs[1]))
    first, second = (row._tr for row in word.tables[0].rows[1:3])
    second.addnext(first)
    word.save(str(tmp_path / "edited.docx"))
    assert verify(tmp_path / "edited.docx") == []


@pytest.mark.parametrize("mark", ["w:vanish", "w:strike", "w:dstrike"])
def test_a_figure_that_is_hidden_or_struck_through_is_told_as_removed(
    briefs: list[Path], tmp_path: Path, mark: str
) -> None:
    sheet = Sheet.open(briefs[1], 3)
    identity, holder = sheet.one()
    for properties in [one.get_or_add_rPr() for one in holder.iter(qn("w:r"))]:
        properties.append(OxmlElement(mark))
    sheet.word.save(str(tmp_path / "edited.docx"))
    assert [(one.id, str(one.kind)) for one in verify(tmp_path / "edited.docx")] == [(identity, "removed")]
    for properties in [one.get_or_add_rPr() for one in holder.iter(qn("w:r"))]:
        properties.find(qn(mark)).set(qn("w:val"), "0")
    sheet.word.save(str(tmp_path / "shown.docx"))
    assert verify(tmp_path / "shown.docx") == []


def test_words_that_changed_places_around_their_figures_are_told(briefs: list[Path], tmp_path: Path) -> None:
    """张贴海报1,343张，发放口罩3,300只 as 发放口罩1,343张，张贴海报3,300只."""
    word = Document(str(briefs[1]))
    for words in word.element.body.iter(qn("w:t")):
        text = words.text or ""
        other = {"张贴海报": "发放口罩", "发放口罩": "张贴海报"}.get(text[-4:])
        words.text = text[:-4] + other if other else text
    word.save(str(tmp_path / "edited.docx"))
    found = {(one.text_then, one.text_now) for one in verify(tmp_path / "edited.docx")}
    assert len(found) == 2 and {(new, old) for old, new in found} == found
