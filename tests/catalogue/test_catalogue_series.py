from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dibao.catalogue import Settings
from dibao.catalogue.brief_series import DEFAULTS, Numbering, Period
from dibao.errors import DibaoError


def settings(folder: Path, text: str) -> Settings:
    path = folder / "dibao.toml"
    path.write_text(text, encoding="utf-8")
    return Settings.load(path)


def test_four_series_are_there_without_a_setting(tmp_path: Path) -> None:
    assert list(settings(tmp_path, "").series) == ["daily", "special", "weekly", "monthly"]


def test_a_series_is_changed_and_another_added(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        '[series.weekly]\nmasthead = "一周宣传"\nbegins = 5\nnumbering = "running"\nfirst = 7\n'
        '[series.flood]\nname = "汛情专报"\nperiod = "none"\n',
    ).series
    weekly, flood = found["weekly"], found["flood"]
    assert (weekly.masthead, weekly.numbering, weekly.first) == ("一周宣传", Numbering.RUNNING, 7)
    assert weekly.first_day(date(2026, 2, 5)) == date(2026, 1, 30), "the Friday before that Thursday"
    assert (flood.name, flood.period) == ("汛情专报", Period.NONE)


@pytest.mark.parametrize(
    "text",
    [
        '[series.weekly]\nperiod = "fortnight"\n',
        "[series.weekly]\nbegins = 8\n",
        "[series.weekly]\nfirst = 0\n",
        "[series.weekly]\nfirst = true\n",
        "[series.weekly]\nname = 3\n",
        '[series.weekly]\nmast = "x"\n',
        '[series]\nweekly = "x"\n',
        '[series."每周"]\nname = "x"\n',
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(DibaoError, match=r"dibao\.toml"):
        settings(tmp_path, text)


@pytest.mark.parametrize(
    ("code", "day", "first"),
    [
        ("daily", date(2026, 2, 4), date(2026, 2, 4)),
        ("special", date(2026, 2, 4), date(2026, 2, 4)),
        ("weekly", date(2026, 2, 4), date(2026, 2, 2)),
        ("weekly", date(2026, 2, 8), date(2026, 2, 2)),
        ("weekly", date(2026, 2, 9), date(2026, 2, 9)),
        ("monthly", date(2026, 2, 28), date(2026, 2, 1)),
    ],
)
def test_the_first_day_of_a_period(code: str, day: date, first: date) -> None:
    assert DEFAULTS[code].first_day(day) == first


def test_a_week_over_new_year_is_numbered_in_the_year_in_which_it_began() -> None:
    assert DEFAULTS["weekly"].year(date(2026, 1, 2)) == 2025
    assert DEFAULTS["daily"].year(date(2026, 1, 2)) == 0


@pytest.mark.parametrize(
    ("daily", "weekly"),
    [
        ("安澜市疫情防控宣传工作日报", "安澜市疫情防控宣传工作周报"),
        ("宣传工作简报", "宣传工作周报"),
        ("安澜宣传", "安澜宣传（周报）"),
    ],
)
def test_the_masthead_of_a_series(daily: str, weekly: str) -> None:
    assert DEFAULTS["weekly"].head(daily) == weekly
    assert DEFAULTS["daily"].head(daily) == daily
