"""Naming figures: to each its indicator, its item and, where no word says it, its basis.

Below the score or the margin the indicator stays None: unsure means asked, not guessed. `candidates` explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dibao.catalogue import second_opinion
from dibao.catalogue.indicators import OTHER, Catalogue, Nature
from dibao.catalogue.link_codes import by_code
from dibao.catalogue.link_evidence import Evidence, tenths
from dibao.catalogue.link_items import ItemNames
from dibao.catalogue.link_levels import settle_levels
from dibao.catalogue.link_lexicon import Lexicon, build
from dibao.catalogue.link_score import Scorer
from dibao.catalogue.link_text import Lexed, lex
from dibao.catalogue.link_wordings import Confirmed
from dibao.catalogue.units import Units
from dibao.catalogue.wordings import Wording
from dibao.documents.blocks import Document
from dibao.figures import Basis, Figure, How
from dibao.reading import REPEATS, done, new_by_default

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_CUMULATIVE: Final = Basis.CUMULATIVE
_NEW: Final = Basis.NEW
_DEFAULT: Final = How.DEFAULT
_STANDS: Final = (Nature.STOCK, Nature.LEVEL)

SCORE: Final = 2.0
MARGIN: Final = 0.7
"""What the best indicator must reach, and how far ahead of the second it must be."""
TURNOUT: Final = frozenset(("dispatch", "recruit", "mobilise"))
"""Acts that make a stock a flow where its turnouts are counted (人次, 辆次): vans sent out, volunteers signed up."""
STANDING: Final = frozenset("处座个家支户辆只块台所")
"""Measure words of things that stand: without a name and an act, so they do."""
CLOSED: Final = frozenset("处座家人名户")
DONE_TO: Final = frozenset(("inspect", "cancel", "handle", "outside_act"))
"""Measure words of places and people, and what is done to them and counted as it is: 检查商场31家, 登记居民300人."""
NEARLY: Final = 0.7
"""What it must reach where a second opinion is for it."""
WORKS: Final = frozenset("集期篇首则场讲")
"""Measure words of works and happenings, which stand nowhere, whatever place their title names."""
CODED: Final = 10.0
"""The score of what a form's code says; confirmed wordings reach it too. From here on nothing is doubted."""
SCORE_OTHER: Final = 3.5
MARGIN_OTHER: Final = 1.2
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
        return accepts(self.code, self.score, self.margin)


def accepts(code: str, score: float, margin: float) -> bool:
    """Whether an indicator is taken with this score and margin."""
    if code == OTHER:
        return score >= SCORE_OTHER and margin >= MARGIN_OTHER
    return score >= SCORE and margin >= MARGIN


def link(
    document: Document,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    *,
    wordings: Sequence[Wording] = (),
    units: Units | None = None,
) -> list[Figure]:
    """The same figures in the same order, with indicator, item and a basis for those that had none."""
    linker = Linker(document, figures, catalogue, wordings, units)
    named = _beside_totals([linker.named(index) for index in range(len(figures))], catalogue, linker.scorer)
    named = _titles(_told_in_full(named, linker.scorer))
    if not any(wording.learned for wording in wordings):
        return named
    from dibao.catalogue.link_slots import named_by_slots  # most texts are read without a learned one

    return named_by_slots(linker.lexed, named, wordings, catalogue.__contains__)


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
    linker = Linker(document, figures, catalogue, wordings, units)
    for at in range(index):
        linker.settle(at)
    return linker.candidates(index)


class _Best:
    """What a figure was taken for (`code` None: left open), and what it would be (`likely`)."""

    def __init__(self, code: str | None, item: str, likely: str | None, score: float, margin: float) -> None:
        self.code, self.item, self.likely, self.score, self.margin = code, item, likely, score, margin


_OPEN: Final = _Best(None, "", None, 0.0, 0.0)


