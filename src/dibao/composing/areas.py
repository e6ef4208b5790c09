"""The names of the catalogue's areas (the part of a code before its dot), from areas.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dibao.language import say


def area_name(area: str) -> str:
    """The name in the language of the moment; the code itself where it has none."""
    zh, en = _names().get(area, (area, area))
    return say(zh, en)


def area_in_chinese(area: str) -> str:
    """The name as it stands in the office's papers."""
    return _names().get(area, (area, area))[0]


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    with Path(__file__).with_name("areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["area"]: (row["zh"], row["en"]) for row in csv.DictReader(file)}
