"""The example city is what its builder makes, adds up, and breaks only where planted.csv says so."""

from __future__ import annotations

import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dibao.catalogue import Workspace
from support.anlan import CITY, DAYS, Truth, builder, files, manifest, planted, rows

CODES = {
    *("continuity", "parts", "rollup", "monotone", "window_gap", "window_overlap", "told_twice", "percent"),
    *("magnitude", "missing", "late", "stale", "date_mismatch", "masked", "personal_data"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("anlan")
    builder().build(folder)
    return folder


def _content(path: Path) -> object:
    """What a file holds, whatever the compression of its package."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_reports_are_what_the_builder_makes(made: Path) -> None:
    built = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    kept = {path.relative_to(CITY).as_posix() for day in DAYS for path in files(day)}
    kept |= {"manifest.csv", "opening.csv", "arrivals.csv"}
    assert built == kept
    for name in sorted(built):
        assert _content(made / name) == _content(CITY / name), name


def test_the_same_source_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    builder().build(tmp_path)
    for path in made.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / path.relative_to(made)).read_bytes(), path.name


def test_the_workspace_files_load() -> None:
    workspace = Workspace.open(CITY)
    kinds = Counter(unit.kind for unit in workspace.units.values())
    assert kinds == {"office": 1, "district": 9, "media": 6, "department": 4, "platform": 2}
    assert workspace.settings.began is not None and (DAYS[0] - workspace.settings.began).days == 12
    codes = set(workspace.catalogue)
    assert {opening.series.indicator for opening in workspace.openings} <= codes
    assert {truth.indicator for truth in manifest()} <= codes


def test_each_unit_sends_one_report_a_day_but_those_planted_as_missing() -> None:
    sent = {(report.day, report.unit_code) for report in builder().reports()}
    missing = {(plant.day, plant.unit_code) for plant in planted() if plant.code == "missing"}
    units = [unit.code for unit in Workspace.open(CITY).units.values() if unit.kind != "office"]
    assert sent == {(day, unit) for day in DAYS for unit in units} - missing
    assert {row["file"] for row in rows("arrivals.csv")} == {
        f"{d.isoformat()}/{p.name}" for d in DAYS for p in files(d)
    }


def test_late_reports_are_the_planted_ones() -> None:
    settings = Workspace.open(CITY).settings
    late = set()
    for row in rows("arrivals.csv"):
        day = date.fromisoformat(row["day"])
        cutoff = settings.cutoff(day)
        assert cutoff is not None
        if datetime.fromisoformat(row["arrived"]) > cutoff:
            late.add((day, row["file"]))
    assert late == {(plant.day, plant.file) for plant in planted() if plant.code == "late"}


def test_planted_errors_are_many_of_every_kind_and_name_real_files() -> None:
    errors = planted()
    assert len(errors) >= 18 and {plant.code for plant in errors} == CODES
    assert len({(plant.day, plant.unit_code, plant.code) for plant in errors}) == len(errors)
    for plant in errors:
        assert (plant.file == "") == (plant.code == "missing")
        assert not plant.file or (CITY / plant.file).is_file(), plant.file


def _series() -> dict[tuple[str, str, str], dict[str, dict[date, Truth]]]:
    """Figures by unit, indicator and item, then basis and the day of the folder."""
    found: dict[tuple[str, str, str], dict[str, dict[date, Truth]]] = defaultdict(lambda: defaultdict(dict))
    for truth in manifest():
        day = date.fromisoformat(truth.file.partition("/")[0])
        found[truth.unit_code, truth.indicator, truth.item][truth.basis].setdefault(day, truth)
    return found


def test_totals_grow_by_what_is_new_except_where_planted() -> None:
    """Previous total + new = total, from the manifest and the opening balances alone."""
    opening = {(row["unit_code"], row["indicator"], row["item"]): int(row["value"]) for row in rows("opening.csv")}
    broken, tested = set(), 0
    for key, by_basis in _series().items():
        for day, now in by_basis["cumulative"].items():
            before = by_basis["cumulative"].get(day - timedelta(days=1))
            new = by_basis["new"].get(day)
            start = before.value if before else opening.get(key) if day == DAYS[0] else None
            if new is None or start is None:
                continue
            tested += 1
            slack = (
                (now.high - now.low) / 2 + (new.high - new.low) / 2 + ((before.high - before.low) / 2 if before else 0)
            )
            if abs(start + new.value - now.value) > slack:
                broken.add((day, key[0], key[1]))
    assert tested > 300
    meant = {
        (plant.day, plant.unit_code, plant.indicator)
        for plant in planted()
        if plant.code in ("continuity", "magnitude")
    }
    assert broken == meant


def test_a_total_falls_only_where_planted() -> None:
    fallen = set()
    for (unit, indicator, _), by_basis in _series().items():
        for day, now in by_basis["cumulative"].items():
            before = by_basis["cumulative"].get(day - timedelta(days=1))
            if before is not None and now.value < before.value:
                fallen.add((day, unit, indicator))
    assert fallen == {(plant.day, plant.unit_code, plant.indicator) for plant in planted() if plant.code == "monotone"}


def test_most_figures_come_in_all_bases_and_each_report_has_many() -> None:
    by_file = Counter(truth.file for truth in manifest())
    assert min(by_file.values()) >= 7 and max(by_file.values()) <= 30
    assert set(Counter(truth.basis for truth in manifest())) == {"new", "cumulative", "asof"}