class Linker:
    def __init__(
        self,
        document: Document,
        figures: Sequence[Figure],
        catalogue: Catalogue,
        wordings: Sequence[Wording],
        units: Units | None,
    ) -> None:
        self.figures, self.catalogue = figures, catalogue
        lexicon = lexicon_for(catalogue, units)
        self.lexed = lexed_text(document, lexicon, figures)
        self.scorer = Scorer(self.lexed, lexicon, figures)
        self.items = ItemNames.default()
        self.bases: list[Basis] = []
        self.names: list[str | None] = []
        self.known = lexicon.codes
        self.coded = by_code(document, figures, catalogue)
        self.confirmed = Confirmed(wordings, catalogue) if wordings else None

    def _found(self, index: int) -> Evidence:
        found = self.scorer.evidence(index)
        if self.confirmed is not None:
            self.confirmed.speak(self.figures[index], found)
        return found

    def settle(self, index: int) -> _Best:
        """What the next figure counts; later ones may take it over."""
        found = self._found(index)
        if (told := self.coded.get(index)) is not None:
            found.add(told[0], CODED, "代码")
            self.scorer.settle(*told)
            return _Best(told[0], told[1], told[0], CODED, CODED)
        if not found.scores:
            self.scorer.settle(None, "")
            return _OPEN
        likely, score, margin = found.best()
        code = likely if accepts(likely, score, margin) else None
        item = self.items.name(code, self.scorer, index, found) if code else ""
        self.scorer.settle(code, item)
        return _Best(code, item, likely if score > 0 else None, score, margin)

    def candidates(self, index: int) -> list[Candidate]:
        """All that speaks for something, the best first."""
        return self.told(index, self._found(index))

    def told(self, index: int, found: Evidence) -> list[Candidate]:
        """What this evidence speaks for, the best first."""
        ranked = [(code, score) for code, score in found.ranked() if score > 0]
        best, second = (*(score for _, score in ranked), 0.0, 0.0)[:2]
        return [
            Candidate(
                code,
                self.items.name(code, self.scorer, index, found),
                round(score, 3),
                round(score - (second if at == 0 else best), 3),
                tuple(found.reasons(code, len(found.why))),
            )
            for at, (code, score) in enumerate(ranked)
        ]

    def named(self, index: int) -> Figure:
        """The figure with its indicator, item and basis."""
        figure = self.figures[index]
        best = self.settle(index)
        code, item, likely = best.code, best.item, best.likely
        reasons = figure.reasons
        if best.score < CODED:
            # Those that follow may follow it all the same: only this name is in doubt.
            found = self.scorer.found[index]
            stopped = "cancel" in found.near and likely in found.doubted
            nearly = likely if best.score >= NEARLY and not stopped else None
            code, item = self._settled_twice(index, code, item, nearly, best.margin)
            if code is not None:
                code, item = self._handed_out(index, code, item)
        if code is not None:
            why = " ".join(self.scorer.found[index].reasons(code, 3))
            reasons = (*reasons, f"{code} {tenths(best.score)} (+{tenths(best.margin)}): {why}")
        basis, how = figure.basis, figure.basis_how
        if basis is None:
            basis, how = self._told_with(figure, index) or self._basis(figure, index, likely)
        self.bases.append(basis)
        self.names.append(code)
        return _named(figure, code, item, basis, how, reasons)

    def _settled_twice(
        self, index: int, code: str | None, item: str, likely: str | None, margin: float
    ) -> tuple[str | None, str]:
        """The name and the item of a figure in running text after a second opinion; `likely`: what nearly suffices."""
        figure, place, lexed = self.figures[index], self.scorer.places[index], self.lexed
        if (code or likely) is None or lexed.in_table(figure.span.start):
            return code, item
        if code is not None and self._goes_on(index, code):
            return code, item
        seen = second_opinion.see(lexed.text, place.start, place.after, place.left, place.right, figure.unit)
        verdict = second_opinion.default_opinion().on(seen)
        if code is not None and not verdict.against(code, self.known, margin):
            return code, item
        first, found = verdict.first(), self.scorer.found[index]
        if first is None or first == OTHER or found.scores.get(first, 0.0) < NEARLY:
            return None, ""
        return first, self.items.name(first, self.scorer, index, found)

    def _handed_out(self, index: int, code: str, item: str) -> tuple[str, str]:
        """A part that only an act of handing out tells is of what its whole is: 配送蔬菜包7万份，其中免费发放2万份."""
        whole, found = self.figures[index].part_of, self.scorer.found[index]
        if whole is None or whole >= index or found.heads or "hand_out" not in found.near:
            return code, item
        named = self.names[whole] or code
        if named == code or self.scorer.units[whole] != self.scorer.units[index]:
            return code, item
        return named, self.items.name(named, self.scorer, index, found)

    def _goes_on(self, index: int, code: str) -> bool:
        """Whether the figure before it in the sentence bears the same name: 刊发107篇，累计1892篇 has few words.

        So has a part of what was watched: the words beside it (微博300条) say where.
        """
        places, found, before = self.scorer.places, self.scorer.found[index], index - 1
        if found.follows is not None and self.scorer.watched(index):
            return True
        if found.follows is not None and not found.noun and self.figures[index].part_of is None:
            before = found.follows  # 发放礼包3份（含米5公斤），累计发放21份
        return index > 0 and self.names[before] == code and places[before].sentence == places[index].sentence

    def _told_with(self, figure: Figure, index: int) -> tuple[Basis, How] | None:
        """The basis of the whole that it is a part of; unnamed, of what it is written right behind (418户1620人)."""
        scorer, with_ = self.scorer, figure.part_of
        if with_ is None or with_ >= index or scorer.units[with_] != scorer.units[index]:
            place, with_ = scorer.places[index], index - 1
            beside = index > 0 and place.start <= place.left and scorer.places[with_].sentence == place.sentence
            if not beside or not (scorer.codes[index] is None or figure.unit == "人"):
                return None
        basis = self.bases[with_]
        return None if basis in (Basis.RATE, Basis.OTHER) else (basis, _DEFAULT)

    def _basis(self, figure: Figure, index: int, code: str | None) -> tuple[Basis, How]:
        """By the nature of the indicator, also of one that is likely but not sure; by the words where it is `other`."""
        if self.scorer.units[index] & self.scorer.lexicon.measures["kinds"]:
            return Basis.OTHER, _DEFAULT
        found = self.scorer.found[index]
        bounded = new_by_default(figure)
        indicator = self.catalogue.get(code) if code is not None and code != OTHER else None
        unsure = indicator is None or code in found.doubted
        if unsure and figure.unit in CLOSED and found.near & DONE_TO and "setup" not in found.near:
            return (_NEW if bounded else _CUMULATIVE), _DEFAULT
        if indicator is not None:
            if "gain" in found.near and indicator.nature is Nature.STOCK:
                return (_NEW if bounded else _CUMULATIVE), How.STATED  # 涨粉3万: so many more
            if indicator.nature in _STANDS:
                turned_out = found.near & TURNOUT or self.scorer.units[index] & self.scorer.lexicon.measures["turnout"]
                if turned_out and any(unit.endswith("次") for unit in indicator.units):
                    # Vans sent out are no stock: the act says so.
                    return (_NEW if bounded else _CUMULATIVE), How.STATED
            return indicator.default_basis(bounded), _DEFAULT
        placed = figure.unit not in WORKS and bool(found.near & {"setup", "site", "area"})
        if figure.unit in ("处", "座") or (placed and (not bounded or figure.unit in STANDING or figure.unit == "户")):
            return Basis.ASOF, _DEFAULT
        if figure.unit in STANDING and not (found.acted or bounded or done(figure.phrase)):
            return Basis.ASOF, _DEFAULT
        return (_NEW if bounded else _CUMULATIVE), _DEFAULT


