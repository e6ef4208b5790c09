"""The same report in every format, from several producers."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from typesetting import Block

from dibao import documents

_FONT = '("Noto Serif CJK SC", "Source Han Serif SC", "FandolSong", "Noto Sans CJK SC")'


def blocks_of(document: documents.Document) -> list[Block]:
    """A document's content without its format."""
    made: list[Block] = []
    for block in document.blocks:
        if isinstance(block, documents.Table):
            grid = [[""] * block.columns for _ in range(block.rows)]
            for cell in block.cells:
                grid[cell.row][cell.column] = document.text[cell.start : cell.end].replace("\n", "")
            made.append(("table", grid))
        else:
            for line in document.text[block.start : block.end].splitlines():
                if line.strip():
                    kind = "title" if not made and block.level == 1 else "heading" if block.level else "p"
                    made.append((kind, line.strip()))
    return made


def to_txt(blocks: Sequence[Block]) -> bytes:
    """As pasted: tables parted by tabs."""
    lines: list[str] = []
    for kind, content in blocks:
        if kind == "table":
            lines += ["\t".join(row) for row in content]
        else:
            lines.append(str(content))
    return "\n".join(lines).encode()


def to_html(blocks: Sequence[Block]) -> bytes:
    """As a saved page."""
    tags = {"title": "h1", "heading": "h2", "p": "p"}
    out: list[str] = []
    for kind, content in blocks:
        if kind == "table":
            rows = "".join(
                f"<tr>{''.join(f'<td><p>{html.escape(cell)}</p></td>' for cell in row)}</tr>" for row in content
            )
            out.append(f'<table border="1">{rows}</table>')
        else:
            out.append(f"<{tags[kind]}>{html.escape(str(content))}</{tags[kind]}>")
    return f'<html><head><meta charset="utf-8"></head><body>{chr(10).join(out)}</body></html>'.encode()


def to_docx(blocks: Sequence[Block]) -> bytes:
    """As a clerk writes it: a centred title, body text indented by two characters, tables with borders."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin = section.right_margin = Pt(79)
    for kind, content in blocks:
        if kind == "table":
            rows = list(content)
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(str(content))
        run.font.size = Pt(22 if kind == "title" else 16)
        run.bold = kind != "p"
        if kind == "title":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.line_spacing = Pt(28)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_typst(blocks: Sequence[Block]) -> bytes:
    """Set by Typst, in its own manner: no indent, a gap between paragraphs, page numbers."""
    lines = [
        '#set page(paper: "a4", numbering: "1")',
        f'#set text(font: {_FONT}, size: 11pt, lang: "zh")',
        "#set par(justify: true)",
        "#set heading(numbering: none)",
    ]
    for kind, content in blocks:
        if kind == "table":
            cells = ", ".join(f"[#{_quoted(cell)}]" for row in content for cell in row)
            lines.append(f"#table(columns: {len(content[0])}, {cells})")
        elif kind == "p":
            lines.append(f"#{_quoted(str(content))}\n")
        else:
            lines.append(f"{'=' if kind == 'title' else '=='} #{_quoted(str(content))}\n")
    return typst.compile("\n".join(lines).encode())


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
