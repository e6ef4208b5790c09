"""What a paragraph says when figures of it are not there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.composing.binding import Binding, Field
from dibao.composing.brief import Fact, Figure, State, Text
from dibao.composing.clauses import Gap, Part, without_gaps
from dibao.figures import Basis, Window


def figure(text: str) -> Figure:
    return Figure("f", Binding("a.b", Basis.NEW), "", text, 1, 1, 1, "", Window(), State.SOUND, "")


def parts(text: str) -> list[Part]:
    """`{}` is a gap, `{5}` a figure, `<…>` a fact."""
    found: list[Part] = []
    for token in re.findall(r"\{.*?\}|<.*?>|[^{<]+", text):
        if token == "{}":
            found.append(Gap())
        elif token.startswith("{"):
            found.append(figure(token[1:-1]))
        elif token.startswith("<"):
            found.append(Fact("d", Field("window", "media"), token[1:-1]))
        else:
            found.append(Text(token))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<昨日>，发稿{5}篇，累计{9}篇；转载{}。", "昨日，发稿5篇，累计9篇。"),
        ("<昨日>，发稿{}，累计{}；转载{3}次。", "昨日，转载3次。"),
        ("<昨日>，发稿{}，累计{9}篇；转载{3}次。", "昨日，发稿累计9篇；转载3次。"),
        ("<昨日>，展板{}，累计{}，现有{7}块；横幅{}。", "昨日，展板现有7块。"),
        ("<昨日>，发稿{}。", ""),
        ("<昨日>，发稿{5}篇，累计{}；转载{}。全部照常。", "昨日，发稿5篇。全部照常。"),
        ("报送《防疫，快讯》{5}期；转载{}。", "报送《防疫，快讯》5期。"),
        ("没有数字的段落，照旧。", "没有数字的段落，照旧。"),
    ],
)
def test_clauses_without_figures_go_and_the_rest_reads(before: str, after: str) -> None:
    assert "".join(run.text for run in without_gaps(parts(before))) == after


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=3), min_size=1, max_size=6))
def test_every_figure_stays_and_punctuation_is_whole(groups: list[list[bool]]) -> None:
    words, number = [], 0
    for place, group in enumerate(groups):
        clauses = []
        for position, there in enumerate(group):
            number += 1
            clauses.append(f"{'累计' if position else f'事项{chr(65 + place)}'}{{{number if there else ''}}}")
        words.append("，".join(clauses))
    text = "".join(run.text for run in without_gaps(parts("<今日>，" + "；".join(words) + "。")))
    wanted = [there for group in groups for there in group]
    assert re.findall(r"\d+", text) == [str(n) for n, there in enumerate(wanted, 1) if there]
    assert not re.search(r"[，；。]{2}", text)
    assert not text or (text.startswith("今日，") and text.endswith("。"))
