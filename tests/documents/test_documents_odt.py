"""OpenDocument texts: what a page shows."""

from __future__ import annotations

from time import process_time

import pytest
import wholeness
from opendocument import NAMES, cell, odt, p, row

from dibao import language
from dibao.documents import Document, Prose, Region, Table, registry
from dibao.errors import DibaoError


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def opened(data: bytes, name: str = "日报.odt") -> Document:
    document = registry.read(data, name)
    wholeness.check(document)
    assert document.format == "odt"
    return document


def h(text: str, level: int = 1, attributes: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {attributes}>{text}</text:h>'


def test_paragraphs_headings_and_titles_have_their_places() -> None:
    title = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    named = '<office:styles><style:style style:name="Title" style:family="paragraph"/></office:styles>'
    document = opened(
        odt(
            p("工作日报", "P1") + h("一、新闻") + p("") + p("发稿25篇。") + h("（一）广播", 2),
            automatic=title,
            styles=named,
        )
    )
    assert document.text == "工作日报\n一、新闻\n\n发稿25篇。\n（一）广播"
    assert [(block.locator, block.level) for block in document.blocks if isinstance(block, Prose)] == [
        ("第1段", 1),
        ("第2段", 1),
        ("第3段", 0),
        ("第4段", 2),
    ]


def test_white_space_is_what_is_shown() -> None:
    text = '\n  发稿  \n<text:span>25</text:span><text:s text:c="3"/>篇<text:tab/>甲<text:line-break/>乙\n '
    assert opened(odt(p(text))).text == "发稿 25   篇\t甲\n乙"
    bomb = opened(odt(p('甲<text:s text:c="999999999"/>乙')))
    assert len(bomb.text) < 2000


def test_content_controls_are_read_and_their_prompts_are_not() -> None:
    filled = "<loext:content-control>409</loext:content-control>篇，累计<loext:content-control "
    filled += 'loext:showing-place-holder="true">6,579</loext:content-control>篇'
    prompt = '<loext:content-control loext:showing-place-holder="true">单击此处输入文字。</loext:content-control>'
    assert opened(odt(p(f"发稿{filled}{prompt}"))).text == "发稿409篇，累计6,579篇"


LEVELS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." '
    'style:num-prefix="（" style:num-suffix="）"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2" style:num-suffix="."/>'
    '<text:list-level-style-bullet text:level="4" text:bullet-char="•"/></text:list-style>'
    '<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="A" '
    'loext:num-list-format="第%1%项 " text:start-value="3"/></text:list-style>'
)


def items(*inside: str, style: str = "L", attributes: str = "") -> str:
    its = "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)
    return f'<text:list text:style-name="{style}" {attributes}>{its}</text:list>'


def test_lists_are_numbered_as_they_are_shown() -> None:
    inner = "<text:list><text:list-item>{}</text:list-item></text:list>"
    body = (
        items(p("总体") + p("又一段"), inner.format(p("新闻")), attributes='xml:id="a"')
        + p("插话")
        + items(inner.format(p("广播") + inner.format(p("细目"))), attributes='text:continue-list="a"')
        + items(p("工作"), attributes='text:continue-numbering="true"')
        + items(inner.format(p("甲")), attributes='text:continue-numbering="true"')
        + items(p("另起"))
        + items(p("三"), p("四"), style="M")
    )
    assert opened(odt(body, automatic=LEVELS)).text.split("\n") == [
        "一、总体",
        "又一段",
        "（一）新闻",
        "插话",
        "（二）广播",
        "二.1. 细目",
        "二、工作",
        "（一）甲",
        "一、另起",
        "第C项 三",
        "第D项 四",
    ]


def test_bullets_give_no_number_and_items_may_say_theirs() -> None:
    deep = "<text:list><text:list-item>" * 3 + p("点") + "</text:list-item></text:list>" * 3
    body = items(deep) + '<text:list text:style-name="L"><text:list-header>' + p("头") + "</text:list-header>"
    body += '<text:list-item text:start-value="7">' + p("七") + "</text:list-item></text:list>"
    assert opened(odt(body, automatic=LEVELS)).text.split("\n") == ["点", "头", "七、七"]


def test_headings_have_their_outline_numbers() -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" '
        'style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:outline-level-style text:level="2" '
        'style:num-format=""/></text:outline-style></office:styles>'
    )
    off = '<style:style style:name="P1" style:family="paragraph" style:list-style-name=""/>'
    body = h("甲") + h("细", 2) + h("附", 1, 'text:style-name="P1"') + h("乙")
    assert opened(odt(body, automatic=off, styles=outline)).text.split("\n") == ["一、甲", "细", "附", "二、乙"]


def test_tables_with_merged_cells_and_tables_inside() -> None:
    span = 'table:number-columns-spanned="{1}" table:number-rows-spanned="{0}"'.format
    covered = "<table:covered-table-cell/>"
    inner = f"<table:table>{row('甲', '数')}{row('乙', '7')}</table:table>"
    body = (
        "<table:table><table:table-header-rows>"
        + row(cell("单位", span(2, 1)), cell("新增", span(1, 2)), covered)
        + "</table:table-header-rows>"
        + row(covered, "单页", "条幅")
        + row("东河区", "3200", f"<table:table-cell>{inner}</table:table-cell>")
        + "</table:table>"
    )
    outer, nested = opened(odt(body)).blocks
    assert isinstance(outer, Table)
    assert isinstance(nested, Table)
    assert wholeness.spans(outer) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert [cell.locator for cell in outer.cells][-1] == "表1 第3行第2列"
    assert [cell.locator for cell in nested.cells][-1] == "表1之1 第2行第2列"


