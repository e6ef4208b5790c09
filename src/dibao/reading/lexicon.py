"""The word lists of the reader, from the CSV files beside this module."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path


def rows(name: str) -> list[list[str]]:
    """The rows of a list without its heading."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, longest first: for a longest match at a place of a text."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(group) for first, group in found.items()}


def longest(index: Mapping[str, tuple[str, ...]], text: str, at: int) -> str:
    """The longest word of the index that stands at `at`, or ""."""
    if at < len(text):
        for word in index.get(text[at], ()):
            if text.startswith(word, at):
                return word
    return ""


def pattern(words: Iterable[str]) -> str:
    """An alternation of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def listed(name: str) -> dict[str, list[str]]:
    """A list of (word, kind) as kind -> words, in the file's order."""
    kinds: dict[str, list[str]] = {}
    for word, kind, *_ in rows(name):
        kinds.setdefault(kind, []).append(word)
    return kinds
