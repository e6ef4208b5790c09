"""How well a reader did on labelled reports: the same measures for floors, leave-one-out figures and benchmarks."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dibao.documents import Document, registry
from dibao.figures import Figure

CORPUS = Path(__file__).parents[1] / "corpus"
MEASURES = ("value", "unit", "basis", "approx", "window", "code_precision", "code_coverage", "whole")


@dataclass(frozen=True)
class Labelled:
    """A text with its labels."""

    path: Path
    text: str
    day: date
    labels: tuple[dict[str, Any], ...]


def load(folder: Path) -> list[Labelled]:
    """The labelled texts of a folder, by name."""
    return [
        Labelled(
            path,
            path.read_bytes().decode("utf-8"),
            date.fromisoformat(path.with_suffix(".date").read_text().strip()),
            tuple(
                json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines() if line.strip()
            ),
        )
        for path in sorted(folder.glob("*.txt"))
    ]


def document(text: Labelled) -> Document:
    """What `documents.from_bytes` reads, without its worker: to fork this process takes longer than to read a text."""
    return registry.read(text.path.read_bytes(), text.path.name)


def digest(folder: Path) -> str:
    """One hash over all labelled files of a folder, names and contents."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.suffix in (".txt", ".jsonl", ".date"):
            whole.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def count(labels: Sequence[dict[str, Any]], figures: Sequence[Figure]) -> Counter[str]:
    """Hits of one text. A figure hits a label where their spans overlap and their values are equal."""
    tally: Counter[str] = Counter()
    tally["read"] = len(figures)
    tally["labels"] = len(labels)
    tally["codes"] = sum(label["code"] != "other" for label in labels)
    for label, at in paired(labels, figures):
        tally["value"] += 1
        _compare(label, figures[at], tally)
    return tally


def paired(labels: Iterable[dict[str, Any]], figures: Sequence[Figure]) -> list[tuple[dict[str, Any], int]]:
    """The labels that were read, each with the position of its figure."""
    used: set[int] = set()
    found: list[tuple[dict[str, Any], int]] = []
    for label in labels:
        hit = next((at for at, figure in enumerate(figures) if at not in used and _same(label, figure)), None)
        if hit is not None:
            used.add(hit)
            found.append((label, hit))
    return found


def _same(label: dict[str, Any], figure: Figure) -> bool:
    overlap = figure.span.start < label["end"] and label["start"] < figure.span.end
    return overlap and abs(float(figure.value) - label["value"]) <= 1e-6 * max(1.0, abs(label["value"]))


def _compare(label: dict[str, Any], figure: Figure, tally: Counter[str]) -> None:
    if label.get("unit_written") is not False and _plain(figure.unit) != _plain(label["unit"]):
        return
    tally["unit"] += 1
    basis = figure.basis in [label["basis"], *label.get("basis_alt", [])]
    approx = figure.approx == label["approx"]
    codes = [label["code"], *label.get("code_alt", [])]
    wrong = figure.indicator is not None and figure.indicator not in codes
    tally["basis"] += basis
    tally["approx"] += approx
    if any(label.get("window_iso") or []):
        tally["windows"] += 1
        sides = zip(label["window_iso"], figure.window.iso(), strict=True)
        tally["window"] += all(wanted is None or wanted == found for wanted, found in sides)
    tally["accepted"] += figure.indicator is not None
    tally["accepted_right"] += figure.indicator is not None and not wrong
    tally["covered"] += figure.indicator is not None and label["code"] != "other"
    tally["whole"] += basis and approx and not wrong


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).replace(" ", "")


def scores(tally: Counter[str]) -> dict[str, float]:
    """F1 of value, unit and whole; accuracy of basis, approx and window; precision and coverage of codes."""

    def f1(hits: int) -> float:
        return round(2 * hits / (tally["read"] + tally["labels"]), 4) if hits else 0.0

    def share(part: str, whole: str) -> float:
        return round(tally[part] / tally[whole], 4) if tally[whole] else 1.0

    return {
        "value": f1(tally["value"]),
        "unit": f1(tally["unit"]),
        "basis": share("basis", "unit"),
        "approx": share("approx", "unit"),
        "window": share("window", "windows"),
        "code_precision": share("accepted_right", "accepted"),
        "code_coverage": share("covered", "codes"),
        "whole": f1(tally["whole"]),
    }


def score(texts: Iterable[Labelled], read: Callable[[Labelled], Sequence[Figure]]) -> dict[str, float]:
    """The scores of a reader over texts."""
    tally: Counter[str] = Counter()
    for text in texts:
        tally += count(text.labels, read(text))
    return scores(tally)
