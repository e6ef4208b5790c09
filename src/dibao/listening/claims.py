"""Which claim (传言) an item speaks of: BM25 over characters and pairs of them.

A claim with all its texts is a document, the item the query; words that say the same count as the same, words that
only say that something is told do not count (`alike`). From the score `accept` on an item is counted as meeting the
claim, from `suggest` on a person may be asked. An item that denies a claim meets it too: it is about the same claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dibao.catalogue import plain
from dibao.listening import normal
from dibao.listening.alike import alike
from dibao.listening.grams import I64, U64, code_points, offsets, ranges
from dibao.listening.thresholds import held

_K1, _B = 1.2, 0.5
_PAIR = 0.3
"""The weight of a pair of characters beside a single one."""
_USUAL = 300
"""A collection of claims counts as no smaller: with one claim alone every word of it would be common."""
_AT_ONCE = 20_000
"""Items that are looked at in one go."""
_SIEVE = 18

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Claims:
    """The claims' codes and texts; several texts may say the same claim."""

    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Claims:
        """A CSV file: code,text. DibaoError names the line that is wrong."""
        rows = [(row["code"], row["text"]) for _, row in plain.required(path, "code", "text")]
        texts = normal.texts([text for _, text in rows])
        kept = [(code, text) for (code, _), text in zip(rows, texts, strict=True) if code and text]
        return cls(tuple(code for code, _ in kept), tuple(text for _, text in kept))


@dataclass(frozen=True)
class Matches:
    """For each item the claim that fits best, as its place in `codes` (-1: none), and its score."""

    codes: tuple[str, ...]
    best: I64
    score: Floats

    def accepted(self) -> list[str | None]:
        """The codes of claims that items surely meet."""
        return self._at_least(held("claims")["accept"])

    def suggested(self) -> list[str | None]:
        """The codes of claims that items may meet."""
        return self._at_least(held("claims")["suggest"])

    def _at_least(self, least: float) -> list[str | None]:
        sure = (self.best >= 0) & (self.score >= least)
        return [self.codes[at] if keep else None for at, keep in zip(self.best.tolist(), sure.tolist(), strict=True)]


class Matcher:
    """An index of the claims; `match` looks items up in it."""

    def __init__(self, claims: Claims) -> None:
        self.codes = tuple(dict.fromkeys(claims.codes))
        number = len(self.codes)
        tokens, text = character_grams(alike(list(claims.texts)))
        code_of = np.asarray([self.codes.index(code) for code in claims.codes], np.int64)
        # The vocabulary in the order of tokens; each token with the claims that have it.
        self._vocabulary, word = np.unique(tokens, return_inverse=True)
        postings = np.unique(word * max(number, 1) + code_of[text]) if number else np.empty(0, np.int64)
        words, self._claim = postings // max(number, 1), postings % max(number, 1)
        self._sizes = np.bincount(words, minlength=len(self._vocabulary))
        self._starts = offsets(self._sizes)
        idf = np.log(1 + (max(number, _USUAL) - self._sizes + 0.5) / (self._sizes + 0.5))
        idf[self._vocabulary >= 1 << 21] *= _PAIR
        length = np.bincount(self._claim, minlength=number)
        relative = length / max(length.mean(), 1) if number else np.ones(0)
        self._weight: Floats = idf[words] * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * relative[self._claim]))
        self._sieve = np.zeros(1 << _SIEVE, bool)
        self._sieve[_sieved(self._vocabulary)] = True

    def match(self, texts: Sequence[str]) -> Matches:
        """The best claim of each text; the first of several that fit equally well."""
        best, score = np.full(len(texts), -1, np.int64), np.zeros(len(texts))
        for at in range(0, len(texts) if self.codes else 0, _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            best[some], score[some] = self._best(list(texts[some]))
        return Matches(self.codes, best, score)

    def _best(self, texts: list[str]) -> tuple[I64, Floats]:
        tokens, row = character_grams(alike(texts))
        maybe = self._sieve[_sieved(tokens)]
        tokens, row = tokens[maybe], row[maybe]
        word = np.minimum(np.searchsorted(self._vocabulary, tokens), len(self._vocabulary) - 1)
        known = self._vocabulary[word] == tokens
        keys = np.unique(row[known] * len(self._vocabulary) + word[known])
        row, word = keys // len(self._vocabulary), keys % len(self._vocabulary)
        # A pair of characters in common says which claims come into question; single ones are in nearly all.
        pair = self._vocabulary[word] >= 1 << 21
        asked = np.zeros(len(texts), bool)
        asked[row[pair]] = True
        keep = asked[row]
        return self._summed(row[keep], word[keep], len(texts))

    def _summed(self, row: I64, word: I64, size: int) -> tuple[I64, Floats]:
        """The best claim of each row, from its known words in order of rows."""
        best, score = np.full(size, -1, np.int64), np.zeros(size)
        number = len(self.codes)
        step = max(1, (1 << 22) // number)
        for first in range(0, size, step):
            begin, end = np.searchsorted(row, (first, first + step))
            if begin == end:
                continue
            sizes = self._sizes[word[begin:end]]
            posting = ranges(self._starts[word[begin:end]], sizes)
            cell = np.repeat(row[begin:end] - first, sizes) * number + self._claim[posting]
            rows = min(step, size - first)
            sums = np.bincount(cell, self._weight[posting], minlength=rows * number).reshape(rows, number)
            best[first : first + rows] = sums.argmax(axis=1)
            score[first : first + rows] = sums.max(axis=1)
        best[score == 0] = -1
        return best, score


def _sieved(tokens: U64) -> U64:
    """Where a token falls in a small table that says at once of most tokens that no claim has them."""
    return (tokens * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _SIEVE)


def character_grams(texts: list[str]) -> tuple[U64, I64]:
    """Characters and pairs of neighbouring ones, and the text of each, in the order of texts.

    What is no letter, digit or Chinese character parts them. A single one is its code point, a pair is greater.
    """
    flat, sizes = code_points(texts)
    if not len(flat):
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    meant = meaningful(flat)
    both = np.empty((len(flat), 2), np.uint64)
    both[:, 0] = flat
    both[:-1, 1] = both[:-1, 0] << np.uint64(21) | both[1:, 0]
    kept = np.empty((len(flat), 2), bool)
    kept[:, 0] = meant
    kept[:-1, 1] = meant[:-1] & meant[1:]
    kept[(offsets(sizes) + sizes)[sizes > 0] - 1, 1] = False
    return both[kept], np.repeat(np.repeat(np.arange(len(texts)), sizes), kept.sum(axis=1))


_letters = np.zeros(0x110000, np.int8)
"""1 for letters and digits, -1 for others, 0 for what was not met yet."""


def meaningful(flat: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which characters are letters or digits, by their code points."""
    if (kinds := _letters[flat]).all():
        return kinds > 0
    for code in set(flat[kinds == 0].tolist()):
        _letters[code] = 1 if chr(code).isalnum() else -1
    return _letters[flat] > 0
