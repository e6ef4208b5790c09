"""The official form (GB/T 9704-2012) as a Word document: A4, 22 lines of 28 characters, the fonts offices have.

`build_template` writes a template in it from readable text; see daily.zh.txt for the notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from dibao.catalogue import Catalogue, default_catalogue
from dibao.composing import controls, package
from dibao.composing.binding import NOTATION, Bound, ChartPlace, Field, Titles, parse
from dibao.composing.brief import Role
from dibao.composing.template import KIND
from dibao.composing.wording import BASES
from dibao.errors import DibaoError
from dibao.language import say

DEFAULT_TEXT = Path(__file__).with_name("daily.zh.txt")

RED = "E60012"
TYPE_AREA_MM = 156
_GRID = 579
"""Twentieths of a point: 22 lines of it are just within the 225 mm of the type area, 22 of 580 are not."""

_SONG, _FANG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"

_LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    size: float
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    """Characters of the first line."""
    line: float = 28.95
    before: float = 0
    after: float = 0
    outline: int | None = None
    colour: str = "000000"
    grid: bool = True
    """Whether its lines stand on the page's 22."""
    spacing: int = -4
    """Tracking in twentieths of a point."""


_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_STYLES = {
    Role.MASTHEAD: _Style(_SONG, 36, _CENTRE, line=54, before=6, after=10, colour=RED, spacing=80),
    Role.NUMBER: _Style(_FANG, 16, _CENTRE),
    Role.META: _Style(_FANG, 16, WD_ALIGN_PARAGRAPH.LEFT, after=28.95),
    Role.TITLE: _Style(_SONG, 22, _CENTRE, line=34, after=28.95, spacing=0),
    Role.SECTION: _Style(_HEI, 16, indent=2, outline=0),
    Role.PART: _Style(_KAI, 16, indent=2, outline=1),
    Role.BODY: _Style(_FANG, 16, indent=2),
    Role.CLOSING: _Style(_FANG, 16, _RIGHT),
    Role.CAPTION: _Style(_HEI, 12, _CENTRE, line=18, before=3, after=4, grid=False, spacing=0),
    Role.CELL: _Style(_FANG, 10.5, _CENTRE, line=15, grid=False, spacing=0),
    Role.NOTE: _Style(_FANG, 10.5, line=15, before=3, after=10, grid=False, spacing=0),
    Role.SEAL: _Style(_FANG, 8, WD_ALIGN_PARAGRAPH.LEFT, line=14, before=14, colour="595959", spacing=0),
}

_MARKS = {
    "版头": Role.MASTHEAD,
    "期号": Role.NUMBER,
    "署名": Role.META,
    "标题": Role.TITLE,
    "正文": Role.BODY,
    "落款": Role.CLOSING,
    "封签": Role.SEAL,
}
_MARK = re.compile(rf"^【({'|'.join(_MARKS)})】")
_SECTION, _PART = re.compile(r"^[一二三四五六七八九十]+、"), re.compile(r"^（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class _Line:
    role: Role
    parts: tuple[str | Bound, ...]


def masthead_points(text: str) -> int:
    """The size at which a masthead fits on one line of the type area (442 pt), 36 at most."""
    return min(36, max(16, 442 // max(len(text), 1) - 4))


@cache
def default_template() -> bytes:
    """The default template as a Word file."""
    return build_template(DEFAULT_TEXT.read_text(encoding="utf-8"))


_LOG = "f0"
"""What the place of the dispatch log is called."""


def build_template(text: str, catalogue: Catalogue | None = None, *, optional: bool = True) -> bytes:
    """A Word template from text in the notation of daily.zh.txt; DibaoError names a place that is wrong.

    The indicators named must be in the catalogue (the default one if none is given). `optional`: clauses whose figures
    the workspace has never had are left out (else they show as missing).
    """
    names = catalogue or default_catalogue()
    word, identities = _blank(), (f"f{number}" for number in count(1))
    places: list[dict[str, str]] = []
    marks = controls.bookmark_numbers(word.element)
    for line in _lines(text):
        paragraph = word.add_paragraph(style=line.role.value)
        for part in line.parts:
            if isinstance(part, str):
                paragraph._p.append(controls.run(part, None))
                continue
            # The log is no figure, and the figures keep the numbers that people have learnt by heart.
            log = part == Field("dispatch") and not any(place["id"] == _LOG for place in places)
            identity = _LOG if log else next(identities)
            places.append({"id": identity, "bound": str(part)})
            for element in controls.control(identity, _sample(part, names), None, next(marks)):
                paragraph._p.append(element)
        if line.role is Role.META:
            _red_line(paragraph)
    package.put_provenance(word, {"kind": KIND, "optional": "yes" if optional else "no", "places": places})
    package.describe(word, title="邸报简报模板", author="邸报", day=None)
    return package.to_bytes(word)


def _lines(text: str) -> Iterator[_Line]:
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        mark = _MARK.match(line)
        words = line[mark.end() :] if mark else line.strip()
        role = Role.SECTION if _SECTION.match(words) else Role.PART if _PART.match(words) else Role.BODY
        yield _Line(_MARKS[mark[1]] if mark else role, tuple(_parts(words)))


def _parts(words: str) -> Iterator[str | Bound]:
    at = 0
    for match in NOTATION.finditer(words):
        if match.start() > at:
            yield words[at : match.start()]
        yield parse(match[1])
        at = match.end()
    if at < len(words):
        yield words[at:]


_CHARTS = {"bars": "各单位", "trend": "逐日", "parts": "构成", "map": "地图", "multiples": "各单位逐日"}


def _sample(bound: Bound, catalogue: Catalogue) -> str:
    """What the control shows in the template, so that a person sees what will stand there."""
    if isinstance(bound, Titles):
        return "〔稿件标题〕"
    if isinstance(bound, ChartPlace):
        return f"〔图：{_CHARTS[bound.kind]}·{_sample(bound.binding, catalogue).strip('〔〕')}〕"
    if isinstance(bound, Field):
        names = {"masthead": "报头", "city": "市名", "office": "编发单位", "issue": "期号", "date": "日期"}
        names |= {"window": "时段", "from": "起始时刻", "until": "截至时刻", "person": "人工填写"}
        names |= {"reports.due": "应报家数", "reports.counted": "已报家数"}
        names |= {"moment": "截至时间", "period": "起止日期", "days": "天数", "absent": "缺报单位和日期"}
        names |= {"reports.missing": "未报单位", "dispatch": "指令办理情况", "findings": "待核各条", "seal": "台账封签"}
        return f"〔{names[bound.name]}〕"
    if bound.as_reported:
        return f"〔{bound.phrase}·来件所报〕"
    if bound.indicator not in catalogue:
        raise DibaoError(
            say(
                f"模板中的指标 {bound.indicator} 不在指标目录里，请改用目录中的代码。",
                f"The template names the indicator {bound.indicator}, which the catalogue lacks; use a code it has.",
            ),
            code="bad_template",
        )
    return f"〔{catalogue[bound.indicator].zh}·{BASES[bound.basis]}〕"


def add_styles(word: WordDocument, roles: Iterable[Role] = (Role.CAPTION, Role.CELL, Role.NOTE)) -> None:
    """Give a document the styles of these roles that it has not yet."""
    there = {style.name for style in word.styles}
    for role in roles:
        if role.value not in there:
            made = word.styles.add_style(role.value, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = word.styles["Normal"]
            _shape(made, _STYLES[role])


def _blank() -> WordDocument:
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_GRID))
    word.settings.odd_and_even_pages_header_footer = True
    _shape(word.styles["Normal"], _Style(_FANG, 16))
    add_styles(word, _STYLES)
    _name_substitutes(word)
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], align)
    return word


