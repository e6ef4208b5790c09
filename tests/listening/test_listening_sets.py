"""Claims and questions against labelled sets that were frozen before tuning: floors that only go up."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dibao.listening import normal, questions
from dibao.listening.asking import asking_places, asks, question_of
from dibao.listening.claims import Claims, Matcher

SETS = Path(__file__).parent / "sets"
FLOORS = tomllib.loads((SETS / "floors.toml").read_text("utf-8"))
HALVES = ("dev", "test")


def rows(name: str, half: str) -> list[dict[str, Any]]:
    held = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [row for row in held if row["split"] == half]


FRESH = SETS / "claims_fresh"
"""A folder a half, each with claims of its own and more near misses; `claim` is "" where an item meets none."""


EACH = 6
"""One item of so many is looked at by vectors: a text takes a fortieth of a second."""


def by_vectors(kind: str, half: str, folder: Path, items: list[dict[str, Any]]) -> None:
    """Processors round the model's small numbers differently: one item may fall either way."""
    some = items[::EACH]
    said = sum(bool(row["claim"]) and row["kind"] != "near_miss" for row in some)
    held_to(kind, half, matched(matcher(folder, rerank=True), some), slack=1 / said)


@cache
def matcher(folder: Path = SETS, *, rerank: bool = False) -> Matcher:
    return Matcher(Claims.load(folder / "claims.csv"), rerank=rerank)


def fresh(half: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FRESH / half / "items.jsonl").read_text("utf-8").splitlines()]


def held_to(kind: str, half: str, measured: dict[str, float], slack: float = 0.0) -> None:
    below = {
        name: (round(measured[name], 4), floor)
        for name, floor in FLOORS[kind][half].items()
        if measured[name] + slack < floor
    }
    assert below == {}


def test_the_sets_are_as_they_were_frozen() -> None:
    for line in (SETS / "SHA256SUMS").read_text("ascii").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((SETS / name).read_bytes()).hexdigest() == digest, name


def matched(held: Matcher, items: list[dict[str, Any]]) -> dict[str, float]:
    """How well claims are found in items that know which they meet, if any."""
    found = held.match(normal.texts([row["text"] for row in items]))
    said = np.array([bool(row["claim"]) and row["kind"] != "near_miss" for row in items])
    right = np.array([at >= 0 and held.codes[at] == row["claim"] for at, row in zip(found.best, items, strict=True)])
    accepted = np.array([code is not None for code in found.accepted()])
    suggested = np.array([code is not None for code in found.suggested()])
    return {
        "recall_at_1": float(right[said].mean()),
        "accept_precision": float(right[accepted].mean()),
        "accept_recall": float(right[accepted].sum() / said.sum()),
        "suggest_recall": float(right[suggested & said].sum() / said.sum()),
    }


FRESH_HALVES = sorted(folder.name for folder in FRESH.iterdir())


@pytest.mark.parametrize("half", HALVES)
def test_claims(half: str) -> None:
    held_to("claims", half, matched(matcher(), rows("claims", half)))


@pytest.mark.parametrize("half", FRESH_HALVES)
def test_claims_beside_near_misses_in_the_same_words(half: str) -> None:
    held_to("claims_fresh", half, matched(matcher(FRESH / half), fresh(half)))


@pytest.mark.slow
@pytest.mark.parametrize("half", HALVES)
def test_claims_by_vectors_too(half: str) -> None:
    by_vectors("claims_rerank", half, SETS, rows("claims", half))


@pytest.mark.slow
@pytest.mark.parametrize("half", FRESH_HALVES)
def test_claims_by_vectors_too_beside_near_misses(half: str) -> None:
    by_vectors("claims_fresh_rerank", half, FRESH / half, fresh(half))


@pytest.mark.parametrize("half", HALVES)
def test_questions(half: str) -> None:
    """Whether a text asks, and B-cubed precision and recall of the clusters of those that do."""
    items = rows("questions", half)
    asked = [question_of(text) for text in normal.texts([row["text"] for row in items])]
    found = np.array([bool(text) for text in asked])
    truly = np.array([row["question"] is not None for row in items])
    truth = [row["question"] for row, text in zip(items, asked, strict=True) if text]
    clusters = questions.cluster([text for text in asked if text]).tolist()
    precision, recall = [], []
    for own, wanted in zip(clusters, truth, strict=True):
        if wanted is None:
            continue
        together = {at for at, one in enumerate(clusters) if one == own}
        belong = {at for at, one in enumerate(truth) if one == wanted}
        precision.append(len(together & belong) / len(together))
        recall.append(len(together & belong) / len(belong))
    held_to(
        "questions",
        half,
        {
            "detected_precision": float((found & truly).sum() / found.sum()),
            "detected_recall": float((found & truly).sum() / truly.sum()),
            "cluster_precision": float(np.mean(precision)),
            "cluster_recall": float(np.mean(recall)),
            "whole_labels": whole_labels([text for text in asked if text]),
        },
    )