def test_a_frame_of_one_cell_is_running_text() -> None:
    body = (
        f"<table:table>{row('<table:table-cell>' + p('发稿25篇') + p('转载3篇') + '</table:table-cell>')}</table:table>"
    )
    assert wholeness.texts(opened(odt(body))) == ["发稿25篇", "转载3篇"]


def test_text_boxes_notes_headers_and_footers() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>{}</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>框里5条</text:p></draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>图形里6条</text:p></draw:custom-shape>"
    masters = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph"/></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:next-style-name="Next">'
        "<style:header><text:p>安澜市宣传组</text:p></style:header>"
        '<style:header-left style:display="false"><text:p>不显示</text:p></style:header-left>'
        "<style:footer><text:p>第<text:page-number>3</text:page-number>页 值班室</text:p></style:footer>"
        '</style:master-page><style:master-page style:name="Next"><style:header><text:p>安澜市宣传组</text:p>'
        '</style:header></style:master-page><style:master-page style:name="Unused"><style:header>'
        "<text:p>没有用到</text:p></style:header></style:master-page></office:master-styles>"
    )
    body = p("有注" + note.format("endnote", "尾2篇") + note.format("footnote", "脚3篇") + "后文" + box) + p(
        "末" + shape
    )
    document = opened(odt(body, styles=masters))
    assert [(block.region, block.locator, document.text[block.start : block.end]) for block in document.blocks] == [
        (Region.HEADER, "页眉", "安澜市宣传组"),
        (Region.BODY, "第1段", "有注后文"),
        (Region.TEXT_BOX, "文本框1", "框里5条"),
        (Region.BODY, "第2段", "末"),
        (Region.TEXT_BOX, "文本框2", "图形里6条"),
        (Region.NOTE, "脚注1", "脚3篇"),
        (Region.NOTE, "尾注1", "尾2篇"),
        (Region.FOOTER, "页脚", "第页 值班室"),
    ]


def test_what_is_not_read_is_said() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删99篇</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    hidden = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    entry = '<m:file-entry m:full-path="Object 1/" m:media-type="application/vnd.oasis.opendocument.chart"/>'
    chart = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    body = (
        changes
        + "<text:table-of-content><text:index-body><text:p>目录 1</text:p></text:index-body></text:table-of-content>"
        + p('发稿25篇<text:span text:style-name="T1">隐藏88</text:span><text:change text:change-id="a"/>')
        + p('25m<text:span text:style-name="T2">2</text:span>')
        + p("<office:annotation><text:p>批注77</text:p></office:annotation>甲")
        + p("<draw:frame><draw:image/></draw:frame>" + chart)
        + p('<draw:frame><draw:object xlink:href="./Object 2"/></draw:frame>乙')
        + '<text:section text:display="none"><text:p>隐藏节66</text:p></text:section>'
    )
    document = opened(odt(body, automatic=hidden, manifest=entry))
    assert document.text == "发稿25篇\n25m²\n甲\n\n乙"
    assert document.notes == (
        "隐藏文字 2 处未读。",
        "文件带修订痕迹，按全部接受读取。",
        "批注 1 条未读。",
        "目录未读。",
        "图片 1 张，其中的文字未读。",
        "嵌入的对象（如 Excel 表）1 个未读，请另发原文件。",
        "图表、图示 1 个，其中的文字未读。",
    )


def test_a_wps_with_a_text_inside_and_a_flat_file() -> None:
    assert opened(odt(p("发稿25篇")), "日报.wps").text == "发稿25篇"
    flat = (
        f'<?xml version="1.0"?><office:document {NAMES} office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:body><office:text><text:p>发稿25篇</text:p></office:text></office:body></office:document>"
    )
    assert opened(flat.encode(), "日报.fodt").text == "发稿25篇"


def test_lists_sections_and_tables_inside_each_other_without_end_are_refused() -> None:
    for begin, end in (
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:section>", "</text:section>"),
    ):
        with pytest.raises(DibaoError, match="损坏"):
            registry.read(odt(begin * 100 + p("甲") + end * 100), "日报.odt")
    wide = cell("甲", 'table:number-columns-repeated="999999"')
    bomb = f"<table:table>{row(wide, '乙')}</table:table>"
    with pytest.raises(DibaoError, match="损坏"):
        registry.read(odt(bomb), "日报.odt")
    with pytest.raises(DibaoError, match="损坏"):
        registry.read(odt(p("甲"))[:-30], "日报.odt")


def test_a_page_is_read_fast() -> None:
    data = odt("".join(p(f"第{number}项：发稿25篇，<text:span>转载3篇</text:span>。") for number in range(60)))
    opened(data)
    begun = process_time()
    for _ in range(10):
        registry.read(data, "日报.odt")
    assert (process_time() - begun) / 10 < 0.1
