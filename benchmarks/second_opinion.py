"""What the second opinion on names is worth on texts that it was not trained on; with --write, train and store it.

    .venv/bin/python benchmarks/second_opinion.py [--write]

For each labelled set of tests/corpus it is trained on all the others. Printed: precision and coverage of the names in
that set without and with it. The sets that people read while they wrote the word lists have few wrong names left; what
it is worth shows in those that were read last.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dibao.catalogue import default_catalogue, link, second_opinion
from dibao.catalogue.second_opinion import Opinion, stored, train
from dibao.documents import from_bytes
from dibao.figures import Figure
from dibao.reading import read

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.opinions import SETS, examples, labelled  # noqa: E402
from support.scoring import Labelled, score  # noqa: E402

STORED = ROOT / "src/dibao/catalogue/second_opinion.tsv"


def named(text: Labelled) -> list[Figure]:
    """The figures of a text with their names."""
    document = from_bytes(text.path.read_bytes(), text.path.name)
    return link(document, read(document, date=text.day), default_catalogue())


def with_opinion(text: str, of: list[Labelled]) -> tuple[float, float]:
    """Precision and coverage of names with this opinion."""
    opinion = Opinion.load(text)
    shipped, second_opinion.default_opinion = second_opinion.default_opinion, lambda: opinion  # type: ignore[assignment]
    try:
        got = score(of, named)
    finally:
        second_opinion.default_opinion = shipped
    return got["code_precision"], got["code_coverage"]


def main() -> None:
    """Print the table; store what all texts together give."""
    if "--write" in sys.argv:
        STORED.write_text(stored(*train(examples(labelled()))), "utf-8")
        print(f"{STORED.relative_to(ROOT)}: {STORED.stat().st_size:,} bytes")
        return
    print(f"{'set':6}{'without it':>20}{'trained on the others':>26}")
    for name in SETS:
        texts = labelled([name])
        held_out = stored(*train(examples(labelled(other for other in SETS if other != name))))
        without, with_it = with_opinion("", texts), with_opinion(held_out, texts)
        print(f"{name:6}{without[0]:12.4f} @ {without[1]:.3f}{with_it[0]:18.4f} @ {with_it[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
