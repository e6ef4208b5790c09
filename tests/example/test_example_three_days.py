"""Learn from the first day's brief, fill the second's and the third's: every figure right or reported missing.

Two briefs: the office's own, typed by hand with a table, a text box, bold red figures, 万 and 余; and the one that
Dibao writes from its default template. What is right is computed from manifest.csv, not from the ledger.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from dibao import checks, composing
from dibao.catalogue import default_catalogue, measure
from dibao.composing import Brief, Figure, State
from dibao.composing.amounts import within
from dibao.composing.brief import Fact, Grid
from dibao.composing.facts import Facts
from dibao.composing.fill import filled
from dibao.composing.learning import Lesson, learn
from dibao.composing.styles import allows
from dibao.composing.template import Template
from dibao.composing.word import to_docx
from dibao.figures import Interval
from support.anlan import CITY, DAYS, Truth, manifest
from support.anlan_reading import received, workspace
from support.libreoffice import by_office

OWN = CITY / "宣传战线每日动态第13期.docx"
FIRST, LATER = DAYS[0], DAYS[1:]
SHAPES = ("own", "default")
CASES = [(shape, day) for shape in SHAPES for day in LATER]
UPPER = "上级"


def findings(day: date) -> Sequence[checks.Finding]:
    return checks.run(received(), workspace(), day, now=datetime.combine(day, time(12, 30)))


@cache
def lesson(shape: str) -> Lesson:
    if shape == "own":
        return learn(OWN.read_bytes(), OWN.name, workspace(), received())
    brief = composing.compose(received(), workspace(), FIRST, findings=findings(FIRST))
    return learn(to_docx(brief), "简报.docx", workspace(), received())


@cache
def brief(shape: str, day: date) -> Brief:
    facts = Facts.of(received(), workspace(), day, findings(day), back=3)
    return filled(facts, Template.load(lesson(shape).template))


def truths(figure: Figure, day: date) -> list[Truth]:
    """The lines of the manifest that the figure is the sum of."""
    binding = figure.binding
    indicator = default_catalogue()[binding.indicator]
    units = {unit.code for unit in workspace().units.group(binding.scope)}
    wanted = binding.measure or figure.measure
    return [
        truth
        for truth in manifest()
        if truth.day == day
        and (truth.indicator, truth.basis) == (binding.indicator, str(binding.basis))
        and truth.unit_code in units
        and (not binding.item or binding.item in truth.item.split("·"))
        and (not wanted or measure(truth.measure, indicator) == measure(wanted, indicator))
    ]


@pytest.mark.parametrize(("shape", "day"), CASES)
def test_every_figure_is_right_or_reported_missing(shape: str, day: date) -> None:
    wrong, told = [], 0
    for figure in brief(shape, day).figures():
        right = truths(figure, day)
        expected = sum((truth.value for truth in right), Decimal(0)) if right else None
        if figure.value != expected or (expected is None) != (figure.state is State.MISSING):
            wrong.append(f"{figure.binding}: {figure.value}, not {expected} ({figure.arithmetic})")
        told += expected is not None
    assert wrong == []
    assert told >= (50 if shape == "own" else 95)


@pytest.mark.parametrize(("shape", "day"), CASES)
def test_no_figure_says_more_than_the_reports(shape: str, day: date) -> None:
    for figure in brief(shape, day).figures():
        if figure.value is None or figure.low is None:
            assert figure.text in ("未报", "不宜相加")
            continue
        allowed = allows(figure.text)
        right = truths(figure, day)
        low, high = sum(truth.low for truth in right), sum(truth.high for truth in right)
        known = Interval(low, high, open_high=low < high)  # the manifest does not say whether an end is open
        assert allowed is not None and within(known, allowed), (figure.binding, figure.text, known)


@pytest.mark.parametrize("day", LATER)
def test_dates_windows_and_the_issue_number_are_todays(day: date) -> None:
    text = brief("own", day).text
    yesterday, number = day.day - 1, "十四" if day == DAYS[1] else "十五"
    assert f"第{number}期" in text
    assert text.count(f"2026年2月{day.day}日") == 2
    assert f"2月{yesterday}日9时至2月{day.day}日9时，全市各级媒体" in text
    assert f"2月{yesterday}日11时至2月{day.day}日11时，全市发放" in text
    assert f"截至2月{day.day}日11时，监测" in text
    assert "2月1日" not in text and "十三" not in text
    assert f"星期{'二' if day == DAYS[1] else '三'}" in text and "星期一" not in text


@pytest.mark.parametrize("day", LATER)
def test_the_office_writes_as_it_did(day: date) -> None:
    """万 with one place, 余, thousands, numerals: the style is yesterday's where the sources allow it."""
    by_style: dict[str, list[str]] = {}
    for figure in brief("own", day).figures():
        if figure.value is not None:
            by_style.setdefault(figure.binding.style, []).append(figure.text)
    assert all(text.endswith("万") and "." in text for text in by_style["#.#万"] if not text.startswith("约"))
    assert all(text.endswith("00余") for text in by_style["#00余"])
    assert all("," in text for text in by_style["#,###"])
    assert set("".join(by_style["一"])) <= set("一两三四五六七八九十")


