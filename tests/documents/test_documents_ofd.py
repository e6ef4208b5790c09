"""OFD: text and lines with their places become paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import pytest
import wholeness
from wordprocessing import zipped

from dibao import language
from dibao.documents import Document, Table, registry
from dibao.errors import DibaoError

_NAME = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def text(words: str, x: float, y: float, size: float = 5.0, attributes: str = "", *, style: str = "usual") -> str:
    """A line whose first character stands at x, y (millimetres), as different programs write it."""
    steps = [size if character > "\u2000" else size / 2 for character in words]
    if style == "small":  # in points, brought to size and place by the matrix
        inside = " ".join(f"{step / 0.3527:.4f}" for step in steps[:-1])
        return (
            f'<ofd:TextObject Boundary="{x} {y - size} 80 {size + 1}" Size="{size / 0.3527}" {attributes} '
            f'CTM="0.3527 0 0 0.3527 {-x} {size - y}"><ofd:TextCode X="{x / 0.3527}" Y="{y / 0.3527}" '
            f'DeltaX="{inside}">{words}</ofd:TextCode></ofd:TextObject>'
        )
    if style == "single":
        places = [x + sum(steps[:index]) for index in range(len(steps))]
        return "".join(text(sign, place, y, size, attributes) for sign, place in zip(words, places, strict=True))
    even = len(set(steps)) == 1
    inside = f"g {len(steps) - 1} {size}" if even else " ".join(f"{step:g}" for step in steps[:-1])
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 180 {size + 1}" Size="{size}" {attributes}>'
        f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size}" DeltaX="{inside}">{words}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def line(x0: float, y0: float, x1: float, y1: float, *, filled: bool = False) -> str:
    """A ruling line: a stroke, or a thin area."""
    wide, high = x1 - x0, y1 - y0
    if not filled:
        path = f"M 0 0 L {wide:g} {high:g}"
        return (
            f'<ofd:PathObject Boundary="{x0} {y0} {wide} {high}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )
    right, down = wide or 0.3, high or 0.3
    path = f"M 0 0 L {right:g} 0 L {right:g} {down:g} L 0 {down:g} C"
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {right} {down}" Stroke="false" Fill="true"><ofd:AbbreviatedData>{path}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(*pages: str, template: str = "", document: str = "", **parts: str) -> bytes:
    """A file of pages that hold these objects; `document`: more of its main part."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    below = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    root = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    files: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {_NAME}><ofd:DocBody>{root}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAME}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{below}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{document}"
        "</ofd:Document>",
        **parts,
    }
    used = '<ofd:Template TemplateID="90" ZOrder="Background"/>' if template else ""
    for number, inside in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(used, inside)
    if template:
        files["Doc_0/Tpls/Tpl_0/Content.xml"] = _page("", template)
    return zipped(files)


def _page(before: str, inside: str) -> str:
    layer = f'<ofd:Content><ofd:Layer ID="1"><ofd:PageBlock>{inside}</ofd:PageBlock></ofd:Layer></ofd:Content>'
    return f"<ofd:Page {_NAME}>{before}{layer}</ofd:Page>"


def opened(data: bytes) -> Document:
    document = registry.read(data, "日报.ofd")
    wholeness.check(document)
    assert document.format == "ofd"
    return document


@pytest.mark.parametrize("style", ["usual", "small", "single"])
def test_lines_become_paragraphs(style: str) -> None:
    lines: Sequence[tuple[str, float, float]] = [
        ("工作日报", 90, 30),
        ("　　今日全市共发稿25篇，其中中央媒体3篇、省级媒体8篇，累计", 30, 50),
        ("发稿1234篇。", 30, 58),
        ("　　二是发放单页3200份。", 30, 66),
    ]
    document = opened(ofd("".join(text(words, x, y, style=style) for words, x, y in lines)))
    assert document.text.replace("　", "").replace(" ", "").split("\n") == [
        "工作日报",
        "今日全市共发稿25篇，其中中央媒体3篇、省级媒体8篇，累计发稿1234篇。",
        "二是发放单页3200份。",
    ]
    assert document.locator(document.text.index("3200")) == "第1页第3段"


