"""Saved web pages and mail bodies: what a browser shows, as paragraphs, lists and tables."""

from __future__ import annotations

import random

import pytest
import wholeness
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dibao import language
from dibao.documents import Document, Prose, Table, registry
from dibao.errors import DibaoError


def opened(text: str | bytes, name: str = "日报.html") -> Document:
    """The page in this markup, whole."""
    language.use("zh")
    data = text.encode() if isinstance(text, str) else text
    document = registry.read(data, name)
    wholeness.check(document)
    assert document.format == "html"
    return document


def body(text: str | bytes) -> list[object]:
    """The page's blocks in short."""
    return wholeness.texts(opened(text))


PAGE = "<html><head><meta charset=gb2312><title>日报</title></head><body><h1>日报</h1><p>发稿25篇</p></body></html>"


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode("gb18030"),
        PAGE.replace("gb2312", "GBK").encode("gbk"),
        PAGE.replace("<meta charset=gb2312>", "").encode("gb18030"),
        PAGE.replace("<meta charset=gb2312>", "").encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        b"\xff\xfe" + PAGE.encode("utf-16-le"),
        PAGE.encode(),  # says one thing and is another
        PAGE.replace("<meta charset=gb2312>", "<meta http-equiv=Content-Type content='text/html; charset=big5'>")
        .replace("发稿25篇", "發稿25篇")
        .replace("报", "報")
        .encode("big5"),
        ('<?xml version="1.0" encoding="gb2312"?>' + PAGE.replace("<meta charset=gb2312>", "")).encode("gb18030"),
    ],
    ids=["gb2312", "gbk", "undeclared gb", "undeclared utf-8", "mark", "utf-16", "false", "big5", "xml"],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert body(data)[1] in ("发稿25篇", "發稿25篇")


def test_bytes_that_make_no_sense_are_said() -> None:
    document = opened(PAGE.encode("gb18030").replace(b"</p>", b"\xff\xff</p>"))
    assert document.notes[0].startswith("有 2 处文字")
    assert "25" in document.text


def test_only_what_is_shown_is_read() -> None:
    shown = """<html><head><title>日报</title><style>.x, p.y { display: none } #z{visibility:hidden}
      @media print { .kept { display:none } }</style></head><body>
      <script>var a = 1</script><nav>首页 3篇</nav><noscript>4</noscript><h1>日报</h1>
      <div style="display:none">5篇</div><p class="x">6篇</p><p class="y">7篇</p><p id=z>8篇</p><p hidden>9篇</p>
      <p class="kept">发稿25篇</p><p><del>24篇</del><s>23</s>25篇</p><!-- 10篇 --><template>11</template>
      <input type=hidden value=12><input value="13篇"><button>14</button><select><option>15</select></body></html>"""
    document = opened(shown)
    assert wholeness.texts(document) == ["日报", "发稿25篇", "25篇", "13篇"]
    assert document.notes == ("隐藏文字 5 处未读。", "划掉的文字 2 处未读。")


def test_white_space_and_breaks_are_as_a_browser_shows_them() -> None:
    text = "<p>市级媒体\n  发稿<b>25</b>篇，\n累计&nbsp;30&#31687;<br>省级  6 篇<br/><br>中央 1篇</p>尾"
    shown = "市级媒体发稿25篇，累计 30篇\n省级 6 篇\n中央 1篇"
    assert body(text + "<div>甲<div>乙</div>丙</div>") == [shown, "尾", "甲", "乙", "丙"]


def test_preformatted_text_keeps_its_lines() -> None:
    document = opened("<p>甲</p><pre>发稿25篇，\n累计30篇</pre>")
    block = document.blocks[1]
    assert isinstance(block, Prose)
    assert block.wrapped
    assert document.text[block.start : block.end] == "发稿25篇，\n累计30篇"
    assert document.locator(block.end - 1) == "第2段"


def test_headings_have_levels_and_paragraphs_places() -> None:
    document = opened("<h1>日报</h1><h2>一、发稿</h2><p>发稿25篇</p><h3>（一）省级</h3>")
    assert [(block.level, block.locator) for block in document.blocks if isinstance(block, Prose)] == [
        (1, "第1段"),
        (2, "第2段"),
        (0, "第3段"),
        (3, "第4段"),
    ]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("东河区2月3日日报", "东河区2月3日日报"),
        ("日报", "日报"),
        ("宣传工作日报_安澜市人民政府", "宣传工作日报"),
        ("", "宣传工作日报"),
    ],
)
def test_the_title_comes_first_unless_the_page_says_it(title: str, first: str) -> None:
    head = "宣传工作日报" if title != "东河区2月3日日报" else "发稿情况"
    found = body(f"<title>{title}</title><h1>{head}</h1><p>发稿25篇</p>")
    assert found[0] == (first if title == "东河区2月3日日报" else head)
    assert len(found) == (3 if title == "东河区2月3日日报" else 2)


def test_lists_carry_their_numbers() -> None:
    found = body(
        "<ol><li>发稿25篇<li><p>海报</p><p>300张</p><ul><li>横幅45条</ul><li value=7>视频</ol>"
        "<ol type=a start=3><li>甲</ol><ol style='list-style-type: cjk-ideographic'><li>乙</ol>"
        "<ol style='list-style:none'><li>丙</ol><ol reversed><li>丁<li>戊</ol>"
    )
    assert found == [
        "1. 发稿25篇",
        "2. 海报",
        "300张",
        "横幅45条",
        "7. 视频",
        "c. 甲",
        "一、乙",
        "丙",
        "2. 丁",
        "1. 戊",
    ]


