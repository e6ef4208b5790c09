import pytest

from dibao.catalogue.quote import LIMIT, sentence
from dibao.documents.blocks import Document, Prose


def quoted(text: str, word: str, *, wrapped: bool = True) -> str:
    start = text.index(word)
    return sentence(Document("a.txt", text, (Prose(0, len(text), wrapped=wrapped),)), start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("一、情况。发放1200份；张贴30张。", "30", "张贴30张。"),
        ("1、发稿46篇，累计887篇\n2、转发2篇，累计13篇\n3、直播1场", "13", "2、转发2篇，累计13篇"),
        (
            "县融媒体中心共计发稿12篇，累计发稿199篇，推出重点\n\n稿件；省级媒体刊\n发2篇。",
            "199",
            "县融媒体中心共计发稿12篇，累计发稿199篇，推出重点稿件；",
        ),
        ("宣传资料：1200份\n横幅：35条\n", "35", "横幅：35条"),
    ],
)
def test_the_clause_that_a_number_stands_in(text: str, word: str, expected: str) -> None:
    assert quoted(text, word) == expected


def test_a_word_processors_lines_are_never_joined() -> None:
    assert quoted("今天全县共发放宣传单折页手册等各类资料\n1200份", "1200", wrapped=False) == "1200份"


def test_a_long_clause_is_cut_and_says_so() -> None:
    got = quoted("甲" * 300 + "1200份" + "乙" * 300, "1200")
    assert got.startswith("…甲") and got.endswith("乙…") and len(got) <= 2 * LIMIT + 6
