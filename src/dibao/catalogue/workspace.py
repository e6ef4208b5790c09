"""A workspace: the folder of plain files that holds one office's settings, units, catalogue and wordings."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dibao.catalogue import plain
from dibao.catalogue.indicators import Catalogue, default_catalogue
from dibao.catalogue.measures import measure
from dibao.catalogue.settings import Settings
from dibao.catalogue.units import Units
from dibao.catalogue.wordings import Wording, load_wordings
from dibao.entries import Series
from dibao.errors import DibaoError
from dibao.figures import Basis, Number
from dibao.language import say

SETTINGS = "dibao.toml"


@dataclass(frozen=True, slots=True)
class Opening:
    """A line of opening.csv: what stood before the first report."""

    day: date
    series: Series
    value: Number


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything plain that one office keeps; `root` is None where there is no folder (tests, `read` without one)."""

    root: Path | None = None
    settings: Settings = field(default_factory=Settings)
    catalogue: Catalogue = field(default_factory=default_catalogue)
    units: Units = field(default_factory=lambda: Units(()))
    wordings: tuple[Wording, ...] = ()
    openings: tuple[Opening, ...] = ()

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """Load the folder; DibaoError names the file and line that is wrong."""
        if not (root / SETTINGS).is_file():
            raise DibaoError(
                say(
                    f"{root} 不是邸报的工作区（没有 {SETTINGS}），请先运行 dibao init {root}。",
                    f"{root} is no Dibao workspace (it has no {SETTINGS}); run dibao init {root} first.",
                ),
                code="no_workspace",
            )
        catalogue_file = root / "catalogue.csv"
        catalogue = Catalogue.load(catalogue_file) if catalogue_file.is_file() else default_catalogue()
        units = Units.load(root / "units.csv")
        return cls(
            root=root,
            settings=Settings.load(root / SETTINGS).for_units(units),
            catalogue=catalogue,
            units=units,
            wordings=load_wordings(root / "wordings.csv"),
            openings=load_openings(root / "opening.csv", catalogue),
        )


def find(start: Path | None = None, named: Path | None = None) -> Path | None:
    """The workspace folder: the one named, else `DIBAO_WORKSPACE`, else the current folder or one above it."""
    if named is not None:
        return named
    if os.environ.get("DIBAO_WORKSPACE"):
        return Path(os.environ["DIBAO_WORKSPACE"])
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


_OPENING = ("date", "unit_code", "indicator", "measure", "basis", "value")


def load_openings(path: Path, catalogue: Catalogue) -> tuple[Opening, ...]:
    """opening.csv (date,unit_code,indicator,item,measure,basis,value); a missing file is no opening balances."""
    return tuple(_opening(path, line, row, catalogue) for line, row in plain.rows(path, *_OPENING))


def _opening(path: Path, line: int, row: dict[str, str], catalogue: Catalogue) -> Opening:
    code, item = row["indicator"], row.get("item", "")
    try:
        if row["basis"] not in (Basis.CUMULATIVE, Basis.ASOF):
            raise ValueError(say("basis 应是 cumulative 或 asof", "its basis is neither cumulative nor asof"))
        word = measure(row["measure"], catalogue.get(code))
        series = Series(row["unit_code"], code, item, word, Basis(row["basis"]))
        return Opening(plain.day(row["date"]), series, plain.number(row["value"]))
    except ValueError as error:
        raise plain.wrong(path, line, str(error)) from error
