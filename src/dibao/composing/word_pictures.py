"""Charts in a Word file: the picture (SVG with a PNG for programs that show none), its title, its table, its note."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from hashlib import sha256

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from dibao.composing import controls
from dibao.composing.brief import Fact, Figure, Grid, Paragraph, Picture, Role
from dibao.composing.charts import SVG, description, draw, name
from dibao.composing.controls import Element
from dibao.composing.form import TYPE_AREA_MM, add_styles
from dibao.composing.rasters import pngs

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_TWIPS = round(TYPE_AREA_MM / 25.4 * 1440)
_RULE = "808080"
NO_PICTURE = "（写这份文件的机器没有画图用的字体或组件，图略；数见下表。）"


class Gallery:
    """The pictures of one Word file: drawn together, then put in one by one."""

    def __init__(self, word: WordDocument, shown: Sequence[Picture], marks: Iterator[int]) -> None:
        self._word = word
        self._marks = marks
        self._drawings = {picture.id: draw(picture.chart) for picture in shown}
        made = pngs(list(self._drawings.values()))
        self._pixels = dict(zip(self._drawings, made, strict=True)) if made is not None else {}
        if shown:
            add_styles(word)
        self._styles = {str(style.name): str(style.style_id) for style in word.styles}  # LibreOffice has ids of its own

    def elements(self, picture: Picture) -> list[Element]:
        """What stands in the file for a chart, inside one bookmark."""
        drawn = self._drawn(picture)
        parts: list[Element] = [drawn, self._paragraph(picture.caption, keep=True), self._table(picture.grid)]
        last = self._paragraph(picture.note) if picture.note else _styled(self._styles[Role.NOTE.value])
        parts.append(last)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        number = str(next(self._marks))
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), controls.PICTURE + picture.id)
        end.set(qn("w:id"), number)
        drawn.insert(1, start)
        last.append(end)
        return parts

    def _drawn(self, picture: Picture) -> Element:
        paragraph = _styled(self._styles[picture.caption.role.value], keep=True, align="center", whole=True)
        pixels = self._pixels.get(picture.id)
        if pixels is None:
            paragraph.append(controls.run(NO_PICTURE, None))
            return paragraph
        part = self._word.part
        inline = part.new_pic_inline(io.BytesIO(pixels), width=Mm(TYPE_AREA_MM))
        for side in ("distT", "distB", "distL", "distR"):  # else LibreOffice keeps a distance to the margin
            inline.set(side, "0")
        inline.docPr.set("name", picture.id)
        inline.docPr.set("title", name(picture.chart))
        inline.docPr.set("descr", description(picture.chart))
        blip = next(inline.iter(qn("a:blip")))
        blip.append(_svg_extension(self._svg_part(picture)))
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        paragraph.append(run)
        return paragraph

    def _svg_part(self, picture: Picture) -> str:
        package = self._word.part.package
        taken = {str(part.partname) for part in package.iter_parts()}
        number = next(n for n in range(1, len(taken) + 2) if f"/word/media/chart{n}.svg" not in taken)
        data = self._drawings[picture.id].encode()
        part = Part(PackURI(f"/word/media/chart{number}.svg"), "image/svg+xml", data, package)
        return str(self._word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))

    def _paragraph(self, paragraph: Paragraph, *, keep: bool = False, align: str = "", bold: bool = False) -> Element:
        element = _styled(self._styles[paragraph.role.value], keep=keep, align=align)
        properties = None
        if bold:
            properties = OxmlElement("w:rPr")
            properties.append(OxmlElement("w:b"))
        for run in paragraph.runs:
            if isinstance(run, (Figure, Fact)):
                element.extend(controls.control(run.id, run.text, properties, next(self._marks)))
            elif run.text:
                element.append(controls.run(run.text, properties))
        return element

    def _table(self, grid: Grid) -> Element:
        """Names in the middle, numbers to the right; no row is cut by a page's end, and all stay with the note."""
        table = OxmlElement("w:tbl")
        table.append(_table_properties())
        columns = max(len(row) for row in grid.rows)
        widths = [_TWIPS // columns] * columns
        frame = OxmlElement("w:tblGrid")
        for width in widths:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(width))
            frame.append(column)
        table.append(frame)
        for place, row in enumerate(grid.rows):
            table.append(self._row(row, widths, head=place == 0))
        return table

    def _row(self, row: Sequence[tuple[Paragraph, ...]], widths: Sequence[int], *, head: bool) -> Element:
        line, about = OxmlElement("w:tr"), OxmlElement("w:trPr")
        about.append(OxmlElement("w:cantSplit"))
        if head:
            about.append(OxmlElement("w:tblHeader"))
        line.append(about)
        for cell, width in zip(row, widths, strict=True):
            holder, properties, size = OxmlElement("w:tc"), OxmlElement("w:tcPr"), OxmlElement("w:tcW")
            size.set(qn("w:w"), str(width))
            size.set(qn("w:type"), "dxa")
            properties.append(size)
            holder.append(properties)
            for paragraph in cell:
                figures = any(isinstance(run, Figure) for run in paragraph.runs)
                align = "right" if figures else "center"
                holder.append(self._paragraph(paragraph, keep=True, align=align, bold=head))
            line.append(holder)
        return line