def _beside_totals(figures: list[Figure], catalogue: Catalogue, scorer: Scorer) -> list[Figure]:
    """A flow told in the same sentence as its own total is what is new: 接听130个，累计接听2600个."""
    for index, total in enumerate(figures):
        code = total.indicator
        if total.basis is not _CUMULATIVE or total.basis_how is _DEFAULT or code is None or code == OTHER:
            continue
        before = scorer.counted_before(index, code)
        if before is None or catalogue[code].nature is not Nature.FLOW or total.part_of is not None:
            continue
        if total.value < figures[before].value:
            continue  # 培训420人，其中95人: no total
        if figures[before].basis_how is _DEFAULT and figures[before].item == total.item:
            figures[before] = _on(figures[before], _NEW)
            for at, part in enumerate(figures):
                if part.part_of == before and part.basis_how is _DEFAULT and part.basis is _CUMULATIVE:
                    figures[at] = _on(part, _NEW)
    return figures


def _titles(figures: list[Figure]) -> list[Figure]:
    """A title's figure is on the basis that the text's figure has in the end."""
    for index, title in enumerate(figures):
        if REPEATS not in title.reasons or title.basis_how is not _DEFAULT:
            continue
        told = next(
            (one for one in figures[index + 1 :] if one.value == title.value and REPEATS not in one.reasons), None
        )
        if told is not None:
            figures[index] = replace(title, basis=told.basis)
    return figures


