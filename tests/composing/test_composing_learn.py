"""Learn the example city's own brief of the first day, and write the second's and third's with what was learned."""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import office_brief
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from dibao import composing
from dibao.catalogue import Catalogue, Workspace, default_catalogue
from dibao.catalogue.wordings import lacking
from dibao.composing import Brief, Figure, package
from dibao.composing.binding import Binding, Field
from dibao.composing.learning import Learned, Lesson, Told, learn
from dibao.composing.template import Template
from dibao.errors import DibaoError
from dibao.figures import Basis
from support.anlan import CITY, DAYS
from support.anlan_reading import received, workspace
from support.libreoffice import by_office

FIRST = DAYS[0]


@cache
def lesson() -> Lesson:
    return learn(office_brief.brief(FIRST), "简报.docx", workspace(), received())


@cache
def without_ledger() -> Lesson:
    return learn(office_brief.brief(FIRST), "简报.docx", workspace())


def told(text: str, day: date | None = FIRST, known: Workspace | None = None) -> Lesson:
    return learn(text.encode(), "简报.txt", known or workspace(), None, day)


def the(lesson: Lesson, text: str) -> Learned:
    """The one place with this text."""
    (place,) = (one for one in lesson.places if one.text == text)
    return place


def _meant(bound: Binding | Field) -> str:
    """What a binding asks for, however the office writes it."""
    if isinstance(bound, Field):
        return f"{bound.name} {bound.argument}" if bound.name not in ("issue", "date") else bound.name
    return f"{bound.indicator} {bound.basis} {bound.item} {bound.scope} {bound.measure}"


def test_every_place_is_bound_to_what_the_office_meant() -> None:
    body = [one for one in lesson().places if "页眉" not in one.locator]
    written = office_brief.expected(FIRST)
    assert [one.text for one in body] == [one.text for one in written]
    wrong = [
        f"{right.text}: {read.bound}, not {right.bound}"
        for read, right in zip(body, written, strict=True)
        if isinstance(read.bound, Binding | Field) and _meant(read.bound) != _meant(right.bound)
    ]
    # As reported is whoever says so; the office only meant the number.
    assert [line for line in wrong if "claims.handled" not in line] == []
    reported = Binding("claims.handled", Basis.CUMULATIVE, "", "wangxin", "", "条", "#", "清理违规信息")
    assert the(lesson(), "175").bound == reported


def test_figures_are_confirmed_by_the_ledger() -> None:
    figures = [one for one in lesson().places if isinstance(one.bound, Binding) and not one.bound.phrase]
    assert len(figures) == 50 and {one.told for one in figures} == {Told.VALUE}


def test_without_a_ledger_nothing_is_bound_wrongly() -> None:
    body = [one for one in without_ledger().places if "页眉" not in one.locator]
    pairs = list(zip(body, office_brief.expected(FIRST), strict=True))
    bound = [(one, right) for one, right in pairs if isinstance(one.bound, Binding) and not one.bound.phrase]
    assert len(bound) >= 47
    assert [f"{one.text}: {one.bound}" for one, right in bound if _meant(one.bound) != _meant(right.bound)] == []
    open_ = [one for one in body if one.told is Told.PERSON]
    assert all(one.guesses and one.remark for one in open_)


@cache
def filled(day: date) -> Brief:
    template = kept_as_file(lesson().template)
    return composing.compose(received(), workspace(), day, template)


@cache
def kept_as_file(data: bytes) -> Path:
    path = Path(tempfile.mkdtemp()) / "template.docx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_the_next_days_figures_are_those_of_the_reports_or_said_to_be_missing(day: date) -> None:
    wrong, right = [], 0
    for figure in filled(day).figures():
        expected = office_brief.total(figure.binding, day) if not figure.binding.phrase else figure.value
        if figure.value is None or figure.value == expected:
            right += figure.value is not None
        elif not figure.questions and not _doubtful(figure):
            wrong.append(f"{figure.binding}: {figure.value}, not {expected}")
    assert wrong == [] and right >= 40


