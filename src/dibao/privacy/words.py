"""Word lists of this room, as CSV beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a list."""
    return tuple(csv.DictReader((files(__package__) / name).read_text("utf-8").splitlines()))


@cache
def column(name: str, heading: str) -> frozenset[str]:
    """All different values of a list's column."""
    return frozenset(row[heading] for row in rows(name))


@cache
def of_use(name: str, use: str) -> frozenset[str]:
    """The words of a list (`word`, `use`) that have a use."""
    return frozenset(row["word"] for row in rows(name) if row["use"] == use)


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


def one_of(characters: Iterable[str]) -> str:
    """A pattern of one of the characters."""
    return "[" + "".join(sorted(map(re.escape, characters))) + "]"
