"""Naming by alignment with learned texts: what is taken, what is barred, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dibao.catalogue import Catalogue, Indicator, Nature, Wording, default_catalogue, link, plain
from dibao.catalogue.learned import learned
from dibao.catalogue.wordings import COLUMNS, Context, lacking, load_wordings, row
from dibao.documents import from_text
from dibao.figures import Basis, Figure, How
from dibao.reading import read

DAY = date(2026, 2, 3)
LAMPS = Indicator("local.n1", "修亮路灯", "Lamps", Nature.FLOW, ("盏",), True, True)
CATALOGUE = Catalogue([*default_catalogue().values(), LAMPS])


def figures(text: str, wordings: tuple[Wording, ...] = ()) -> list[Figure]:
    document = from_text(text, "x.txt")
    return link(document, read(document, date=DAY), CATALOGUE, wordings=wordings)


def lesson(text: str, *codes: str) -> tuple[Wording, ...]:
    """The learned lines of a text whose figures are confirmed to be these indicators."""
    document = from_text(text, "x.txt")
    found = link(document, read(document, date=DAY), CATALOGUE)
    assert len(found) == len(codes)
    named = [replace(figure, indicator=code) for figure, code in zip(found, codes, strict=True)]
    return tuple(learned(document, named, CATALOGUE, text="2026-02-02"))


YESTERDAY = "一是夜间巡线。巡线班沿江走了18公里，换了老旧部件40套，当晚点亮25盏。"
KNOWN = lesson(YESTERDAY, "staff.teams", "outreach.goods", "local.n1")


def test_a_figure_that_no_word_names_takes_its_slots_indicator() -> None:
    alone = figures("一是夜间巡线。巡线班沿江走了21公里，换了老旧部件32套，当晚点亮30盏。")
    aligned = figures("一是夜间巡线。巡线班沿江走了21公里，换了老旧部件32套，当晚点亮30盏。", KNOWN)
    assert alone[2].indicator != "local.n1"
    assert aligned[2].indicator == "local.n1" and "2026-02-02" in aligned[2].reasons[-1]


def test_only_in_the_same_words_does_it_go_before_the_lexicon() -> None:
    known = lesson("一是宣传到户。发放宣传单80份，入户走访45户。", "outreach.notices", "outreach.households")
    same = figures("一是宣传到户。发放宣传单120份，入户走访60户。", known)
    other = figures("三是入企服务。送去宣传单120份，入户走访60户。", known)
    assert same[0].indicator == "outreach.notices"
    assert other[0].indicator == "outreach.leaflets"


def test_a_new_figure_takes_no_old_slot() -> None:
    aligned = figures("一是夜间巡线。巡线班沿江走了21公里，新来学徒3人，当晚点亮30盏，另备灯泡200盏。", KNOWN)
    assert [figure.indicator for figure in aligned if figure.value == 200] != ["local.n1"]
    assert [figure.indicator for figure in aligned if figure.value == 30] == ["local.n1"]


def test_measure_words_must_be_equal() -> None:
    aligned = figures("一是夜间巡线。巡线班沿江走了21公里，换了老旧部件32套，当晚点亮30串。", KNOWN)
    assert aligned[2].indicator != "local.n1"


def test_bases_that_words_say_are_a_veto_and_misread_ones_take_no_twins_place() -> None:
    learned_ = lesson("截至今日，累计点亮路灯250盏。新增点亮路灯25盏。", "local.n1", "local.n1")
    assert [wording.stated for wording in learned_] == [True, True]
    bases = {figure.basis for figure in figures("截至今日，累计点亮路灯280盏。新增点亮路灯30盏。", learned_)}
    assert bases == {Basis.NEW, Basis.CUMULATIVE}


def test_a_basis_that_no_word_says_is_the_learned_one_in_the_same_words() -> None:
    text = "一是夜间巡线。巡线班换了老旧部件40套，当晚点亮25盏。"
    known = tuple(replace(one, basis="cumulative", stated=False) for one in lesson(text, "outreach.goods", "local.n1"))
    read_ = figures("一是夜间巡线。巡线班换了老旧部件32套，当晚点亮30盏。", known)
    assert {figure.basis for figure in read_ if figure.basis_how is How.DEFAULT} == {Basis.CUMULATIVE}


def test_a_text_that_is_not_like_it_is_left_alone() -> None:
    text = "全区发放宣传单1200份，悬挂横幅35条，入户走访420户，培训志愿者90人，开展宣讲12场，推送信息34条。"
    assert figures(text, KNOWN) == figures(text)


def test_numbers_in_a_row_take_their_slots_in_order() -> None:
    text = "甲、乙、丙三班分别巡查{}公里、{}公里、{}公里。"
    told = lesson(text.format(4, 5, 6), *["staff.teams"] * 3)
    known = tuple(replace(one, item=item) for one, item in zip(told, "甲乙丙", strict=True))
    assert [figure.item for figure in figures(text.format(7, 8, 9), known)] == ["甲", "乙", "丙"]


def test_lines_go_into_the_file_behind_its_own_and_come_back(tmp_path: Path) -> None:
    file = tmp_path / "wordings.csv"
    file.write_bytes("phrase,indicator,remark\r\n挂灯笼,outreach.goods,老王说的\r\n".encode("gb18030"))
    new = lacking(load_wordings(file), KNOWN)
    file.write_bytes(plain.extended(file, COLUMNS, [row(one) for one in new]))
    assert load_wordings(file)[1:] == KNOWN
    assert "老王说的" in file.read_bytes().decode("gb18030") and b"\r\n" in file.read_bytes()
    assert lacking(load_wordings(file), KNOWN) == []


def test_a_corrected_line_stays_corrected(tmp_path: Path) -> None:
    corrected = (KNOWN[0], KNOWN[1], replace(KNOWN[2], indicator="outreach.boards"))
    assert lacking(corrected, KNOWN) == []
    read_ = figures("一是夜间巡线。巡线班沿江走了21公里，换了老旧部件32套，当晚点亮30盏。", corrected)
    assert read_[2].indicator == "outreach.boards"


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    wording = Wording(f"{sign}点亮", "local.n1", context=Context(left=f"{sign}{sign}夜间"), text="2026-02-02")
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row(wording).values())
