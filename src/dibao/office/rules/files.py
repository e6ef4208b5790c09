"""The plain files that people keep, and what is wrong with one before it takes the place of the other."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dibao.catalogue import Workspace, plain
from dibao.catalogue.create import DEFAULTS
from dibao.catalogue.indicators import DEFAULT_CATALOGUE
from dibao.errors import DibaoError
from dibao.language import say

NAMES = ("dibao.toml", "units.csv", "catalogue.csv", "wordings.csv", "opening.csv")
LARGEST = 2_000_000
"""Bytes that one of them may have."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the files: what it is called, and what it is for."""

    name: str
    title: str
    about: str


def rules() -> list[Rule]:
    """The files in the order of the page."""
    told = {
        "dibao.toml": (
            say("时段、截稿和办公室", "Windows, cut-offs and the office"),
            say(
                "名称、起始日、各类时段和截稿时间、谁不用报。",
                "Name, first day, windows and cut-offs, who owes no report.",
            ),
        ),
        "units.csv": (
            say("单位", "Units"),
            say("报送单位：代码、名称、类别、上级、简称。", "Who reports: code, name, kind, parent, aliases."),
        ),
        "catalogue.csv": (
            say("指标目录", "The catalogue"),
            say(
                "数什么：代码、名称、性质、量词、能否相加。",
                "What is counted, in which measures, and what may be added.",
            ),
        ),
        "wordings.csv": (
            say("认过的说法", "Wordings"),
            say("人确认过的说法，下次照样认。", "What people confirmed; the same words are named so again."),
        ),
        "opening.csv": (
            say("期初数", "Opening balances"),
            say("用邸报之前的累计数。", "What stood before the first report."),
        ),
    }
    return [Rule(name, *told[name]) for name in NAMES]


def content(root: Path, name: str) -> str:
    """The file as text; what ships with Dibao where the office has none of its own, "" where there is neither."""
    path = root / name
    if not path.is_file():
        path = DEFAULT_CATALOGUE if name == "catalogue.csv" else DEFAULTS / name
    if not path.is_file():
        return ""
    return plain.text(path).replace("\r\n", "\n")


def checked(root: Path, name: str, text: str) -> Workspace:
    """The workspace as it would be with this text; DibaoError names the line that is wrong. Nothing is written."""
    if len(text.encode()) > LARGEST:
        raise DibaoError(say(f"{name} 太大了。", f"{name} is too large."), code="bad_settings")
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        for other in NAMES:
            if other != name and (root / other).is_file():
                shutil.copyfile(root / other, trial / other)
        (trial / name).write_text(text, encoding="utf-8")
        found = Workspace.open(trial)
    if found.settings.unknown:
        what = "、".join(found.settings.unknown)
        raise DibaoError(
            say(
                f"dibao.toml 里 {what} 没有意义，多半是写错了，请改正。",
                f"{what} means nothing; correct it.",
            ),
            code="bad_settings",
        )
    return found
