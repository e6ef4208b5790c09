"""Writes the brief of 2 February as Anlan's office writes it by hand: a file of its own shape for `dibao learn`.

    python examples/anlan/own_brief.py [FILE]

Its figures are the sums of manifest.csv, in the office's habits: 万 with one place, 余, numerals for what is few, bold
red for what the leaders ask for, a table of districts, a text box, a list of headlines. One figure of it, the visits to
reporters, is in nobody's report. It does not use Dibao.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
DAY = date(2026, 2, 2)
OUT = HERE / "宣传战线每日动态第13期.docx"
DISTRICTS = {"wanghai": "望海区", "liulin": "柳林区", "dongbu": "东埠区", "songtai": "松台区", "gaoxin": "高新区"}
DISTRICTS |= {"qingxi": "清溪县", "shiqiao": "石桥县", "yanhe": "雁河县", "bailu": "白鹿旗"}
NO_BANNERS = ("songtai", "gaoxin")
"""Districts that do not report banners."""
TITLES = "《一座海滨小城的十二时辰》《口罩怎么扔才对》等"
HAN = "零一两三四五六七八九十"


def total(indicator: str, basis: str = "new", units: Iterable[str] = ()) -> int:
    """What the reports of the day add up to; `units`: only these."""
    among = set(units)
    with (HERE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["day"] == DAY.isoformat()]
    values = [
        Decimal(row["value"])
        for row in rows
        if (row["indicator"], row["basis"]) == (indicator, basis) and (not among or row["unit_code"] in among)
    ]
    if not values:
        raise ValueError(f"{indicator} {basis}: nobody tells it")
    return int(sum(values))


def wan(value: int) -> str:
    """195.7万."""
    return f"{value / 10_000:.1f}万"


def more(value: int, place: int) -> str:
    """6800余."""
    return f"{value // place * place}余"


def body() -> list[tuple[str, str]]:
    """Paragraphs as (style, text); what stands in ** is bold and red."""
    return [
        ("head", "一、新闻报道"),
        (
            "text",
            f"2月1日9时至2月2日9时，全市各级媒体发稿**{total('media.stories')}**篇（条），累计发稿"
            f"{more(total('media.stories', 'cumulative'), 100)}篇（条），推出{TITLES}重点稿件；上级媒体采用我市稿件"
            f"{total('media.stories_upper')}篇，累计{total('media.stories_upper', 'cumulative')}篇。制作短视频"
            f"{total('media.videos')}部，累计{total('media.videos', 'cumulative')}部。"
            f"官方账号发布信息**{total('accounts.posts')}**条，阅读量{wan(total('accounts.reads'))}次。",
        ),
        ("head", "二、社会宣传"),
        (
            "text",
            f"2月1日11时至2月2日11时，全市发放宣传资料**{wan(total('outreach.leaflets'))}**份，累计"
            f"{wan(total('outreach.leaflets', 'cumulative'))}份；悬挂横幅{total('outreach.banners')}条，累计"
            f"{total('outreach.banners', 'cumulative'):,}条；张贴海报{more(total('outreach.posters'), 100)}张；"
            f"出动宣传车{total('outreach.vans')}辆次；现有大喇叭{total('outreach.loudspeakers', 'asof'):,}个。"
            "各区县情况见下表。",
        ),
        ("table", ""),
        ("head", "三、舆情与辟谣"),
        (
            "text",
            f"截至2月2日11时，监测互联网信息{wan(total('listening.items'))}条，累计"
            f"{wan(total('listening.items', 'cumulative'))}条；核查疑似不实信息{HAN[total('claims.checked')]}条，"
            f"发布辟谣信息{HAN[total('claims.corrected')]}条，累计发布{total('claims.corrected', 'cumulative')}条；"
            f"处置违规信息{total('claims.handled')}条，累计处置{total('claims.handled', 'cumulative')}条。",
        ),
        ("head", "四、志愿服务"),
        (
            "text",
            f"新增志愿者{total('volunteers.people')}名，开展志愿服务{total('volunteers.services')}场次，"
            f"举办培训{HAN[total('training.courses')]}期、培训{total('training.people')}人次。慰问一线记者36人次。",
        ),
        ("end", "安澜市宣传组"),
        ("end", "2026年2月2日"),
    ]


def write(path: Path) -> None:
    """The whole file."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    header = section.header.paragraphs[0]
    header.text = "内部资料　注意保管"
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(
        _line(word, WD_ALIGN_PARAGRAPH.CENTER), "宣传战线每日动态", size=30, red=True, bold=True, font="方正小标宋简体"
    )
    _run(_line(word, WD_ALIGN_PARAGRAPH.CENTER), "第十三期", size=16)
    _run(_line(word, WD_ALIGN_PARAGRAPH.CENTER), "2026年2月2日　星期一", size=16)
    _box(word)
    for kind, text in body():
        if kind == "table":
            _table(word)
        elif kind == "head":
            _run(_line(word), text, size=16, font="黑体")
        elif kind == "end":
            _run(_line(word, WD_ALIGN_PARAGRAPH.RIGHT), text, size=16)
        else:
            paragraph = _line(word)
            paragraph.paragraph_format.first_line_indent = Pt(32)
            for number, part in enumerate(text.split("**")):
                _run(paragraph, part, size=16, red=number % 2 == 1, bold=number % 2 == 1)
    word.core_properties.author = word.core_properties.last_modified_by = "安澜市宣传组"
    word.core_properties.title = "宣传战线每日动态"
    word.save(str(path))


