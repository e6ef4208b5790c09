"""Damaged spreadsheets, texts and pages of every format: a document or one sentence, and never long."""

from __future__ import annotations

import io
import random
import zipfile
from time import process_time

import pytest
import wholeness
import xlwt
from opendocument import number, ods, odt, p, row
from test_documents_ofd import line, ofd, text
from test_documents_rtf import FONTS, TABLE, rtf
from test_documents_xls import biff5
from wordprocessing import zipped

from dibao.documents import registry, unreadable
from dibao.errors import DibaoError


def a_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("统计")
    sheet.write_merge(0, 0, 0, 2, "安澜市宣传工作统计表")
    for r, cells in enumerate(
        (["单位", "单页", "比例"], ["东河区", 3200, 0.125], ["西山区", 1045, "120余份"]), start=1
    ):
        for c, value in enumerate(cells):
            sheet.write(r, c, value)
    sheet.write(4, 1, xlwt.Formula("SUM(B3:B4)"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FRAME = line(30, 50, 180, 50) + line(30, 60, 180, 60) + line(30, 50, 30, 60) + line(180, 50, 180, 60)
WHOLE = {
    "a.xls": [a_workbook(), biff5(["单位".encode("gbk"), "东河区".encode("gbk")], 936)],
    "a.rtf": [rtf(FONTS + TABLE + r"{\footnote 注}{\field{\*\fldinst PAGE}{\fldrslt 3}}")],
    "a.ods": [ods(row("单位", "单页") + row("东河区", number(3200, "3,200")))],
    "a.odt": [odt(p("发稿25篇") + f"<table:table>{row('甲', '乙')}{row('1', '2')}</table:table>")],
    "a.ofd": [ofd(text("今日发稿25篇", 30, 40) + FRAME + text("甲", 32, 55))],
    "a.csv": ['单位,单页\n东河区,"3,200"\n'.encode()],
}


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Bytes changed, taken out or doubled: of the file, or inside one part of a zip, which its checksums then fit."""
    if whole.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        part = chance.choice([name for name in files if name.endswith(".xml")])
        content = files[part]
        assert isinstance(content, bytes)
        return zipped({**files, part: _damaged(content, chance, 6)})
    return _damaged(whole, chance, 30)


def _damaged(whole: bytes, chance: random.Random, most: int) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, most)):
        kind = chance.random()
        start = chance.randrange(max(len(data), 1))
        end = min(len(data), start + chance.randint(1, 60))
        if kind < 0.4 and data:
            data[start] = chance.randrange(256)
        elif kind < 0.6:
            del data[start:end]
        elif kind < 0.8:
            data[start:start] = data[start:end]
        else:
            digits = [at for at in range(start, end) if 48 <= data[at] <= 57]
            for at in digits:
                data[at] = chance.choice(b"0123456789-x")
    return bytes(data)


@pytest.mark.parametrize("name", WHOLE)
def test_only_a_document_or_a_sentence(name: str) -> None:
    for seed in range(60):
        chance = random.Random(f"{name} {seed}")
        data = damaged(chance.choice(WHOLE[name]), chance)
        begun = process_time()
        try:
            wholeness.check(registry.read(data, name))
        except DibaoError as error:
            assert error.code == "unreadable" or unreadable.wanted(error)
        assert process_time() - begun < 5, seed
