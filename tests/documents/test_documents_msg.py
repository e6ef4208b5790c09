"""Mails of Outlook: the same as mails as they travel."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from compound import Tree, attachment, compound, moment, properties, text
from hypothesis import given, settings
from hypothesis import strategies as st
from test_documents_zip import harmless
from wordprocessing import docx, p

from dibao import documents, language
from dibao.documents import Enclosed, Unpacked, unpacking
from dibao.documents.enclosed import Unpacking
from dibao.errors import DibaoError

REPORT = "发放宣传单3200份，悬挂条幅96条。"
DOCX = docx(p(REPORT))
SENT = datetime(2026, 2, 4, 1, 31, tzinfo=UTC)


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def message(body: str, *attachments: Tree, head: int = 32, charset: str = "", **more: bytes) -> Tree:
    page = (3, 0x3FFD, 936) if charset else (3, 0x3FFD, 1200)
    return {
        **text(0x0037, "转发: 东河区2月4日日报", charset),
        **text(0x0C1A, "东河区委宣传部-李某某", charset),
        **text(0x1000, body, charset),
        **properties(head, moment(SENT), page),
        "__recip_version1.0_#00000000": {**text(0x3001, "张某", charset), **properties(8)},
        **{f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)},
        **more,
    }


def unpack(tree: Tree) -> Unpacked:
    return documents.unpack(compound(tree), "来信.msg")


def names(unpacked: Unpacked) -> list[str]:
    return [file.name for file in unpacked.files]


@pytest.mark.parametrize("charset", ["", "gb18030"])
def test_text_and_attachments(charset: str) -> None:
    found = unpack(
        message(f"{REPORT}\r\n\r\n张某\r\n手机：13800138000", attachment("东河区.docx", DOCX), charset=charset)
    )
    assert names(found) == ["来信.msg/正文", "来信.msg/东河区.docx"]
    assert [one.data for one in found.files] == [REPORT.encode(), DOCX]
    for one in found.files:
        assert (one.context, one.sent) == (("东河区2月4日日报", "东河区委宣传部", "来信"), SENT)
    assert "某" not in repr(found)


def test_a_wrong_code_page_is_not_believed() -> None:
    tree = {**message(""), **text(0x1000, REPORT, "gb18030"), **properties(32, (3, 0x3FFD, 1252))}
    del tree["__substg1.0_1000001F"]
    assert unpack(tree).files[0].data.decode() == REPORT


def test_large_attachments_and_pictures_that_the_text_shows() -> None:
    large = random.Random(1).randbytes(100_000)
    logo = attachment("logo.png", b"\x89PNG\r\n", mime="image/png", cid="logo@1")
    html = {"__substg1.0_10130102": "<p>见图 <img src='cid:logo@1'></p>".encode()}
    found = unpack(message(REPORT, attachment("a.bin", large), logo, attachment("p.jpg", b"\xff\xd8\xff"), **html))
    assert names(found) == ["来信.msg/正文", "来信.msg/a.bin"]
    assert found.files[1].data == large
    assert len(found.notes) == 1 and "1 个图片" in found.notes[0]


def test_a_mail_in_a_mail_in_a_mail_is_followed_and_no_deeper() -> None:
    def around(tree: Tree) -> Tree:
        return {"__substg1.0_3701000D": tree, **properties(8, (3, 0x3705, 5))}

    second = message("第二层5份", attachment("b.docx", DOCX), head=24)
    found = unpack(message(REPORT, around(second)))
    assert names(found) == ["来信.msg/正文", "来信.msg/转发1.msg/正文", "来信.msg/转发1.msg/b.docx"]
    assert found.files[1].data.decode() == "第二层5份"
    tree = message("最里层", head=24)
    for _ in range(3):
        tree = message("外层", around(tree), head=24)
    with pytest.raises(DibaoError, match="3 层"):
        unpack(tree)


def test_outlook_files_are_told_by_what_is_in_them() -> None:
    data = compound(message(REPORT))
    for name in ("来信.msg", "来信", "来信.xyz"):
        assert names(documents.unpack(data, name)) == [f"{name}/正文"]
    other = compound({"WordDocument": b"x" * 5000})
    assert names(documents.unpack(other, "来信.msg")) == ["来信.msg"]
    with pytest.raises(DibaoError) as caught:
        documents.from_bytes(other, "来信.msg")
    assert caught.value.code == "unreadable"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_mails_raise_nothing_but_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(compound(message(REPORT, attachment("东河区.docx", DOCX))))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    if chance.random() < 0.2:
        del data[chance.randrange(600, len(data)) :]
    try:
        found = unpacking.unpack(Enclosed("来信.msg", bytes(data)), Unpacking())
    except DibaoError as error:
        assert error.code == "unreadable"
    else:
        for one in found.files:
            harmless(one.name)