def test_note_marks_do_not_stick_to_digits() -> None:
    assert body("<p>发稿25<sup>1</sup>篇<sup>[2]</sup>，面积3m<sup>2</sup></p>") == ["发稿25¹篇，面积3m²"]


def test_tables_span_and_know_their_cells() -> None:
    document = opened(
        "<p>前</p><table border=1><caption>表一</caption><thead><tr><th rowspan=2>单位<th colspan=2>发稿"
        "<tr><th>新增<th>累计</thead><tfoot><tr><td>合计<td>56<td>710</tfoot><tbody>"
        "<tr><td><p>东河区</p><p>（含镇）</p><td>25<td>300<tr style='display:none'><td>藏<td>9<td>9"
        "<tr><td>西山县<td>31<td>410</tbody></table>"
    )
    assert wholeness.texts(document) == [
        "前",
        "表一",
        {
            (0, 0): "单位",
            (0, 1): "发稿",
            (1, 1): "新增",
            (1, 2): "累计",
            (2, 0): "东河区\n（含镇）",
            (2, 1): "25",
            (2, 2): "300",
            (3, 0): "西山县",
            (3, 1): "31",
            (3, 2): "410",
            (4, 0): "合计",
            (4, 1): "56",
            (4, 2): "710",
        },
    ]
    table = document.blocks[2]
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert document.locator(document.text.index("25")) == "表1 第3行第2列"
    assert document.notes == ("隐藏的表格行 1 行未读。",)


def test_spans_that_reach_too_far_are_cut() -> None:
    document = opened(
        "<table><tr><td rowspan=0>甲<td colspan=9999999>乙<tr><td>1<td>2<tr><td rowspan=99>3<td>4</table>"
    )
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert table.rows == 3
    assert wholeness.spans(table)[0, 0] == (3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>发稿25篇</table>",
        "<table><tr><td>发稿25篇<tr><td></table>",
        "<table role=presentation><tr><td>发稿25篇<td></table>",
        "<table><tr><td><h2>发稿25篇</h2><td></table>",
        f"<table><tr><td>发稿25篇<td style='display:none'>{'字' * 200}</table>",
        "<table><tr><td><table><tr><td>发稿25篇</table><td></table>",
    ],
)
def test_a_table_that_lays_out_is_running_text(text: str) -> None:
    assert body(text) == ["发稿25篇"]


def test_a_table_of_data_in_a_table_that_lays_out() -> None:
    text = "<table><tr><td>左栏<td><p>发稿情况</p><table><tr><td>单位<td>发稿<tr><td>东河区<td>25</table></table>"
    assert body(text) == ["左栏", "发稿情况", {(0, 0): "单位", (0, 1): "发稿", (1, 0): "东河区", (1, 1): "25"}]


def test_a_table_inside_a_table_of_data_stands_after_it() -> None:
    inner = "<table><tr><th>镇<th>数<tr><td>河口<td>3</table>"
    document = opened(f"<table><tr><th>单位<th>明细<tr><td>东河区<td>见下{inner}</table>")
    assert [block.locator for block in document.blocks] == ["表1", "表1之1"]


def test_pictures_and_frames_are_said() -> None:
    document = opened("<p>发稿25篇</p><img src=a.png><img width=1 height=1 src=t.gif><iframe src=b.html></iframe>")
    assert document.notes == (
        "图片 1 张，其中的文字未读。",
        "嵌入的其他页面 1 个未读，请另存那些页面后发送。",
    )


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (PAGE.encode(), "粘贴", "html"),
        (PAGE.encode(), "日报.htm", "html"),
        ("各位：<br>发稿25篇<br>".encode(), "正文.html", "html"),
        ("发稿25篇，a<b".encode(), "粘贴", "txt"),
        (PAGE.encode(), "日报.txt", "txt"),
    ],
)
def test_what_is_a_page_is_told_from_text(data: bytes, name: str, format: str) -> None:
    assert registry.read(data, name).format == format


def test_deep_nesting_is_refused_not_cut_off() -> None:
    assert body("<div>" * 150 + "发稿25篇" + "</div>" * 150) == ["发稿25篇"]
    for text in ("<div>" * 5000 + "发稿25篇", "<table><tr><td>" * 2000 + "发稿25篇"):
        with pytest.raises(DibaoError, match="损坏"):
            registry.read(text.encode(), "日报.html")


def test_entities_of_a_document_type_are_not_expanded(tmp_path: object) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "9999"><!ENTITY b "&a;&a;">]><p>发稿25篇&b;</p>'
    assert "9999" not in opened(bomb).text


TAGS = ["<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "<li>", "<ol start=0>", "<br>", "<pre>", "<th colspan=3>"]
TAGS += ["<td rowspan=4>", "<h2>", "</h2>", "<sup>", "</sup>", "<!--", "-->", "<title>", "<caption>", "<tfoot>", "<td"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=6)), max_size=60), st.integers(0, 2**32))
def test_any_markup_gives_a_whole_document(pieces: list[str], seed: int) -> None:
    data = bytearray(("<html>" + "".join(pieces)).encode("utf-8", "surrogatepass"))
    chance = random.Random(seed)
    if chance.random() < 0.5:
        data[chance.randrange(6, len(data) + 1) :] = b""
    try:
        document = registry.read(bytes(data), "日报.html")
    except DibaoError as error:
        assert error.code == "unreadable"
    else:
        wholeness.check(document)
