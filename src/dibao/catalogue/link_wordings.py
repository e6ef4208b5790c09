"""Wordings that people confirmed: they win when phrase, measure word and basis fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dibao.catalogue.indicators import OTHER, Catalogue
from dibao.catalogue.link_evidence import Evidence
from dibao.catalogue.link_text import plain
from dibao.catalogue.wordings import Wording
from dibao.figures import Figure

EXACT: Final = 20.0
NEAR: Final = 10.0
"""What a confirmed wording adds: more than any evidence of words where the phrase is the same."""
ALIKE: Final = 88.0
"""How alike (0 to 100) two phrases must be to count as near."""
TELLING: Final = 4
"""A learned phrase shorter than this (点亮, 阅读量) says too little without the words around it."""
_NOISE: Final = re.compile(r"累计|累积|共计|总计|合计|新增|截至目前|目前|已经|先后|今日|当日|[共已约近超达的]")


def core(phrase: str) -> str:
    """A phrase without the words that say how many or since when."""
    text = plain(phrase)
    return _NOISE.sub("", text) or text


class Confirmed:
    """Wordings by phrase, for one catalogue."""

    def __init__(self, wordings: Sequence[Wording], catalogue: Catalogue) -> None:
        self._by_phrase: dict[str, list[Wording]] = {}
        # Learned lines first: what a person wrote was confirmed last.
        for wording in sorted(wordings, key=lambda one: not one.learned):
            phrase = core(wording.phrase)
            telling = phrase and not (wording.learned and len(phrase) < TELLING)
            if telling and (wording.indicator in catalogue or wording.indicator == OTHER):
                self._by_phrase.setdefault(phrase, []).append(wording)
        self._phrases = list(self._by_phrase)

    def speak(self, figure: Figure, found: Evidence) -> None:
        """Add what the wordings say of this figure."""
        phrase = core(figure.phrase)
        if not phrase:
            return
        exact = [wording for wording in self._by_phrase.get(phrase, ()) if _fits(wording, figure)]
        if exact and (not exact[-1].learned or len({wording.indicator for wording in exact}) == 1):
            # Later lines of the file were confirmed later.
            found.add(exact[-1].indicator, EXACT, f"“{exact[-1].phrase}”")
            return
        from rapidfuzz import fuzz, process  # slow to load, and most pages are read without confirmed wordings

        best = process.extractOne(phrase, self._phrases, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is None:
            return
        near = [wording for wording in self._by_phrase[best[0]] if _fits(wording, figure)]
        if near:
            found.add(near[-1].indicator, NEAR * best[1] / 100, f"≈“{near[-1].phrase}”")


def _fits(wording: Wording, figure: Figure) -> bool:
    """Measure words are equal where both have one; a written basis that differs is a veto."""
    if wording.unit and plain(wording.unit) != plain(figure.unit):
        return False
    return not (wording.basis and figure.basis is not None and wording.basis != figure.basis.value)