def _doubtful(figure: Figure) -> bool:
    return figure.state is composing.State.QUESTIONED


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_dates_windows_and_the_issue_number_go_on(day: date) -> None:
    texts = [line.text for line in filled(day).blocks[:4]]
    assert texts[1:3] == [f"第{113 + (day - FIRST).days}期", f"安澜市宣传组　2026年2月{day.day}日"]
    text = filled(day).text
    assert f"2月{day.day - 1}日9:00至2月{day.day}日9:00" in text and f"截至2月{day.day}日11:00" in text
    margins = [margin.text for margin in filled(day).margins]
    assert f"第{113 + (day - FIRST).days}期　2026年2月{day.day}日" in margins


def test_no_number_of_the_learned_day_stands_as_todays() -> None:
    """What a person must see to is marked; everything else in digits stands in a place, or was never a figure."""
    kept = {one.text for one in lesson().places if one.told is Told.LEFT}
    assert kept == set()
    places = {one.id for one in lesson().places}
    template = Template.load(lesson().template)
    lines = [line for line in (*template.blocks, *template.margins) if not isinstance(line, tuple)]
    for line in lines:
        words = "".join(getattr(piece, "text", "") for piece in line.pieces if not hasattr(piece, "bound"))
        assert not any(sign.isdigit() for sign in words), words
    assert places


def _around(data: bytes) -> list[tuple[str, str, str]]:
    """Each paragraph's formats: of itself, and of each visible character; and the characters that are no digits."""
    word = Document(io.BytesIO(data))
    found = []
    for paragraph in package.paragraphs(word):
        own = paragraph.find(qn("w:pPr"))
        formats = []
        for run in paragraph.iter(qn("w:r")):
            if any(above.tag == qn("w:p") and above is not paragraph for above in _up_to(run, paragraph)):
                continue
            properties = run.find(qn("w:rPr"))
            key = b"" if properties is None else etree.tostring(properties)
            text = "".join(node.text or "" for node in run.findall(qn("w:t")))
            formats += [(key, "9" if sign.isdigit() else sign) for sign in text]
        found.append((b"" if own is None else etree.tostring(own), formats))
    return found  # type: ignore[return-value]


def _up_to(run: etree._Element, paragraph: etree._Element) -> list[etree._Element]:
    above = []
    for one in run.iterancestors():
        if one is paragraph:
            break
        above.append(one)
    return above


def test_the_templates_formats_are_the_briefs_character_by_character() -> None:
    assert _around(lesson().template) == _around(office_brief.brief(FIRST))


def _shell(data: bytes) -> list[str]:
    """Everything of the body, headers and settings that is not inside a paragraph."""
    word = Document(io.BytesIO(data))
    shells = []
    for root in package.roots(word):
        for paragraph in list(root.iter(qn("w:p"))):
            if paragraph.getparent() is not None and not any(a.tag == qn("w:p") for a in paragraph.iterancestors()):
                for child in list(paragraph):
                    paragraph.remove(child)
        shells.append(etree.tostring(root).decode())
    return shells


def test_tables_sections_and_headers_stay_as_they_are() -> None:
    assert _shell(lesson().template) == _shell(office_brief.brief(FIRST))