@pytest.mark.parametrize("filled", [False, True])
def test_ruled_tables(filled: bool) -> None:
    rows = [["单位", "单页", "条幅"], ["东河区", "3200", "96"], ["西山区", "1045", "7"]]
    inside = "".join(
        text(words, 32 + 50 * column, 56 + 10 * row)
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
    )
    inside += "".join(line(30, 50 + 10 * row, 180, 50 + 10 * row, filled=filled) for row in range(4))
    inside += "".join(line(30 + 50 * column, 50, 30 + 50 * column, 80, filled=filled) for column in range(4))
    document = opened(ofd(text("各区发放情况", 90, 40) + inside))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert wholeness.texts(document)[1] == {(r, c): words for r, row in enumerate(rows) for c, words in enumerate(row)}
    assert document.locator(document.text.index("1045")) == "第1页 表1 第3行第2列"
    assert (table.rows, table.columns) == (3, 3)


def test_templates_several_pages_and_what_is_not_read() -> None:
    annotations = (
        f"<ofd:Annotations {_NAME}><ofd:Page><ofd:FileLoc>/Doc_0/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"
    )
    document = opened(
        ofd(
            text("今日发稿25篇。", 30, 60)
            + text("看不见99", 30, 80, attributes='Visible="false"')
            + text("水印88", 30, 100, attributes='CTM="0.7 0.7 -0.7 0.7 0 0"')
            + text("竖77", 30, 120, attributes='ReadDirection="90"')
            + '<ofd:ImageObject Boundary="10 200 20 20"/>',
            text("累计发稿1234篇。", 30, 60),
            template=text("安澜市宣传组", 80, 20),
            document="<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Att.xml</ofd:Attachments>",
            **{
                "Doc_0/Annots.xml": annotations,
                "Doc_0/A.xml": f"<ofd:PageAnnot {_NAME}><ofd:Annot/></ofd:PageAnnot>",
                "Doc_0/Att.xml": f"<ofd:Attachments {_NAME}><ofd:Attachment/></ofd:Attachments>",
            },
        )
    )
    assert "安澜市宣传组" in document.text
    assert document.locator(document.text.index("1234")) == "第2页第1段"
    assert not any(number in document.text for number in ("99", "88", "77"))
    assert document.notes == (
        "看不见的文字 5 个未读。",
        "斜排的文字（如水印）7 个未读。",
        "批注 1 条未读。",
        "附件 1 个未读，请另发原文件。",
        "图片 1 张，其中的文字未读。",
    )


def test_a_page_of_pictures_says_so() -> None:
    with pytest.raises(DibaoError, match="图片"):
        registry.read(ofd('<ofd:ImageObject Boundary="0 0 210 297"/>'), "日报.ofd")


@pytest.mark.parametrize(
    "data",
    [
        ofd("<ofd:PageBlock>" * 100 + "</ofd:PageBlock>" * 100),
        ofd(text("甲", 30, 30)).replace(b"OFD.xml", b"OFD.xxx"),
        zipped({"OFD.xml": "<x/>"}),
        ofd(*[""] * 301),
    ],
)
def test_what_is_broken_is_refused(data: bytes) -> None:
    with pytest.raises(DibaoError) as caught:
        registry.read(data, "日报.ofd")
    assert caught.value.code == "unreadable"


def test_absurd_numbers_cost_nothing() -> None:
    wild = (
        '<ofd:TextObject Boundary="1 x" Size="nan" CTM="1 0 0"><ofd:TextCode X="inf" DeltaX="g 999999999 1">甲1'
        '</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary="0 0 1 1"><ofd:AbbreviatedData>M 0 L C A 1 2 B S'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    begun = process_time()
    assert "发稿25篇" in opened(ofd(wild + text("发稿25篇。", 30, 60))).text
    assert process_time() - begun < 2
