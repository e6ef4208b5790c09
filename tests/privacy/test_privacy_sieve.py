"""The sieve leaves out a search only where it finds nothing, and most searches of texts without personal data."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from dibao import privacy
from dibao.listening.grams import code_points
from dibao.privacy import sieve
from dibao.privacy.finding import Look, Search, find
from support.redaction_scoring import items

NOWHERE = Look(0)
LABELLED = Path(__file__).with_name("labelled.jsonl")


def assert_nothing_is_lost(texts: list[str]) -> None:
    looks = dict(sieve.looks(*code_points(texts)))
    for row, text in enumerate(texts):
        assert find(text, looks.get(row, NOWHERE)) == find(text)


def test_no_place_of_the_labelled_texts_is_lost() -> None:
    texts = [item["text"] for split in ("dev", "test") for item in items(LABELLED, split)]
    assert len(texts) > 2000
    assert_nothing_is_lost(texts)
    assert_nothing_is_lost([unicodedata.normalize("NFKC", text) for text in texts])
    # Each line and half by itself: shorter texts lack more.
    assert_nothing_is_lost([part for text in texts for part in (text[: len(text) // 2], text[len(text) // 2 :])])
    # Rows of names that go on from one text to the next, with other signs between.
    assert_nothing_is_lost(["\n".join(texts[at : at + 3]) for at in range(0, len(texts), 2)])
    assert_nothing_is_lost([text.replace("，", sign) for text in texts for sign in "、 和\n"])


WORDS = """0 1 3 8 13812345678 １３８ 一三八 幺三八 @ ＠ 艾特 # at [AT] qq.com .cn 微信 加 vx \u212as ks: QQ12345 abc_de
京A 12F45 蒙 3号楼 2单元 501室 七里沟村 2组 16号 东户 甲座 名单: 王丽 李伟 张敏 司机 妻子 、 / ; ， 。 和 姓名 失联
欧阳娜娜 阿依古丽 高兴 陈伟强 患者 有 等人 女士 还有 以及 叫 王 丽 张艺兴 公开 的 表 名册
2月3日 昨天 去了 在 超市 店 ( ) 〔 a B - _ . :"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\t"])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
@example([])
@example(["", "王丽、李伟", ""])
@example(["王丽", "、李伟"])
def test_no_place_of_texts_made_of_telling_pieces_is_lost(texts: list[str]) -> None:
    assert_nothing_is_lost(texts)


def test_texts_without_personal_data_are_spared_most_searches() -> None:
    texts = ["安澜市今日新增确诊病例三例", "疫苗什么时候到", "", "高兴地说,王先生回家了", "电话13812345678"]
    ((row, look),) = sieve.looks(*code_points(texts))
    assert row == 4
    assert look.searches & Search.WRITTEN
    assert privacy.taken_out(texts[4], look)[0] == "电话〔手机号〕"


def test_names_of_a_list_are_looked_for_where_they_may_begin() -> None:
    text = "安澜市今日无新增。超市已开门。名单:王丽、李伟、张敏没打卡!学校停课。"
    ((_, look),) = sieve.looks(*code_points([text]))
    assert look.named is not None
    assert [text[at : at + 2] for at in look.named] == ["王丽", "李伟", "张敏"]


def test_texts_that_may_hold_some_keep_the_search_for_it() -> None:
    texts = [
        "昨天去了超市,晚上在网吧",
        "王丽、李伟、张敏没打卡",
        "住在3号楼2单元501",
        "加我微信abc_12345",
        "幺三八零零",
    ]
    wanted = [Search.TRAILS, Search.LISTS, Search.ADDRESSES, Search.HANDLES, Search.SPOKEN]
    looks = [look for _, look in sieve.looks(*code_points(texts))]
    assert [bool(look.searches & search) for look, search in zip(looks, wanted, strict=True)] == [True] * 5
