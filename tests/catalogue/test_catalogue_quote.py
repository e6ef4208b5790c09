import pytest

from dibao.catalogue.quote import LIMIT, sentence
from dibao.documents.blocks import Cell, Document, Prose, Table


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


def test_a_cells_quote_names_its_row_and_its_heads_and_no_other_number() -> None:
    rows = [["项目", "2月3日", ""], ["", "新增", "累计"], ["发稿（篇）", "45", "450"], ["视频（条）", "约1.2万", "120"]]
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            if word:
                span = 2 if word == "2月3日" else 1
                cells.append(Cell(len(text), len(text) + len(word), row, column, column_span=span))
            text += word + ("\t" if column < 2 else "\n")
    document = Document("a.xlsx", text, (Table(0, len(text), tuple(cells), len(rows), 3),))
    at = text.index("120")
    assert sentence(document, at, at + 3) == "视频（条）｜2月3日｜累计｜120"
    at = text.index("约1.2万")
    assert sentence(document, at, at + 5) == "视频（条）｜2月3日｜新增｜约1.2万"
