"""A brief that the example city's office wrote itself, with its own words, tables and formats; and the truth in it.

The text names each figure as a template would; numbers are summed from the manifest, never from a ledger.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dibao.catalogue import default_catalogue, measure
from dibao.composing.binding import NOTATION, Binding, Field, parse
from dibao.composing.styles import Style, styled
from dibao.figures import Interval
from support.anlan import manifest
from support.anlan_reading import workspace

ISSUE = 100
"""How far the office's own issue number is ahead of the workspace's."""

HEAD = "安澜市疫情防控宣传工作简报"
LINES = tuple(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines())
TABLE = ("outreach.leaflets", "份"), ("outreach.banners", "条")
DISTRICTS = ("wanghai", "liulin", "dongbu", "qingxi", "shiqiao", "yanhe", "bailu")
BOX = "今日要情：全市新增发放宣传资料[outreach.leaflets new measure=份 style=#,###]份。"
RUNNING = "第[issue]期　[date style=YYYY年M月D日]"


def total(binding: Binding, day: date) -> Decimal | None:
    """The sum in the manifest; None where nobody told anything."""
    known = workspace()
    indicator = default_catalogue()[binding.indicator]
    group = {unit.code for unit in known.units.group(binding.scope)}
    item = {"tier:central": "中央媒体", "tier:provincial": "省级媒体"}.get(binding.scope, binding.item)
    values = [
        truth.value
        for truth in manifest()
        if truth.day == day
        and (truth.indicator, truth.basis) == (binding.indicator, str(binding.basis))
        and (not group or truth.unit_code in group)
        and (not item or truth.item == item)
        and measure(truth.measure, indicator) == (binding.measure or measure(truth.measure, indicator))
    ]
    return sum(values, Decimal(0)) if values else None


@dataclass(frozen=True)
class Written:
    """A place as the office wrote it."""

    bound: Binding | Field
    text: str


def parts(line: str, day: date) -> Iterator[str | Written]:
    """A line of the brief, with its places."""
    at = 0
    for match in NOTATION.finditer(line):
        yield line[at : match.start()]
        bound = parse(match[1])
        assert isinstance(bound, Binding | Field)
        yield Written(bound, _said(bound, day))
        at = match.end()
    yield line[at:]


def _said(bound: Binding | Field, day: date) -> str:
    if isinstance(bound, Binding):
        value = total(bound, day)
        assert value is not None, bound
        exact = int(value)
        return styled(exact, Interval.exactly(exact), Style.parse(bound.style or "#"))[0]
    if bound.name == "issue":
        return str(ISSUE + 1 + (day - date(2026, 1, 21)).days)
    before = day - timedelta(days=1)
    clock = "9:00" if bound.argument == "media" else "11:00"
    if bound.name == "date":
        return f"{day.year}年{day.month}月{day.day}日"
    if bound.name == "until":
        return f"{day.month}月{day.day}日{clock}"
    month = f"{day.month}月" if "至M" in bound.style else ""
    return f"{before.month}月{before.day}日{clock}至{month}{day.day}日{clock}"


def brief(day: date) -> bytes:
    """The Word file: red bold figures, some in several runs; a table by district, a text box, a running head."""
    word = Document()
    word.styles["Normal"].font.name = "仿宋"
    _write(word.sections[0].header.paragraphs[0], RUNNING, day)
    title = word.add_paragraph()
    title.alignment = 1
    run = title.add_run(HEAD)
    run.bold, run.font.size = True, Pt(22)
    for number, line in enumerate(LINES):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32 if number > 1 else 0)
        _write(paragraph, line, day)
    _table(word, day)
    _box(word, day)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _write(paragraph: Paragraph, line: str, day: date) -> None:
    for place, part in enumerate(parts(line, day)):
        if isinstance(part, str):
            if part:
                paragraph.add_run(part)
        elif isinstance(part.bound, Field):
            paragraph.add_run(part.text)
        else:  # as Word leaves it where somebody has been editing
            cut = len(part.text) // 2 if place % 3 == 0 else len(part.text)
            for piece in filter(None, (part.text[:cut], part.text[cut:])):
                _red(paragraph.add_run(piece))


def _red(run: Run) -> None:
    run.bold = True
    run.font.color.rgb = RGBColor(0xE6, 0x00, 0x12)


def _table(word: WordDocument, day: date) -> None:
    units = workspace().units
    table = word.add_table(rows=2 + len(DISTRICTS), cols=1 + 2 * len(TABLE))
    table.style = "Table Grid"
    heads = ["单位", "新增发放宣传资料（份）", "累计发放宣传资料（份）", "新增悬挂横幅（条）", "累计悬挂横幅（条）"]
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row, code in zip(table.rows[1:], (*DISTRICTS, "kind:district"), strict=True):
        row.cells[0].text = units[code].name if code in units else "各区县合计"
        scope = f" scope={code}"
        for column, (indicator, unit) in enumerate(TABLE):
            for place, basis in enumerate(("new", "cumulative"), 1 + 2 * column):
                _write(row.cells[place].paragraphs[0], f"[{indicator} {basis}{scope} measure={unit}]", day)


_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _box(word: WordDocument, day: date) -> None:
    """A text box as Word writes it: as a drawing, and again for programs that know none."""
    said = [part if isinstance(part, str) else part.text for part in parts(BOX, day)]
    runs = "".join(f'<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text in said)
    content = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:txbxContent>'
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    run = parse_xml(
        f'<w:r {_SPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline><wp:extent cx="4000000" cy="600000"/><wp:docPr id="7" name="Box"/><a:graphic>'
        f'<a:graphicData uri="{shape}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="4000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f'</mc:Choice><mc:Fallback><w:pict><v:shape style="width:315pt;height:47pt"><v:textbox>{content}</v:textbox>'
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    word.add_paragraph()._p.append(run)


def expected(day: date) -> list[Written]:
    """The places of the brief, in the order of its body; those of the table by rows."""
    found = [part for line in LINES for part in parts(line, day) if isinstance(part, Written)]
    for code in (*DISTRICTS, "kind:district"):
        for indicator, unit in TABLE:
            for basis in ("new", "cumulative"):
                found += [
                    part
                    for part in parts(f"[{indicator} {basis} scope={code} measure={unit}]", day)
                    if isinstance(part, Written)
                ]
    found += [part for part in parts(BOX, day) if isinstance(part, Written)]
    return found


def plain_text(day: date) -> str:
    """The brief's lines as plain text, as pasted from a chat."""
    lines = (HEAD, *LINES)
    said = ["".join(part if isinstance(part, str) else part.text for part in parts(line, day)) for line in lines]
    text = "\n".join(said)
    return re.sub("\u3000", " ", text)