def whole_labels(asked: list[str]) -> float:
    """The share of labels that are one piece."""
    labels = {label for label in questions.label(asked, 5) if label}
    return sum("…" not in label for label in labels) / len(labels)


@pytest.mark.parametrize("half", HALVES)
def test_labels_of_questions_can_be_read_and_are_nobodys_alone(half: str) -> None:
    """A label asks, and what is no word of asking is in at least k items, pair by pair."""
    written = normal.texts([row["text"] for row in rows("questions", half)])
    asked = [text for one in written if (text := question_of(one))]
    labels = sorted({label for label in questions.label(asked, 5) if label})
    for label in labels:
        places = {at for start, end in asking_places(label) for at in range(start, end)}
        for at in range(len(label) - 1):
            if not {at, at + 1} & places and label[at : at + 2].isalnum():
                assert sum(label[at : at + 2] in text for text in asked) >= 5, label
        assert label.endswith("？") and asks(label), label


def test_a_sentence_that_many_share_is_preferred_to_one_of_common_pairs() -> None:
    shared = ["口罩在哪里买"] * 6
    others = [f"{chr(0x4E00 + 40 * at)}{chr(0x6E00 + 50 * at)}说口罩在哪里能买到" for at in range(6)]
    assert set(questions.label([*others, *shared], 5)) == {"口罩在哪里买"}
    names = [f"{chr(0x4E00 + 40 * at)}{chr(0x6E00 + 50 * at)}的口罩到底在哪里买" for at in range(6)]
    [label] = set(questions.label(names, 5))
    assert label == "口罩到底在哪里买？"


def test_one_claim_alone_is_found_and_common_words_alone_are_not() -> None:
    one = Matcher(Claims(("a", "b"), ("喝高度白酒可以杀死体内的病毒", "核酸采样点交叉感染了几十个人")))
    texts = [
        "家里老人说喝高度白酒可以杀死体内的病毒",
        "松台区今日起新增三个核酸采样点，地点见附表，市民可就近前往",
        "今天天气不错",
    ]
    assert one.match(texts).accepted() == ["a", None, None]
    assert Matcher(Claims()).match(texts).accepted() == [None, None, None]


def test_another_number_place_or_remedy_is_only_suggested() -> None:
    held = Matcher(
        Claims(tuple("abc"), ("河湾区明早六点起封闭七天", "一个年轻医生连续加班五十天猝死", "喝板蓝根能预防感染"))
    )
    texts = [
        "通知：河湾区明天早上6点起封闭七天，互相转告",
        "南浦区明早六点起封闭七天",
        "河湾区明早六点起封闭十天",
        "一个年轻医生连续加班50天猝死了",
        "一个年轻医生连续加班五天猝死",
        "说喝板蓝根能预防感染，纯属谣言",
        "喝绿豆汤能预防感染",
    ]
    found = held.match(normal.texts(texts))
    assert found.accepted() == ["a", None, None, "b", None, "c", None]
    assert found.suggested() == ["a", "a", "a", "b", "b", "c", "c"]
    school = Matcher(Claims(("s",), ("全市小学六月之前都不会开学复课",)))
    schools = school.match(["全市小学六月之前都不会开学复课吗", "全市大学六月之前都不会开学复课吗"])
    assert schools.accepted() == ["s", None] and schools.suggested() == ["s", "s"]


def test_a_page_does_not_speak_of_every_claim() -> None:
    """In a long text there is some character of any claim; it is looked at by its sentences."""
    page = "。".join(row["text"] for row in rows("questions", "dev")[:60])
    held = matcher().match([page, page + "。喝高度白酒可以杀死体内的新冠病毒。" + page])
    assert held.accepted() == [None, "C001"]


def test_labels_are_nobodys_alone() -> None:
    texts = [f"我家住在{chr(0x4E00 + at)}{chr(0x5E00 + at)}里三单元，请问口罩在哪里买" for at in range(30)]
    labels = set(questions.label(texts, 5))
    assert labels == {"请问口罩在哪里买"}
    assert questions.label(texts[:4], 5) == [None] * 4
    mixed = [f"{chr(0x4E00 + 7 * at)}{chr(0x6E00 + 5 * at)}的核酸怎么还没结果" for at in range(12)]
    [label] = set(questions.label(mixed, 5))
    assert label is not None
    pairs = [label[at : at + 2] for at in range(len(label) - 1) if label[at : at + 2].isalnum()]
    assert pairs and all(sum(pair in text for text in mixed) >= 5 for pair in pairs)
