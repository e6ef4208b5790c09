"""Files: Dibao's own in every format, edited by hand, and an office's own Word file with what writing left in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from composing.composing_city import CITY, DAY, small_city
from dibao.composing import compose, write
from dibao.composing.brief import Brief, State
from dibao.entries import Origin
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.lint import Remark, Severity, lint
from dibao.lint.engine import all_rules


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(small_city(), CITY, DAY)


@pytest.fixture(scope="module")
def original(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefs")
    for suffix in (".docx", ".html", ".json", ".pdf"):
        write(brief, folder / f"brief{suffix}")
    return folder / "brief.docx"


def told(found: list[Remark]) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in found]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json", ".pdf"])
def test_a_brief_of_dibao_says_only_what_is_missing(original: Path, suffix: str) -> None:
    found = lint(original.with_suffix(suffix), CITY)
    assert {one.code for one in found} <= {"missing"}, [(one.code, one.message) for one in found]
    assert {one.severity for one in found} <= {Severity.NOTE}


def edited(original: Path, folder: Path, edit: Callable[[WordDocument], None]) -> list[Remark]:
    """The remarks on the brief after an edit in Word, without those on what is missing."""
    word = Document(str(original))
    edit(word)
    path = folder / "edited.docx"
    word.save(str(path))
    return [one for one in lint(path, CITY) if one.code != "missing"]


def line(word: WordDocument, words: str) -> Paragraph:
    return next(p for p in word.paragraphs if words in "".join(node.text or "" for node in p._p.iter(qn("w:t"))))


def test_a_figure_typed_over_and_one_put_in(original: Path, tmp_path: Path) -> None:
    def edit(word: WordDocument) -> None:
        node = next(node for node in word.element.body.iter(qn("w:t")) if node.text == "22,796")
        node.text = "23,796"
        line(word, "二、工作进度").insert_paragraph_before("另核发通行证88张。")

    found = edited(original, tmp_path, edit)
    assert told(found) == [("untraced", Severity.WARNING)] * 2
    assert {one.quote for one in found if "88" in one.message} == {"另核发通行证88张。"}
    assert [one.suggestion for one in found if "23,796" in one.message] == ["22,796"]


def test_the_bindings_say_what_is_the_same_quantity(original: Path, tmp_path: Path) -> None:
    def edit(word: WordDocument) -> None:
        line(word, "二、工作进度").insert_paragraph_before("2月2日9:00至2月3日9:00，各级媒体发稿1,245篇。")

    found = edited(original, tmp_path, edit)
    assert ("told_differently", Severity.ERROR) in told(found)


def test_three_places_of_one_binding_are_no_list(tmp_path: Path) -> None:
    """In words alone three values of one quantity may be a list; the file says that they are one."""
    word = Document()
    for words in ("要情：累计发放资料{}份。", "二、社会宣传", "累计发放资料{}份。", "另累计发放资料{}份。"):
        style = " style=#.##万" if words.startswith("另") else ""
        word.add_paragraph(words.format(f"[outreach.leaflets cumulative measure=份{style}]"))
    word.save(str(tmp_path / "form.docx"))
    write(compose(small_city(), CITY, DAY, tmp_path / "form.docx"), tmp_path / "brief.docx")
    assert ("told_differently", Severity.ERROR) not in told(lint(tmp_path / "brief.docx", CITY))

    def edit(word: WordDocument) -> None:
        node = next(node for node in word.element.body.iter(qn("w:t")) if len(node.text or "") > 6 and "," in node.text)
        node.text = f"{int(node.text.replace(',', '')) + 7:,}"

    found = edited(tmp_path / "brief.docx", tmp_path, edit)
    assert ("told_differently", Severity.ERROR) in told(found)


def test_what_writing_left_in_the_file(original: Path, tmp_path: Path) -> None:
    def edit(word: WordDocument) -> None:
        place = line(word, "二、工作进度")
        inserted, run = OxmlElement("w:ins"), place.insert_paragraph_before("").add_run("有关情况续报。")._r
        parent = run.getparent()
        inserted.append(run)
        parent.append(inserted)
        deleted, gone, words = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
        words.text = "旧话"
        gone.append(words)
        deleted.append(gone)
        place.insert_paragraph_before("各区正在落实。")._p.append(deleted)
        hidden = place.insert_paragraph_before("各单位正在补报。").add_run("电话13800138000")
        hidden.font.hidden = True
        marked = place.insert_paragraph_before("请各单位").add_run("抓紧落实")
        mark = OxmlElement("w:highlight")
        mark.set(qn("w:val"), "yellow")
        marked._r.get_or_add_rPr().append(mark)
        word.add_comment(marked, text="此句再核", author="某甲", initials="甲")

    found = edited(original, tmp_path, edit)
    by_code = {one.code: one for one in found}
    assert set(by_code) == {"tracked_changes", "hidden_text", "highlight", "comments", "untraced"}  # the number hidden
    assert [one.severity for one in found if one.code == "tracked_changes"] == [Severity.ERROR] * 2
    assert by_code["highlight"].quote == "请各单位抓紧落实"
    assert "此句再核" in by_code["comments"].message and "某甲" not in by_code["comments"].message
    assert "138" not in by_code["hidden_text"].message
    assert all(one.locator for one in found)


def test_the_official_form(original: Path, tmp_path: Path) -> None:
    def edit(word: WordDocument) -> None:
        word.sections[0].left_margin = Mm(31.8)
        run = line(word, "今日应报单位").add_run("特此报告。")
        run.font.size = Pt(12)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "宋体")

    found = edited(original, tmp_path, edit)
    assert told(found) == [("form", Severity.WARNING)] * 2
    assert "左 31.8（应为 28）" in found[0].message and "宋体、12 磅" in found[1].message


def test_another_form_is_left_alone(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("安澜市宣传工作情况")
    word.add_paragraph("2月4日，全市发稿409篇。").runs[0].font.size = Pt(10)
    word.save(str(tmp_path / "own.docx"))
    assert lint(tmp_path / "own.docx") == []


def test_automatic_numbering_and_tables_of_an_offices_own_file(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("安澜市宣传工作情况")
    for words in ("一、全市发稿XX篇，累计6579篇。", "三、下步打算"):
        word.add_paragraph(words)
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("单位", "发放资料（份）", "东河区", "＊＊"), strict=True):
        cell.text = words
    word.save(str(tmp_path / "own.docx"))
    found = lint(tmp_path / "own.docx")
    assert [(one.code, one.locator) for one in found] == [
        ("blank", "第2段"),
        ("numbering", "第3段"),
        ("blank", "表1 第2行第2列"),
    ]


def test_two_tables_of_two_captions_are_two_things(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("安澜市宣传工作情况")
    for caption, values in (("图1 发放宣传资料新增", ("730", "240")), ("图2 发放宣传资料累计", ("20642", "27135"))):
        word.add_paragraph(caption)
        table = word.add_table(rows=3, cols=2)
        rows = ("单位", "发放宣传资料（份）", "东河区", values[0], "西山区", values[1])
        for cell, words in zip(table._cells, rows, strict=True):
            cell.text = words
    word.save(str(tmp_path / "own.docx"))
    assert [one.code for one in lint(tmp_path / "own.docx")] == []


def test_a_paragraph_without_its_stop(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("安澜市宣传工作情况")
    word.add_paragraph("2月4日，全市发稿409篇。各区组织志愿者入户宣传，张贴海报800张")
    word.add_paragraph("各区组织志愿者入户宣传，张贴海报800张")  # one sentence may be an item of a list
    word.save(str(tmp_path / "own.docx"))
    found = lint(tmp_path / "own.docx")
    assert [(one.code, one.locator, one.suggestion) for one in found] == [("punctuation", "第2段", "张。")]


def test_sources_of_another_day_and_questioned_figures(tmp_path: Path) -> None:
    shelf = small_city()
    before = DAY - timedelta(days=1)
    shelf.add("bailu", "outreach.leaflets", 7700, "份", Basis.CUMULATIVE, origin=Origin.CARRIED, reason="沿用昨日")
    made = compose(shelf, CITY, DAY)
    figures = [one for one in made.figures() if one.sources and one.state is State.SOUND]
    path = tmp_path / "brief.json"
    write(made, path)
    payload = json.loads(path.read_text("utf-8"))
    old, doubted = (next(f for f in payload["figures"] if f["id"] == one.id) for one in figures[:2])
    old["sources"][0]["date"] = before.isoformat()
    doubted["state"], doubted["questions"] = "questioned", ["望海区：相差 2"]
    path.write_text(json.dumps(payload, ensure_ascii=False), "utf-8")
    found = {one.code: one for one in lint(path, CITY)}
    assert (found["stale_source"].severity, found["questioned"].severity) == (Severity.WARNING, Severity.WARNING)
    assert "2月2日" in found["stale_source"].message and "相差 2" in found["questioned"].message


def test_what_a_rule_cannot_finish_is_said(monkeypatch: pytest.MonkeyPatch, original: Path) -> None:
    def broken(_: object) -> list[Remark]:
        raise ValueError("x")

    rules = all_rules()
    monkeypatch.setattr("dibao.lint.engine.all_rules", lambda: (replace(rules[0], find=broken), *rules[1:]))
    found = [one for one in lint(original, CITY) if one.severity is Severity.WARNING]
    assert [one.code for one in found] == [rules[0].code] and "ValueError" in found[0].message


@pytest.mark.parametrize("name", ["none.docx", "none.json", "broken.docx", "broken.json", "other.json"])
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    if name.startswith("broken"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
    if name.startswith("other"):
        (tmp_path / name).write_text("{}", "utf-8")
    with pytest.raises(DibaoError) as refused:
        lint(tmp_path / name)
    assert refused.value.code in ("unreadable", "no_provenance") and "\n" not in str(refused.value)


def test_a_tables_total(tmp_path: Path) -> None:
    word = Document()
    word.add_paragraph("安澜市宣传工作情况")
    rows = (("区县", "发放宣传资料（份）"), ("望海区", "12,640"), ("柳林区", "9,460"), ("合计", "22,200"))
    table = word.add_table(rows=len(rows), cols=2)
    for cell, words in zip(table._cells, (words for row in rows for words in row), strict=True):
        cell.text = words
    word.save(str(tmp_path / "own.docx"))
    found = lint(tmp_path / "own.docx", CITY)
    assert [(one.code, one.locator, one.suggestion) for one in found] == [("table_total", "表1 第4行第2列", "22,100")]
    table._cells[-1].text = "22,100（缺1家）"  # how many units a total lacks is no figure of the table
    word.save(str(tmp_path / "own.docx"))
    assert lint(tmp_path / "own.docx", CITY) == []
