"""Other words for a paragraph of a brief: numbers typed over stay in their places, everything else stays as it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from composing_city import CITY, DAY, small_city
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.composing import compose
from dibao.composing.returned import read_back
from dibao.composing.reworded import opened, reworded, saved, words_of
from dibao.composing.writers import WRITERS
from dibao.errors import DibaoError


@cache
def draft() -> bytes:
    return WRITERS[".docx"](compose(small_city(), CITY, DAY))


def full() -> int:
    """The paragraph with the most figures."""
    brief = opened(draft())
    lines = [words_of(brief, number) or [] for number in range(12)]
    return max(range(12), key=lambda number: sum(place is not None for place, _ in lines[number]))


def after(number: int, text: str) -> list[tuple[str | None, str]]:
    """What the paragraph says once it was saved with this text, cut at its places."""
    brief = opened(draft())
    reworded(brief, number, text)
    return words_of(opened(saved(brief, 2)), number) or []


def said(cut: list[tuple[str | None, str]]) -> str:
    return "".join(words for _, words in cut)


WORDS = st.text("发放宣传单，份条。共一 A9", min_size=0, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_paragraph_says_what_was_typed_whatever_that_is(data: st.DataObject) -> None:
    number = full()
    then = said(words_of(opened(draft()), number) or [])
    start = data.draw(st.integers(0, len(then)))
    end = data.draw(st.integers(start, min(len(then), start + 12)))
    now = then[:start] + data.draw(WORDS) + then[end:]
    assert said(after(number, now)) == now


def test_numbers_typed_over_stay_in_their_places() -> None:
    number = full()
    cut = words_of(opened(draft()), number) or []
    places = [(place, words) for place, words in cut if place and words[0].isdigit()]
    assert len(places) > 1
    place, words = places[1]
    then = said(cut)
    at = len("".join(text for _, text in cut[: cut.index((place, words))]))
    for before, typed, behind in (("", "98,765", ""), ("约有", "98,765", ""), ("", "98,765", "多")):
        now = then[:at] + before + typed + behind + then[at + len(words) :]
        held = {identity: text for identity, text in after(number, now) if identity}
        assert held[place] == "98,765"
        assert {key: text for key, text in held.items() if key != place} == {
            key: text for key, text in cut if key and key != place
        }


def test_the_words_around_go_and_every_figure_is_found_again(tmp_path: Path) -> None:
    number = full()
    then = said(words_of(opened(draft()), number) or [])
    brief = opened(draft())
    reworded(brief, number, re.sub("，", "；又", then))
    path = tmp_path / "改.docx"
    path.write_bytes(saved(brief, 2))
    returned = read_back(path)
    assert [one.id for one in returned.figures if one.now != one.then or one.gone] == []
    assert returned.payload["version"] == 2
    assert len(returned.texts) == 1


def test_a_line_end_is_none_and_a_paragraph_that_is_not_there_is_none() -> None:
    number = full()
    then = said(words_of(opened(draft()), number) or [])
    assert said(after(number, then.replace("，", "，\n", 1))) == then
    assert words_of(opened(draft()), 10**6) is None
    with pytest.raises(DibaoError):
        opened(WRITERS[".html"](compose(small_city(), CITY, DAY)))
