"""Which claim (传言) an item repeats: BM25 over characters and pairs of them, as a share of the claim's own score.

The documents are the texts of the claims, the query is the item. A score of 1 means that everything which makes the
claim is in the item. At `accept` an item counts as repeating the claim, at `suggest` a person may be asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dibao.catalogue import plain
from dibao.listening import normal
from dibao.listening.arrow import strings
from dibao.listening.arrow import texts as texts_of
from dibao.listening.grams import I64, Sets, as_sets, code_points, offsets, ranges

_K1, _B = 1.2, 0.75
_AT_ONCE = 20_000
"""Items that are looked at in one go."""

_PAIRS = 0.15
"""What pairs of characters alone must give for a claim to come into question."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Thresholds:
    """`suggest` and `accept`: shares of a claim's own score."""

    suggest: float
    accept: float


@cache
def thresholds() -> Thresholds:
    """Those of thresholds.toml, found on the dev half of the labelled set (tests/listening)."""
    held = tomllib.loads((files(__package__) / "thresholds.toml").read_text("utf-8"))["claims"]
    return Thresholds(held["suggest"], held["accept"])


@dataclass(frozen=True)
class Claims:
    """The claims' codes and texts; several texts may say the same claim."""

    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Claims:
        """A CSV file: code,text. DibaoError names the line that is wrong."""
        rows = [(row["code"], row["text"]) for _, row in plain.required(path, "code", "text")]
        texts = texts_of(normal.text(strings(text for _, text in rows)))
        kept = [(code, text) for (code, _), text in zip(rows, texts, strict=True) if code and text]
        return cls(tuple(code for code, _ in kept), tuple(text for _, text in kept))


@dataclass(frozen=True)
class Matches:
    """For each item the claim that fits best, as its place in `codes` (-1: none), and how well."""

    codes: tuple[str, ...]
    best: I64
    score: Floats

    def accepted(self) -> list[str | None]:
        """The codes of claims that items surely repeat."""
        return self._at_least(thresholds().accept)

    def suggested(self) -> list[str | None]:
        """The codes of claims that items may repeat."""
        return self._at_least(thresholds().suggest)

    def _at_least(self, least: float) -> list[str | None]:
        sure = (self.best >= 0) & (self.score >= least)
        return [self.codes[at] if keep else None for at, keep in zip(self.best.tolist(), sure.tolist(), strict=True)]


class Matcher:
    """An index of the claims' texts; `match` looks items up in it."""

    def __init__(self, claims: Claims) -> None:
        self.codes = tuple(dict.fromkeys(claims.codes))
        self._code_of = np.asarray([self.codes.index(code) for code in claims.codes], np.int64)
        tokens = self._tokens = character_grams(list(claims.texts))
        documents = np.repeat(np.arange(len(tokens)), tokens.sizes)
        self._vocabulary, word, frequency = np.unique(tokens.tokens, return_inverse=True, return_counts=True)
        number = max(len(tokens), 1)
        idf = np.log(1 + (number - frequency + 0.5) / (frequency + 0.5))
        length = tokens.sizes / max(tokens.sizes.mean(), 1) if len(tokens) else np.ones(0)
        weight = idf[word] * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length[documents]))
        whole = np.bincount(documents, weight, minlength=len(tokens))
        self._own: Floats = weight / np.maximum(whole, 1e-12)[documents]
        order = np.argsort(word, kind="stable")
        self._document, self._weight = documents[order], self._own[order]
        self._starts, self._sizes = offsets(frequency), frequency

    def match(self, texts: Sequence[str]) -> Matches:
        """The best claim of each text."""
        best, score = np.full(len(texts), -1, np.int64), np.zeros(len(texts))
        for at in range(0, len(texts) if len(self._document) else 0, _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            best[some], score[some] = self._best(character_grams(list(texts[some])))
        return Matches(self.codes, best, score)

    def _best(self, items: Sets) -> tuple[I64, Floats]:
        place = np.minimum(np.searchsorted(self._vocabulary, items.tokens), len(self._vocabulary) - 1)
        row = np.repeat(np.arange(len(items)), items.sizes)
        known = self._vocabulary[place] == items.tokens
        place, row = place[known], row[known]
        # Pairs of characters say which claims come into question; single ones are in nearly all of them.
        pair = self._vocabulary[place] >= 1 << 21
        keys, sums = self._sums(row[pair], place[pair])
        keys = keys[sums >= _PAIRS]
        rows, documents = keys // len(self._code_of), keys % len(self._code_of)
        sums = self._scores(items, rows, documents)
        best, score = np.full(len(items), -1, np.int64), np.zeros(len(items))
        order = np.lexsort((-documents, sums, rows))
        rows, documents, sums = rows[order], documents[order], sums[order]
        last = np.ones(len(rows), bool)
        last[:-1] = rows[1:] != rows[:-1]
        best[rows[last]], score[rows[last]] = self._code_of[documents[last]], sums[last]
        return best, score

    def _scores(self, items: Sets, rows: I64, documents: I64) -> Floats:
        """How much of each claim's text is in the item, by weight."""
        scores = np.zeros(len(rows))
        for at in range(0, len(rows), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            claims = self._tokens.take(documents[some])
            texts = items.take(rows[some])
            pair = np.repeat(np.arange(len(claims)), claims.sizes)
            # Tokens have 42 bits, so a pair's number fits before them.
            wanted = (pair.astype(np.uint64) << np.uint64(42)) | claims.tokens
            there = (np.repeat(np.arange(len(texts)), texts.sizes).astype(np.uint64) << np.uint64(42)) | texts.tokens
            found = there[np.minimum(np.searchsorted(there, wanted), len(there) - 1)] == wanted
            weights = self._own[ranges(self._tokens.starts[documents[some]], claims.sizes)]
            scores[some] = np.bincount(pair[found], weights[found], minlength=len(claims))
        return scores

    def _sums(self, row: I64, place: I64) -> tuple[I64, Floats]:
        """The sums of weights by (row, document), as one number each."""
        sizes = self._sizes[place]
        posting = ranges(self._starts[place], sizes)
        key = np.repeat(row, sizes) * len(self._code_of) + self._document[posting]
        keys, inverse = np.unique(key, return_inverse=True)
        sums = np.bincount(inverse, self._weight[posting], minlength=len(keys))
        return keys, sums.astype(np.float64)


def character_grams(texts: list[str]) -> Sets:
    """Characters and pairs of neighbouring ones, as sets; what is no letter, digit or Chinese character parts them."""
    flat, sizes = code_points([text.lower() for text in texts])
    meant = meaningful(flat)
    wide = flat.astype(np.uint64)
    ends = offsets(sizes) + sizes
    both = np.empty((len(flat), 2), np.uint64)
    both[:, 0] = wide
    both[:-1, 1] = wide[:-1] << np.uint64(21) | wide[1:]
    kept = np.empty((len(flat), 2), bool)
    kept[:, 0] = meant
    kept[:-1, 1] = meant[:-1] & meant[1:]
    ends = offsets(sizes) + sizes
    kept[ends[sizes > 0] - 1, 1] = False
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept.sum(axis=1))))
    return as_sets(both[kept], before[ends] - before[ends - sizes])


def meaningful(flat: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which characters are letters or digits, by their code points."""
    return _letters()[np.minimum(flat, 0x323AF)]


@cache
def _letters() -> npt.NDArray[np.bool_]:
    return np.fromiter((chr(code).isalnum() for code in range(0x323B0)), bool, 0x323B0)
