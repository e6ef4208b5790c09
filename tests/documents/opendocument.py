"""OpenDocument files written as raw XML."""

from __future__ import annotations

from wordprocessing import zipped

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{name: f"{_BASE}{name}:1.0" for name in ("office", "text", "table", "style")},
    "number": f"{_BASE}datastyle:1.0",
    "draw": f"{_BASE}drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _PREFIXES.items())


def package(kind: str, content: str, *, automatic: str = "", styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument file. `automatic`: the content's automatic styles; `styles`: all that stands in styles.xml."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:{kind}>{content}</office:{kind}></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_BASE}manifest:1.0">{manifest}</m:manifest>',
        }
    )


def ods(rows: str, *, name: str = "统计", automatic: str = "", before: str = "", table: str = "") -> bytes:
    """A spreadsheet of one sheet. `before`: its columns and shapes; `table`: attributes of the sheet."""
    sheet = f'<table:table table:name="{name}" {table}>{before}{rows}</table:table>'
    return package("spreadsheet", sheet, automatic=automatic)


def odt(body: str, *, automatic: str = "", styles: str = "", manifest: str = "") -> bytes:
    """A text whose body holds this XML."""
    return package("text", body, automatic=automatic, styles=styles, manifest=manifest)


def row(*cells: str, attributes: str = "") -> str:
    """A table's row; text that is no XML becomes a cell."""
    inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def cell(text: str = "", attributes: str = "", *, style: str = "") -> str:
    """A text cell; "" an empty one."""
    styled = f'table:style-name="{style}" ' if style else ""
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {styled}{attributes}>{inside}</table:table-cell>"


def number(value: object, text: str, *, kind: str = "float", style: str = "", attributes: str = "") -> str:
    """A cell with a number; it shows an empty paragraph where the text is ""."""
    return cell(
        text or "<text:s text:c='0'/>", f'office:value-type="{kind}" office:value="{value}" {attributes}', style=style
    )


def dated(value: str, text: str, *, kind: str = "date", style: str = "") -> str:
    """A cell with a date, or with a time."""
    return cell(text, f'office:value-type="{kind}" office:{kind}-value="{value}"', style=style)


def p(text: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def format(name: str, kind: str, parts: str, attributes: str = "") -> str:
    """A number format `N…` and a cell style that uses it."""
    return (
        f'<number:{kind} style:name="N{name}" {attributes}>{parts}</number:{kind}>'
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N{name}"/>'
    )
