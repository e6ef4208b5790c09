"""Word documents: everything that a unit's report may hold."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
import wholeness
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st
from wordprocessing import docx as raw
from wordprocessing import field, p, r, tc, tr, zipped

from dibao import documents, language
from dibao.documents import Document, Prose, Region, Table


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def opened(data: bytes) -> Document:
    document = documents.from_bytes(data, "日报.docx")
    wholeness.check(document)
    assert document.format == "docx"
    return document


def saved(document: object) -> Document:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return opened(out.getvalue())


def locators(document: Document) -> list[str]:
    return [block.locator for block in document.blocks]


def test_paragraphs_headings_and_tables_in_document_order() -> None:
    file = docx.Document()
    file.add_heading("安澜市宣传日报", 0)
    file.add_heading("一、基本情况", 1)
    file.add_paragraph("今日发稿25篇。")
    table = file.add_table(2, 2)
    for at, text in enumerate(["单位", "数量", "东河区", "1045"]):
        table.cell(at // 2, at % 2).text = text
    file.add_paragraph("")
    file.add_heading("（一）媒体", 2)
    document = saved(file)
    assert wholeness.texts(document) == [
        "安澜市宣传日报",
        "一、基本情况",
        "今日发稿25篇。",
        {(0, 0): "单位", (0, 1): "数量", (1, 0): "东河区", (1, 1): "1045"},
        "（一）媒体",
    ]
    assert [block.level for block in document.blocks if isinstance(block, Prose)] == [1, 1, 0, 2]
    assert locators(document) == ["第1段", "第2段", "第3段", "表1", "第4段"]
    assert document.locator(document.text.index("1045")) == "表1 第2行第2列"
    assert not any(block.wrapped for block in document.blocks if isinstance(block, Prose))


def test_a_heading_by_outline_level_and_by_a_style_based_on_a_heading() -> None:
    file = docx.Document()
    style = file.styles.add_style("本单位标题", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Heading 3"]
    file.add_paragraph("三级", style=style)
    outlined = raw(
        p("大纲", properties='<w:outlineLvl w:val="1"/>') + p("正文", properties='<w:outlineLvl w:val="9"/>')
    )
    assert [block.level for block in saved(file).blocks] == [3]  # type: ignore[union-attr]
    assert [block.level for block in opened(outlined).blocks] == [2, 0]  # type: ignore[union-attr]


def test_breaks_tabs_and_hyphens() -> None:
    body = p(
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t><w:softHyphen/></w:r>"
    )
    assert opened(raw(body)).text == "甲\n乙\t3-5"


def test_merged_cells_stand_at_their_upper_left_corner() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        "<w:tbl>"
        + tr(
            tc("单位", properties=start), tc("新增", properties='<w:gridSpan w:val="2"/>'), tc("累计", properties=start)
        )
        + tr(tc("", properties=goes_on), tc("单页"), tc("条幅"), tc("旧", properties='<w:vMerge w:val="continue"/>'))
        + tr(tc("东河区"), tc("3200"), tc("96"), tc("5000"))
        + "</w:tbl>"
    )
    document = opened(raw(table))
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert (block.rows, block.columns) == (3, 4)
    assert wholeness.texts(document) == [
        {
            (0, 0): "单位",
            (0, 1): "新增",
            (0, 3): "累计",
            (1, 1): "单页",
            (1, 2): "条幅",
            (2, 0): "东河区",
            (2, 1): "3200",
            (2, 2): "96",
            (2, 3): "5000",
        }
    ]
    assert wholeness.spans(block) == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert document.locator(document.text.index("5000")) == "表1 第3行第4列"


def test_rows_that_begin_further_right_and_cells_in_content_controls() -> None:
    control = f"<w:sdt><w:sdtContent>{tc('25')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('东河区'), control)}</w:sdtContent></w:sdt>"
    header = tr(tc("数量"), properties='<w:gridBefore w:val="1"/>')
    table = f"<w:tbl>{header}{row}</w:tbl>"
    assert wholeness.texts(opened(raw(table))) == [{(0, 1): "数量", (1, 0): "东河区", (1, 1): "25"}]


def test_a_nested_table_follows_its_outer_table() -> None:
    inner = f"<w:tbl>{tr('甲', '1')}{tr('乙', '2')}</w:tbl>"
    outer = f"<w:tbl>{tr('单位', tc(p('见下'), inner, p()))}{tr('合计', '3')}</w:tbl>"
    document = opened(raw(outer + p("完") + outer))
    assert wholeness.texts(document)[:3] == [
        {(0, 0): "单位", (0, 1): "见下", (1, 0): "合计", (1, 1): "3"},
        {(0, 0): "甲", (0, 1): "1", (1, 0): "乙", (1, 1): "2"},
        "完",
    ]
    assert locators(document) == ["表1", "表1之1", "第1段", "表2", "表2之1"]


def test_a_frame_of_one_cell_is_read_as_running_text() -> None:
    inner = f"<w:tbl>{tr('甲', '1')}{tr('乙', '2')}</w:tbl>"
    frame = f"<w:tbl>{tr(tc(p('今日发稿25篇。'), inner, p('附后。')))}</w:tbl>"
    document = opened(raw(p("日报") + frame))
    assert wholeness.texts(document) == [
        "日报",
        "今日发稿25篇。",
        {(0, 0): "甲", (0, 1): "1", (1, 0): "乙", (1, 1): "2"},
        "附后。",
    ]
    assert locators(document) == ["第1段", "第2段", "表1", "第3段"]


def vml_box(inside: str) -> str:
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"


def text_box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
    drawing = f"<w:drawing><wp:inline><a:graphic>{shape}</a:graphic></wp:inline></w:drawing>"
    vml = vml_box(inside)
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    vml_only = f"<w:r>{vml_box('<w:txbxContent>' + p('旧式 8') + '</w:txbxContent>')}</w:r>"
    document = opened(raw(p("甲", text_box("框内 7"), "乙") + p("丙", vml_only)))
    assert wholeness.texts(document) == ["甲乙", "框内 7", "丙", "旧式 8"]
    assert [block.region for block in document.blocks] == [Region.BODY, Region.TEXT_BOX] * 2
    assert locators(document) == ["第1段", "文本框1", "第2段", "文本框2"]


def test_text_boxes_in_cells_follow_the_table() -> None:
    table = f"<w:tbl>{tr('单位', tc(p('数量', text_box('框内 7'))))}{tr('东河', '1')}</w:tbl>"
    assert wholeness.texts(opened(raw(table)))[1:] == ["框内 7"]


def test_headers_and_footers_that_a_page_shows() -> None:
    file = docx.Document()
    section = file.sections[0]
    section.header.paragraphs[0].text = "安澜市宣传日报 第12期"
    section.footer.paragraphs[0].text = "截至2月3日9时"
    section.first_page_header.paragraphs[0].text = "从不显示"
    section.different_first_page_header_footer = False
    file.add_paragraph("发稿25篇")
    file.add_section().header.is_linked_to_previous = True
    document = saved(file)
    assert wholeness.texts(document) == ["安澜市宣传日报 第12期", "发稿25篇", "截至2月3日9时"]
    assert [block.region for block in document.blocks] == [Region.HEADER, Region.BODY, Region.FOOTER]
    assert [document.blocks[0].locator, document.blocks[2].locator] == ["页眉", "页脚"]


def test_page_numbers_are_left_out_of_footers() -> None:
    reference = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    simple = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    footer = p(r("— "), field(" PAGE \\* MERGEFORMAT ", r("1")), r(" —"), simple)
    document = opened(raw(p("发稿25篇") + reference, footer1=footer))
    assert wholeness.texts(document) == ["发稿25篇"]


def test_footnotes_follow_the_body_in_the_order_of_their_marks() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'
        for number, text in ((0, "分隔线"), (1, "注一"), (2, "注二含5条"))
    )
    document = opened(raw(p("发稿25", mark.format(2), "篇，转载3篇", mark.format(1)), footnotes=notes))
    assert wholeness.texts(document) == ["发稿25篇，转载3篇", "注二含5条", "注一"]
    assert locators(document) == ["第1段", "脚注1", "脚注2"]
    assert document.blocks[1].region is Region.NOTE


def test_tracked_changes_are_read_as_if_accepted() -> None:
    author = 'w:id="1" w:author="甲"'
    body = (
        p(
            "发稿",
            f"<w:del {author}><w:r><w:delText>24</w:delText></w:r></w:del>",
            f"<w:ins {author}>{r('25')}</w:ins>",
            "篇",
        )
        + p(
            f"<w:moveFrom {author}>{r('移动的一句。')}</w:moveFrom>",
            properties=f"<w:rPr><w:moveFrom {author}/></w:rPr>",
        )
        + p("末段")
        + p(f"<w:moveTo {author}>{r('移动的一句。')}</w:moveTo>")
    )
    document = opened(raw(body))
    assert document.text == "发稿25篇\n末段\n移动的一句。"
    assert document.notes == ("文件带修订痕迹，按全部接受读取。",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("今日发稿", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("25篇。")
    assert opened(raw(body)).text == "今日发稿25篇。"


def test_deleted_rows_are_gone() -> None:
    gone = tr("旧", "1", properties='<w:del w:id="1"/>')
    come = tr("新", "2", properties='<w:ins w:id="2"/>')
    table = f"<w:tbl>{tr('单位', '数量')}{gone}{come}</w:tbl>"
    assert wholeness.texts(opened(raw(table))) == [{(0, 0): "单位", (0, 1): "数量", (1, 0): "新", (1, 1): "2"}]


def test_content_controls_links_and_tags_are_transparent_and_placeholders_empty() -> None:
    control = f"<w:sdt><w:sdtContent>{r('25')}</w:sdtContent></w:sdt>"
    placeholder = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    link = f"<w:hyperlink>{r('篇')}</w:hyperlink>"
    smart = f"<w:smartTag>{r('（条）')}</w:smartTag>"
    block = f"<w:sdt><w:sdtContent>{p('整段')}</w:sdtContent></w:sdt>"
    assert opened(raw(p("发稿", control, link, smart, placeholder) + block)).text == "发稿25篇（条）\n整段"


def test_what_was_filled_in_under_a_placeholder_mark_is_kept() -> None:
    marked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('1045')}</w:sdtContent></w:sdt>"
    assert opened(raw(p("发稿", marked, "篇"))).text == "发稿1045篇"


def test_fields_give_their_results() -> None:
    nested = field(" IF ", r("25"))
    outer = field(f" = </w:instrText></w:r>{field(' QUOTE ', r('不读'))}<w:r><w:instrText> + 1 ", r("26"))
    document = opened(raw(p("合计", field(" =SUM(ABOVE) ", r("1,045")), "份") + p(nested) + p(outer)))
    assert document.text == "合计1,045份\n25\n26"


def test_an_unclosed_field_hides_nothing() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "发稿25篇") + p("转载3篇")
    assert opened(raw(body)).text == "发稿25篇\n转载3篇"


def test_a_table_of_contents_is_left_out_and_said() -> None:
    contents = p(field(' TOC \\o "1-3" ', r("一、基本情况\t3")))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    for body in (contents, control):
        document = opened(raw(body + p("一、基本情况")))
        assert wholeness.texts(document) == ["一、基本情况"]
        assert document.notes == ("目录未读。",)


def test_hidden_text_is_left_out_and_said() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="暗"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="隐"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p("发稿", r("99", "<w:vanish/>"), r("98", '<w:rStyle w:val="暗"/>'), r("25", '<w:vanish w:val="0"/>'), "篇")
        + p("整段隐藏", properties='<w:pStyle w:val="隐"/>')
        + p(r("仍可见", '<w:vanish w:val="false"/>'), properties='<w:pStyle w:val="隐"/>')
    )
    document = opened(raw(body, styles=styles))
    assert document.text == "发稿25篇\n\n仍可见"
    assert document.notes == ("隐藏文字 3 处未读。",)


def test_raised_figures_stay_apart_from_the_number_before_them() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert opened(raw(p("发稿25", r("1", raised), "篇，300", "m", r("2", raised)))).text == "发稿25¹篇，300m²"


def test_what_cannot_be_read_is_said() -> None:
    picture = "<w:r><w:drawing><wp:inline><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
    sheet = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
    chart = "<w:r><w:drawing><a:graphic><c:chart/></a:graphic></w:drawing></w:r>"
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    document = opened(raw(p("正文", picture, sheet, chart, comment)))
    assert document.notes == (
        "批注 1 条未读。",
        "图片 1 张，其中的文字未读。",
        "嵌入的对象（如 Excel 表）1 个未读，请另发原文件。",
        "图表、图示 1 个，其中的文字未读。",
    )


def test_ticks_phonetic_guides_and_formulas() -> None:
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{r('ān')}</w:rt><w:rubyBase>{r('安')}</w:rubyBase></w:ruby></w:r>"
    formula = "<m:oMath><m:r><m:t>98.5%</m:t></m:r></m:oMath>"
    assert opened(raw(p(tick, ruby, "澜", formula))).text == "☑安澜98.5%"


def test_files_of_the_strict_kind_are_read_too() -> None:
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(io.BytesIO(raw(p("发稿25篇")))) as archive:
        files: dict[str, str | bytes] = {
            name: archive.read(name)
            .replace(usual + b"wordprocessingml/2006/main", strict + b"wordprocessingml/main")
            .replace(usual + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships")
            for name in archive.namelist()
        }
    assert opened(zipped(files)).text == "发稿25篇"


LINES = st.lists(
    st.text(st.sampled_from("今日发稿25篇，：、（）%万 \tabZ·“”…￥"), max_size=20).map(str.strip),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_text_to_docx_and_back(lines: list[str]) -> None:
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    assert saved(file).text == "\n".join(lines)
