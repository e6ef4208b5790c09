"""What people ask (疑问): clusters of questions, each told by words that are nobody's alone.

Questions are compared by the characters and pairs of characters of what they ask, rare ones weighing more (cosine), and
joined by average linkage. Of very many, the most frequent are clustered and the others go to the cluster that is near.
Nothing is told of a cluster of fewer than k items, and in a label no pair of characters is in fewer than k items, but
for words that only make it a question.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dibao.listening import places
from dibao.listening.arrow import Column, strings, take
from dibao.listening.arrow import compute as pc
from dibao.listening.arrow import texts as texts_of
from dibao.listening.asking import KINDS, asked, asking_places, asking_words, asks, kind, without_asking
from dibao.listening.claims import character_grams
from dibao.listening.grams import I64, code_points, different, offsets, ranges
from dibao.listening.linkage import joined
from dibao.listening.summary import Question
from dibao.listening.thresholds import held

MOST = 1200
"""Different questions that are clustered with one another."""
_USUAL_SHARE, _ALONE = 0.04, 0.3
"""Rarer than this share of the texts a character weighs no more; of one text alone, this much less."""
_LARGE = 300
"""Clusters that other questions may go to."""
_AT_ONCE = 500
_FEW = 16
"""Texts with a word, at most, that are multiplied with one another."""
_OWN_WORDS = 24
"""Characters from which on the same text again is one that was passed on, not another who says it."""
_LONGEST = 28
"""Characters of a label that is somebody's sentence."""
_OPENING = re.compile("^(?:请问|问一下|问下|想问|求问|求助|有没有人知道|有人知道|谁知道|麻烦|到底|究竟|大家|[的了])+")
_GOES_ON = re.compile("(?:怎么|如何|多少|能不能|可不可以|会不会|要不要|可以|要|会|能|去|在|到|是|有)$")
"""A sentence does not end so."""
_DOUBTS = re.compile("真的假的|是真是假|真的[吗么嘛?？]|真假|属实[吗么?？]|怎么看|靠谱[吗么]|可信[吗么]|谣言[吗么?？]")
_TRUE = "是真的吗"
_GAP = 0.85
"""What a label with a gap counts, of one without."""
_CLAUSE = re.compile("[,，。！!？?；;：:\n ]+")

Floats = npt.NDArray[np.float32]


def labelled(items: pa.Table, again: npt.NDArray[np.bool_], on_topic_only: bool, k: int) -> Column:
    """For each item (columns `question`, `on_topic`, `region` and `size`) the label of the question that it asks with
    at least k - 1 others, or null. The same question about another place is the same question.

    `again`: which items are near-copies of another. Of a long text they are not counted as others: what one person
    wrote and many passed on gives no label.
    """
    asked_at = pc.not_equal(items["question"], "")
    if on_topic_only:
        asked_at = pc.and_(asked_at, items["on_topic"])
    rows = np.flatnonzero(asked_at.to_numpy(zero_copy_only=False))
    regions = texts_of(pc.unique(items["region"]))
    asked_there = places.without(texts_of(take(items["question"], rows)), regions, k)
    passed_on = again[rows] & (items["size"].to_numpy()[rows] >= _OWN_WORDS)
    labels = label(asked_there, k, Counter(text for text, on in zip(asked_there, passed_on, strict=True) if not on))
    found: list[str | None] = [None] * len(items)
    for row, one in zip(rows.tolist(), labels, strict=True):
        found[row] = one
    return strings(found)


def told(labels: Column, k: int) -> tuple[Question, ...]:
    """The questions and how many items ask them, the most asked first."""
    counts = Counter(label for label in labels.to_pylist() if label is not None)
    return tuple(Question(label, number) for label, number in counts.most_common() if number >= k)


