"""A batch: every item answered, in order, whatever becomes of the others."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from dibao import documents, language
from dibao.documents.isolation import Limits, Pool, isolated, pool
from dibao.errors import DibaoError
from support.processes import descriptors, unharmed

BRIEF = Limits(seconds=0.5)


@pytest.fixture(autouse=True)
def parent_unharmed() -> Iterator[None]:
    language.use("zh")
    with unharmed():
        yield
    language.use(None)


def answers(function: Callable[[int], object], items: int, **how: object) -> list[object]:
    """Sentences for errors, values for the rest."""
    made = Pool(2, **how).run(function, range(items), name=lambda item: f"{item}.docx")  # type: ignore[arg-type]
    told = []
    for place, (item, one) in enumerate(made):
        assert item == place
        told.append(str(one) if isinstance(one, DibaoError) else one)
    return told


def test_every_item_is_answered_in_order() -> None:
    def slower_at_first(item: int) -> int:
        time.sleep(0.002 * (item % 3))
        return item * item

    assert answers(slower_at_first, 200) == [item * item for item in range(200)]
    assert answers(slower_at_first, 0) == []
    assert answers(slower_at_first, 1) == [0]


def test_as_they_are_done() -> None:
    first, *_ = Pool(2).run(lambda item: time.sleep(0.3 if item == 0 else 0) or item, range(4), ordered=False)
    assert first[0] != 0


def test_it_is_done_by_few_processes_none_of_which_is_this_one() -> None:
    processes = answers(lambda _: os.getpid(), 60)
    assert os.getpid() not in processes and len(set(processes)) <= 2
    assert len(set(answers(lambda _: os.getpid(), 60, recycle=10))) >= 6
    alone = answers(lambda _: os.getpid(), 20, recycle=1)
    assert len(set(alone)) == 20


def test_one_that_hangs_dies_hoards_or_lies_spoils_none_of_the_others() -> None:
    def odd(item: int) -> object:
        if item == 3:
            time.sleep(60)
        if item == 5:
            os.abort()
        if item == 8:
            raise DibaoError("没有这样的单位。", code="unknown_unit")
        if item == 9:
            raise ValueError
        if item == 12:
            return len(bytearray(2**40))
        if item == 13:
            os.write(max(descriptors()), b"?" * 100)
            time.sleep(60)
        if item == 17:
            return "x" * 2_000_000
        return item

    told = answers(odd, 30, limits=Limits(seconds=0.5, output=1_000_000))
    wrong = {3: "0.5 秒", 5: "中断", 8: "单位", 9: "损坏", 12: "内存", 13: "中断", 17: "超过"}
    for item, one in enumerate(told):
        if item in wrong:
            assert isinstance(one, str) and wrong[item] in one
            assert item == 8 or f"{item}.docx" in one
        else:
            assert one == item


def test_a_deaf_worker_is_ended_and_a_slow_reader_makes_nobody_late() -> None:
    def deaf(item: int) -> int:
        if item == 1:
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            time.sleep(60)
        return item

    assert [isinstance(one, str) for one in answers(deaf, 4, limits=BRIEF)] == [False, True, False, False]
    made = []
    for item, one in Pool(2, limits=BRIEF).run(lambda item: "x" * 3_000_000 if item % 2 else item, range(6)):
        time.sleep(0.7 if item == 0 else 0)
        made.append((item, one))
    assert made == [(item, "x" * 3_000_000 if item % 2 else item) for item in range(6)]


def test_large_items_and_answers_pass_both_ways() -> None:
    items = [os.urandom(3_000_000) for _ in range(5)]
    assert [one for _, one in Pool(2).run(lambda item: item, items, name=lambda _: "a")] == items


def test_items_are_taken_as_there_is_room() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(100_000):
            taken += 1
            yield item

    made = Pool(2).run(lambda item: item, items())
    assert next(made)[1] == 0
    assert taken < 2 * pool._WINDOW
    made.close()  # type: ignore[attr-defined]


def test_an_error_of_the_items_reaches_the_caller() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(Pool(2).run(lambda item: item, items()))


def test_inside_a_worker_and_where_there_are_none_it_is_done_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(item: int) -> int:
        if item == 1:
            raise DibaoError("不行。")
        return 10 // (item - 2)

    def told() -> list[str]:
        return [str(one) for one in answers(odd, 4)]

    direct = isolated(told)
    monkeypatch.setattr(pool.process, "available", lambda: False)
    assert told() == direct and direct[0] == "-5" and direct[1] == "不行。" and "损坏" in direct[2]


def test_documents_come_back_quickly_and_workers_stay_small() -> None:
    text = "东河区2月3日情况\n" + "新增发放宣传单1,200份，累计3.5万份。\n" * 20
    begin = time.process_time()
    found = [one for _, one in Pool(2).run(lambda item: documents.from_text(text, str(item)), range(300))]
    assert time.process_time() - begin < 1.5
    assert found[299] == documents.from_text(text, "299")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_000_000
