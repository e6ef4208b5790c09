"""Which brief is written: of which series, with which number, for which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dibao.catalogue import Settings
from dibao.catalogue.brief_series import DAILY, BriefSeries
from dibao.errors import DibaoError
from dibao.language import say


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief before it is written. `number` is planned in a draft, and given for good when it is issued."""

    series: BriefSeries
    first: date
    last: date
    number: int

    @classmethod
    def of(cls, settings: Settings, day: date, code: str = DAILY, number: int | None = None) -> Edition:
        """The brief of a series for the period that `day` lies in, up to that day.

        `number` None: what the series begins with. DibaoError `no_series`.
        """
        series = settings.series.get(code)
        if series is None:
            known = "、".join(settings.series)
            raise DibaoError(
                say(
                    f"没有 {code} 这个系列，现有 {known}；可在 dibao.toml 里加 [series.{code}]。",
                    f"There is no series {code}, only {known}; add [series.{code}] to dibao.toml.",
                ),
                code="no_series",
            )
        return cls(series, series.first_day(day), day, begins_with(settings, series, day) if number is None else number)

    def masthead(self, settings: Settings) -> str:
        return self.series.head(settings.masthead)


def begins_with(settings: Settings, series: BriefSeries, day: date) -> int:
    """The number of the first brief that is issued of a series; the daily one's counts on from `began`."""
    if series.code == DAILY and settings.began and series.first == 1:
        return settings.first_issue + max((day - settings.began).days, 0)
    return series.first
