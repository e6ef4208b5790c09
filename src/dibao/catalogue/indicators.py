"""What is counted: indicators (指标) and the catalogue (指标目录) that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from dibao.catalogue import plain
from dibao.figures import Basis
from dibao.language import say

OTHER = "other"
"""The code of figures that were read and lie outside the catalogue: kept, never summed."""


class Nature(StrEnum):
    """What kind of quantity an indicator is."""

    FLOW = "flow"
    STOCK = "stock"
    LEVEL = "level"
    """How many are reached at a time: adds up over neither units nor days."""
    RATE = "rate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the catalogue. `units`: the usual measure words."""

    code: str
    zh: str
    en: str
    nature: Nature
    units: tuple[str, ...]
    sum_units: bool
    sum_days: bool
    gloss: str = ""

    @property
    def area(self) -> str:
        """The part before the dot: windows and cut-offs are set by area."""
        return self.code.partition(".")[0]

    @property
    def name(self) -> str:
        """The name in the language of the moment."""
        return say(self.zh, self.en)

    def default_basis(self, bounded: bool) -> Basis:
        """The basis where no word says it: by the indicator's nature and whether the window is bounded."""
        if self.nature in (Nature.STOCK, Nature.LEVEL):
            return Basis.ASOF
        if self.nature is Nature.RATE:
            return Basis.RATE
        return Basis.NEW if bounded else Basis.CUMULATIVE


_NEEDED = ("code", "zh", "en", "nature", "units", "sum_units", "sum_days")
COLUMNS = (*_NEEDED, "gloss")


class Catalogue(Mapping[str, Indicator]):
    """Indicators by code, in the order of the file."""

    def __init__(self, indicators: Iterator[Indicator] | list[Indicator]) -> None:
        self._by_code = {indicator.code: indicator for indicator in indicators}

    def __getitem__(self, code: str) -> Indicator:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read catalogue.csv; DibaoError names the line that is wrong."""
        return cls([_indicator(row, path, line) for line, row in plain.rows(path, *_NEEDED)])


def row(indicator: Indicator) -> dict[str, str]:
    """The cells of a line of catalogue.csv by column."""
    told = [indicator.code, indicator.zh, indicator.en, str(indicator.nature), "|".join(indicator.units)]
    sums = ["yes" if may else "no" for may in (indicator.sum_units, indicator.sum_days)]
    return dict(zip(COLUMNS, (*told, *sums, indicator.gloss), strict=True))


def _indicator(row: dict[str, str], path: Path, line: int) -> Indicator:
    try:
        return Indicator(
            code=row["code"],
            zh=row["zh"],
            en=row["en"],
            nature=Nature(row["nature"]),
            units=tuple(unit for unit in row["units"].split("|") if unit),
            sum_units=row["sum_units"] == "yes",
            sum_days=row["sum_days"] == "yes",
            gloss=row.get("gloss", ""),
        )
    except ValueError as error:
        kinds = "、".join(Nature)
        raise plain.wrong(path, line, say(f"性质应是 {kinds} 之一", f"its nature is none of {kinds}")) from error


DEFAULT_CATALOGUE = Path(__file__).with_name("catalogue.csv")


@cache
def default_catalogue() -> Catalogue:
    """The catalogue that ships with Dibao."""
    return Catalogue.load(DEFAULT_CATALOGUE)
