"""Near-copies are exact: every pair at the threshold, no other, whatever the texts."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao.listening import copies
from dibao.listening.grams import gram_sets
from dibao.listening.union import Union

Pair = tuple[int, int]


def grams(text: str) -> frozenset[str]:
    text = text.replace(" ", "").replace("\n", "")
    if len(text) < 3:
        return frozenset([text]) if text else frozenset()
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def jaccard(one: str, two: str) -> float:
    left, right = grams(one), grams(two)
    return len(left & right) / len(left | right) if left and right else 0.0


def all_pairs(texts: list[str], threshold: float) -> set[Pair]:
    """Every pair compared with every other."""
    return {
        (one, two)
        for two in range(len(texts))
        for one in range(two)
        if jaccard(texts[one], texts[two]) >= threshold - 1e-12
    }


def found(texts: list[str], threshold: float) -> set[Pair]:
    built = copies.index(gram_sets(texts), np.arange(len(texts)), threshold)
    return {
        (min(one, two), max(one, two))
        for larger, smaller, _ in copies.edges(built)
        for one, two in zip(larger.tolist(), smaller.tolist(), strict=True)
    }


def components(pairs: set[Pair], size: int) -> list[int]:
    smallest = list(range(size))
    changed = True
    while changed:
        changed = False
        for one, two in pairs:
            least = min(smallest[one], smallest[two])
            changed |= (smallest[one], smallest[two]) != (least, least)
            smallest[one] = smallest[two] = least
    return smallest


alike = st.lists(st.text("口罩在哪里买到啊 ab", max_size=24), max_size=30)


@settings(max_examples=150, deadline=None)
@given(alike, st.sampled_from((0.4, 0.5, 0.7, 0.8, 1.0)))
def test_every_pair_and_no_other(texts: list[str], threshold: float) -> None:
    pairs = all_pairs(texts, threshold)
    assert found(texts, threshold) == pairs
    assert copies.groups(gram_sets(texts), threshold).tolist() == components(pairs, len(texts))


@pytest.mark.parametrize("length", [3, 7, 8, 19, 40, 150, 700, 2000])
def test_texts_of_any_length_with_a_few_changes(length: int) -> None:
    rng = np.random.default_rng(length)
    base = ["".join(map(chr, rng.integers(0x4E00, 0x9FA5, length))) for _ in range(12)]
    texts = list(base)
    for text in base:
        for changes in (1, max(1, length // 25), max(2, length // 12)):
            changed = list(text)
            for place in rng.integers(0, length, changes):
                changed[place] = chr(int(rng.integers(0x4E00, 0x9FA5)))
            texts += ["".join(changed), text + text[: length // 4], text[length // 5 :]]
    assert found(texts, 0.7) == all_pairs(texts, 0.7)


def test_two_thousand_real_sized_texts() -> None:
    """Counted over shared grams, which is every pair with a Jaccard above zero."""
    rng = np.random.default_rng(7)
    words = ["".join(map(chr, rng.integers(0x4E00, 0x4F00, 2))) for _ in range(300)]
    texts = ["".join(rng.choice(words, int(rng.integers(2, 9)))) for _ in range(2000)]
    texts += [text[:-1] for text in texts[::7]] + texts[::11] + ["前" + text for text in texts[::13]]
    holders: dict[str, list[int]] = defaultdict(list)
    shared: dict[Pair, int] = defaultdict(int)
    sets = [grams(text) for text in texts]
    for row, tokens in enumerate(sets):
        for token in tokens:
            for other in holders[token]:
                shared[other, row] += 1
            holders[token].append(row)
    truth = {
        pair for pair, both in shared.items() if both / (len(sets[pair[0]]) + len(sets[pair[1]]) - both) >= 0.7 - 1e-12
    }
    assert len(truth) > 500
    assert found(texts, 0.7) == truth


def test_jaccard_under_eight_characters() -> None:
    """What docs/listening.md says of short items: a character at one end, or nothing."""
    for length in range(3, 8):
        text = "口罩哪里买得到了"[:length]
        assert (jaccard(text, text + "吗") >= 0.7) == (length >= 5)
        assert all(jaccard(text, text[:at] + "药" + text[at + 1 :]) < 0.7 for at in range(length))
    assert jaccard("地铁停运了", "地铁停运了吗") == 0.75


def test_grams_are_told_apart_exactly() -> None:
    texts = ["𠀀𠀁𠀂", "\U00020000\U00020001\U00020003", "abc", "cba", "ab", "ba", "a", ""]
    sets = gram_sets(texts)
    assert len(set(sets.tokens.tolist())) == 7
    assert sets.sizes.tolist() == [1, 1, 1, 1, 1, 1, 1, 0]
    assert copies.groups(sets).tolist() == list(range(8))


def test_equal_texts_are_one_group_and_empty_ones_are_not() -> None:
    assert copies.groups(gram_sets(["戴口罩", "", "戴 口罩", "", "洗手", "洗手"])).tolist() == [0, 1, 0, 3, 4, 4]


def test_a_cut_never_parts_a_token() -> None:
    texts = [f"请问第{at}社区哪里可以做核酸检测" for at in range(200)]
    built = copies.index(gram_sets(texts), np.arange(len(texts)))
    whole = copies.united(built).roots()
    for parts in (1, 3, 20, 1000):
        cuts = copies.cuts(built, parts)
        union = Union(len(texts))
        for first, last in pairwise(cuts):
            union.unite(*copies.united(built, first, last).forest())
        assert union.roots().tolist() == whole.tolist()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_union_is_the_components(pairs: list[Pair]) -> None:
    union = Union(31)
    half = len(pairs) // 2
    for some in (pairs[:half], pairs[half:]):
        ones, twos = (np.asarray(side, np.int64) for side in (zip(*some, strict=True) if some else ((), ())))
        union.unite(ones, twos)
    assert union.roots().tolist() == components(set(pairs), 31)
