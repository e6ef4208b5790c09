"""Near-copies: all pairs of sets whose Jaccard is at least a threshold, and the groups that they form.

Exact, by prefix and length filtering (Chaudhuri, Ganti and Kaushik 2006; Xiao et al. 2008). With tokens in one order
for all sets, rare ones first, two sets with Jaccard >= t share a token among the first |x| - ceil(t |x|) + 1 of the
larger and the first |y| - ceil(2t/(1+t) |y|) + 1 of the smaller: no pair is lost (docs/listening.md has the proof).
Candidates pass a sketch that never overstates how far two sets are apart, then their Jaccard is computed; only a pair
that has it is united. Pairs come in portions and are forgotten once united: what is held is one number an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dibao.listening.grams import I64, LAST, U64, Sets, by_width, different, offsets, padded_rows, ranges
from dibao.listening.union import Union

THRESHOLD = 0.7
_BITS = (10, 20)
"""Of the buckets that tokens are counted in, at least and at most."""
_SKETCH_BITS = 2
_SKETCH = 1 << _SKETCH_BITS
"""Words of 64 bits of a set's sketch."""
_PAIRS = 1 << 20
"""Candidates that are looked at in one go."""
_SLACK = 1e-9
"""What floating arithmetic may add to a threshold times a size."""

Pairs = tuple[I64, I64]


@dataclass(frozen=True, slots=True)
class Index:
    """Sets in the order of their sizes, and the postings of their prefixes.

    `rows`: the set at each place of that order. A posting is one number: 32 bits of the token, the place, and whether
    the token is in the place's shorter prefix; so sorting them groups them by token, then by size.
    """

    sets: Sets
    rows: I64
    sizes: npt.NDArray[np.int32]
    sketches: U64
    probes: U64
    threshold: float


def index(sets: Sets, rows: I64, threshold: float = THRESHOLD) -> Index:
    """The index of some rows of `sets`; those without tokens are left out."""
    rows = rows[sets.sizes[rows] > 0]
    rows = rows[np.argsort(sets.sizes[rows], kind="stable")]
    sizes = sets.sizes[rows]
    common = _commonness(sets)
    postings: list[U64] = []
    sketches = _sketches(sets)[rows]
    for places, width in by_width(sizes):
        grid = padded_rows(sets.tokens, sets.starts[rows[places]], sizes[places], width)
        postings.append(_prefixes(grid, places, sizes[places], common, threshold))
    probes = np.concatenate(postings) if postings else np.empty(0, np.uint64)
    probes.sort()
    return Index(sets, rows, sizes, sketches, _met_twice(probes), threshold)


def _commonness(sets: Sets) -> npt.NDArray[np.uint16]:
    """How many tokens fall in each bucket of them, told by their first bits; as many as 16 bits hold, at most."""
    bits = min(max(len(sets.tokens).bit_length() - 2, _BITS[0]), _BITS[1])
    counts = np.zeros(1 << bits, np.int64)
    for at in range(0, len(sets.tokens), _PAIRS):
        bucket = sets.tokens[at : at + _PAIRS] >> np.uint64(64 - bits)
        counts += np.bincount(bucket.view(np.int64), minlength=len(counts))
    return np.minimum(counts, 0xFFFF).astype(np.uint16)


def _sketches(sets: Sets) -> U64:
    """The parity, bit by bit, of where each set's tokens fall: two sketches differ in at most |x Δ y| bits.

    A token's first bits say in which word it falls: the tokens of a set, in order, are those of one word after another.
    """
    sketches = np.zeros(len(sets) * _SKETCH, np.uint64)
    ends = sets.starts + sets.sizes
    row = 0
    while row < len(sets):
        upto = max(int(np.searchsorted(ends, sets.starts[row] + _PAIRS, side="right")), row + 1)
        tokens = sets.tokens[sets.starts[row] : ends[upto - 1]]
        word = np.repeat(np.arange(row, upto) * _SKETCH, sets.sizes[row:upto])
        word += (tokens >> np.uint64(64 - _SKETCH_BITS)).view(np.int64)
        begins = np.flatnonzero(np.append(True, word[1:] != word[:-1])[: len(word)])
        if len(begins):
            bits = np.uint64(1) << (tokens & np.uint64(63))
            sketches[word[begins]] = np.bitwise_xor.reduceat(bits, begins)
        row = upto
    return sketches.reshape(-1, _SKETCH)


