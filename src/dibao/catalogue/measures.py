"""Measure words (量词) as measures: which of them count the same thing under an indicator.

篇 and 条 of stories are one measure; 辆 and 辆次, 人 and 人次 are two and are never added to each other.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from dibao.catalogue.indicators import Indicator

_SEPARATORS: Final = re.compile(r"[(（、，,/)）]")


@cache
def _kinds() -> dict[tuple[str, str], str]:
    with Path(__file__).with_name("measures.csv").open(encoding="utf-8", newline="") as file:
        return {(row["word"], row["indicator"]): row["kind"] for row in csv.DictReader(file)}


def _kind(word: str, code: str) -> str:
    kinds = _kinds()
    return kinds.get((word, code)) or kinds.get((word, "")) or word


@cache
def measure(word: str, indicator: Indicator | None) -> str:
    """The measure that a measure word stands for under an indicator, named by the indicator's usual word for it.

    `篇（条）` goes by its first word. An unwritten word is the first usual one. Without an indicator, or for
    a word of a kind that the indicator does not use, the word itself.
    """
    plain = unicodedata.normalize("NFKC", word).replace(" ", "")
    first = next((part for part in _SEPARATORS.split(plain) if part), "")
    if indicator is None:
        return first
    if not first:
        return indicator.units[0] if indicator.units else ""
    kind = _kind(first, indicator.code)
    return next((usual for usual in indicator.units if _kind(usual, indicator.code) == kind), first)