@pytest.mark.parametrize("day", LATER)
def test_what_nobody_reports_is_a_persons_and_never_yesterdays(day: date) -> None:
    text = brief("own", day).text
    assert "慰问一线记者〔待填〕人次" in text
    assert "36人次" not in text


@pytest.mark.parametrize("day", LATER)
def test_the_list_of_titles_is_todays(day: date) -> None:
    (titles,) = (run for run in brief("own", day).facts() if run.text.startswith("《"))
    named = titles.text.strip("《》等").split("》《")
    assert isinstance(titles, Fact) and len(named) == 2
    reports = {report.text.replace("\n", "") for report in received().reports(day, day)}
    earlier = "".join(report.text for report in received().reports(FIRST, date(2026, 2, day.day - 1)))
    for title in named:
        assert any(title in text for text in reports) and title not in earlier


def rows(brief: Brief) -> list[list[str]]:
    (grid,) = (block for block in brief.blocks if isinstance(block, Grid))
    return [["".join(paragraph.text for paragraph in cell) for cell in row] for row in grid.rows]


def test_the_table_of_districts_has_todays_rows_in_place() -> None:
    second, third = (rows(brief("own", day)) for day in LATER)
    assert [row[1] for row in second[2:]] == [row[1] for row in third[2:]]
    assert second[6] == ["5", "高新区", "未报", "未报", "—"]
    assert third[6] == ["5", "高新区", "2,910", "102,815", "—"]
    assert third[4][2:] == ["未报", "未报", "未报"]
    assert second[-1] == ["", "合计", "52,272（缺1家，待核）", "1,826,842（缺1家）", "192（缺1家）"]


@pytest.mark.parametrize("day", LATER)
def test_bold_red_figures_stay_bold_and_red(day: date) -> None:
    word = Document(io.BytesIO(to_docx(brief("own", day))))
    told = brief("own", day)
    first = next(figure for figure in told.figures() if figure.binding.indicator == "media.stories")
    runs = [
        run for run in word.element.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))) == first.text
    ]
    assert len(runs) == 2  # in the text box, and in the text
    for run in runs:
        assert run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
        assert run.find(f"{qn('w:rPr')}/{qn('w:color')}").get(qn("w:val")) == "C00000"


def test_the_defaults_findings_are_todays() -> None:
    for day in LATER:
        text = brief("default", day).text
        section = text[text.index("需要说明的问题") :]
        wanted = [f.message for f in findings(day) if f.severity != "info" and f.code not in ("missing", "late")]
        assert wanted and all(message in section for message in wanted)
        assert len(re.findall(r"^\d+．", section, re.MULTILINE)) == len(wanted)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf", ".json"])
def test_what_was_filled_verifies(tmp_path: Path, suffix: str) -> None:
    """Text box, table, marks and comments included."""
    path = tmp_path / f"brief{suffix}"
    composing.write(brief("own", DAYS[1]), path)
    assert composing.verify(path) == []
    assert len(composing.trace(path)) >= 50


def test_the_file_keeps_its_marks_and_comments_when_libreoffice_saves_it(tmp_path: Path) -> None:
    made = by_office({"brief.docx": to_docx(brief("own", DAYS[1]))}, tmp_path, "docx")
    saved = tmp_path / "saved.docx"
    saved.write_bytes(made["brief"])
    assert composing.verify(saved) == []
    assert [(comment.author, "人工填写" in comment.text) for comment in Document(str(saved)).comments] == [
        ("邸报", True)
    ]
    again = composing.compose(received(), workspace(), DAYS[2], saved, findings=findings(DAYS[2]))
    assert [figure.value for figure in again.figures()] == [f.value for f in brief("own", DAYS[2]).figures()]
    assert again.text.count("以上各数不含") == brief("own", DAYS[2]).text.count("以上各数不含")