def _prefixes(
    grid: U64, places: I64, sizes: npt.NDArray[np.int32], common: npt.NDArray[np.uint16], threshold: float
) -> U64:
    """Postings of the rarest tokens of each row: in the order of how common their bucket is, then of their bits. Tokens
    that are the same in this order count as one: candidates more, never fewer."""
    shift = np.uint64(65 - len(common).bit_length())
    keys = common.take((grid >> shift).view(np.int64)).astype(np.uint64) << np.uint64(48)
    keys |= grid & np.uint64((1 << 48) - 1)
    keys[grid == LAST] = LAST
    probe, indexed = prefix(sizes, threshold), prefix(sizes, 2 * threshold / (1 + threshold))
    longest = int(probe.max(initial=0))
    keys = np.sort(keys, axis=1)[:, :longest]
    columns = np.arange(longest)
    inside = columns < probe[:, None]
    short = (columns < indexed[:, None])[inside]
    place = np.broadcast_to(places[:, None], inside.shape)[inside].astype(np.uint64)
    # Different tokens may share these 32 bits: candidates more, never fewer.
    token = (keys[inside] * np.uint64(0x9E3779B97F4A7C15)) & np.uint64(0xFFFFFFFF00000000)
    return np.asarray(token | (place << np.uint64(1)) | short.astype(np.uint64), dtype=np.uint64)


def prefix(sizes: npt.NDArray[np.int32], share: float) -> I64:
    """How many of the rarest tokens must be looked at so that a set that shares `share` of them is met."""
    return np.asarray(sizes - np.ceil(share * sizes - _SLACK) + 1, dtype=np.int64)


def _met_twice(postings: U64) -> U64:
    """Without tokens that stand alone."""
    tokens = postings >> np.uint64(32)
    same = tokens[1:] == tokens[:-1]
    keep = np.zeros(len(postings), bool)
    keep[1:] = same
    keep[:-1] |= same
    return postings[keep]


def cuts(built: Index, parts: int) -> list[int]:
    """Where to cut the postings into about equal parts, never inside a token."""
    tokens = built.probes >> np.uint64(32)
    found = {0, len(tokens)}
    for part in range(1, parts):
        at = len(tokens) * part // parts
        if at:
            found.add(int(np.searchsorted(tokens, tokens[at - 1], side="right")))
    return sorted(found)


def candidates(built: Index, first: int = 0, last: int | None = None) -> Iterator[Pairs]:
    """Places (larger set, smaller set) that share a token of their prefixes and may be of such sizes, by portions."""
    probes = built.probes[first:last]
    low_bit, place_bits = np.uint64(1), np.uint64(0x7FFFFFFF)
    indexed = probes[(probes & low_bit).astype(bool)]
    place = ((probes >> low_bit) & place_bits).astype(np.int64)
    least = np.ceil(built.threshold * built.sizes - _SLACK)
    smallest = np.searchsorted(built.sizes, least).astype(np.uint64)
    token = probes & np.uint64(0xFFFFFFFF00000000)
    begin = np.searchsorted(indexed, token | (smallest[place] << low_bit))
    end = np.searchsorted(indexed, token | (place.astype(np.uint64) << low_bit))
    many = np.maximum(end - begin, 0)
    ends = np.cumsum(many)
    at = 0
    while at < len(probes):
        done = ends[at - 1] if at else 0
        upto = max(int(np.searchsorted(ends, done + _PAIRS, side="right")), at + 1)
        size = many[at:upto]
        if size.any():
            other = (indexed[ranges(begin[at:upto], size)] >> low_bit) & place_bits
            yield np.repeat(place[at:upto], size), other.astype(np.int64)
        at = upto


