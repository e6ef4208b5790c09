"""What an engine has to do, and what kill -9 must not do. A cluster engine joins ENGINES."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dibao.errors import DibaoError
from dibao.listening.engines import Engine, Local, named

ENGINES = {"one process": lambda: Local(1), "two processes": lambda: Local(2)}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = ENGINES[request.param]()
    return made


def squared(number: int) -> int:
    return number * number


def refused(number: int) -> int:
    if number == 5:
        raise DibaoError("five", code="five")
    return number


def where(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def test_every_task_gives_its_result_once(engine: Engine) -> None:
    assert sorted(engine.run(squared, range(40))) == [number * number for number in range(40)]
    assert list(engine.run(squared, [])) == []


def test_tasks_are_taken_as_they_can_be_worked_on(engine: Engine) -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = engine.run(squared, tasks())
    next(results)
    assert taken < 20
    results.close()  # type: ignore[attr-defined]


def test_what_a_task_raises_is_raised_here(engine: Engine) -> None:
    with pytest.raises(DibaoError) as raised:
        list(engine.run(refused, range(20)))
    assert raised.value.code == "five"


def test_several_workers_are_used() -> None:
    assert len(set(Local(2).run(where, range(12)))) == 2


def test_a_name_that_is_no_engine() -> None:
    with pytest.raises(DibaoError) as raised:
        named("abacus", 0)
    assert raised.value.code == "no_engine"


RUN = """
import sys
from pathlib import Path
from dibao.listening import Options, listen
if __name__ == "__main__":
    listen(Options((Path(sys.argv[1]),), Path(sys.argv[2]), workers=2,
                   progress=lambda what, done, of: print(what, done, flush=True)))
"""


def digest(out: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(out.glob("*.parquet")):
        whole.update(path.name.encode() + repr(pq.read_table(path).to_pylist()).encode())
    return whole.hexdigest()


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_and_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(9)
    items, script = tmp_path / "items.jsonl", tmp_path / "run.py"
    script.write_text(RUN, "utf-8")
    words = ["".join(chr(rng.randint(0x4E00, 0x5E00)) for _ in range(3)) for _ in range(4000)]
    with items.open("w", encoding="utf-8") as file:
        for at in range(120_000):
            text = "".join(rng.choice(words) for _ in range(6)) if at % 4 else "请问口罩在哪里买" + words[at % 4000]
            item = {"published": f"2026-02-0{1 + at % 3}T08:00", "channel": "论坛", "text": text, "author": "甲"}
            file.write(json.dumps(item, ensure_ascii=False) + "\n")

    def start(out: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, script, items, out], stdout=subprocess.PIPE)

    assert start(tmp_path / "whole").wait() == 0
    kept = []
    # How many portions are stored at a kill is chance: an attempt that finds them all there begins with the copies.
    for wanted in (("portions", "copies"), ("portions", "copies"), ("copies",)):
        process = start(tmp_path / "killed")
        assert process.stdout is not None
        next(line for line in process.stdout if line.decode().startswith(wanted))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept.append(len(list((tmp_path / "killed" / ".work").rglob("[0-9]*.parquet"))))
    assert kept[0] >= 1 and kept == sorted(kept)
    assert not list((tmp_path / "killed").glob("*.parquet"))
    assert start(tmp_path / "killed").wait() == 0
    assert digest(tmp_path / "killed") == digest(tmp_path / "whole")
    assert not (tmp_path / "killed" / ".work").exists()
