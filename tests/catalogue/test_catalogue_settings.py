from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.catalogue import Settings, Unit, Units
from dibao.errors import DibaoError
from dibao.language import Language, use

DAY = date(2026, 3, 1)


def written(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "dibao.toml"
    path.write_text(text, encoding="utf-8")
    return Settings.load(path)


def test_windows_by_area_roll_over_the_month(tmp_path: Path) -> None:
    settings = written(tmp_path, '[windows]\ndefault = "11:00"\nmedia = "9:00"\nhealth = "24:00"\n')
    assert settings.window("media", DAY).iso() == ["2026-02-28T09:00", "2026-03-01T09:00"]
    assert settings.window("outreach", DAY).iso() == ["2026-02-28T11:00", "2026-03-01T11:00"]
    assert settings.window("health", DAY).iso() == ["2026-03-01T00:00", "2026-03-02T00:00"]


def test_cutoffs_and_expectations(tmp_path: Path) -> None:
    settings = written(tmp_path, '[cutoffs]\ndefault = "11:30"\n[expect]\nplatform = false\n')
    assert settings.cutoff(DAY) == datetime(2026, 3, 1, 11, 30)
    assert settings.expect == {"platform": False}
    assert Settings().cutoff(DAY) is None


@pytest.mark.parametrize(
    "text", ["[office", '[windows]\nmedia = "noon"', '[office]\nbegan = "then"', '[office]\ntimezone = "Nowhere/City"']
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(DibaoError) as refused:
        written(tmp_path, text)
    assert "dibao.toml" in str(refused.value) and "\n" not in str(refused.value)


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)), st.times())
def test_windows_of_consecutive_days_touch(day: date, closes: object) -> None:
    settings = Settings(windows={"default": closes})  # type: ignore[dict-item]
    today, tomorrow = settings.window("media", day), settings.window("media", day + timedelta(days=1))
    assert today.end == tomorrow.start
    assert today.end is not None and today.start is not None and today.end - today.start == timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        'office = "宣传组"',
        'windows = "11:00"',
        "expect = false",
        '[expect]\na01 = "no"',
        "[windows]\ndefault = 11",
        '[windows]\nmedia = "09:00:30"',
        '[windows]\nmedia = "25:00"',
        "[office]\nname = 3",
        '[office]\nfirst_issue = "one"',
        "[office]\ntimezone = 8",
        '[office]\ntimezone = "../../etc/passwd"',
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, text: str, language: Language) -> None:
    use(language)
    test_a_wrong_file_is_refused_in_one_sentence(tmp_path, text)


def test_days_and_times_are_read_as_people_write_them(tmp_path: Path) -> None:
    settings = written(tmp_path, '[office]\nbegan = "2026/2/1"\n[windows]\nmedia = "9：00"\nclaims = 08:30:00\n')
    assert settings.began == date(2026, 2, 1)
    assert (settings.windows["media"], settings.windows["claims"]) == (time(9), time(8, 30))
    assert written(tmp_path, "[office]\nbegan = 2026-02-01T08:00:00\n").began == date(2026, 2, 1)


def test_a_kind_may_owe_no_report_and_a_unit_of_it_may(tmp_path: Path) -> None:
    settings = written(tmp_path, "[expect]\nplatform = false\napp = true\n")
    units = Units([Unit("app", "客户端", "platform"), Unit("site", "网站", "platform"), Unit("daily", "日报", "media")])
    assert settings.for_units(units).expect == {"app": True, "site": False}
