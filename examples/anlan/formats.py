"""From a report's marked-up text to the bytes of a .txt, .docx or .xlsx file; the same text gives the same bytes.

Word: `# ` title, `## ` heading, `* ` bullet, `- ` dash line, `| a | b |` table row, `(center)`, `box: ` text box,
`header: ` page header, `<ins>`/`<del>` tracked change. Excel: `sheet: ` starts a sheet, `|` parts cells, `<` and `^`
merge a cell with its left or upper neighbour, `'` makes text of a number; a row may begin with (title), (note),
(blank) or (hidden).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

WRITTEN = datetime(2026, 2, 1, 8, 0, tzinfo=UTC).replace(tzinfo=None)
_TRACKED = re.compile(r"<(ins|del)>(.*?)</\1>")
_NUMBER = re.compile(r"\d+")


def write(suffix: str, text: str, settings: dict[str, str]) -> bytes:
    """The file's bytes."""
    if suffix == ".docx":
        return _word(text)
    if suffix == ".xlsx":
        return _excel(text)
    if layout := settings.get("layout", ""):
        text = _extracted(text, int(layout.split()[1]))
    return text.encode(settings.get("encoding", "utf-8"))


def _extracted(text: str, width: int) -> str:
    """Running text as it comes out of a PDF: hard line breaks, an empty line after each, numbers set apart."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for token in re.findall(r"[\d.:]+|[^\d]", re.sub(r"\s+", "", paragraph)):
            if token[0].isdigit():
                token = ("" if not line or line.endswith((" ", "《", "（")) else " ") + token + " "
            if token in "，。；：、）》”" and line.endswith(" "):
                line = line[:-1]
            if len(line) + len(token) > width and token not in "，。；：、）》”":
                lines.append(line.strip() + " " if line.endswith(" ") else line)
                line = ""
            line += token.lstrip() if not line else token
        lines.append(line + " ")
    return "\n\n".join(lines) + "\n"


def _word(text: str) -> bytes:
    document = Document()
    for name, font in (("Normal", "仿宋"), ("Title", "宋体"), ("Heading 1", "黑体")):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = font, RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    for border in document.styles["Title"].element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    lines = text.splitlines()
    while lines:
        if lines[0].startswith("| "):
            count = next((i for i, line in enumerate(lines) if not line.startswith("| ")), len(lines))
            _word_table(document, lines[:count])
            del lines[:count]
        else:
            _word_line(document, lines.pop(0))
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.revision = "", "", 1
    properties.created = properties.modified = WRITTEN
    buffer = io.BytesIO()
    document.save(buffer)
    return _settled(buffer.getvalue())


def _word_line(document: DocumentType, line: str) -> None:
    if line.startswith("# "):
        title = document.add_paragraph(line[2:], style="Title")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.startswith("## "):
        document.add_heading(line[3:], level=1)
    elif line.startswith("* "):
        document.add_paragraph(line[2:], style="List Bullet")
    elif line.startswith("header: "):
        document.sections[0].header.paragraphs[0].text = line[8:]
    elif line.startswith("box: "):
        _text_box(document.add_paragraph(), line[5:])
    elif line.startswith("(center)"):
        document.add_paragraph(line[8:]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        _tracked(document.add_paragraph(), line)


def _tracked(paragraph: Paragraph, line: str) -> None:
    at = 0
    for match in _TRACKED.finditer(line):
        paragraph.add_run(line[at : match.start()])
        tag, word = ("ins", "t") if match[1] == "ins" else ("del", "delText")
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="{match.start()}" w:author="宣传组" w:date="2026-02-01T08:00:00Z">'
                f"<w:r><w:{word}>{match[2]}</w:{word}></w:r></w:{tag}>"
            )
        )
        at = match.end()
    paragraph.add_run(line[at:])


def _text_box(paragraph: Paragraph, text: str) -> None:
    names = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} {names}><w:pict><v:shape style="width:400pt;height:60pt" type="#_x0000_t202">'
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
            "</v:shape></w:pict></w:r>"
        )
    )


def _word_table(document: DocumentType, lines: list[str]) -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _excel(text: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in re.split(r"^sheet: ", text, flags=re.MULTILINE)[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        _sheet(book.create_sheet(name), lines)
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.created = book.properties.modified = WRITTEN
    buffer = io.BytesIO()
    book.save(buffer)
    return _settled(buffer.getvalue())


def _sheet(sheet: Worksheet, lines: list[str]) -> None:
    heads = [re.match(r"\((\w+)\)", line) for line in lines]
    grid = [(line[head.end() :] if head else line).split("|") for line, head in zip(lines, heads, strict=True)]
    edge = Side(style="thin")
    for row, (cells, head) in enumerate(zip(grid, heads, strict=True), start=1):
        sort = head[1] if head else ""
        sheet.row_dimensions[row].hidden = sort == "hidden"
        for column, value in enumerate(cells, start=1):
            if value in ("", "<", "^"):
                continue
            number = _NUMBER.fullmatch(value)
            cell = sheet.cell(row, column, int(value) if number else value.removeprefix("'"))
            cell.alignment = Alignment(horizontal="left" if sort == "note" else "center", wrap_text=True)
            cell.font = Font(name="宋体", bold=sort == "title", size=16 if sort == "title" else 11)
            if sort in ("", "hidden"):
                cell.border = Border(edge, edge, edge, edge)
    for first, last in _merged(grid):
        sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1])
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 18


def _merged(grid: list[list[str]]) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged areas, as their first and last cells."""
    for row, cells in enumerate(grid):
        for column, value in enumerate(cells):
            if value in ("", "<", "^"):
                continue
            right, down = column, row
            while right + 1 < len(cells) and cells[right + 1] == "<":
                right += 1
            while down + 1 < len(grid) and column < len(grid[down + 1]) and grid[down + 1][column] == "^":
                down += 1
            if (right, down) != (column, row):
                yield (row + 1, column + 1), (down + 1, right + 1)


def _settled(packed: bytes) -> bytes:
    """The same package with a fixed time on each part, so that its bytes depend on its content only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = WRITTEN.isoformat().encode() + b"Z"
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, date_time=(2026, 2, 1, 8, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return buffer.getvalue()
