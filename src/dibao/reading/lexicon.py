"""The word lists of the reader, from the CSV files beside this module, and its patterns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

_LAST: Final = 1 << 40
"""Behind the end of every text."""


_PLANE: Final = 1 << 16


class Signs:
    """Characters of the basic plane, to be looked for in long texts: a table is faster than a set of characters."""

    def __init__(self, signs: Iterable[str]) -> None:
        table = bytearray(_PLANE)
        for sign in signs:
            table[ord(sign)] = 1
        self._table = bytes(table)

    def has(self, code: int) -> bool:
        """Whether the character with this code is one of them."""
        return code < _PLANE and self._table[code] != 0

    def within(self, text: str, start: int = 0, end: int = _LAST) -> bool:
        """Whether one of them stands in a stretch of a text."""
        return self.next(text, start, end) >= 0

    def next(self, text: str, start: int = 0, end: int = _LAST) -> int:
        """Where the first of them stands in a stretch of a text; -1 where none does."""
        table = self._table
        for at in range(start, min(end, len(text))):
            code = ord(text[at])
            if code < _PLANE and table[code]:
                return at
        return -1


class Lazy:
    """A pattern that is compiled when it is first used: compiling all of them would take longer than reading a page.

    `needs`: characters of which every match holds one. A search looks for one of them first, which costs less.
    """

    def __init__(self, pattern: str, flags: int = 0, *, needs: str = "") -> None:
        self.pattern = pattern
        self.flags = flags
        self.needs = needs
        self._made: re.Pattern[str] | None = None
        self._signs: Signs | None = None

    def _compiled(self) -> re.Pattern[str]:
        made = self._made
        if made is None:
            self._made = made = re.compile(self.pattern, self.flags)
            self._signs = Signs(self.needs) if self.needs else None
        return made

    def search(self, text: str, start: int = 0, end: int = _LAST) -> re.Match[str] | None:
        """As the method of a pattern; so are the others."""
        made = self._compiled()
        if self._signs is not None and not self._signs.within(text, start, end):
            return None
        return made.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _LAST) -> re.Match[str] | None:
        return self._compiled().match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = _LAST) -> re.Match[str] | None:
        return self._compiled().fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _LAST) -> Iterator[re.Match[str]]:
        return self._compiled().finditer(text, start, end)

    def split(self, text: str) -> list[str | Any]:
        return self._compiled().split(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self._compiled().sub(new, text, count)


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


class Words:
    """Known words, to be found in a text: from left to right, at each place the longest."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = Longest(self._words)
        self._begins = Signs({word[0] for word in self._words})

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where they begin and end."""
        found: list[tuple[int, int]] = []
        at = self._begins.next(text)
        while at >= 0:
            after = at + 1
            for length in self._lengths.get(text[at : at + 2]) or self._lengths.get(text[at], ()):
                end = at + length
                if end <= len(text) and text[at:end] in self._words:
                    found.append((at, end))
                    after = end
                    break
            at = self._begins.next(text, after)
        return found


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