def label(questions: list[str], k: int, voices: Counter[str] | None = None) -> list[str | None]:
    """The label of each question's cluster; None in clusters of fewer than k. `voices`: how many ask each, where that
    is not how often it is there."""
    different = Counter(questions)
    voices = different if voices is None else voices
    texts = [text for text, _ in different.most_common()]
    clusters = cluster(texts)
    members: dict[int, list[str]] = {}
    for text, one in zip(texts, clusters.tolist(), strict=True):
        members.setdefault(one, []).append(text)
    support = _Support(voices, k)
    named: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for one in sorted(members.values(), key=lambda held: -sum(different[text] for text in held)):
        if sum(voices[text] for text in one) < k:
            continue
        name = _name(one, voices, support, k)
        if name:
            taken[name] += 1
            name = name if taken[name] == 1 else f"{name}（{taken[name]}）"
            named |= dict.fromkeys(one, name)
    return [named.get(text) for text in questions]


@dataclass(frozen=True)
class _Vectors:
    """Texts as rows of weights over the grams that at least two have, each of length 1 (0 without any)."""

    row: I64
    word: I64
    weight: Floats
    rows: int
    words: int

    def first(self, rows: int) -> _Vectors:
        """The first rows, with the words that two of them have."""
        keep = self.row < rows
        shared = np.bincount(self.word[keep], minlength=self.words) > 1
        keep &= shared[self.word]
        word = (np.cumsum(shared) - 1)[self.word[keep]]
        return _Vectors(self.row[keep], word, self.weight[keep], rows, int(shared.sum()))

    def products(self) -> Floats:
        """Of every row with every other. Words of a few rows are multiplied one by one, the others as a matrix."""
        often = np.bincount(self.word, minlength=self.words)
        usual = often > _FEW
        keep = usual[self.word]
        columns = (np.cumsum(usual) - 1)[self.word[keep]]
        matrix = np.zeros((self.rows, int(usual.sum())), np.float32)
        matrix[self.row[keep], columns] = self.weight[keep]
        order = np.argsort(self.word[~keep], kind="stable")
        row, word, weight = self.row[~keep][order], self.word[~keep][order], self.weight[~keep][order]
        sizes = often[word]
        one = np.repeat(np.arange(len(word)), sizes)
        two = ranges(np.searchsorted(word, word), sizes)
        cells = row[one] * self.rows + row[two]
        rare = np.bincount(cells, weight[one] * weight[two], minlength=self.rows**2).reshape(self.rows, self.rows)
        return np.asarray(matrix @ matrix.T + rare, np.float32)

    def dense(self) -> Floats:
        """As a matrix."""
        matrix = np.zeros((self.rows, self.words), np.float32)
        matrix[self.row, self.word] = self.weight
        return matrix


def _vectors(texts: list[str]) -> _Vectors:
    tokens, row = character_grams(asked(texts))
    # Each token of a text once, in the order of tokens: their numbers; then in the order of texts.
    bits = len(texts).bit_length()
    keys = different(tokens.view(np.int64) << bits | row)
    new = np.append(True, np.diff(keys >> bits) != 0)[: len(keys)]
    word = np.cumsum(new) - 1
    often = np.bincount(word)
    keys = different((keys & ((1 << bits) - 1)) << 32 | word)
    row, word = keys >> 32, keys & 0xFFFFFFFF
    # What one text alone has says little of what it asks: a name, a slip.
    weight = (np.log(1 + len(texts) / np.maximum(often, _USUAL_SHARE * len(texts))) * np.where(often > 1, 1, _ALONE))[
        word
    ]
    length = np.sqrt(np.bincount(row, weight**2, minlength=len(texts)))
    weight = (weight / np.maximum(length[row], 1e-9)).astype(np.float32)
    # What only one text has makes no two alike; it only makes its row longer.
    shared = often > 1
    keep = shared[word]
    place = np.cumsum(shared) - 1
    return _Vectors(row[keep], place[word[keep]], weight[keep], len(texts), int(shared.sum()))


