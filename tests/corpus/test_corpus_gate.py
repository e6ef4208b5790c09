"""The accuracy gate: no score under its floor, no floor lowered, no label changed unseen."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from dibao.catalogue import default_catalogue, link
from dibao.figures import Figure
from dibao.reading import read
from support.scoring import CORPUS, MEASURES, Labelled, digest, document, load, score

FLOORS = CORPUS / "floors.toml"
SETS = tomllib.loads(FLOORS.read_text("utf-8"))
SEED = Path(__file__).parents[3] / "shared" / "seed"


def linked(text: Labelled) -> Sequence[Figure]:
    opened = document(text)
    return link(opened, read(opened, date=text.day), default_catalogue())


@pytest.mark.parametrize("name", SETS)
def test_no_score_is_under_its_floor(name: str) -> None:
    floors, got = SETS[name]["floors"], score(load(CORPUS / name), linked)
    assert set(floors) == set(MEASURES)
    assert {key: value for key, value in got.items() if value < floors[key]} == {}, f"floors {floors}, read {got}"


@pytest.mark.parametrize("name", SETS)
def test_labels_are_those_that_the_floors_were_measured_on(name: str) -> None:
    assert digest(CORPUS / name) == SETS[name]["sha256"]


def test_no_floor_was_lowered() -> None:
    """Against the last commit of the floors, and the one before it, wherever the history is there."""
    root = Path(__file__).parents[2]
    relative = FLOORS.relative_to(root).as_posix()
    log = subprocess.run(
        ["git", "log", "--format=%H", "--", relative], cwd=root, capture_output=True, text=True, check=False
    )
    for commit in log.stdout.split():
        shown = subprocess.run(
            ["git", "show", f"{commit}:{relative}"], cwd=root, capture_output=True, text=True, check=False
        )
        if shown.returncode:
            continue
        for name, before in tomllib.loads(shown.stdout).items():
            if SETS.get(name, {}).get("sha256") != before["sha256"]:
                continue
            lowered = {key: floor for key, floor in before["floors"].items() if SETS[name]["floors"][key] < floor}
            assert lowered == {}, f"{name}: lowered since {commit[:9]}"


@pytest.mark.skipif(not SEED.is_dir(), reason="the founding report is not part of the project")
def test_the_founding_report() -> None:
    got = score(load(SEED), linked)
    assert got["value"] == got["unit"] == 1.0
    assert got["basis"] >= 0.93 and got["window"] >= 0.90
    assert got["code_precision"] >= 0.95 and got["code_coverage"] >= 0.90
