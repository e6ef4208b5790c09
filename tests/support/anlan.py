"""The example city for tests: its files, the truth in them, and the errors planted in them."""

from __future__ import annotations

import csv
import importlib.util
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

CITY = Path(__file__).parents[2] / "examples" / "anlan"
DAYS = (date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 4))


class Truth(NamedTuple):
    """A line of manifest.csv."""

    day: date
    file: str
    unit_code: str
    indicator: str
    item: str
    measure: str
    basis: str
    value: Decimal
    low: Decimal
    high: Decimal
    text: str


class Planted(NamedTuple):
    """A line of planted.csv."""

    day: date
    file: str
    unit_code: str
    code: str
    indicator: str
    what: str


def rows(name: str) -> list[dict[str, str]]:
    """The lines of one of the city's tables."""
    with (CITY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def manifest() -> list[Truth]:
    """What a careful person reads in the reports."""
    return [
        Truth(
            date.fromisoformat(row["day"]),
            *(row[key] for key in ("file", "unit_code", "indicator", "item", "measure", "basis")),
            *(Decimal(row[key]) for key in ("value", "low", "high")),
            row["text"],
        )
        for row in rows("manifest.csv")
    ]


def planted() -> list[Planted]:
    """The errors that the reports hold."""
    return [
        Planted(date.fromisoformat(row["day"]), row["file"], *(row[key] for key in Planted._fields[2:]))
        for row in rows("planted.csv")
    ]


def files(day: date) -> list[Path]:
    """A day's reports, by name."""
    return sorted(path for path in (CITY / day.isoformat()).iterdir() if not path.name.startswith("."))


def builder() -> ModuleType:
    """examples/anlan/build.py as a module."""
    name = "anlan_build"
    if name not in sys.modules:
        sys.path.insert(0, str(CITY))
        try:
            spec = importlib.util.spec_from_file_location(name, CITY / "build.py")
            assert spec is not None and spec.loader is not None
            sys.modules[name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[name])
        finally:
            sys.path.remove(str(CITY))
    return sys.modules[name]
