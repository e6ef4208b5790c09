"""The series in which an office's briefs come out: daily, special, weekly, monthly, and what dibao.toml adds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dibao.language import say

DAILY = "daily"


class Period(StrEnum):
    """What one brief of a series covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    NONE = "none"
    """A day's figures too, but as many briefs a day as there are matters (专报)."""


class Numbering(StrEnum):
    """How the briefs of a series are numbered, always without gaps."""

    RUNNING = "running"
    YEARLY = "yearly"
    """From 1 again each year."""


@dataclass(frozen=True, slots=True)
class BriefSeries:
    """One series: `[series.CODE]` of dibao.toml.

    `masthead` "" is made from the office's; `template` is a Word file in the workspace, and where it is not there, the
    one that ships with Dibao; `first` is the number of the first brief that is issued; `begins`: the ISO weekday (1
    Monday to 7 Sunday) on which a week begins.
    """

    code: str
    name: str
    period: Period = Period.DAY
    masthead: str = ""
    template: str = ""
    numbering: Numbering = Numbering.RUNNING
    first: int = 1
    begins: int = 1

    @property
    def digest(self) -> bool:
        """Whether it rolls up several days."""
        return self.period in (Period.WEEK, Period.MONTH)

    def first_day(self, day: date) -> date:
        """The first day of the period that `day` lies in; the brief goes on to `day`."""
        if self.period is Period.WEEK:
            return day - timedelta(days=(day.isoweekday() - self.begins) % 7)
        return day.replace(day=1) if self.period is Period.MONTH else day

    def year(self, day: date) -> int:
        """The year in which the brief of `day` is numbered; 0 for running numbers."""
        return self.first_day(day).year if self.numbering is Numbering.YEARLY else 0

    def head(self, daily: str) -> str:
        """The masthead: its own, else that of the daily brief with the kind exchanged."""
        if self.masthead or self.code == DAILY:
            return self.masthead or daily
        stem = re.sub("(日报|简报)$", "", daily)
        return f"{stem}{self.name}" if stem != daily else f"{daily}（{self.name}）"


DEFAULTS: Mapping[str, BriefSeries] = {
    one.code: one
    for one in (
        BriefSeries(DAILY, "日报"),
        BriefSeries("special", "专报", Period.NONE, numbering=Numbering.YEARLY, template="template-special.docx"),
        BriefSeries("weekly", "周报", Period.WEEK, numbering=Numbering.YEARLY, template="template-weekly.docx"),
        BriefSeries("monthly", "月报", Period.MONTH, numbering=Numbering.YEARLY, template="template-monthly.docx"),
    )
}

_CODE = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_KEYS = tuple(field.name for field in fields(BriefSeries) if field.name != "code")


def load_series(raw: Mapping[str, Any]) -> dict[str, BriefSeries]:
    """The series of a `[series]` table over those that ship with Dibao; ValueError says what is wrong."""
    found = dict(DEFAULTS)
    for code, table in raw.items():
        if not _CODE.fullmatch(code) or not isinstance(table, Mapping):
            raise ValueError(say(f"[series.{code}] 写法不对", f"[series.{code}] is not right"))
        if unknown := set(table) - set(_KEYS):
            names = ", ".join(sorted(unknown))
            raise ValueError(say(f"[series.{code}] 没有 {names} 这样的设置", f"[series.{code}] has no setting {names}"))
        found[code] = replace(
            found.get(code, BriefSeries(code, code)), **{key: _value(code, key, table[key]) for key in table}
        )
    return found


def _value(code: str, key: str, value: object) -> Any:
    kinds: Mapping[str, type[StrEnum]] = {"period": Period, "numbering": Numbering}
    if key in kinds:
        if value not in tuple(kinds[key]):
            allowed = " / ".join(kinds[key])
            raise ValueError(say(f"[series.{code}] {key} 应是 {allowed}", f"[series.{code}] {key} is one of {allowed}"))
        return kinds[key](str(value))
    whole = key in ("first", "begins")
    if whole and (
        not isinstance(value, int) or isinstance(value, bool) or value < 1 or (key == "begins" and value > 7)
    ):
        raise ValueError(
            say(f"[series.{code}] {key} 应是正整数（begins 为 1 至 7）", f"[series.{code}] {key} is 1 or more")
        )
    if not whole and not isinstance(value, str):
        raise ValueError(say(f"[series.{code}] {key} 应是引号里的文字", f"[series.{code}] {key} is text in quotes"))
    return value
