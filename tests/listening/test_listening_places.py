"""The same question about another place is the same question, and its label names no place."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dibao.listening import places, questions
from dibao.listening.asking import kind

STREETS = ("人民广场", "青石桥", "二中", "幸福里")
ASKED = (
    "{}这边什么时候能解封",
    "请问{}附近哪里能做核酸",
    "{}药店还有口罩吗",
    "不能出门怎么买菜,{}有人送吗",
    "核酸检测点在哪里,{}这边有吗",
)
TEXTS = [text.format(street) for street in STREETS for text in ASKED for _ in range(5)]


def test_places_are_what_people_say_they_are_near() -> None:
    assert set(places.places(TEXTS, 5)) == set(STREETS)
    assert places.places(TEXTS[:4], 5) == []
    assert places.places(["我们这边还黑着,啥时候通电", "学校附近有没有药店", "附近哪里能做核酸"] * 5, 5) == []


def test_a_place_stays_where_nothing_else_is_asked_about() -> None:
    texts = ["火车站附近什么时候能解封"] * 5
    assert places.without([*texts, "火车站什么时候开"], [], 5)[-2:] == ["什么时候能解封", "火车站什么时候开"]
    assert places.without(["东河区哪里买口罩"], ["东河区", ""], 5) == ["哪里买口罩"]


def test_clusters_are_of_questions_and_not_of_places() -> None:
    many = len(TEXTS)
    items = pa.table({"question": TEXTS, "on_topic": [True] * many, "region": [""] * many, "size": [20] * many})
    labels = questions.labelled(items, np.zeros(many, bool), True, 5).to_pylist()
    assert len(set(labels)) == len(ASKED) - 1, "two ask where to be tested"
    assert not [label for label in labels for street in STREETS if label is None or street in label]


def test_what_people_doubt_is_told_as_that() -> None:
    ends = ("是真的吗", "大家怎么看", "真的假的")
    texts = [f"明天封城,超市全部关门,{end}" for end in ends for _ in range(4)]
    assert set(questions.label(texts, 5)) == {"超市全部关门，是真的吗？"}


def test_what_kind_of_answer_is_wanted_counts_and_joins_nothing() -> None:
    assert [kind(text) for text in ("核酸在哪里做", "核酸去哪儿做", "几点做", "多少钱", "怎么做", "要做吗")] == [
        1,
        1,
        2,
        3,
        4,
        0,
    ]
    when = ["核酸结果什么时候出", "小区什么时候解封", "疫苗第二针间隔多久"]
    assert len(set(questions.cluster(when).tolist())) == 3
    assert set(questions.label(when * 6, 5)) == set(when)