_SUBSTITUTES = {_FANG: "仿宋", _KAI: "楷体", _HEI: "SimHei", _SONG: "华文中宋"}


def _name_substitutes(word: WordDocument) -> None:
    """Tell Word which font to take where an office lacks the official one."""
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = etree.fromstring(part.blob)
    for name, other in _SUBSTITUTES.items():
        font = etree.SubElement(table, qn("w:font"), {qn("w:name"): name})
        for tag, value in (("w:altName", other), ("w:charset", "86"), ("w:family", "auto")):
            etree.SubElement(font, qn(tag), {qn("w:val"): value})
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _shape(style: ParagraphStyle, shape: _Style) -> None:
    style.font.name, style.font.size, style.font.bold = _LATIN, Pt(shape.size), False
    style.font.color.rgb = RGBColor.from_string(shape.colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), shape.font)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    _insert(properties, "w:spacing", str(shape.spacing), after=("w:color",))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    about = style.paragraph_format
    about.alignment = shape.align
    about.line_spacing_rule, about.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(shape.line)
    about.space_before, about.space_after = Pt(shape.before), Pt(shape.after)
    about.widow_control = False
    about.keep_with_next = shape.outline is not None
    layout = style.element.get_or_add_pPr()
    if shape.indent:
        about.first_line_indent = Pt(16 * shape.indent)
        layout.find(qn("w:ind")).set(qn("w:firstLineChars"), str(100 * shape.indent))
    for apart in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no gaps between figures and their measure words
        off = OxmlElement(apart)
        off.set(qn("w:val"), "0")
        _ordered(layout, off)
    if not shape.grid:
        off = OxmlElement("w:snapToGrid")
        off.set(qn("w:val"), "0")
        _ordered(layout, off)
    if shape.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(shape.outline))
        layout.append(level)


def _ordered(layout: controls.Element, element: controls.Element) -> None:
    """Put a paragraph property before those that the schema wants after it."""
    later = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
    first = next((child for child in layout if child.tag in {qn(name) for name in later}), None)
    if first is None:
        layout.append(element)
    else:
        first.addprevious(element)


def _insert(properties: controls.Element, name: str, value: str, *, after: tuple[str, ...]) -> None:
    """Put a run property where the schema wants it: after those named."""
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    last = next((child for child in reversed(properties) if child.tag in {qn(other) for other in after}), None)
    if last is None:
        properties.append(element)
    else:
        last.addnext(element)


def _red_line(paragraph: Paragraph) -> None:
    """The office to the left, the date to the right, and the red line under both."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156 - 5.6), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.first_line_indent = Pt(16)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", RED)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    layout = paragraph._p.get_or_add_pPr()
    tabs = layout.find(qn("w:tabs"))
    assert tabs is not None  # the tab stop set above
    tabs.addprevious(borders)


def _page_number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, on the outer side, one character in."""
    paragraph.alignment = align
    about = paragraph.paragraph_format
    if align is _RIGHT:
        about.right_indent = Pt(14)
    else:
        about.left_indent = Pt(14)
    paragraph.add_run("— ")
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        run.append(mark)
    paragraph.add_run(" —")
    for words in paragraph.runs:
        words.font.size = Pt(14)
