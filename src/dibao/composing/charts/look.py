"""How large a chart is drawn, and the small things that all kinds share."""

from __future__ import annotations

from dataclasses import dataclass

from dibao.composing.charts import palette
from dibao.composing.charts.svg import Sheet, text_width
from dibao.composing.charts.tongue import term
from dibao.composing.charts.values import Datum

DOUBT = "待核"


@dataclass(frozen=True, slots=True)
class Look:
    """`width` of the drawing and `size` of its words, in the same unit."""

    width: float
    size: float

    @property
    def small(self) -> float:
        """The size of what is not the message: ticks and remarks."""
        return self.size * 0.88

    def steps(self, length: float) -> int:
        """About how many ticks a scale of this length has."""
        return max(2, min(6, int(length // (self.size * 4.2))))


PAGE = Look(700, 14)
"""The width of the type area, 156 mm: words of 8.8 pt."""
PHONE = Look(344, 13)
"""A narrow screen, at its own size."""


def value_words(datum: Datum) -> str:
    """The number as the brief writes it, with the word for its state."""
    return datum.text + term(f"（{DOUBT}）", " (questioned)") if datum.doubtful else datum.text


def missing_label(sheet: Sheet, look: Look, x: float, middle: float, words: str) -> None:
    """未报 on the hatching, on a ground of its own so that it can be read."""
    size = look.small
    sheet.rect(x - 3, middle - size * 0.72, text_width(words, size) + 6, size * 1.44, palette.GROUND)
    sheet.text(x, middle + size * 0.34, words, size, fill=palette.SECOND, kind="absent")