def _line(word: WordDocument, align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(28)
    return paragraph


def _run(
    paragraph: Paragraph, text: str, *, size: float, red: bool = False, bold: bool = False, font: str = "仿宋_GB2312"
) -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor(0xC0, 0x00, 0x00)


def _table(word: WordDocument) -> None:
    """Districts by row; two head rows, of which the first spans columns."""
    table = word.add_table(len(DISTRICTS) + 3, 5, style="Table Grid")
    for start, end in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4))):
        table.cell(*start).merge(table.cell(*end))
    for place, text in {(0, 0): "序号", (0, 1): "区县", (0, 2): "宣传资料（份）", (0, 4): "横幅（条）"}.items():
        _fill(table.cell(*place), text, bold=True)
    _fill(table.cell(1, 2), "当日新增", bold=True)
    _fill(table.cell(1, 3), "累计", bold=True)
    rows: list[tuple[str, str, list[str]]] = [
        (str(number), name, [code]) for number, (code, name) in enumerate(DISTRICTS.items(), start=1)
    ]
    for place, (number, name, codes) in enumerate([*rows, ("", "合计", list(DISTRICTS))], start=2):
        banners = "—" if codes[0] in NO_BANNERS else str(total("outreach.banners", "new", codes))
        values = [f"{total('outreach.leaflets', basis, codes):,}" for basis in ("new", "cumulative")]
        for column, text in enumerate((number, name, *values, banners)):
            _fill(table.cell(place, column), text, red=name == "合计" and column > 1)
    word.add_paragraph()


def _fill(cell: _Cell, text: str, *, bold: bool = False, red: bool = False) -> None:
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(cell.paragraphs[0], text, size=12, bold=bold or red, red=red)


_SHAPE = """<w:r {spaces}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="5400000" cy="500000"/><wp:docPr id="7" name="今日要数"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="500000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="C00000"/></a:solidFill>
</a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"
 style="width:425pt;height:40pt"><v:textbox><w:txbxContent/></v:textbox></v:rect></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def _box(word: WordDocument) -> None:
    """A text box as Word writes it: once as a shape, once for programs that know none."""
    held = _line(word, WD_ALIGN_PARAGRAPH.CENTER)
    _run(held, "今日要数：发稿", size=14)
    _run(held, str(total("media.stories")), size=14, red=True, bold=True)
    _run(held, f"篇（条），监测信息{wan(total('listening.items'))}条", size=14)
    shape = parse_xml(_SHAPE.format(spaces=nsdecls("w")))
    host = _line(word, WD_ALIGN_PARAGRAPH.CENTER)
    host.paragraph_format.line_spacing = None
    for content in shape.iter(qn("w:txbxContent")):
        content.append(deepcopy(held._p))
    held._p.getparent().remove(held._p)
    host._p.append(shape)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
