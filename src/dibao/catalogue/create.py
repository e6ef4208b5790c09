"""Making a workspace: plain files that a clerk can open, and the folders that Dibao fills."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from dibao.catalogue.indicators import DEFAULT_CATALOGUE
from dibao.catalogue.workspace import SETTINGS
from dibao.errors import DibaoError
from dibao.language import say

DEFAULTS = Path(__file__).with_name("defaults")
FILES = (SETTINGS, "units.csv", "wordings.csv", "opening.csv")
OUTLINES = "districts.geojson"
"""The districts' outlines for maps; an office may do without."""
FOLDERS = ("inbox", "briefs", "items")


def example() -> Path:
    """The folder of the example city, in a checkout or beside an installed package."""
    places = (
        Path(__file__).parents[3] / "examples" / "anlan",
        Path(sys.prefix) / "share" / "dibao" / "examples" / "anlan",
    )
    for place in places:
        if (place / SETTINGS).is_file():
            return place
    raise DibaoError(
        say(
            "这份安装里没有样例城市，请重新安装 dibao。",
            "This installation lacks the example city; install dibao again.",
        ),
        code="no_example",
    )


def create(root: Path, settings_from: Path = DEFAULTS) -> None:
    """Write the plain files of a new workspace; settings and units come from a folder that has them.

    A folder that is a workspace already is left alone: DibaoError. Other files in the folder stay.
    """
    if (root / SETTINGS).exists():
        raise DibaoError(
            say(f"{root} 已经是工作区，没有改动任何文件。", f"{root} is a workspace already; nothing was changed."),
            code="exists",
        )
    if root.exists() and not root.is_dir():
        raise DibaoError(
            say(f"{root} 是文件，请换一个文件夹。", f"{root} is a file; name a folder instead."), code="exists"
        )
    root.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        (root / folder).mkdir(exist_ok=True)
    if (settings_from / OUTLINES).is_file():
        _copy(settings_from / OUTLINES, root / OUTLINES)
    for name in reversed(FILES):  # dibao.toml last: a folder is a workspace only once everything else is there
        source = settings_from / name
        _copy(source if source.is_file() else DEFAULTS / name, root / name)
        if name == "units.csv":
            _copy(DEFAULT_CATALOGUE, root / "catalogue.csv")


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        shutil.copyfile(source, target)