def _told_in_full(figures: list[Figure], scorer: Scorer) -> list[Figure]:
    """What follows a part in its sentence is one too if all of them make the whole (172件。…86件，…52件，其他34件)."""
    for first, part in enumerate(figures):
        if part.part_of is None or part.part_of >= first or scorer.codes[part.part_of] is None:
            continue
        code, measure, place = scorer.codes[part.part_of], scorer.units[part.part_of], scorer.places[first]
        run = [first]
        for at in range(first + 1, len(figures)):
            if scorer.places[at].sentence != place.sentence:
                break
            if scorer.units[at] == measure:
                if scorer.codes[at] != code:
                    break
                run.append(at)
        told = sum(figures[at].value for at in run)
        # The whole is the one told last before, or, where that is a total (172件，累计2625件), the one before it.
        for whole in range(part.part_of, max(-1, part.part_of - 3), -1):
            if scorer.codes[whole] == code and scorer.units[whole] == measure and figures[whole].value == told:
                for at in run:
                    figures[at] = replace(figures[at], part_of=whole)
                break
    return figures


def _on(figure: Figure, basis: Basis) -> Figure:
    """The figure on another basis."""
    return _named(figure, figure.indicator, figure.item, basis, figure.basis_how, figure.reasons)


def _named(figure: Figure, code: str | None, item: str, basis: Basis, how: How, reasons: tuple[str, ...]) -> Figure:
    """`dataclasses.replace` for what linking sets: four times as fast, and there is one for every figure."""
    return Figure(
        figure.value,
        figure.interval,
        figure.approx,
        figure.unit,
        figure.span,
        figure.text,
        figure.phrase,
        figure.actor,
        figure.actor_how,
        basis,
        how,
        figure.window,
        figure.window_how,
        code,
        item,
        figure.part_of,
        figure.masked,
        reasons,
    )


_lexicons: list[tuple[Catalogue, Units | None, Lexicon]] = []
_texts: list[tuple[Document, Lexicon, Sequence[Figure], Lexed]] = []
_KEPT: Final = 4


def lexicon_for(catalogue: Catalogue, units: Units | None) -> Lexicon:
    """Built once for a catalogue and its units; the last few are kept."""
    for known, group, lexicon in _lexicons:
        if known is catalogue and group is units:
            return lexicon
    lexicon = build(catalogue, units)
    _lexicons.insert(0, (catalogue, units, lexicon))
    del _lexicons[_KEPT:]
    return lexicon


def lexed_text(document: Document, lexicon: Lexicon, figures: Sequence[Figure]) -> Lexed:
    """A document's text, looked through once; the last few are kept for `candidates`."""
    for known, words, read, lexed in _texts:
        if known is document and words is lexicon and read is figures:
            return lexed
    lexed = lex(document, lexicon.words, figures)
    settle_levels(lexed.text, lexed.hits)
    _texts.insert(0, (document, lexicon, figures, lexed))
    del _texts[_KEPT:]
    return lexed
