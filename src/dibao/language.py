"""Two languages, side by side where they are used: a sentence cannot exist in one of them only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Language = Literal["zh", "en"]

_current: ContextVar[Language | None] = ContextVar("language", default=None)


def from_environment() -> Language:
    """`DIBAO_LOCALE`, else LC_ALL, LC_MESSAGES, LANG; English only where one of them says so, Chinese otherwise."""
    for name in ("DIBAO_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def current() -> Language:
    """The language of the moment."""
    chosen = _current.get()
    return chosen if chosen is not None else from_environment()


def use(language: Language | None) -> None:
    """Set the language for this context; None goes back to the environment's."""
    _current.set(language)


def say(zh: str, en: str) -> str:
    """The sentence in the language of the moment."""
    return zh if current() == "zh" else en


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Another language for a while: a brief is written in its own, whoever looks at it."""
    before = _current.get()
    _current.set(language)
    try:
        yield
    finally:
        _current.set(before)