def cluster(texts: list[str]) -> I64:
    """For each text, the most frequent first, the number of its cluster."""
    if not texts:
        return np.empty(0, np.int64)
    vectors = _vectors(texts)
    first = min(MOST, len(texts))
    weigh = held("questions")
    kinds = np.asarray([kind(text) for text in texts], np.int64)
    near = vectors.first(first).products()
    near[kinds[:first, None] != kinds[:first]] *= weigh["other"]
    clusters = np.arange(len(texts), dtype=np.int64)
    clusters[:first] = joined(near, weigh["join"])
    if first < len(texts):
        clusters[first:] = _nearest(vectors, kinds, clusters[:first])
    return clusters


def _nearest(vectors: _Vectors, kinds: I64, clusters: I64) -> I64:
    """The clusters of the texts behind the first ones, which have theirs: the nearest by average similarity, or one of
    their own."""
    first, weigh = len(clusters), held("questions")
    names, inverse, sizes = np.unique(clusters, return_inverse=True, return_counts=True)
    large = np.argsort(-sizes)[:_LARGE]
    place = np.full(len(names), -1)
    place[large] = np.arange(len(large))
    own = place[inverse]
    keep = vectors.row < first
    keep[keep] = own[vectors.row[keep]] >= 0
    # Of each word the clusters that have it, and what it weighs in their means.
    column = own[vectors.row[keep]]
    cells, cell = np.unique(vectors.word[keep] * len(large) + column, return_inverse=True)
    mean = np.bincount(cell, vectors.weight[keep] / sizes[large][column])
    words, column = cells // len(large), cells % len(large)
    held_by = np.bincount(words, minlength=vectors.words)
    starts = offsets(held_by)
    asks_so = np.zeros((len(large), KINDS), np.int64)
    np.add.at(asks_so, (own[own >= 0], kinds[:first][own >= 0]), 1)
    usual = asks_so.argmax(axis=1)
    found = np.arange(first, vectors.rows, dtype=np.int64)
    for at in range(first, vectors.rows, _AT_ONCE):
        begin, end = np.searchsorted(vectors.row, (at, at + _AT_ONCE))
        word, many = vectors.word[begin:end], held_by[vectors.word[begin:end]]
        posting = ranges(starts[word], many)
        rows = min(_AT_ONCE, vectors.rows - at)
        near = np.bincount(
            np.repeat((vectors.row[begin:end] - at) * len(large), many) + column[posting],
            np.repeat(vectors.weight[begin:end], many) * mean[posting],
            minlength=rows * len(large),
        ).reshape(rows, len(large))
        near[kinds[at : at + rows, None] != usual] *= weigh["other"]
        close = np.flatnonzero(near.max(axis=1) >= weigh["join"])
        found[at - first + close] = names[large[near[close].argmax(axis=1)]]
    return found


class _Support:
    """Which pairs of characters are in at least k items."""

    def __init__(self, questions: Counter[str], k: int) -> None:
        flat, sizes = code_points(list(questions))
        row = np.repeat(np.arange(len(sizes)), sizes)
        first = np.flatnonzero(row[1:] == row[:-1])
        # Each pair of a text once, in the order of pairs.
        bits = len(sizes).bit_length()
        keys = different((flat[first].astype(np.int64) << 21 | flat[first + 1]) << bits | row[first])
        often = np.asarray([*questions.values(), 0], np.float64)[keys & ((1 << bits) - 1)]
        begins = np.flatnonzero(np.append(True, np.diff(keys >> bits) != 0)[: len(keys)])
        items = np.add.reduceat(often, begins) if len(keys) else often
        said = (keys[begins] >> bits)[items >= k].tolist()
        self._pairs = {chr(pair >> 21) + chr(pair & 0x1FFFFF) for pair in said}

    def whole(self, text: str) -> bool:
        """Whether every pair of a text is in so many."""
        return len(text) > 1 and all(text[at : at + 2] in self._pairs for at in range(len(text) - 1))

    def shared(self, clause: str) -> str:
        """The clause without what fewer items have, "" where nothing is left that says what is asked.

        Words of asking_words.csv stay, and what at least k items have pair by pair; … stands where something is gone
        or where two words stand side by side in fewer.
        """
        asking = [False] * len(clause)
        for start, end in asking_places(clause):
            asking[start:end] = [True] * (end - start)
        # Whether a character and the one before it are said by so many; nobody says what stands before the first.
        known = [False, *(clause[at : at + 2] in self._pairs for at in range(len(clause) - 1)), False]
        pieces = [""]
        for at, character in enumerate(clause):
            if not (known[at] or known[at + 1] or asking[at]):
                pieces.append("")
                continue
            if at and not (known[at] or asking[at - 1] or asking[at]):
                pieces.append("")
            pieces[-1] += character
        told = [piece for piece in map(_trimmed, pieces) if _says(piece) or asking_words(piece)]
        return "…".join(told) if any(map(_says, told)) else ""


