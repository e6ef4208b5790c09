"""Two hundred edits by hand, in every part of a brief and of every kind: verify finds each, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city

from dibao.composing import compose, verify, write
from dibao.errors import DibaoError
from support import anlan, anlan_reading, many_places
from support.editing import edited, everything
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
