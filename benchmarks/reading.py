"""How fast and how right are figures read? Dibao beside what one would otherwise pick: same texts, same run.

    make bench            (installs the peers in an environment of their own, then runs this)

Speed: characters a second of processor time (one core), the best of rounds that alternate between all readers, after
one to warm up: what else the machine does only ever makes a round longer.
Precision and recall: of values, and of values with their measure words, against the labelled texts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dibao.catalogue import default_catalogue, link
from dibao.documents import from_bytes, from_text
from dibao.reading import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.scoring import Labelled, load  # noqa: E402

Found = list[tuple[int, int, float | None, str]]
PEERS = ("recognizers-text-suite", "jionlp", "jieba + glue")


def dibao(texts: list[Labelled]) -> tuple[float, list[Found]]:
    """Reading with linking, from the text to named figures."""
    catalogue = default_catalogue()
    begin = time.process_time()
    figures = []
    for text in texts:
        document = from_text(text.text, text.path.name)
        figures.append(link(document, read(document, date=text.day), catalogue))
    seconds = time.process_time() - begin
    return seconds, [[(f.span.start, f.span.end, float(f.value), f.unit) for f in found] for found in figures]


class Peers:
    """The process that holds the peers."""

    def __init__(self, python: Path) -> None:
        command = [str(python), str(Path(__file__).with_name("peers.py"))]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def run(self, peer: str, texts: list[Labelled]) -> tuple[float, list[Found]]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"peer": peer, "texts": [text.text for text in texts]}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer["seconds"], answer["figures"]


def right(texts: list[Labelled], figures: list[Found], *, measure: bool) -> tuple[float, float]:
    """Precision and recall: spans overlap, values are equal (and the measure word, where the text writes one)."""
    hits = read_n = labels_n = 0
    for text, found in zip(texts, figures, strict=True):
        read_n, labels_n = read_n + len(found), labels_n + len(text.labels)
        used: set[int] = set()
        for label in text.labels:
            for at, (start, end, value, unit) in enumerate(found):
                same = start < label["end"] and label["start"] < end and value is not None
                if at in used or not same or abs(value - label["value"]) > 1e-6 * max(1.0, abs(label["value"])):
                    continue
                if measure and label["unit_written"] and _plain(unit) != _plain(label["unit"]):
                    continue
                used.add(at)
                hits += 1
                break
    return (hits / read_n if read_n else 0.0), hits / labels_n


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).replace(" ", "")


def plain(paths: Iterable[Path], day: date) -> list[Labelled]:
    """Reports without labels."""
    return [Labelled(path, from_bytes(path.read_bytes(), path.name).text, day, ()) for path in paths]


def compared(title: str, texts: list[Labelled], peers: Peers, rounds: int) -> None:
    """Print a line a reader: its speed, Dibao's as a multiple of it, and how right it is where there are labels."""
    size, labels = sum(len(text.text) for text in texts), sum(len(text.labels) for text in texts)
    seconds: dict[str, list[float]] = {}
    figures: dict[str, list[Found]] = {}
    for turn in range(rounds + 1):
        for name in ("dibao", *PEERS):
            took, figures[name] = dibao(texts) if name == "dibao" else peers.run(name, texts)
            if turn:
                seconds.setdefault(name, []).append(took)
    count = labels or len([figure for found in figures["dibao"] for figure in found])
    print(f"\n{title}: {len(texts)} texts, {size} characters, a figure every {size / count:.0f}, {rounds} rounds")
    print(
        f"{'reader':24}{'chars/s':>10}{'dibao is':>10}"
        + (f"{'value P':>9}{'R':>6}{'+unit P':>9}{'R':>6}" if labels else "")
    )
    own = min(seconds["dibao"])
    for name, times in seconds.items():
        best = min(times)
        line = f"{name:24}{size / best:10,.0f}{best / own:9.1f}x"
        if labels:
            value, both = right(texts, figures[name], measure=False), right(texts, figures[name], measure=True)
            line += f"{value[0]:9.3f}{value[1]:6.3f}{both[0]:9.3f}{both[1]:6.3f}"
        print(line)


def main() -> None:
    """Compare on the labelled texts and on daily reports."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reports", nargs="*", type=Path, help="reports of your own to compare on")
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--peers", type=Path, default=ROOT / ".venv-bench" / "bin" / "python")
    chosen = options.parse_args()
    peers = Peers(chosen.peers)
    labelled = [text for folder in sorted((ROOT / "tests" / "corpus").glob("*/")) for text in load(folder)]
    compared("Labelled items", labelled, peers, chosen.rounds)
    day = date(2026, 2, 4)
    compared("A city's daily report", plain([Path(__file__).with_name("report.txt")] * 4, day), peers, chosen.rounds)
    units = sorted((ROOT / "examples" / "anlan").glob("20*/*.txt"))
    compared("Units' daily reports", plain(units, day), peers, chosen.rounds)
    if chosen.reports:
        compared("Your reports", plain(chosen.reports, day), peers, chosen.rounds)


if __name__ == "__main__":
    main()
