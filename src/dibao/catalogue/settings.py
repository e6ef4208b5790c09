"""dibao.toml: the office's settings, and the windows and cut-offs by area of the catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dibao.errors import DibaoError
from dibao.figures import Window
from dibao.language import say

DEFAULT_AREA = "default"
DAY_END = time(0, 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """What dibao.toml says.

    `windows`: by area (`default` for the rest), the time at which the 24-hour window of a reporting day ends; 00:00
    means the reporting day itself, 0:00 to 24:00. `cutoffs`: by area, until when a report may come. `expect`: by a
    unit's code, whether it owes a report each day. `recipients`, `masthead`: words of the brief.
    """

    office: str = "宣传舆论组"
    masthead: str = "宣传工作日报"
    city: str = ""
    timezone: str = "Asia/Shanghai"
    began: date | None = None
    locale: str = "zh-Hans"
    template: str = "template.docx"
    windows: Mapping[str, time] = field(default_factory=lambda: {DEFAULT_AREA: DAY_END})
    cutoffs: Mapping[str, time] = field(default_factory=dict)
    expect: Mapping[str, bool] = field(default_factory=dict)
    first_issue: int = 1
    """The number (期) of the brief of the day `began`."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def window(self, area: str, day: date) -> Window:
        """The bounded window that a reporting day has in an area."""
        closes = self.windows.get(area, self.windows.get(DEFAULT_AREA, DAY_END))
        end = datetime.combine(day + timedelta(days=1) if closes == DAY_END else day, closes)
        return Window(end - timedelta(days=1), end)

    def cutoff(self, day: date, area: str = DEFAULT_AREA) -> datetime | None:
        """Until when a report of that day may come without being late, local; None where no cut-off is set."""
        at = self.cutoffs.get(area, self.cutoffs.get(DEFAULT_AREA))
        if at is None:
            return None
        return datetime.combine(day + timedelta(days=1) if at == DAY_END else day, at)

    @property
    def opening_day(self) -> datetime | None:
        """The start of every cumulative window."""
        return None if self.began is None else datetime.combine(self.began, time())

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read dibao.toml; DibaoError says what is wrong."""
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
            return _settings(raw)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, TypeError, KeyError) as error:
            raise DibaoError(
                say(
                    f"{path.name} 写法不对（{error}），请照样例改正。",
                    f"{path.name} is not right ({error}); correct it after the example.",
                ),
                code="bad_settings",
            ) from error


def _settings(raw: Mapping[str, Any]) -> Settings:
    office = raw.get("office", {})
    given = {
        key: office[key]
        for key in ("masthead", "city", "timezone", "began", "locale", "template", "first_issue")
        if key in office
    }
    if "name" in office:
        given["office"] = office["name"]
    if not isinstance(given.get("began", date.min), date):
        raise ValueError("began")
    settings = Settings(
        **given,
        windows={DEFAULT_AREA: DAY_END, **_times(raw.get("windows", {}))},
        cutoffs=_times(raw.get("cutoffs", {})),
        expect={code: bool(value) for code, value in raw.get("expect", {}).items()},
    )
    _ = settings.zone  # an unknown zone is found here, not at noon
    return settings


def _times(raw: Mapping[str, Any]) -> dict[str, time]:
    return {area: _time(value) for area, value in raw.items()}


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    text = str(value)
    return DAY_END if text in ("24:00", "0:00") else time.fromisoformat(text.zfill(5))
