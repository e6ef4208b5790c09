"""What people ask (疑问): clusters of questions, each told by a sentence that is nobody's alone."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from dibao.listening import copies
from dibao.listening.arrow import Column, strings, take
from dibao.listening.arrow import compute as pc
from dibao.listening.arrow import texts as texts_of
from dibao.listening.claims import character_grams
from dibao.listening.grams import I64
from dibao.listening.summary import Question


def labelled(items: pa.Table, group: I64, on_topic_only: bool, k: int) -> Column:
    """For each item the label of the question that it asks with at least k - 1 others, or null."""
    asked = pc.not_equal(items["question"], "")
    if on_topic_only:
        asked = pc.and_(asked, items["on_topic"])
    rows = np.flatnonzero(asked.to_numpy(zero_copy_only=False))
    texts = texts_of(take(items["question"], rows))
    labels: list[str | None] = [None] * len(group)
    cluster = copies.groups(character_grams(texts), 0.4)
    members: dict[int, list[int]] = {}
    for at, one in enumerate(cluster.tolist()):
        members.setdefault(one, []).append(at)
    for held in members.values():
        if len(held) >= k:
            label = Counter(texts[at] for at in held).most_common(1)[0][0]
            for at in held:
                labels[int(rows[at])] = label
    return strings(labels)


def told(labels: Column, k: int) -> tuple[Question, ...]:
    """The questions and how many items ask them, the most asked first."""
    counts = Counter(label for label in labels.to_pylist() if label is not None)
    return tuple(Question(label, number) for label, number in counts.most_common() if number >= k)