def _trimmed(piece: str) -> str:
    """Without what only opens or ends a question."""
    return _OPENING.sub("", piece).rstrip("?？啊呀呢吧的")


def _says(piece: str) -> bool:
    """Whether there is a word besides those that only make a question."""
    return any(len(word) > 1 for word in without_asking(piece))


def _name(members: list[str], often: Counter[str], support: _Support, k: int) -> str:
    """A clause that asks: if there is one, one that at least k items have; else in pairs of characters that they have;
    else the one in the middle, without what they do not have."""
    clauses: Counter[str] = Counter()
    for text in members:
        for clause in _CLAUSE.split(text):
            if len(clause) >= 3:
                clauses[clause] += often[text]
    whole = [
        clause
        for clause in clauses
        if len(clause) <= _LONGEST and asks(clause) and support.whole(clause) and _says(clause)
    ]
    if whole:
        heart, usual = _heart(clauses, whole), _kinds(members, often)
        return max(
            whole,
            key=lambda clause: (
                clauses[clause] >= k,
                heart[clause] * clauses[clause] ** 0.5 * usual[kind(clause)],
                clause,
            ),
        )
    shared = sorted({text for clause in clauses if (text := support.shared(clause))})
    heart = _heart(clauses, shared)
    whole = [text for text in shared if asking_words(text) and not _GOES_ON.search(text)]
    label = max(whole or shared, key=lambda text: (heart[text] * (_GAP if "…" in text else 1), text), default="")
    if label and not whole:
        label = max(shared, key=lambda text: (_covered(text, members, often), heart[text], text))
    doubts = sum(often[text] for text in members if _DOUBTS.search(text))
    if label and not whole and doubts * 3 > sum(often[text] for text in members):
        label = f"{label}，{_TRUE}"
    elif label and not whole:
        asking: Counter[str] = Counter()
        for text in members:
            asking.update(dict.fromkeys(asking_words(text), often[text]))
        most = max(asking.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))[0]
        most = f"{most}办" if most == "怎么" else most
        label = f"{_GOES_ON.sub('', label)}…{most}" if most else label
    return f"{label}？" if label else ""


def _kinds(members: list[str], often: Counter[str]) -> Counter[int]:
    """How many ask where, when, and so on."""
    counted: Counter[int] = Counter()
    for text in members:
        counted[kind(text)] += often[text]
    return counted


def _covered(label: str, members: list[str], often: Counter[str]) -> float:
    """How many of the pairs of characters of a label its cluster's items have, on the average."""
    pairs = {label[at : at + 2] for at in range(len(label) - 1)}
    held = sum(often[text] * sum(pair in text for pair in pairs) for text in members)
    return held / max(len(pairs), 1)


def _heart(clauses: Counter[str], texts: list[str]) -> dict[str, float]:
    """How near each text is to all clauses, as often as they are said."""
    matrix = _vectors([*clauses, *texts]).dense()
    often = np.asarray(list(clauses.values()), np.float32)
    near: list[float] = (matrix[len(clauses) :] @ (often @ matrix[: len(clauses)])).tolist()
    return dict(zip(texts, near, strict=True))
