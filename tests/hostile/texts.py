"""Texts, pages, mails and PDFs made by hand to hurt."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from hostile.mutations import Broken

_MILLION = 1_000_000


def lines() -> Iterator[Broken]:
    """Text without end: 10 MB in a line, and what keeps a reader of numbers busy."""
    for name, piece in {
        "digits": "1",
        "figures": "新增发放宣传单1200余份，",
        "brackets": "（【《“",
        "quotes": "“《",
        "tabs": "\t1",
        "bars": "|",
        "zeros": "1\u200b",
        "turned": "\u202e1",
        "lookalikes": "1О",
        "dates": "2月3日9时至",
        "numerals": "一百万亿",
        "ranges": "1-",
        "commas": "1,234,",
        "points": "1.",
        "masks": "X",
        "spaces": "1 ",
        "percents": "百分之",
        "among": "其中：",
        "nulls": "\0",
    }.items():
        yield f"{name}.txt", piece.encode() * (10 * _MILLION // len(piece.encode()))
    for name, piece in {"commas": ",", "quotes": '"', "quoted": '"a,1"\n', "wide": "1,"}.items():
        yield f"{name}.csv", b"a,b\n1,2\n" + piece.encode() * (3 * _MILLION // len(piece))
    yield "lines.txt", b"1\n" * (2 * _MILLION)
    yield "returns.txt", b"\r" * (5 * _MILLION)
    yield "half.txt", b"\xff\xfe" + b"1\xd8" * 1000
    yield "half8.txt", "发放".encode() + b"\xed\xa0\x80" + "1份".encode()
    yield "control.txt", "发放1\x082份".encode()
    yield "mixed.txt", "发放".encode() + "一千二百份".encode("gb18030")
    yield "marks.txt", b"\xef\xbb\xbf" * 1000 + b"1"
    yield "bom.txt", b"\xff\xfe\x00\x00\xff"
    yield "binary.txt", bytes(range(256)) * 100
    yield "numbers.txt", "".join(f"新增{'9' * size}万亿份，" for size in range(1, 400)).encode()
    yield "chat.txt", "2026-02-03 09:31:00 东河区-李某某\n发放1份\n".encode() * 60_000


def pages(url: str) -> Iterator[Broken]:
    """Saved web pages."""
    fetched = "".join(
        piece.replace("URL", url)
        for piece in (
            '<base href="URL/"><link rel="stylesheet" href="URL/a.css"><script src="URL/a.js"></script>',
            '<meta http-equiv="refresh" content="0;url=URL/a"><img src="URL/a.png"><iframe src="URL/b"></iframe>',
            '<object data="URL/c"></object><style>@import url("URL/d.css");</style><embed src="URL/e">',
        )
    )
    yield "fetched.html", f"<html><head>{fetched}</head><body>新增发放宣传单1200份。</body></html>".encode()
    yield "deep.html", b"<div>" * 100_000 + "1份".encode()
    yield "tables.html", b"<table><tr><td>" * 5_000 + "1份".encode()
    yield (
        "spans.html",
        b"<table><tr><td colspan=999999999 rowspan=999999999>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
    )
    yield "attribute.html", b"<p class='" + b"a" * 9_000_000 + b"'>1</p>"
    yield "open.html", b"<!--" + b"<" * 1_000_000
    yield "charset.html", b"<meta charset='utf-7'>+ADw-script+AD4-" + "发放1份".encode("utf-16")
    yield "entities.html", b"&#x1F;&#xD800;&#99999999999;&amp" * 50_000
    yield "cells.html", b"<table>" + b"<tr><td>1<td>2</tr>" * 100_000


def rich(url: str) -> Iterator[Broken]:
    """RTF."""
    yield "deep.rtf", b"{\\rtf1" + b"{" * 300_000 + b"1"
    yield "closed.rtf", b"{\\rtf1 1" + b"}" * 300_000
    yield "binary.rtf", b"{\\rtf1\\bin99999999999 1}"
    yield "object.rtf", b"{\\rtf1{\\object\\objautlink\\objupdate{\\*\\objdata " + b"01050000" * 10_000 + b"}}1}"
    yield "fetched.rtf", b'{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "' + url.encode() + b'/a"}{\\fldrslt 1}}}'
    yield "template.rtf", b"{\\rtf1{\\*\\template " + url.encode() + b"/a.dotm}1}"
    yield "unicode.rtf", b"{\\rtf1\\uc9999999 \\u999999999 ?\\u-99999 ?\\'zz\\'" + b"1}"
    yield "words.rtf", b"{\\rtf1" + b"\\a-99999999999999999999 " * 200_000 + b"}"
    yield "rows.rtf", b"{\\rtf1" + b"\\trowd\\cellx1\\intbl 1\\cell\\row " * 40_000 + b"}"


def mails(url: str) -> Iterator[Broken]:
    """Mails."""
    head = b"From: a@example.com\r\nSubject: 1\r\nDate: Wed, 04 Feb 2026 09:31:00 +0800\r\nMIME-Version: 1.0\r\n"
    nested = head + b"Content-Type: text/plain\r\n\r\n1"
    for _ in range(300):
        nested = head + b"Content-Type: message/rfc822\r\n\r\n" + nested
    yield "nested.eml", nested
    many = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\n1\r\n" for _ in range(30_000))
    yield "parts.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + many + b"--b--\r\n"
    inner = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(2000))
    yield "boundaries.eml", head + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n" + inner
    yield "header.eml", head + b"Subject: " + b"=?utf-8?B?5Lic?= " * 200_000 + b"\r\n\r\n1"
    yield "charset.eml", head + b"Content-Type: text/plain; charset=../../etc/passwd\r\n\r\n\xff\xfe1"
    outside = b'Content-Type: message/external-body; access-type=URL; URL="' + url.encode() + b'/a"\r\n\r\n'
    yield "outside.eml", head + outside + b"Content-Type: text/plain\r\n\r\n"
    name = b'Content-Disposition: attachment; filename="../../../tmp/canary.txt"\r\n\r\n'
    yield "path.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + name + b"1\r\n--b--\r\n"
    page = f'<img src="{url}/pixel.png"><p>新增发放宣传单1200份。</p>'.encode()
    yield "pixel.eml", head + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page
    yield "base64.eml", head + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 1_000_000
    yield "mails.mbox", (b"From a@example.com Wed Feb  4 09:31:00 2026\n" + nested[-400:] + b"\n") * 3000


def portable(url: str) -> Iterator[Broken]:
    """PDFs."""
    bomb = zlib.compress(b" " * (120 << 20))
    yield "bomb.pdf", _pdf(b"/Filter /FlateDecode", bomb)
    yield "twice.pdf", _pdf(b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(zlib.compress(b"1 " * (30 << 20))))
    yield "busy.pdf", _pdf(b"", b"0 0 1 1 re f " * 1_000_000)
    yield "deep.pdf", _pdf(b"", b"q " * 1_000_000 + b"[" * 100_000)
    yield "self.pdf", _pdf(b"", b"/X Do " * 1000, more=b"/Resources << /XObject << /X 4 0 R >> >>")
    yield "kids.pdf", _pdf(b"", b"1", kids=b"[2 0 R 3 0 R 2 0 R]")
    yield "count.pdf", _pdf(b"", b"1", count=b"2147483647")
    yield "box.pdf", _pdf(b"", b"1", more=b"/MediaBox [0 0 1e30 1e30]")
    action = b"/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /O << /S /URI /URI (" + url.encode() + b"/a) >> >>"
    yield "action.pdf", _pdf(b"", b"1", catalogue=action + b"/AcroForm << /XFA (" + url.encode() + b"/x) >>")
    yield "nested.pdf", b"%PDF-1.7\n1 0 obj " + b"<< /A " * 100_000 + b"\nendobj\ntrailer << /Root 1 0 R >>"
    yield "table.pdf", b"%PDF-1.7\nxref\n0 999999999\n" + b"0000000000 65535 f \n" * 1000 + b"startxref\n9\n%%EOF"
    yield (
        "loop.pdf",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer << /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    )


def _pdf(
    filters: bytes,
    content: bytes,
    *,
    kids: bytes = b"[3 0 R]",
    count: bytes = b"1",
    more: bytes = b"",
    catalogue: bytes = b"",
) -> bytes:
    box = b"" if b"MediaBox" in more else b"/MediaBox [0 0 595 842]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
        b"<< /Type /Pages /Kids " + kids + b" /Count " + count + b" >>",
        b"<< /Type /Page /Parent 2 0 R " + box + b" /Contents 4 0 R " + more + b" >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> "
        + filters
        + b" /Length %d >>\nstream\n" % len(content)
        + content
        + b"\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
