"""dibao.toml: the office's settings, and the windows and cut-offs by area of the catalogue."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo

from dibao.catalogue import plain
from dibao.catalogue.brief_series import DEFAULTS, BriefSeries, load_series
from dibao.catalogue.units import KINDS, Units
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
    charts: bool = True
    """Whether briefs show the charts for which the template has places."""
    first_issue: int = 1
    """The number (期) of the brief of the day `began`."""
    review: bool = False
    """Whether a brief is issued only after somebody else than its author has passed it."""
    figures: tuple[str, ...] = ()
    """The figures that Today shows beside yesterday's, each as in a template; () for those that the most units tell."""
    maildir: str = ""
    """A folder of the workspace into which the mail server puts mails (Maildir); "": none."""
    senders: Mapping[str, str] = field(default_factory=dict)
    """By address, or @domain, whose reports its mails bring: a unit's code, or "" where each report says so itself."""
    series: Mapping[str, BriefSeries] = field(default_factory=lambda: dict(DEFAULTS))
    """The series of briefs, by code."""
    unknown: tuple[str, ...] = ()
    """Sections and keys of dibao.toml that mean nothing: most likely misspelt."""

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

    def for_units(self, units: Units) -> Settings:
        """With what `[expect]` says of a kind (platform = false) said of each unit of that kind."""
        by_kind = {unit.code: self.expect[unit.kind] for unit in units.values() if unit.kind in self.expect}
        by_code = {code: owes for code, owes in self.expect.items() if code in units or code not in KINDS}
        return replace(self, expect=by_kind | by_code)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read dibao.toml; DibaoError says what is wrong."""
        try:
            return _settings(tomllib.loads(path.read_text(encoding="utf-8-sig")))
        except ValueError as error:
            what = (
                say("不是 UTF-8 文本", "it is no UTF-8 text") if isinstance(error, UnicodeDecodeError) else str(error)
            )
            raise DibaoError(
                say(
                    f"{path.name} 写法不对（{what}），请照样例改正。",
                    f"{path.name} is not right ({what}); correct it after the example.",
                ),
                code="bad_settings",
            ) from error


_OFFICE: Mapping[str, type] = {
    "name": str,
    "masthead": str,
    "city": str,
    "timezone": str,
    "began": date,
    "locale": str,
    "template": str,
    "first_issue": int,
    "charts": bool,
    "review": bool,
}
_SECTIONS = ("office", "windows", "cutoffs", "expect", "today", "mail", "series")


def _settings(raw: Mapping[str, Any]) -> Settings:
    tables = {name: _table(raw, name) for name in _SECTIONS}
    office = {key: _given(key, tables["office"][key], kind) for key, kind in _OFFICE.items() if key in tables["office"]}
    if "name" in office:
        office["office"] = office.pop("name")
    settings = Settings(
        **office,
        windows={DEFAULT_AREA: DAY_END, **_times(tables["windows"])},
        cutoffs=_times(tables["cutoffs"]),
        expect={code: _given(code, value, bool) for code, value in tables["expect"].items()},
        figures=_list("figures", tables["today"].get("figures", [])),
        maildir=_maildir(tables["mail"].get("maildir", "")),
        senders=_senders(_table(tables["mail"], "senders")),
        series=load_series(tables["series"]),
        unknown=(
            *(name for name in raw if name not in _SECTIONS),
            *(f"office.{key}" for key in tables["office"] if key not in _OFFICE),
            *(f"today.{key}" for key in tables["today"] if key != "figures"),
            *(f"mail.{key}" for key in tables["mail"] if key not in ("maildir", "senders")),
        ),
    )
    try:
        _ = settings.zone  # an unknown zone is found here, not at noon
    except (KeyError, ValueError, OSError) as error:
        zone = settings.timezone
        raise ValueError(say(f"没有时区 {zone}，如 Asia/Shanghai", f"no time zone {zone}, as Asia/Shanghai")) from error
    return settings


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, Mapping):
        raise ValueError(say(f"{name} 应是一节，写作 [{name}]", f"{name} is a section, written [{name}]"))
    return table


def _given(key: str, value: object, kind: type) -> Any:
    """The value of a key, of the kind that it must have."""
    if kind is date:
        return _day(key, value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        names = {
            str: say("引号里的文字", "text in quotes"),
            int: say("整数", "a whole number"),
            bool: "true / false",
            list: say('一列，如 ["media.stories new"]', 'a list, as ["media.stories new"]'),
        }
        raise ValueError(say(f"{key} 应是 {names[kind]}", f"{key} must be {names[kind]}"))
    return value


def _maildir(value: object) -> str:
    """A folder inside the workspace: whoever edits this file in the browser must not reach others."""
    folder = PurePath(str(_given("maildir", value, str)))
    if folder.is_absolute() or ".." in folder.parts:
        raise ValueError(
            say("maildir 应是工作区里的文件夹，如 mail", "maildir is a folder of the workspace, such as mail")
        )
    return "" if str(folder) == "." else str(folder)


def _senders(table: Mapping[str, Any]) -> dict[str, str]:
    return {address.strip().lower(): _given(address, code, str) for address, code in table.items()}


def _list(key: str, value: object) -> tuple[str, ...]:
    return tuple(_given(key, word, str) for word in _given(key, value, list))


def _day(key: str, value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else plain.day(str(value))
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


def _times(raw: Mapping[str, Any]) -> dict[str, time]:
    return {area: _time(area, value) for area, value in raw.items()}


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")


def _time(area: str, value: object) -> time:
    written = value.isoformat() if isinstance(value, time) else unicodedata.normalize("NFKC", str(value)).strip()
    match = _CLOCK.fullmatch(written)
    hour, minute = (int(match[1]), int(match[2])) if match else (99, 0)
    if (hour, minute) == (24, 0):
        return DAY_END
    if hour > 23 or minute > 59:
        raise ValueError(
            say(f'{area} 的时间“{written}”应写作 "11:00"', f'{area}: write the time {written!r} as "11:00"')
        )
    return time(hour, minute)