def test_the_filled_brief_keeps_red_bold_figures_the_table_the_box_and_the_header() -> None:
    out = io.BytesIO(composing.WRITERS[".docx"](filled(DAYS[1])))
    word = Document(out)
    controls = [box for root in package.roots(word) for box in root.iter(qn("w:sdt"))]
    figures = [box for box in controls if (box.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")).get(qn("w:val"))]
    assert len(figures) == len(controls) >= 59
    red = [
        run.find(qn("w:rPr"))
        for box in word.element.body.iter(qn("w:sdt"))
        for run in box.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:color')}") is not None
    ]
    assert len(red) >= 49
    assert all(one.find(qn("w:b")) is not None and one.find(qn("w:color")).get(qn("w:val")) == "E60012" for one in red)
    rows = word.tables[0].rows
    assert [row.cells[0].text for row in rows][1:4] == ["望海区", "柳林区", "东埠区"]
    box = next(word.element.body.iter(qn("w:txbxContent")))
    assert len(list(box.iter(qn("w:sdt")))) == 1
    assert "Fallback" not in etree.tostring(word.element.body).decode()


def test_the_same_day_again_is_the_same_brief_character_by_character() -> None:
    """Paragraphs to which nothing had to be added: their formats, and their numbers too."""
    again = _around(composing.WRITERS[".docx"](filled(FIRST)))
    before = _around(office_brief.brief(FIRST))
    same = [one for one in before if one in again]
    assert len(before) - len(same) <= 4, [one for one in before if one not in again]


OWN = CITY / "宣传战线每日动态第13期.docx"


@cache
def own() -> Lesson:
    return learn(OWN.read_bytes(), OWN.name, workspace(), received())


def test_the_brief_typed_by_hand_is_bound_whole_but_for_what_nobody_reports() -> None:
    assert [one.text for one in own().places if one.open] == ["36"]
    assert sum(one.told is Told.VALUE for one in own().places) >= 54
    assert the(own(), "十三").bound == Field("issue", "", "一")
    assert the(own(), "星期一").bound == Field("date", "", "星期W")
    total = [one.bound for one in own().places if one.locator.startswith("表1 第12行")]
    assert {one.scope for one in total if isinstance(one, Binding)} == {"kind:district"}


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_its_next_days_figures_are_those_of_the_reports(day: date) -> None:
    brief = composing.compose(received(), workspace(), day, kept_as_file(own().template))
    wrong = []
    for figure in brief.figures():
        if figure.value is None or figure.binding.phrase or _doubtful(figure):
            continue
        if figure.value != office_brief.total(figure.binding, day):
            wrong.append(f"{figure.binding}: {figure.value}, not {office_brief.total(figure.binding, day)}")
    assert wrong == []
    weekday = "一二三四五六日"[day.weekday()]
    assert f"2026年2月{day.day}日　星期{weekday}" in brief.text and "〔待填〕" in brief.text


def test_an_old_word_file_keeps_its_form_too(tmp_path: Path) -> None:
    made = by_office({"brief.docx": office_brief.brief(FIRST)}, tmp_path, "doc")
    found = learn(made["brief"], "简报.doc", workspace(), received())
    word = Document(io.BytesIO(found.template))
    assert len(word.tables) == 1 and word.tables[0].rows[1].cells[0].text == "望海区"
    assert sum(one.told is Told.VALUE for one in found.places) >= 49


def test_a_text_becomes_a_template_in_the_official_form() -> None:
    text = office_brief.plain_text(FIRST)
    found = learn(text.encode(), "简报.txt", workspace(), received())
    brief = composing.compose(received(), workspace(), DAYS[2], kept_as_file(found.template))
    assert brief.text.startswith(office_brief.HEAD)
    assert "第115期" in brief.text and "2月3日9:00至2月4日9:00" in brief.text
    figures = [figure for figure in brief.figures() if not figure.binding.phrase]
    assert len(figures) == 17
    for figure in figures:
        assert figure.value in (None, office_brief.total(figure.binding, DAYS[2])) or _doubtful(figure), figure.binding


def test_a_page_with_a_table_becomes_one_with_a_table() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{new}</td></tr>" for name, new in (("望海区", 12640), ("柳林区", 9460)))
    page = (
        "<html><body><h1>宣传简报</h1><p>第113期</p><p>安澜市宣传组 2026年2月2日</p><p>一、社会宣传</p>"
        "<p>今日要数：发放宣传资料60160份。</p>"
        f"<table><tr><td>单位</td><td>新增发放宣传资料（份）</td></tr>{rows}</table><p>完毕。</p></body></html>"
    )
    lesson = learn(page.encode(), "简报.html", workspace(), received())
    word = Document(io.BytesIO(lesson.template))
    assert [[cell.text for cell in row.cells][:1] for row in word.tables[0].rows] == [["单位"], ["望海区"], ["柳林区"]]
    brief = composing.compose(received(), workspace(), DAYS[1], kept_as_file(lesson.template))
    values = {figure.binding.scope: figure.value for figure in brief.figures()}
    assert values["wanghai"] == 11852 and values["liulin"] == 8835
    texts = [block.text for block in brief.blocks]
    assert texts[:3] == ["宣传简报", "第114期", "安澜市宣传组2026年2月3日"] and texts[-1] == "完毕。"


def test_what_the_catalogue_lacks_becomes_a_local_indicator_and_is_found_again() -> None:
    text = "安澜市工作简报（2月2日）\n一是便民服务。各街道修补漏水屋顶25处，累计修补漏水屋顶140处。"
    known = Workspace(settings=workspace().settings, units=workspace().units)
    first = told(text, known=known)
    assert [(one.code, one.zh, one.units) for one in first.locals] == [("local.n1", "修补漏水屋顶", ("处",))]
    bound = [one.bound for one in first.places if isinstance(one.bound, Binding)]
    assert {one.indicator for one in bound} == {"local.n1"} and len(bound) == 2
    catalogue = Catalogue([*default_catalogue().values(), *first.locals])
    again = told(text, known=Workspace(settings=known.settings, catalogue=catalogue, units=known.units))
    assert again.locals == () and [one.bound for one in again.places] == [one.bound for one in first.places]


def test_a_local_indicator_is_not_named_after_a_headings_number() -> None:
    """A table's figures may have no name but that of the heading above."""
    lesson = told("安澜市工作简报\n2026年2月2日\n二、修剪绿篱（平方米）新增1200平方米。\n")
    assert all(one.zh[0] != "二" for one in lesson.locals) and lesson.locals


def test_work_that_the_charter_excludes_is_bound_as_reported() -> None:
    lesson = told(
        "简报（2月2日）\n市委网信办累计清理违规信息175条，关停违规账号3个，网评员跟评210条，发布辟谣信息8条。"
    )
    bound = [one.bound for one in lesson.places if isinstance(one.bound, Binding)]
    assert [bool(one.phrase) for one in bound] == [True, True, True, False]
    assert all(one.phrase not in wording.phrase for one in bound if one.phrase for wording in lesson.wordings)


def test_two_values_for_one_thing_are_left_to_a_person() -> None:
    lesson = told("简报（2月2日）\n今日入户走访320户，其中入户走访118户。全天入户走访410户。")
    assert all(one.told is Told.PERSON and one.guesses for one in lesson.places if one.text in ("118", "410", "320"))


def test_other_days_stay_and_are_told() -> None:
    lesson = told("安澜市工作简报\n2026年2月2日\n1月28日以来，全市入户走访320户。2月1日召开会议，印发2026年工作要点。")
    assert the(lesson, "2026年2月2日").bound == Field("date", "", "YYYY年M月D日")
    assert the(lesson, "2月1日").told is Told.LEFT and the(lesson, "1月28日").told is Told.LEFT


def test_a_window_that_the_settings_do_not_have_is_told() -> None:
    lesson = told("安澜市工作简报（2月2日）\n2月1日17:00至2月2日17:00，全市发放宣传单320份。")
    place = the(lesson, "2月1日17:00至2月2日17:00")
    assert place.bound == Field("window", "outreach", "M月D日h:mm至M月D日h:mm")
    assert 'outreach = "17:00"' in place.remark


def test_titles_are_bound_to_the_figure_that_counts_them() -> None:
    lesson = told(
        "简报（2月2日）\n市属媒体刊发《东风来》《灯火》等重点稿件，发稿45篇。按照《通知》要求，发放宣传单320份。"
    )
    assert str(the(lesson, "《东风来》《灯火》等").bound) == "titles media.stories scope=kind:media style=《》《》等"
    assert not any("通知" in one.text for one in lesson.places)


def test_a_brief_without_a_day_is_refused() -> None:
    with pytest.raises(DibaoError) as refused:
        told("发放宣传单320份。", day=None)
    assert refused.value.code == "no_date"
    assert told("发放宣传单320份。").day == FIRST


def test_a_brief_that_dibao_wrote_keeps_its_bindings() -> None:
    data = composing.WRITERS[".docx"](filled(DAYS[1]))
    again = learn(data, "简报.docx", workspace(), received())
    kept = [one for one in again.places if one.told is Told.KEPT]
    assert {one.id for one in kept} >= {figure.id for figure in filled(DAYS[1]).figures()}
    assert {one.told for one in again.places} == {Told.KEPT}
    twice = composing.compose(received(), workspace(), DAYS[2], kept_as_file(again.template))
    assert twice.text == filled(DAYS[2]).text


def test_learning_twice_gives_the_same_template_and_no_new_lines() -> None:
    known = replace(workspace(), wordings=lesson().wordings)
    again = learn(office_brief.brief(FIRST), "简报.docx", known, received())
    assert again.template == lesson().template and lacking(known.wordings, again.wordings) == []
