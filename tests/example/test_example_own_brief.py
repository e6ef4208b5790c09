"""The brief that Anlan's office typed by hand is what its builder writes, and its figures are the day's."""

from __future__ import annotations

import importlib.util
import zipfile
from datetime import date
from pathlib import Path
from types import ModuleType

from dibao import documents, reading
from dibao.catalogue import default_catalogue, link
from support.anlan import CITY, manifest

OWN = CITY / "宣传战线每日动态第13期.docx"
DAY = date(2026, 2, 2)


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("anlan_own_brief", CITY / "own_brief.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_brief_is_what_the_builder_writes(tmp_path: Path) -> None:
    builder().write(tmp_path / "own.docx")
    assert content(tmp_path / "own.docx") == content(OWN)


def test_its_figures_are_read_and_are_the_days_sums() -> None:
    document = documents.open(OWN)
    figures = link(document, reading.read(document, date=DAY), default_catalogue())
    assert len(figures) >= 50
    told = [figure for figure in figures if figure.indicator == "outreach.leaflets" and figure.unit == "份"]
    day = [truth for truth in manifest() if truth.day == DAY and truth.indicator == "outreach.leaflets"]
    sums = {basis: sum(truth.value for truth in day if truth.basis == basis) for basis in ("new", "cumulative")}
    assert told[0].interval.low <= sums["new"] <= (told[0].interval.high or 0)
    assert told[1].interval.low <= sums["cumulative"] <= (told[1].interval.high or 0)
