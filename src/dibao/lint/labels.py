"""The numbers that lines begin with: 一、 （一） 1. （1）, as GB/T 9704-2012 orders them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dibao.lint.manuscript import Line, Manuscript
from dibao.reading.numerals import chinese

_HAN = "[一二三四五六七八九十]{1,3}"
_FORMS = (
    re.compile(rf"(?P<n>{_HAN})(?P<mark>[、.．,，:：])(?![一二三四五六七八九十]{{1,3}}[、，是])"),
    re.compile(rf"（(?P<n>{_HAN})）(?P<mark>[、.．,，]?)"),
    re.compile(r"(?P<n>\d{1,2})(?P<mark>[.．、,，]|）)(?![\d])"),
    re.compile(r"（(?P<n>\d{1,2})）(?P<mark>[、.．,，]?)"),
)
_ANNEX = re.compile("附件[：:]")
"""The first of several annexes has its number behind this."""
LEVELS = ("一、", "（一）", "1．", "（1）")
"""What the four levels look like."""


@dataclass(frozen=True, slots=True)
class Label:
    """A line's number. `level` 0 to 3; `raw` as it stands in the file."""

    line: Line
    level: int
    number: int
    mark: str
    end: int
    raw: str

    def shown(self) -> str:
        """As it should be written."""
        return shown(self.level, self.number)


def shown(level: int, number: int) -> str:
    """A number of a level as it should be written."""
    from dibao.composing.wording import ordinal

    han = ordinal(number)
    return (f"{han}、", f"（{han}）", f"{number}．", f"（{number}）")[level]


def labels(manuscript: Manuscript) -> Iterator[Label | None]:
    """For each line of running text its label, None where it has none."""
    for line in manuscript.prose:
        yield _label(line)


def _label(line: Line) -> Label | None:
    annex = _ANNEX.match(line.text)
    for level, form in enumerate(_FORMS):
        match = form.match(line.text, annex.end() if annex else 0)
        if match is None or match.end() == len(line.text):
            continue
        number = int(match["n"]) if level > 1 else chinese(match["n"])
        if not number or (level == 2 and match["mark"] == "）"):
            continue
        start, end = line.place(match.start(), match.end())
        return Label(line, level, number, match["mark"], match.end(), line.raw[start - line.start : end - line.start])
    return None
