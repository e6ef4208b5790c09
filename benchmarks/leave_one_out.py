"""What the thresholds of linking are worth on a text that had no say in them: leave one text out.

    .venv/bin/python benchmarks/leave_one_out.py [FOLDER...]      (default: the labelled sets of tests/corpus)

Learned from texts are SCORE and MARGIN of `dibao.catalogue.link`. For each text they are chosen again on all others:
the pair that names most figures at a precision of .97 or more. The text left out is then scored with that pair (what
earlier figures of a text hand on to later ones goes by the thresholds as shipped).

The word lists are not learned by a program, but people wrote them while reading such texts. For the sets that they
read, these figures say that the thresholds are not fitted to single texts; they do not say how new words are met.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dibao.catalogue import OTHER, Candidate, candidates, default_catalogue
from dibao.catalogue.link import MARGIN, MARGIN_OTHER, SCORE, SCORE_OTHER
from dibao.documents import from_text
from dibao.figures import Figure
from dibao.reading import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.scoring import CORPUS, Labelled, load  # noqa: E402

PRECISION = 0.97
GRID = [(score / 10, margin / 10) for score in range(14, 42, 2) for margin in range(1, 32, 3)]


class Case(NamedTuple):
    """A labelled figure: the best candidate, whether it is right, whether the label is a catalogue code."""

    code: str
    score: float
    margin: float
    right: bool
    wanted: bool


class Tally(NamedTuple):
    """Accepted codes, right ones, figures with a catalogue code, those of them that got a code."""

    accepted: int = 0
    right: int = 0
    codes: int = 0
    covered: int = 0

    def plus(self, other: Tally, sign: int = 1) -> Tally:
        return Tally(*(one + sign * two for one, two in zip(self, other, strict=True)))

    def __str__(self) -> str:
        return (
            f"precision {self.right / max(1, self.accepted):.4f}  coverage {self.covered / max(1, self.codes):.4f}"
            f"  ({self.accepted - self.right} wrong of {self.accepted} named, {self.codes} with a code)"
        )


def cases(text: Labelled) -> list[Case]:
    """Each labelled figure that was read, with what it is most likely taken for."""
    document = from_text(text.text, text.path.name)
    figures = read(document, date=text.day)
    found, used = [], set()
    for label in text.labels:
        at = next((at for at, one in enumerate(figures) if at not in used and _same(label, one)), None)
        if at is None:
            continue
        used.add(at)
        ranked: Sequence[Candidate] = candidates(document, figures, at, default_catalogue())
        best = ranked[0] if ranked else None
        right = best is not None and best.code in (label["code"], *label.get("code_alt", ()))
        wanted = label["code"] != OTHER
        found.append(
            Case(best.code if best else "", best.score if best else 0, best.margin if best else 0, right, wanted)
        )
    return found


def _same(label: dict[str, object], figure: Figure) -> bool:
    start, end, value = label["start"], label["end"], label["value"]
    assert isinstance(start, int) and isinstance(end, int) and isinstance(value, int | float)
    overlaps = figure.span.start < end and start < figure.span.end
    return overlaps and abs(float(figure.value) - value) <= 1e-6 * max(1.0, abs(value))


def tally(found: Sequence[Case], score: float, margin: float) -> Tally:
    """What these thresholds make of some figures; those of `other` are not searched for."""
    count = Tally()
    for case in found:
        needed = (SCORE_OTHER, MARGIN_OTHER) if case.code == OTHER else (score, margin)
        named = bool(case.code) and case.score >= needed[0] and case.margin >= needed[1]
        count = count.plus(Tally(named, named and case.right, case.wanted, case.wanted and named))
    return count


def report(name: str, texts: Sequence[Sequence[Case]]) -> None:
    """Print the shipped thresholds' figures and those of the texts left out."""
    by_pair = {pair: [tally(found, *pair) for found in texts] for pair in GRID}
    whole = {pair: Tally() for pair in GRID}
    for pair, each in by_pair.items():
        for one in each:
            whole[pair] = whole[pair].plus(one)
    out, chosen = Tally(), Counter[tuple[float, float]]()
    for at in range(len(texts)):
        rest = {pair: whole[pair].plus(by_pair[pair][at], -1) for pair in GRID}
        good = [pair for pair in GRID if rest[pair].right >= PRECISION * max(1, rest[pair].accepted)]
        best = max(good or GRID, key=lambda pair: (rest[pair].covered, rest[pair].right))
        chosen[best] += 1
        out = out.plus(by_pair[best][at])
    shipped = Tally()
    for found in texts:
        shipped = shipped.plus(tally(found, SCORE, MARGIN))
    print(f"{name}: {len(texts)} texts")
    print(f"  as shipped (score {SCORE}, margin {MARGIN})  {shipped}")
    print(f"  each text left out               {out}")
    print("  chosen  " + ", ".join(f"score {s} margin {m}: {n} texts" for (s, m), n in chosen.most_common(4)))


def main(arguments: Sequence[str]) -> None:
    folders = [Path(one) for one in arguments] or sorted(path.parent for path in CORPUS.glob("*/001.txt"))
    together: list[list[Case]] = []
    for folder in folders:
        found = [cases(text) for text in load(folder)]
        if found:
            report(folder.name, found)
        together += found
    if len(folders) > 1:
        report("all", together)


if __name__ == "__main__":
    main(sys.argv[1:])
