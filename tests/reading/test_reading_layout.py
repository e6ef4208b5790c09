"""Lines, widths and offsets: every figure stands where the document says it stands."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dibao import documents, reading
from dibao.reading.layout import laid, passage

WRAPPED = (
    "一、基本情况\n\n"
    "2 月 2 日上午 9:00 至 2 月 3 日上午 9：00，全市各级媒体共计发稿 1045\n\n"
    "篇（条），其中新媒体平台推出传播量过万的新媒体产品 4 件；旗县区融媒\n\n"
    "体中心推出产品 8 件。动员 13716 名网络志愿者推送指令 15 条，共计 64507\n\n"
    "次。"
)


def test_wrapped_lines_are_joined_and_headings_are_not() -> None:
    document = documents.from_text(WRAPPED, "t.txt")
    made = [one.text for block in laid(document) if isinstance(block, list) for one in block]
    assert made[0] == "一、基本情况"
    assert len(made) == 2
    assert "发稿1045篇（条），其中" in made[1]
    found = reading.read(document, date=date(2020, 2, 3))
    assert [(one.text, one.unit) for one in found] == [
        ("1045", "篇(条)"), ("4", "件"), ("8", "件"), ("13716", "名"), ("15", "条"), ("64507", "次"),
    ]  # fmt: skip


def test_paragraphs_of_their_own_stay_apart() -> None:
    document = documents.from_text("发放宣传单35份\n悬挂横幅12条\n", "t.txt")
    assert [one.text for one in reading.read(document)] == ["35", "12"]


def test_digit_runs_are_never_glued() -> None:
    document = documents.from_text("东河区 12 300份", "t.txt")
    assert all(one.value not in (12300, 300) for one in reading.read(document))


def test_full_width_digits_keep_their_places() -> None:
    document = documents.from_text("发放１３，５７２份，增幅４．２％。", "t.txt")
    found = reading.read(document)
    assert [(one.text, str(one.value), one.unit) for one in found] == [
        ("１３，５７２", "13572", "份"),
        ("４．２", "4.2", "%"),
    ]


@given(st.text(st.sampled_from(" \n\t\u3000\u200b１a万。，发放²（）:："), max_size=60))
def test_every_character_leads_back(text: str) -> None:
    one = passage(text, 0, len(text))
    for at in range(len(one.text)):
        raw = one.raw(at)
        assert 0 <= raw < len(text)
        assert one.text[at] == " " or not text[raw].isspace()
        assert one.raw_end(at + 1) == raw + 1
    assert [one.raw(at) for at in range(len(one.text))] == sorted({one.raw(at) for at in range(len(one.text))})
