"""PDF files: what a person reads on the pages, in the order in which it is read."""

from __future__ import annotations

import wholeness
from pdfwriting import Field, Sheet, pdf, width
from typesetting import PLAIN, WORD, WPS, Manner, set_pages, set_pdf

from dibao import language
from dibao.documents import Document, Region, registry

STORY = (
    "2月2日9:00至2月3日9:00，我市各级媒体共发稿1,045篇（条），累计发稿约5670篇，入户发放宣传资料86,150份，"
    "张贴海报3200张，悬挂横幅450余条，出动宣传车128台次，微信公众号阅读量14.7万。"
)
SECOND = "全市共有志愿者13716人，累计服务时长64507小时，走访居民小区312个，劝导聚集性活动96起。"


def opened(data: bytes) -> Document:
    """The document in these bytes, whole."""
    language.use("zh")
    document = registry.read(data, "东河区日报.pdf")
    wholeness.check(document)
    return document


def body(document: Document) -> list[object]:
    """The blocks in short."""
    return wholeness.texts(document)


def regions(document: Document) -> list[tuple[Region, str]]:
    """The blocks' regions and texts."""
    return [(block.region, document.text[block.start : block.end]) for block in document.blocks]


def words(*lines: str, size: float = 16, leading: float = 28) -> Sheet:
    """A page of lines as they are."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(80, 740 - number * leading, line, size)
    return sheet


# --- running text ---


def test_wrapped_lines_are_one_paragraph_in_every_manner() -> None:
    blocks = [("title", "东河区宣传工作日报"), ("p", STORY), ("p", SECOND)]
    for manner in (WORD, WPS, PLAIN):
        document = opened(set_pdf(blocks, manner))
        assert body(document) == ["东河区宣传工作日报", STORY, SECOND], manner


def test_places_are_pages_and_paragraphs() -> None:
    document = opened(set_pdf([("title", "日报"), *[("p", STORY), ("p", SECOND)] * 6], WORD))
    places = [document.locator(block.start) for block in document.blocks]
    assert places[:3] == ["第1页第1段", "第1页第2段", "第1页第3段"]
    assert places[-1].startswith("第2页第")


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    places: set[str] = set()
    for shift in range(4):
        manner = WORD if shift % 2 else Manner(size=15, leading=28, numbered="— {} —", header="东河区宣传部")
        told = ["发稿1篇。"] * shift + [STORY, SECOND] * 7
        document = opened(set_pdf([("p", text) for text in told], manner))
        assert [text for region, text in regions(document) if region is Region.BODY] == told
        places |= {document.locator(block.start) for block in document.blocks}
    assert any(place.startswith("第1—2页第") for place in places)


def test_a_number_broken_at_a_line_end_is_whole() -> None:
    document = opened(set_pdf([("p", "我区累计走访群众" + "、走访群众1234567人次" * 12 + "。")], WPS))
    assert body(document) == ["我区累计走访群众" + "、走访群众1234567人次" * 12 + "。"]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    lines = ["东河区：发稿25篇", "西山县：发稿31篇，海报200张", "安澜市委宣传部", "2026年2月3日"]
    assert body(opened(pdf([words(*lines)]))) == lines


def test_a_heading_that_fills_its_line_by_chance_is_no_sentence() -> None:
    heading = "一、坚持正确导向，全面做好宣传工作的总体情况如下述"
    document = opened(set_pdf([("p", heading), ("p", STORY), ("p", SECOND)], WORD))
    assert body(document)[0] == heading


def test_a_title_over_two_lines_is_one_where_its_bracket_is_open() -> None:
    sheet = words("安澜市宣传工作统计（2月1日9:00—2月2日", "9:00）", "发稿25篇。")
    assert body(opened(pdf([sheet]))) == ["安澜市宣传工作统计（2月1日9:00—2月2日9:00）", "发稿25篇。"]


def test_larger_text_is_a_heading() -> None:
    document = opened(set_pdf([("title", "东河区宣传工作日报"), ("p", STORY), ("p", SECOND)], WORD))
    assert [block.level for block in document.blocks] == [1, 0, 0]  # type: ignore[union-attr]


def test_columns_are_read_one_after_the_other() -> None:
    manner = Manner(size=10.5, leading=18, columns=2)
    blocks = [("p", STORY), ("p", SECOND)] * 8
    assert body(opened(set_pdf(blocks, manner))) == [STORY, SECOND] * 8


def test_a_title_goes_across_the_columns() -> None:
    sheet = set_pages([("p", STORY), ("p", SECOND)] * 8, Manner(size=10.5, leading=18, columns=2))[0]
    title = "东河区宣传工作专报"
    sheet.text((595 - width(title, 22)) / 2, 770, title, 22)
    assert body(opened(pdf([sheet])))[:2] == [title, STORY]


def test_spaces_are_kept_between_words_and_not_made_between_figures() -> None:
    sheet = Sheet()
    for at, sign in ((80, "新"), (92, "增"), (107, "1"), (113, "2"), (122, "篇")):
        sheet.text(at, 700, sign, 12)
    sheet.text(80, 650, "COVID", 12)
    sheet.text(80 + width("COVID", 12) + 4, 650, "19", 12)
    sheet.text(80, 600, "分 散 对 齐 的 标 题".replace(" ", ""), 12, spacing=9)
    assert body(opened(pdf([sheet]))) == ["新增12篇", "COVID 19", "分散对齐的标题"]


def test_superscripts_do_not_stick_to_digits() -> None:
    sheet = Sheet()
    sheet.text(80, 700, "发稿25", 16)
    sheet.text(80 + width("发稿25", 16), 706, "1", 8)
    sheet.text(84 + width("发稿25", 16), 700, "篇", 16)
    assert body(opened(pdf([sheet]))) == ["发稿25¹篇"]


def test_footnotes_stand_apart_at_the_end() -> None:
    sheets = set_pages([("p", STORY), ("p", SECOND)] * 6, WORD)
    sheets[0].line(79, 92, 200, 92)
    sheets[0].text(79, 78, "1 含区融媒体中心。", 9)
    found = regions(opened(pdf(sheets)))
    assert found[-1] == (Region.NOTE, "1 含区融媒体中心。")
    assert [text for region, text in found if region is Region.BODY] == [STORY, SECOND] * 6


def test_compatibility_characters_and_ligatures_are_plain() -> None:
    sheet = Sheet()
    sheet.text(80, 700, "⼆⽉⽇⻓⻅⻋豈ﬁ", 16, font="F2")
    sheet.text(80, 660, "\uf0b7要点", 16, font="F2")
    assert body(opened(pdf([sheet]))) == ["二月日长见车豈fi", "•要点"]


def test_bold_by_printing_twice_is_read_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.4):
        sheet.text(80 + shift, 700, "发稿225篇", 16)
    assert body(opened(pdf([sheet]))) == ["发稿225篇"]


# --- what belongs to the page, not to the report ---


def numbered(pattern: str, pages: int = 3, header: str = "") -> list[Sheet]:
    """Pages of text with page numbers."""
    return set_pages([("p", STORY), ("p", SECOND)] * (5 * pages), Manner(numbered=pattern, header=header))[:pages]


def test_page_numbers_are_left_out() -> None:
    for pattern in ("— {} —", "- {} -", "第{}页", "第 {} 页 共 3 页", "{} / 3", "Page {} of 3", "{}"):
        for pages in (1, 3):
            document = opened(pdf(numbered(pattern, pages)))
            assert {region for region, _ in regions(document)} == {Region.BODY}, pattern
            assert pattern.format(1) not in [text for _, text in regions(document)]


def test_running_headers_come_once_and_first() -> None:
    sheets = numbered("第{}页", header="安澜市东河区宣传部 2026年第12期")
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(400, 62, f"共3页之{number} 机密★不外传", 9)
    found = regions(opened(pdf(sheets)))
    assert found[0] == (Region.HEADER, "安澜市东河区宣传部 2026年第12期")
    assert [region for region, _ in found[1:-1]] == [Region.BODY] * (len(found) - 2)
    assert found[-1] == (Region.FOOTER, "共3页之1 机密★不外传")


def test_odd_and_even_pages_have_their_own_headers() -> None:
    sheets = numbered("{}", 4)
    for number, sheet in enumerate(sheets):
        sheet.text(79 if number % 2 else 400, 790, "安澜市" if number % 2 else "宣传工作专报", 9)
    found = regions(opened(pdf(sheets)))
    assert [text for region, text in found if region is Region.HEADER] == ["宣传工作专报", "安澜市"]


def test_a_figure_at_a_pages_edge_that_differs_is_kept() -> None:
    sheets = [words(f"发稿{number}5篇") for number in (2, 3)]
    for sheet in sheets:
        sheet.operators[0] = sheet.operators[0].replace(" 740 Tm", " 790 Tm")
    assert [text for _, text in regions(opened(pdf(sheets)))] == ["发稿25篇", "发稿35篇"]


def test_turned_pages_are_read_upright() -> None:
    for rotate, turn in ((90, 90), (270, 270), (180, 180), (0, 90), (90, 0)):
        sheet = Sheet(rotate=rotate)
        sheet.text(300, 300, "发稿25篇，累计30篇", 16, turn=turn)
        assert body(opened(pdf([sheet]))) == ["发稿25篇，累计30篇"], (rotate, turn)


def test_text_up_the_page_is_read_apart() -> None:
    sheet = words("发稿25篇。")
    sheet.text(40, 300, "装订线内不写字", 12, turn=90)
    document = opened(pdf([sheet]))
    assert body(document) == ["发稿25篇。", "装订线内不写字"]
    assert document.locator(len(document.text) - 1) == "第1页竖排"


def test_watermarks_are_left_out_and_said() -> None:
    sheet = words("发稿25篇。")
    sheet.text(200, 300, "内部资料", 40, turn=45)
    document = opened(pdf([sheet]))
    assert body(document) == ["发稿25篇。"]
    assert document.notes == ("斜排的文字（如水印）4 个未读。",)


# --- what no one sees, and what stands beside the text ---


def test_hidden_text_is_left_out_and_said() -> None:
    sheet = words("发稿25篇。")
    sheet.text(80, 600, "隐形99", mode=3)
    sheet.text(80, 500, "白字88", color=(1, 1, 1))
    sheet.text(80, 400, "盖住77")
    sheet.box(70, 390, 100, 30, (0, 0, 0))
    sheet.text(-90, 300, "页外66")
    sheet.box(70, 190, 100, 30, (0.1, 0.2, 0.5))
    sheet.text(80, 200, "蓝底55", color=(1, 1, 1))
    sheet.text(80, 100, "细小44", 1)
    document = opened(pdf([sheet]))
    assert body(document) == ["发稿25篇。", "蓝底55"]
    assert document.notes == ("看不见的文字 16 个未读。", "页面以外的文字 4 个未读。")


def test_recognised_text_over_a_scan_is_read_and_said() -> None:
    for mode in (0, 3):
        sheet = Sheet()
        if mode:
            sheet.picture(0, 0, 595, 842)
        sheet.text(80, 700, "发稿25篇。", mode=mode)
        if not mode:
            sheet.picture(0, 0, 595, 842)
        document = opened(pdf([sheet]))
        assert body(document) == ["发稿25篇。"]
        assert "核对" in document.notes[0]


def test_pages_of_pictures_are_said() -> None:
    scan = Sheet()
    scan.picture(0, 0, 595, 842)
    document = opened(pdf([words("发稿25篇。"), scan, scan]))
    assert body(document) == ["发稿25篇。"]
    assert document.notes[0].startswith("第2、3页是图片")
    assert "OCR" in document.notes[0]


def test_field_values_stand_where_they_are_filled_in() -> None:
    sheet = words("发稿     篇，累计      篇")
    start = 80 + width("发稿", 16)
    second = start + width("     篇，累计", 16)
    fields = [
        Field("a", "25", (start, 736, start + 38, 756)),
        Field("b", "1045", (second, 736, second + 46, 756)),
        Field("c", "已通过", (80, 640, 200, 660)),
        Field("d", "口令", (80, 600, 200, 620), flags=1 << 13),
    ]
    found = [str(text).replace(" ", "") for text in body(opened(pdf([sheet], fields=fields)))]
    assert found == ["发稿25篇，累计1045篇", "已通过"]


def test_annotations_and_attachments_are_said() -> None:
    sheet = words("发稿25篇。")
    sheet.note("Text", "请核实")
    sheet.note("FreeText", "改为26")
    sheet.note("Link", "")
    document = opened(pdf([sheet], attached="a.xlsx"))
    assert document.notes == ("批注 2 条未读。", "附件 1 个未读，请另发原文件。")


def test_what_fonts_do_not_say_is_told() -> None:
    sheet = words("发稿25篇，累计30篇。")
    sheet.text(80, 600, "读不出", font="F3")
    document = opened(pdf([sheet]))
    assert body(document) == ["发稿25篇，累计30篇。"]
    assert "3 个字" in document.notes[0]
