"""Whatever a person did to a draft in Word and had accepted: the issued page and PDF say it as the Word file does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city

from dibao.composing import compose, trace, verify, write
from dibao.composing.editions import editions
from dibao.composing.issued import Stamp, stamped
from dibao.entries import Seal
from dibao.figures import Number
from support import many_places
from support.editing import edited
from support.hand_edits import EDITS
from support.harmless_edits import HARMLESS

KINDS = (*EDITS, *HARMLESS)
BLIND = [("in_chinese", ".pdf")]
"""A PDF's text has no places: a numeral in Chinese signs, 一千三百二十, is told as removed. It is told, at least."""


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("briefs")
    (folder / "form.docx").write_bytes(many_places.template())
    write(compose(small_city(), CITY, DAY), folder / "default.docx")
    write(compose(small_city(), CITY, DAY, folder / "form.docx"), folder / "places.docx")
    return [folder / "default.docx", folder / "places.docx"]


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=[edit.__name__ for edit in KINDS])
def test_every_edit_goes_out_in_three_formats(briefs: list[Path], tmp_path: Path, kind: int) -> None:
    draft = tmp_path / "edited.docx"
    edited(briefs[kind % 2], draft, kind, KINDS)
    found = verify(draft)
    seal = Seal(DAY, 3, "a" * 64)
    stamp = Stamp("daily", 0, 21, seal, datetime(2026, 2, 3, 12), "d" * 64, accepted=tuple(found), reason="核实")
    data = stamped(draft.read_bytes(), stamp)
    made = editions(data)
    assert made.lacking == ()
    (tmp_path / "i.docx").write_bytes(data)
    told: dict[str, dict[str, Number | None]] = {}
    for suffix in (".docx", ".html", ".pdf"):
        path = tmp_path / f"i{suffix}"
        path.write_bytes(made.files.get(suffix, data))
        if (KINDS[kind].__name__, suffix) not in BLIND:
            assert verify(path) == [], suffix
        told[suffix] = {one["id"]: one["value"] for one in trace(path)}
    assert told[".html"] == told[".pdf"] == told[".docx"]
