"""RTF: what a page shows, whatever program wrote it."""

from __future__ import annotations

from time import process_time

import pytest
import wholeness
from hypothesis import given
from hypothesis import strategies as st

from dibao import language
from dibao.documents import Document, Prose, Region, Table, registry
from dibao.errors import DibaoError


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def rtf(body: str, head: str = r"\ansi\ansicpg936\deff0") -> bytes:
    """A file whose body is written as RTF; characters beyond ASCII become Unicode words."""
    return ("{\\rtf1" + head + " " + u(body) + "}").encode("ascii")


def u(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text)


def gbk(text: str) -> str:
    """The text as bytes of GBK."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def opened(data: bytes, name: str = "日报.rtf") -> Document:
    document = registry.read(data, name)
    wholeness.check(document)
    assert document.format == "rtf"
    return document


FONTS = r"{\fonttbl{\f0\froman\fcharset0 Arial;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fnil\fcharset136 x;}}"


def test_paragraphs_and_headings_have_their_places() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\sb240 heading 1;}{\s2\outlinelevel1 节;}}"
    document = opened(
        rtf(styles + r"\pard\s1 一、新闻\par\pard\par\pard 发稿25篇。\par\pard\s2（一）广播\par\outlinelevel2 细\par")
    )
    assert document.text == "一、新闻\n\n发稿25篇。\n（一）广播\n细"
    assert [(block.locator, block.level) for block in document.blocks if isinstance(block, Prose)] == [
        ("第1段", 1),
        ("第2段", 0),
        ("第3段", 2),
        ("第4段", 3),
    ]


@pytest.mark.parametrize(
    "written",
    [
        FONTS + r"\f1 " + gbk("发稿25篇"),
        FONTS + r"\f0 " + gbk("发稿25篇"),
        FONTS
        + r"{\rtlch\fcs1\af0 \ltrch\fcs0\f1\loch\af0\hich\af0\dbch\f1 "
        + gbk("发稿")
        + r"}{\f0 25}\f1 "
        + gbk("篇"),
        r"\u21457\'b7\u31295\'b825\u31687\'c6",
        r"\uc2\u21457\'b7\'a2\u31295\'b8\'e525\u31687\'c6\'aa",
        r"\uc0\u21457\u31295 25\u31687 ",
        r"{\upr{x25}{\*\ud{\u21457?\u31295?25\u31687?}}}",
        "发\r\n稿25\r篇",
        r"\u21457 \u31295 25\u31687".replace(" ", "?"),
    ],
)
def test_letters_in_code_pages_and_unicode(written: str) -> None:
    assert opened(rtf(written)).text == "发稿25篇"


def test_a_second_byte_may_be_a_brace_or_a_letter_and_fonts_have_their_own_character_sets() -> None:
    assert opened(rtf(FONTS + r"\f1 \'81\{\'81\\\'81A\'81@")).text == b"\x81{\x81\\\x81A\x81@".decode("gb18030")
    big5 = "".join(f"\\'{byte:02x}" for byte in "發稿".encode("big5"))
    assert opened(rtf(FONTS + r"\f2 " + big5 + r"\f0  caf\'e9")).text == "發稿 café"
    assert opened(rtf(r"\'b7\'a2\'b8\'e5", head=r"\ansi")).text == "发稿"
    assert opened(rtf(r"\u-10187?\u-9216?")).text == "\U0001d400"


def test_characters_by_name() -> None:
    assert opened(rtf(r"甲\tab 乙\line 丙\emdash\lquote 丁\rquote\~\_\-\{\}\\")).text == "甲\t乙\n丙—‘丁’\xa0-{}\\"
    assert opened(rtf("甲\\\n乙")).text == "甲\n乙"
    assert opened(rtf(r"面积25m{\super 2}\'a1\'a3{\super 注}")).text == "面积25m²。注"


TABLE = (
    r"\trowd\trleft-108\clvmgf\cellx2772\cellx8532\pard\intbl 单位\cell 新增\cell\row"
    r"\trowd\trleft-108\clvmrg\cellx2772\cellx5652\cellx8532\pard\intbl\cell 单页\cell 条幅\cell\row"
    r"\trowd\trleft-108\cellx2780\cellx5640\cellx8532\pard\intbl 东河区\cell 3200\par 含旧版\cell 96\cell\row"
)


def test_tables_with_merged_cells() -> None:
    document = opened(rtf(r"\pard 前\par" + TABLE + r"\pard 后\par"))
    before, table, after = document.blocks
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert wholeness.texts(document)[1] == {
        **{(0, 0): "单位", (0, 1): "新增", (1, 1): "单页", (1, 2): "条幅"},
        **{(2, 0): "东河区", (2, 1): "3200\n含旧版", (2, 2): "96"},
    }
    assert document.locator(document.text.index("96")) == "表1 第3行第3列"
    assert (before.locator, after.locator) == ("第1段", "第2段")


def test_tables_merged_from_side_to_side_without_edges_or_cut_off() -> None:
    side = r"\trowd\clmgf\cellx1000\clmrg\cellx2000\cellx3000\pard\intbl 合并\cell\cell 丙\cell\row"
    side += r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl 1\cell 2\cell 3\cell\row"
    (table,) = opened(rtf(side)).blocks
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (1, 2)}
    bare = r"\trowd\intbl 甲\cell 乙\cell\row\trowd\intbl 1\cell 2\cell\row"
    (cells,) = wholeness.texts(opened(rtf(bare)))
    assert cells == {(0, 0): "甲", (0, 1): "乙", (1, 0): "1", (1, 1): "2"}
    (cells,) = wholeness.texts(opened(rtf(bare + r"\trowd\intbl 丙\cell 3")))
    assert cells == {(0, 0): "甲", (0, 1): "乙", (1, 0): "1", (1, 1): "2", (2, 0): "丙", (2, 1): "3"}


def test_tables_inside_tables() -> None:
    nested = (
        r"\trowd\cellx1000\cellx9000\pard\intbl 外\cell\pard\intbl\itap2 甲\nestcell 乙\nestcell"
        r"{\*\nesttableprops\trowd\cellx2000\cellx3000\nestrow}{\nonesttables\par}"
        r"\pard\intbl\itap2 7\nestcell 8\nestcell{\*\nesttableprops\trowd\cellx2000\cellx3000\nestrow}"
        r"\pard\intbl 内\cell\row\trowd\cellx1000\cellx9000\pard\intbl 东\cell 5\cell\row\pard"
    )
    document = opened(rtf(nested))
    assert wholeness.texts(document) == [
        {(0, 0): "外", (0, 1): "内", (1, 0): "东", (1, 1): "5"},
        {(0, 0): "甲", (0, 1): "乙", (1, 0): "7", (1, 1): "8"},
    ]
    assert document.locator(document.text.index("8")) == "表1之1 第2行第2列"


def test_lists_have_the_numbers_that_are_shown() -> None:
    lists = r"\pard{\listtext\pard\plain 一、\tab}总体\par{\pntext\f1 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}新闻\par"
    document = opened(rtf(lists + r"{\listtext\f3\'b7\tab}点\par{\listtext\u61623?\tab}点二\par"))
    assert document.text == "一、总体\n1. 新闻\n点\n点二"


def test_fields_show_their_results_but_page_numbers() -> None:
    body = (
        r"见{\field{\*\fldinst{HYPERLINK \"http://a\"}}{\fldrslt{链接25篇}}}。"
        r"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\field{\*\fldinst  TOC \\o}{\fldrslt 目录 1}}完"
    )
    document = opened(rtf(body))
    assert (document.text, document.notes) == ("见链接25篇。完", ("目录未读。",))


def test_headers_footers_notes_and_text_boxes() -> None:
    body = (
        r"\titlepg{\header 安澜市宣传组\par}{\headerf 首页\par}{\headerl 左页\par}{\footer 第{\field{\*\fldinst PAGE}"
        r"{\fldrslt 3}}页 值班室\par}\pard 有注{\super\chftn{\*\footnote\chftn 脚3篇\par}}后文"
        r"{\footnote\ftnalt 尾2篇}{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard 框里5条\par}}"
        r"{\shprslt{\*\do{\dptxbxtext 旧框9条}}}}{\*\do\dobxcolumn{\dptxbxtext\pard 旧框6条\par}}\par 末\par"
        r"\sect{\header 安澜市宣传组\par}"
    )
    document = opened(rtf(body))
    assert [(block.region, block.locator, document.text[block.start : block.end]) for block in document.blocks] == [
        (Region.HEADER, "页眉", "安澜市宣传组"),
        (Region.HEADER, "页眉", "首页"),
        (Region.BODY, "第1段", "有注后文"),
        (Region.TEXT_BOX, "文本框1", "框里5条"),
        (Region.TEXT_BOX, "文本框2", "旧框6条"),
        (Region.BODY, "第2段", "末"),
        (Region.NOTE, "脚注1", "脚3篇"),
        (Region.NOTE, "尾注1", "尾2篇"),
        (Region.FOOTER, "页脚", "第页 值班室"),
    ]


def test_what_is_not_read_is_said() -> None:
    body = (
        r"{\info{\title 题名77}}{\*\generator x88;}发稿{\v 隐藏99}25篇{\deleted 删66}{\revised 增3}"
        r"{\*\shppict{\pict\pngblip 00ff}}{\nonshppict{\pict\wmetafile8 00ff}}"
        r"{\object\objemb{\*\objdata 00ff}{\result{\pict 00}}}{\*\annotation 批注55}{\*\unknown 44}\par"
        r"{\deleted\par}合\par"
    )
    document = opened(rtf(body))
    assert document.text == "发稿25篇增3\n合"
    assert document.notes == (
        "隐藏文字 1 处未读。",
        "文件带修订痕迹，按全部接受读取。",
        "批注 1 条未读。",
        "图片 1 张，其中的文字未读。",
        "嵌入的对象（如 Excel 表）1 个未读，请另发原文件。",
    )


def test_binary_pictures_are_stepped_over() -> None:
    data = rtf(r"发稿{\pict\wmetafile8\bin7 @}25篇").replace(b"@", b"}{\\par'")
    assert opened(data).text == "发稿25篇"


def test_a_doc_that_is_rtf_inside_is_read() -> None:
    for name in ("日报.doc", "日报.wps"):
        assert opened(rtf("发稿25篇"), name).text == "发稿25篇"
    document = opened(rtf("发稿25篇"), "日报.docx")
    assert document.notes == ("扩展名是 .docx，内容却是 RTF 文档，已按内容读取。",)


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1" + b"{" * 100_000, b"{\\rtf1" + b"{\\footnote " * 3000, b"{\\rtf1\\trowd" + b"\\cellx1" * 99_999],
)
def test_groups_and_cells_without_end(data: bytes) -> None:
    begun = process_time()
    try:
        registry.read(data, "日报.rtf")
    except DibaoError as error:
        assert "损坏" in str(error)
    assert process_time() - begun < 5


WORDS = (
    r"\par \pard \intbl \itap2 \cell \row \nestcell \nestrow \trowd \clvmrg \clmrg \clvmgf \cellx100 \cellx900 \v \v0 "
    r"\deleted \plain \u21457? \'b7\'a2 { } {\footnote {\*\shpinst{\shptxt {\header {\field{\*\fldinst "
    r"{\listtext {\*\nesttableprops {\fldrslt \sect \u-1 \uc9 \bin3 \itap999999 \s1 \f1 \super 25 甲"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60))
def test_no_arrangement_of_words_fails(words: list[str]) -> None:
    opened(rtf(" ".join(words)))


def test_a_page_is_read_fast() -> None:
    line = r"\pard\plain\s0\sl276\f1\fs32 {\rtlch\ltrch\loch\f0\hich\f0\dbch\f1 第项：发稿}{\f0 25}{\f1 篇}\par"
    data = rtf(FONTS + line * 60 + TABLE * 3)
    opened(data)
    begun = process_time()
    for _ in range(10):
        registry.read(data, "日报.rtf")
    assert (process_time() - begun) / 10 < 0.1
