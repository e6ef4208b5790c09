"""What cannot be read: one sentence that names the file and says what to do, and never another exception."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import wholeness
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wordprocessing import docx as raw
from wordprocessing import p, zipped

from dibao import documents, language
from dibao.documents import registry, unreadable
from dibao.errors import DibaoError

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def a_docx() -> bytes:
    out = io.BytesIO()
    file = docx.Document()
    file.add_heading("一、基本情况", 1)
    file.add_table(2, 2).cell(0, 0).text = "发稿25篇"
    file.save(out)
    return out.getvalue()


def an_xlsx() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["单位", 25, 0.5])  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


DOCX, XLSX = a_docx(), an_xlsx()


def sentence(data: bytes, name: str) -> str:
    """What the clerk is told, in Chinese; the English sentence must be there too."""
    told = {}
    for chosen in ("en", "zh"):
        language.use(chosen)  # type: ignore[arg-type]
        with pytest.raises(DibaoError) as caught:
            documents.from_bytes(data, name)
        assert caught.value.code == "unreadable"
        told[chosen] = str(caught.value)
        assert name in told[chosen]
        assert "\n" not in told[chosen]
    assert told["en"].isascii() or not name.isascii()
    assert told["en"] != told["zh"]
    return told["zh"]


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "空"),
        (b"", "a.docx", "空"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx", "去掉打开密码"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "去掉打开密码"),
        (OLE + b"\0" * 600, "a.docx", "另存为 .docx"),
        (OLE + b"\0" * 600, "a.xlsx", "另存为 .xlsx"),
        ("发稿25篇".encode(), "a.docx", "改为 .txt"),
        (DOCX[: len(DOCX) // 2], "a.docx", "损坏"),
        (XLSX[: len(XLSX) // 2], "a.xlsx", "损坏"),
        (b"\x00\x01", "a.docx", "另存为 .docx"),
        (b"\x00\x01", "a.txt", "UTF-8"),
        (b"\x00\x01", "a.doc", "另存为 .docx"),
        (b"\x00\x01", "a.wps", "另存为 .docx"),
        (b"\x00\x01", "a.XLS", "另存为 .xlsx"),
        (b"\x00\x01", "a.et", "另存为 .xlsx"),
        (b"\x00\x01", "a.csv", "另存为 .csv"),
        (b"%PDF-1.7 text", "a.pdf", "损坏"),
        (b"x", "a.xyz", "可读的是 .csv、.docx、"),
        (b"x", "a.jpg", "粘贴过来"),
        (b"x", "a.pages", "导出为 Word"),
        (b"x", "a.numbers", "导出为 Excel"),
        (b"x", "a.7z", "重新压缩为 .zip"),
        (b"x", "a.RAR", "重新压缩为 .zip"),
        (b"x", "a.pptx", "复制到 Word"),
        (b"x", "a.mht", "另存为 .html"),
        (b"x", "a.cebx", "打印为 PDF"),
        (b"\x00\x01", "a", "无扩展名"),
        (zipped({"word/document.xml": "<x/>"}), "a.docx", "损坏"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.docx", "另存为 .docx"),
        (zipped({"东河区.txt": "发稿25篇"}), "a.docx", "改为 .zip"),
        (raw("<w:p>"), "a.docx", "损坏"),
    ],
)
def test_the_sentence_says_what_to_do(data: bytes, name: str, told: str) -> None:
    assert told in sentence(data, name)


def test_without_a_suffix_the_bytes_decide() -> None:
    assert documents.from_bytes(DOCX, "东河区日报").format == "docx"
    assert documents.from_bytes(DOCX, "东河区2.3").format == "docx"
    assert documents.from_bytes("发稿25篇".encode(), "1.东河区").format == "txt"
    assert documents.from_bytes(XLSX, "").format == "xlsx"
    assert documents.from_bytes("发稿25篇".encode(), "粘贴").format == "txt"


def test_a_wrong_suffix_is_said_and_the_content_read() -> None:
    language.use("zh")
    for data, name, format, told in (
        (DOCX, "a.xlsx", "docx", "扩展名是 .xlsx，内容却是 Word 文档"),
        (XLSX, "a.docx", "xlsx", "扩展名是 .docx，内容却是 Excel 工作簿"),
        (DOCX, "a.txt", "docx", "扩展名是 .txt，内容却是 Word 文档"),
        (b"{\\rtf1 25}", "a.txt", "rtf", "扩展名是 .txt，内容却是"),
    ):
        document = documents.from_bytes(data, name)
        assert document.format == format and told in document.notes[0]
        assert "25" in document.text


def test_missing_files_folders_and_large_files(tmp_path: Path) -> None:
    language.use("zh")
    large = tmp_path / "大.txt"
    large.write_bytes(b"x" * 101)
    for path, told in ((tmp_path / "无.txt", "没有这个文件"), (tmp_path, "文件夹"), (Path("a\0b"), "系统不允许")):
        with pytest.raises(DibaoError, match=told) as caught:
            documents.open(path)
        assert caught.value.code == "unreadable"
    with pytest.raises(DibaoError, match="上限"):
        documents.open(large, limit=100)
    assert documents.open(large, limit=101).text == "x" * 101


def test_a_locked_member_is_encrypted() -> None:
    data = bytearray(raw(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert "密码" in sentence(bytes(data), "a.docx")


def test_archives_that_swell_are_left_alone() -> None:
    bomb = zipped({"word/document.xml": b"<w>" + b" " * (20 * 1024 * 1024)})
    assert "解压" in sentence(bomb, "a.docx")
    many = zipped({f"word/{number}.xml": b"" for number in range(10_001)})
    assert "解压" in sentence(many, "a.docx")


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    declared = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "bbbbbbbbbb">]>'
    with zipfile.ZipFile(io.BytesIO(raw(p("&amp;")))) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    body = files["word/document.xml"]
    assert isinstance(body, bytes)
    for entity in (b"&a;", b"&b;"):
        patched = {**files, "word/document.xml": declared.encode() + body.replace(b"&amp;", entity)}
        assert "损坏" in sentence(zipped(patched), "a.docx")


def test_deep_nesting_is_refused_not_followed() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + p("甲") + "</w:sdtContent></w:sdt>" * 5000
    assert "损坏" in sentence(raw(deep), "a.docx")
    tables = "<w:tbl><w:tr><w:tc>" * 60 + p("甲1") + "</w:tc></w:tr></w:tbl>" * 60
    assert documents.from_bytes(raw(tables), "a.docx").text == "甲1"


NAMES = st.sampled_from(["a.txt", "a.docx", "a.xlsx", "a.md", "a", "", "a.pdf", "a.html", "a.zip"])


def only_a_sentence(data: bytes, name: str) -> None:
    try:
        document = registry.read(data, name)  # in this process: hundreds of them
    except DibaoError as error:
        assert error.code in {"unreadable", unreadable.HOLDS_FILES} or unreadable.wanted(error)
    else:
        wholeness.check(document)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), NAMES, st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_arbitrary_bytes_raise_nothing_but_a_sentence(data: bytes, name: str, begin: bytes) -> None:
    only_a_sentence(begin + data, name)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["a.docx", "a.xlsx"]), st.integers(0, 2**32))
def test_damaged_files_raise_nothing_but_a_sentence(name: str, seed: int) -> None:
    """Bytes of the zip changed, or bytes inside one of its parts, which the zip's checksum then does not show."""
    chance = random.Random(seed)
    whole = DOCX if name == "a.docx" else XLSX
    if chance.random() < 0.3:
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        only_a_sentence(bytes(data), name)
        return
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    part = chance.choice([each for each in files if each.endswith((".xml", ".rels"))])
    content = bytearray(files[part])  # type: ignore[arg-type]
    kind = chance.random()
    if kind < 0.2:
        del files[part]
    else:
        start = chance.randrange(len(content))
        end = min(start + chance.randint(1, 40), len(content))
        if kind < 0.5:
            del content[start:end]
        elif kind < 0.7:
            digits = [at for at in range(len(content)) if 48 <= content[at] <= 57]
            for at in chance.sample(digits, min(len(digits), 5)):
                content[at] = chance.choice(b"0123456789-x")
        else:
            content[start:start] = content[start:end]
        files[part] = bytes(content)
    only_a_sentence(zipped(files), name)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_what_never_ends_is_too_large() -> None:
    with pytest.raises(DibaoError) as refused:
        documents.open("/dev/zero", limit=1000)
    assert refused.value.code == "unreadable"
