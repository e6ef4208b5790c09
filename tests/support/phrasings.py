"""Short phrasings with the names of their figures: a table of what naming must hold."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from dibao.documents import from_text
from dibao.documents.blocks import Document
from dibao.figures import Approx, Figure, Interval, Span

MARK = re.compile(r"〔([^|〕]*)\|([^〕]*)〕")
with (Path(__file__).parents[1] / "catalogue/data/phrasings.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def marked(text: str, **given: object) -> tuple[Document, list[Figure]]:
    """A text whose figures are written 〔number|measure word〕, as a document and its figures."""
    plain, figures, last = "", [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        start = len(plain)
        plain += match[1]
        figures.append(
            Figure(1, Interval.exactly(1), Approx.EXACT, match[2], Span("t", start, len(plain)), match[1], **given)  # type: ignore[arg-type]
        )
        plain += match[2]
        last = match.end()
    return from_text(plain + text[last:], "t"), figures