def near_enough(built: Index, pairs: Pairs) -> Pairs:
    """The candidates that their sketches do not exclude, each once."""
    larger, smaller = pairs
    total = built.sizes[larger] + built.sizes[smaller]
    apart = np.bitwise_count(built.sketches[larger] ^ built.sketches[smaller]).sum(axis=1)
    keep = apart <= total * ((1 - built.threshold) / (1 + built.threshold)) + _SLACK
    together = different((larger[keep] << 32) | smaller[keep])
    return together >> 32, together & 0xFFFFFFFF


def verified(built: Index, pairs: Pairs) -> tuple[Pairs, npt.NDArray[np.float64]]:
    """The pairs whose Jaccard is at least the threshold, and that Jaccard."""
    larger, smaller = pairs
    jaccard = np.empty(len(larger))
    sets, rows = built.sets, built.rows
    for some, width in by_width(built.sizes[larger]):
        one, two = rows[larger[some]], rows[smaller[some]]
        left = padded_rows(sets.tokens, sets.starts[one], sets.sizes[one], width)
        right = padded_rows(sets.tokens, sets.starts[two], sets.sizes[two], width)
        both = np.sort(np.concatenate((left, right), axis=1), axis=1)
        shared = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] != LAST)).sum(axis=1)
        jaccard[some] = shared / (sets.sizes[one] + sets.sizes[two] - shared)
    keep = jaccard >= built.threshold - _SLACK
    return (larger[keep], smaller[keep]), jaccard[keep]


def edges(built: Index) -> Iterator[tuple[I64, I64, npt.NDArray[np.float64]]]:
    """All pairs of rows with at least the threshold, by portions; a pair may come in two of them."""
    for pairs in candidates(built):
        (larger, smaller), jaccard = verified(built, near_enough(built, pairs))
        yield built.rows[larger], built.rows[smaller], jaccard


def united(built: Index, first: int = 0, last: int | None = None) -> Union:
    """Places that a part of the postings brings together, by verified pairs; pairs within one group are left out."""
    union = Union(len(built.rows))
    for larger, smaller in candidates(built, first, last):
        near = near_enough(built, union.apart(larger, smaller))
        for at in range(0, len(near[0]), _PAIRS // 8):
            some = union.apart(near[0][at : at + _PAIRS // 8], near[1][at : at + _PAIRS // 8])
            union.unite(*verified(built, some)[0])
    return union


def equal_sets(sets: Sets) -> I64:
    """For each row the first row with the same set (itself, where it is the first). Compared token by token."""
    first = np.arange(len(sets), dtype=np.int64)
    filled = np.flatnonzero(sets.sizes > 0)
    if not len(filled):
        return first
    sums = np.add.reduceat(sets.tokens, sets.starts[filled])
    order = np.lexsort((filled, sets.sizes[filled], sums))
    head = np.ones(len(order), bool)
    head[1:] = (np.diff(sums[order]) != 0) | (np.diff(sets.sizes[filled][order]) != 0)
    rows = filled[order]
    leader = rows[np.flatnonzero(head)[np.cumsum(head) - 1]]
    one, two = rows[~head], leader[~head]
    for at in range(0, len(one), 1 << 18):
        a, b = one[at : at + (1 << 18)], two[at : at + (1 << 18)]
        same = sets.tokens[ranges(sets.starts[a], sets.sizes[a])] == sets.tokens[ranges(sets.starts[b], sets.sizes[a])]
        equal = np.logical_and.reduceat(same, offsets(sets.sizes[a]))
        first[a[equal]] = b[equal]
    return first


def groups(sets: Sets, threshold: float = THRESHOLD) -> I64:
    """For each row the smallest row of its group of near-copies; a row by itself has its own number."""
    first = equal_sets(sets)
    built = index(sets, np.flatnonzero(first == np.arange(len(sets))), threshold)
    return grouped(built, united(built), first)


def grouped(built: Index, union: Union, first: I64) -> I64:
    """The groups of rows, from those of places and from rows with equal sets."""
    roots = union.roots()
    smallest = np.full(len(roots), np.iinfo(np.int64).max)
    np.minimum.at(smallest, roots, built.rows)
    group = np.arange(len(first), dtype=np.int64)
    group[built.rows] = smallest[roots]
    return group[first]
