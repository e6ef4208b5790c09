"""A unit's own earlier figures of one thing, and what is unlikely beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import log
from statistics import median

from dibao.checks.snapshot import Line, Snapshot
from dibao.checks.sums import shifted
from dibao.figures import Basis, Number

CONSISTENT = 0.6745
"""The 0.75 quantile of the standard normal distribution: makes the median deviation estimate sigma."""
CUT = 3.5
"""Above this modified z-score a value is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
STEADY = log(1.25)
"""The least spread of logarithms assumed: units whose figures hardly vary may still vary by a quarter."""
ENOUGH, FEW = 7, 5
FAR = 4
GAP = 100
"""From this ratio on, a figure that fits after a shift by three or four places was not meant as it stands."""


@dataclass(frozen=True, slots=True)
class Past:
    """Positive values by day, oldest first. `totals`: they are totals since the work began, which only grow."""

    values: tuple[Number, ...]
    totals: bool = False

    @property
    def median(self) -> Number:
        """The middle value, the lower one of two."""
        return sorted(self.values)[(len(self.values) - 1) // 2]

    def times(self, value: Number) -> str:
        """How many times the median, to one place."""
        return f"{float(value) / float(self.median):.1f}"

    def slip(self, value: Number) -> int:
        """The power of ten by which a value is off: its shift fits the past, and it does not itself. 0: none."""
        if not self.values:
            return 0
        for tens in (4, -4, 3, -3):
            if self._counts(shifted(value, -tens)) and self._far(value, GAP) and self._fits(shifted(value, -tens), 3.0):
                return tens
        if len(self.values) >= FEW and min(self.values) >= 20:
            for tens in (1, -1):
                if (
                    self._counts(shifted(value, -tens))
                    and self._far(value, 4)
                    and self._fits(shifted(value, -tens), 1.25)
                ):
                    return tens
        return 0

    def _counts(self, value: Number) -> bool:
        """Whether a value is a whole number as the past ones are."""
        return value == int(value) or any(past != int(past) for past in self.values)

    def _far(self, value: Number, times: int) -> bool:
        base = self.values[-1:] if self.totals else self.values
        return value > times * max(base) or value * times < min(base)

    def _fits(self, value: Number, slack: float) -> bool:
        if self.totals:
            return self.values[-1] <= value <= float(self.values[-1]) * slack
        return float(min(self.values)) / slack <= value <= float(max(self.values)) * slack

    def score(self, value: Number) -> str | None:
        """The modified z-score of a value that is an outlier upwards, to one place; None for any other."""
        if self.totals or len(self.values) < ENOUGH or value < FAR * self.median:
            return None
        logs = [log(float(past)) for past in self.values]
        middle = median(logs)
        spread = max(median(abs(one - middle) for one in logs), STEADY * CONSISTENT)
        score = CONSISTENT * (log(float(value)) - middle) / spread
        return f"{score:.1f}" if score > CUT else None


def past_of(snapshot: Snapshot, line: Line, basis: Basis) -> Past:
    """The line's earlier figures on a basis, one a day, without those that a finding put in doubt."""
    by_day: dict[date, Number] = {}
    for entry in snapshot.past_lines.get(line, {}).get(basis, ()):
        if entry.draft.value > 0 and not snapshot.doubted(entry):
            by_day[entry.draft.day] = entry.draft.value
    return Past(tuple(by_day[day] for day in sorted(by_day)), basis is Basis.CUMULATIVE)
