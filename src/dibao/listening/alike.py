"""Words that say the same, written the same, and words that only say that something is told, left out.

For comparing only: what is stored and shown keeps its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from dibao.listening.lists import rows

_BETWEEN = "\ue000"
# It begins with a class of characters: `re` then passes over all others at once.
_NUMBER = re.compile(r"[1-9](?<![\d.a-z].)[0-9]{0,3}(?![\d.a-z])")
_NUMERALS = "零一二三四五六七八九"


def alike(texts: list[str], *, akin: bool = False) -> list[str]:
    """The texts in lower case, with the words of alike.csv as they are written there, without those of hearsay.csv.

    `akin`: also those of akin.csv, which say nearly the same (or, as themselves, do not), and numbers up to 9,999 in
    Chinese numerals: enough to compare with a claim that is known, too much to take two questions for one.
    """
    together = _BETWEEN.join(texts).lower()
    if akin:
        together = _NUMBER.sub(_in_words, _two(together))
    automaton, instead = _words(akin)
    # As bytes: in a text each place that is found would have to be counted in characters.
    written = together.encode()
    pieces: list[bytes] = []
    after = 0
    for word, start, end in automaton.find_matches_as_indexes(written):
        if (other := instead[word]) is not None:
            pieces += (written[after:start], other)
            after = end
    changed = b"".join((*pieces, written[after:])).decode().split(_BETWEEN)
    return changed if texts else []


def _two(text: str) -> str:
    return text.replace("两", "二")


def _in_words(match: re.Match[str]) -> str:
    return _numeral(match[0])


@lru_cache(1 << 14)
def _numeral(written: str) -> str:
    """The Chinese numeral of a number from 1 to 9,999: 15 is 十五, 2000 is 二千."""
    number, words, gap = int(written), "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            words += ("零" if gap else "") + _NUMERALS[digit] + unit
        gap = not digit and bool(words) and number > 0
    return words.removeprefix("一") if words.startswith("一十") else words


@cache
def _words(akin: bool) -> tuple[BytesAhoCorasick, list[bytes | None]]:
    """What finds the words in UTF-8, and what stands for each; None: the word itself."""
    listed = rows("alike.csv") + (rows("akin.csv") if akin else [])
    same = {_two(row["word"]) if akin else row["word"]: row["as"] for row in listed}
    # A space parts what stood on both sides.
    same |= {row["words"]: " " for row in rows("hearsay.csv")}
    # Words stand for themselves where a shorter one inside is not to be looked at.
    words = {word: word for word in same.values() if any(word[at:end] in same for at, end in _parts(len(word)))} | same
    others = [None if other == word else other.encode() for word, other in words.items()]
    found = [word.encode() for word in words]
    return BytesAhoCorasick(found, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), others


def _parts(size: int) -> Iterator[tuple[int, int]]:
    return ((at, end) for at in range(size) for end in range(at + 2, size + 1))
