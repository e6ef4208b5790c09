"""What finds words and characters finds what the plain way of looking for them finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.reading import basis, prose
from dibao.reading.layout import count_before
from dibao.reading.lexicon import Lazy, Signs, Words, pattern

WORDS = ("当", "当日", "当日起", "日前", "前", "起草", "起")
NEEDY = [
    value for module in (basis, prose) for value in vars(module).values() if isinstance(value, Lazy) and value.needs
]


@given(st.text("当日起前草2", max_size=24))
def test_words_are_found_as_by_a_pattern_of_them(text: str) -> None:
    assert Words(WORDS).find(text) == [match.span() for match in re.finditer(pattern(WORDS), text)]


def test_there_are_patterns_that_name_what_they_need() -> None:
    assert len(NEEDY) >= 3


@pytest.mark.parametrize("lazy", NEEDY, ids=lambda lazy: lazy.needs)
@given(data=st.data())
def test_a_pattern_never_matches_without_what_it_needs(lazy: Lazy, data: st.DataObject) -> None:
    letters = sorted({sign for sign in lazy.pattern if not sign.isascii()} - set(lazy.needs))
    text = data.draw(st.text([*letters, "3", "万"], max_size=16))
    assert re.search(lazy.pattern, text) is None and lazy.search(text) is None
    behind = data.draw(st.text([*letters, *lazy.needs], max_size=16))
    found, plain = lazy.search(text + behind), re.search(lazy.pattern, text + behind)
    assert (found and found.span()) == (plain and plain.span())


def test_signs_are_looked_for_inside_the_stretch_and_off_the_basic_plane_there_is_none() -> None:
    signs = Signs("，。")
    assert signs.within("一，二") and not signs.within("一，二", 2) and not signs.within("一，二", 0, 1)
    assert not signs.within("\U00020000")


@given(st.lists(st.integers(0, 30)).map(sorted), st.integers(-1, 31))
def test_places_before_one_are_counted(places: list[int], at: int) -> None:
    assert count_before(places, at) == sum(place < at for place in places)
    low = sum(place < at - 3 for place in places)
    assert count_before(places, at, low) == count_before(places, at)
