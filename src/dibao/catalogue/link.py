"""Naming figures: to each its indicator, its item and, where no word says it, its basis.

Below the score or the margin the indicator stays None: unsure means asked, not guessed. `candidates` explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dibao.catalogue.indicators import OTHER, Catalogue, Nature
from dibao.catalogue.link_items import ItemNames
from dibao.catalogue.link_lexicon import Lexicon, build
from dibao.catalogue.link_score import Evidence, Scorer
from dibao.catalogue.link_text import Lexed, lex
from dibao.catalogue.link_wordings import Confirmed
from dibao.catalogue.units import Units
from dibao.catalogue.workspace import Wording
from dibao.documents.blocks import Document
from dibao.figures import Basis, Figure, How

SCORE, MARGIN = 2.2, 0.7
"""What the best indicator must reach, and how far ahead of the second it must be."""
TURNOUT = frozenset(("dispatch", "recruit", "mobilise"))
"""Acts that make a stock a flow: vans sent out, volunteers who signed up."""
SCORE_OTHER, MARGIN_OTHER = 3.5, 1.2
"""The same for `other`: a figure is put outside the catalogue only when that is plain."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a figure may count. `margin`: ahead of the next (of the best, negative, for all but the best).

    `reasons`: the words that spoke for it, the strongest first, each with what it gave.
    """

    code: str
    item: str
    score: float
    margin: float
    reasons: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether score and margin suffice."""
        if self.code == OTHER:
            return self.score >= SCORE_OTHER and self.margin >= MARGIN_OTHER
        return self.score >= SCORE and self.margin >= MARGIN


def link(
    document: Document,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    *,
    wordings: Sequence[Wording] = (),
    units: Units | None = None,
) -> list[Figure]:
    """The same figures in the same order, with indicator, item and a basis for those that had none."""
    linker = _Linker(document, figures, catalogue, wordings, units)
    return [linker.named(index) for index in range(len(figures))]


def candidates(
    document: Document,
    figures: Sequence[Figure],
    index: int,
    catalogue: Catalogue,
    *,
    wordings: Sequence[Wording] = (),
    units: Units | None = None,
) -> list[Candidate]:
    """What figure `index` may count, the best first, with the reasons."""
    linker = _Linker(document, figures, catalogue, wordings, units)
    for at in range(index):
        linker.settle(at)
    return linker.settle(index)


class _Linker:
    def __init__(
        self,
        document: Document,
        figures: Sequence[Figure],
        catalogue: Catalogue,
        wordings: Sequence[Wording],
        units: Units | None,
    ) -> None:
        self.figures, self.catalogue = figures, catalogue
        lexicon = _lexicon(catalogue, units)
        self.lexed = _lexed(document, lexicon)
        self.scorer = Scorer(self.lexed, lexicon, figures)
        self.items = ItemNames.default()
        self.confirmed = Confirmed(wordings, catalogue) if wordings else None

    def settle(self, index: int) -> list[Candidate]:
        """The candidates of the next figure; its code is what later ones may take over."""
        found = self.scorer.evidence(index)
        if self.confirmed is not None:
            self.confirmed.speak(self.figures[index], found)
        ranked = self._candidates(index, found)
        best = ranked[0] if ranked and ranked[0].accepted else None
        self.scorer.settle(best.code if best else None, best.item if best else "")
        return ranked

    def _candidates(self, index: int, found: Evidence) -> list[Candidate]:
        ranked = [(code, score) for code, score in found.ranked() if score > 0]
        if not ranked:
            return []
        best, second = ranked[0][1], ranked[1][1] if len(ranked) > 1 else 0.0
        return [
            Candidate(
                code,
                self.items.name(code, self.scorer, index, found),
                round(score, 3),
                round(score - (second if at == 0 else best), 3),
                _reasons(found, code),
            )
            for at, (code, score) in enumerate(ranked[:5])
        ]

    def named(self, index: int) -> Figure:
        """The figure with its indicator, item and basis."""
        figure = self.figures[index]
        ranked = self.settle(index)
        best = ranked[0] if ranked else None
        code = best.code if best and best.accepted else None
        item = best.item if best and best.accepted else ""
        reasons = figure.reasons
        if best is not None and code is not None:
            reasons = (*reasons, f"{code} {best.score:.1f} (+{best.margin:.1f}): {' '.join(best.reasons[:3])}")
        if figure.basis is not None:
            return replace(figure, indicator=code, item=item, reasons=reasons)
        basis = self._basis(figure, index, best.code if best else None)
        return replace(figure, indicator=code, item=item, basis=basis, basis_how=How.DEFAULT, reasons=reasons)

    def _basis(self, figure: Figure, index: int, code: str | None) -> Basis:
        """By the nature of the indicator, also of one that is likely but not sure; by the words where it is `other`."""
        if self.scorer.units[index] & self.scorer.lexicon.measures["kinds"]:
            return Basis.OTHER
        found = self.scorer.found[index]
        if code is not None and code != OTHER and code in self.catalogue:
            indicator = self.catalogue[code]
            if indicator.nature is not Nature.STOCK or not found.near & TURNOUT:
                return indicator.default_basis(figure.window.bounded)
            return Basis.NEW if figure.window.bounded else Basis.CUMULATIVE
        if found.near & {"setup", "site", "area"} or figure.unit in ("处", "座"):
            return Basis.ASOF
        return Basis.NEW if figure.window.bounded else Basis.CUMULATIVE


def _reasons(found: Evidence, code: str) -> tuple[str, ...]:
    gains: dict[str, float] = {}
    for named, gain, word in found.why:
        if named == code:
            gains[word] = gains.get(word, 0.0) + gain
    return tuple(f"{word}{gain:+.1f}" for word, gain in sorted(gains.items(), key=lambda entry: -entry[1]))


_lexicons: list[tuple[Catalogue, Units | None, Lexicon]] = []
_texts: list[tuple[Document, Lexicon, Lexed]] = []
_KEPT = 4


def _lexicon(catalogue: Catalogue, units: Units | None) -> Lexicon:
    """Built once for a catalogue and its units; the last few are kept."""
    for known, group, lexicon in _lexicons:
        if known is catalogue and group is units:
            return lexicon
    lexicon = build(catalogue, units)
    _lexicons.insert(0, (catalogue, units, lexicon))
    del _lexicons[_KEPT:]
    return lexicon


def _lexed(document: Document, lexicon: Lexicon) -> Lexed:
    """A document's text, looked through once; the last few are kept for `candidates`."""
    for known, words, lexed in _texts:
        if known is document and words is lexicon:
            return lexed
    lexed = lex(document, lexicon.words)
    _texts.insert(0, (document, lexicon, lexed))
    del _texts[_KEPT:]
    return lexed
