"""Texts as sets of character 3-grams: exact, without a loop over items.

A code point fits 21 bits, so a 3-gram is an exact 63-bit number. It is mixed by a bijection of 64 bits: two grams have
the same number exactly if they are the same, and their bits are spread for counting and sketching. A text of one or
two characters is one token, the text itself; white space does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]

LAST = np.uint64(2**64 - 1)
"""Fills rows up to a common width; sorts behind every token."""
SHORT = 8
"""Below this many characters a Jaccard of .7 allows little but equality: see docs/listening.md."""
_ODD, _ODD_TOO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_WIDTHS = (4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512)
_NEAR = 1 << 17
"""Characters of texts that are looked at in one go."""
_AT_ONCE = 1 << 22
"""Cells of a padded matrix that are held at once: 32 MiB."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of tokens, one a row: row i is `tokens[starts[i] : starts[i] + sizes[i]]`, ascending, none twice."""

    tokens: U64
    starts: I64
    sizes: I32

    def __len__(self) -> int:
        return len(self.sizes)

    def take(self, rows: npt.NDArray[Any]) -> Sets:
        """Some of the rows, in the order given."""
        sizes = self.sizes[rows]
        starts = offsets(sizes)
        return Sets(self.tokens[ranges(self.starts[rows], sizes)], starts, sizes)


def offsets(sizes: npt.NDArray[Any]) -> I64:
    """Where each row starts if they lie one after another."""
    ends: I64 = np.cumsum(sizes, dtype=np.int64)
    starts: I64 = ends - sizes
    return starts


def ranges(starts: npt.NDArray[Any], sizes: npt.NDArray[Any]) -> I64:
    """start, start + 1, … of each row, all in one array."""
    within = np.arange(int(sizes.sum()), dtype=np.int64)
    return within + np.repeat(starts - offsets(sizes), sizes)


def different(numbers: I64) -> I64:
    """Each number once, ascending. numpy's own `unique` hashes, which takes ten times as long."""
    numbers = np.sort(numbers)
    if not len(numbers):
        return numbers
    keep = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers[keep]


def code_points(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], I64]:
    """All characters in one array, and how many each text has."""
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    flat = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return flat, sizes


def without_space(flat: npt.NDArray[np.uint32], sizes: I64) -> tuple[npt.NDArray[np.uint32], I64]:
    """The same without spaces and line ends (normalised text has no other white space)."""
    keep = (flat != 32) & (flat != 10)
    if keep.all():
        return flat, sizes
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(keep, dtype=np.int64)))
    starts = offsets(sizes)
    return flat[keep], before[starts + sizes] - before[starts]


def mixed(tokens: U64) -> U64:
    """A bijection of 64 bits whose results are spread evenly."""
    spread = tokens * _ODD
    spread ^= spread >> np.uint64(32)
    spread *= _ODD_TOO
    spread ^= spread >> np.uint64(29)
    return spread


def cut(texts: Sequence[str]) -> Iterator[slice]:
    """Parts of the texts, of so many characters that what is worked out of them stays near the processor."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    begin = 0
    while begin < len(texts):
        before = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, before + _NEAR, side="right")), begin + 1)
        yield slice(begin, end)
        begin = end


def gram_sets(texts: list[str]) -> Sets:
    """The 3-grams of each text as a set."""
    parts = [_gram_sets(texts[some]) for some in cut(texts)]
    if len(parts) == 1:
        return parts[0]
    sizes = np.concatenate([part.sizes for part in parts]) if parts else np.zeros(0, np.int32)
    tokens = np.concatenate([part.tokens for part in parts]) if parts else np.zeros(0, np.uint64)
    return Sets(tokens, offsets(sizes), sizes)


def _gram_sets(texts: list[str]) -> Sets:
    flat, sizes = without_space(*code_points(texts))
    wide = flat.astype(np.uint64)
    counts = np.where(sizes >= 3, sizes - 2, np.minimum(sizes, 1))
    places = ranges(offsets(sizes), counts)
    padded = np.concatenate((wide, np.zeros(2, np.uint64)))
    tokens = padded[places] << np.uint64(42)
    tokens |= padded[places + 1] << np.uint64(21)
    tokens |= padded[places + 2]
    small = sizes < 3
    if small.any():
        _whole_texts(tokens, offsets(counts), counts, sizes, wide)
    return as_sets(mixed(tokens), counts)


def _whole_texts(tokens: U64, firsts: I64, counts: I64, sizes: I64, wide: U64) -> None:
    """Texts of one or two characters become one token that no 3-gram is: its highest bit is set."""
    starts = offsets(sizes)
    for size in (1, 2):
        rows = np.flatnonzero((sizes == size) & (counts == 1))
        token = np.full(len(rows), 1 << 63, np.uint64)
        for place in range(size):
            token |= wide[starts[rows] + place] << np.uint64(21 * place)
        tokens[firsts[rows]] = token


def as_sets(tokens: U64, counts: npt.NDArray[Any]) -> Sets:
    """Rows of tokens that lie one after another, sorted, without repetitions."""
    starts, sizes = offsets(counts), np.zeros(len(counts), np.int32)
    kept: list[tuple[I64, I32, U64]] = []
    for rows, width in by_width(counts):
        grid = np.sort(padded_rows(tokens, starts[rows], counts[rows], width), axis=1)
        keep = grid != LAST
        keep[:, 1:] &= grid[:, 1:] != grid[:, :-1]
        sizes[rows] = keep.sum(axis=1)
        kept.append((rows, sizes[rows], grid[keep]))
    new_starts = offsets(sizes)
    flat = np.empty(int(sizes.sum()), np.uint64)
    for rows, row_sizes, values in kept:
        flat[ranges(new_starts[rows], row_sizes)] = values
    return Sets(flat, new_starts, sizes)


def by_width(counts: npt.NDArray[Any]) -> list[tuple[I64, int]]:
    """Rows that fit a common width with little left over, not too many at once; empty rows are left out."""
    groups: list[tuple[I64, int]] = []
    widest = int(counts.max(initial=0))
    widths = [width for width in _WIDTHS if width < widest]
    while widths and widths[-1] < widest and widest > _WIDTHS[-1]:
        widths.append(min(widest, widths[-1] * 2))
    if not widths or widths[-1] < widest:
        widths.append(next((width for width in _WIDTHS if width >= widest), widest))
    classes = np.searchsorted(np.asarray(widths), counts)
    order = np.argsort(classes, kind="stable")
    bounds = np.searchsorted(classes[order], np.arange(len(widths) + 1))
    for place, width in enumerate(widths):
        rows = order[bounds[place] : bounds[place + 1]]
        rows = rows[counts[rows] > 0]
        step = max(1, _AT_ONCE // width)
        groups += [(rows[at : at + step], width) for at in range(0, len(rows), step)]
    return groups


def padded_rows(tokens: U64, starts: npt.NDArray[Any], sizes: npt.NDArray[Any], width: int) -> U64:
    """A matrix of `width` columns; what is behind a row's end is LAST."""
    columns = np.arange(width, dtype=np.int64)
    inside = columns < sizes[:, None]
    places = np.where(inside, starts[:, None] + columns, 0)
    return np.where(inside, tokens[places], LAST)
