"""The word lists of the reader, from the CSV files beside this module, and its patterns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path


class Lazy:
    """A pattern that is compiled when it is first used: compiling all of them would take longer than reading a page."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        # Reached once a method: from then on it is an attribute of this object.
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)
        return method


def rows(name: str) -> list[list[str]]:
    """The rows of a list without its heading."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def lengths(words: Iterable[str], *, last: bool = False) -> dict[str, tuple[int, ...]]:
    """The lengths of the words that begin (or end) with a character, longest first.

    For a longest match at a place of a text: cut so many characters and look whether they are a word.
    """
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[-1 if last else 0], set()).add(len(word))
    return {sign: tuple(sorted(each, reverse=True)) for sign, each in found.items()}


class Longest(dict[str, tuple[int, ...]]):
    """The lengths of the words that begin with a pair of characters, longest first; lone ones by their character.

    `get(text[at : at + 2]) or get(text[at], ())`: most of what only begins like a word is told apart by the pair.
    """

    def __init__(self, words: Iterable[str]) -> None:
        found: dict[str, set[int]] = {}
        for word in words:
            found.setdefault(word[:2], set()).add(len(word))
        for pair, each in found.items():
            if pair[0] in found:
                each.add(1)
        super().__init__({pair: tuple(sorted(each, reverse=True)) for pair, each in found.items()})


def endings(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character: for `endswith` of the few that may fit."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[-1], []).append(word)
    return {sign: tuple(each) for sign, each in found.items()}


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