def drawn_in(word: WordDocument) -> dict[str, list[str]]:
    """What is written in the charts of a file as it is now, by their ids: of those that still have their SVG."""
    found = {}
    for inline in word.element.iter(qn("wp:inline")):
        blip = next(inline.iter(f"{{{_SVG}}}svgBlip"), None)
        relation = word.part.rels.get(blip.get(qn("r:embed"), "")) if blip is not None else None
        if relation is None or relation.is_external:
            continue
        try:
            drawing = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            continue
        about = inline.find(qn("wp:docPr"))
        texts = drawing.iter(f"{{{SVG}}}text")
        found[str(about.get("name"))] = ["".join(str(part) for part in text.itertext()) for text in texts]
    return found


def pixels_in(word: WordDocument) -> dict[str, str]:
    """SHA-256 of the pictures of a file, by the names that they were put in under; a program that saves the file again
    keeps their bytes."""
    found = {}
    for drawing in word.element.iter(qn("w:drawing")):
        about, blip = next(drawing.iter(qn("wp:docPr")), None), next(drawing.iter(qn("a:blip")), None)
        relation = word.part.rels.get(blip.get(qn("r:embed"), "")) if blip is not None else None
        if about is not None and relation is not None and not relation.is_external:
            found[str(about.get("name"))] = sha256(relation.target_part.blob).hexdigest()
    return found


def _styled(style: str, *, keep: bool = False, align: str = "", whole: bool = False) -> Element:
    """An empty paragraph. `whole`: its lines are as high as what stands in them, else a picture would be cut."""
    paragraph, layout, named = OxmlElement("w:p"), OxmlElement("w:pPr"), OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    layout.append(named)
    if keep:
        layout.append(OxmlElement("w:keepNext"))
    if whole:
        layout.append(_off("w:snapToGrid"))
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:before"), "120")
        spacing.set(qn("w:line"), "240")
        spacing.set(qn("w:lineRule"), "auto")
        layout.append(spacing)
    if align:
        justified = OxmlElement("w:jc")
        justified.set(qn("w:val"), align)
        layout.append(justified)
    paragraph.append(layout)
    return paragraph


def _off(tag: str) -> Element:
    element = OxmlElement(tag)
    element.set(qn("w:val"), "0")
    return element


def _table_properties() -> Element:
    about = OxmlElement("w:tblPr")
    for tag, values in (
        ("w:tblW", {"w": str(_TWIPS), "type": "dxa"}),
        ("w:jc", {"val": "center"}),
    ):
        part = OxmlElement(tag)
        for key, value in values.items():
            part.set(qn(f"w:{key}"), value)
        about.append(part)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    about.append(borders)
    layout = OxmlElement("w:tblLayout")
    layout.set(qn("w:type"), "fixed")
    about.append(layout)
    return about


def _svg_extension(relation: str) -> Element:
    """The SVG beside the PNG, as Word 2016 and later write it."""
    extensions, extension = OxmlElement("a:extLst"), OxmlElement("a:ext")
    extension.set("uri", _EXTENSION)
    svg = etree.SubElement(extension, f"{{{_SVG}}}svgBlip", nsmap={"asvg": _SVG})
    svg.set(qn("r:embed"), relation)
    extensions.append(extension)
    return extensions
