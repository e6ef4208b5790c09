"""The language of a chart: that of the brief it stands in, Chinese, unless a page draws one for its reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from dibao.language import Language

_tongue: ContextVar[Language] = ContextVar("tongue", default="zh")


def tongue() -> Language:
    """The language in which charts are drawn at the moment."""
    return _tongue.get()


@contextmanager
def drawn_in(language: Language) -> Iterator[None]:
    """Trends, and what is told of them in words, in this language for a while; other kinds stand in briefs only."""
    before = _tongue.set(language)
    try:
        yield
    finally:
        _tongue.reset(before)


def term(zh: str, en: str) -> str:
    """The word in the charts' language."""
    return zh if _tongue.get() == "zh" else en


def day_words(day: date) -> str:
    """A day under an axis: 2月4日."""
    return term(f"{day.month}月{day.day}日", f"{day.day} {day:%b}")
