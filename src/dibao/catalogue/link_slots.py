"""Naming by alignment: which figure of a text stands where a figure of a learned text stood.

A slot is a figure's place in a learned text (a learned line of wordings.csv): the words around it, its measure word,
its basis. Figure and slot are paired where each is the other's best by a margin, the clearest first, until none is
left; a figure that nothing resembles stays alone. Explicit bases that differ are a veto, measure words must be equal.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.link_text import Lexed, plain
from dibao.catalogue.link_wordings import core
from dibao.catalogue.wordings import Context, Wording
from dibao.figures import Basis, Figure, How

LEAST: Final = 0.5
MARGIN: Final = 0.06
"""What a pair must reach, and how far it must be ahead of what else its figure or its slot could be paired with."""
KNOWN: Final = 0.8
SAME: Final = 0.9
"""From KNOWN on the surroundings are so alike that a different name counts nothing against them; from SAME on they are
the same words, and what was learned of them goes before what the lexicon says."""
RESEMBLES: Final = 0.3
"""The share of the figures (of the shorter text) that must stand in slots of a learned text for it to be like it."""
TEXTS: Final = 8
"""So many learned texts, the newest ones, are compared with a report."""
_NEAR: Final = 0.34
_LEFT: Final = 0.16
_RIGHT: Final = 0.1
_HEAD: Final = 0.1
_PHRASE: Final = 0.22
_ACTOR: Final = 0.08
_AGREED: Final = 0.2
_UNNAMED: Final = 0.1
_DENIED: Final = 0.55
"""What is added where both are named alike, and where words name neither; what is left where they are not."""
_OTHER_BASIS: Final = 0.15
"""What a basis that no word said and that differs takes away."""
_DOUBT: Final = 0.1
"""How much more clearly a figure must fit whose sentence's basis may have been misread."""
_SHORT: Final = 12
_LONG: Final = 40
_DATE: Final = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:上午|下午|晚上?|凌晨|中午)?(?:\d{1,2}[:时点](?:\d\d分?)?)?"
    r"|\d{1,2}日(?:上午|下午)?\d{1,2}[:时点](?:\d\d)?|20\d\d[-./]\d{1,2}[-./]\d{1,2}"
)
_TITLE: Final = re.compile("《[^《》]*》")
_NUMBER: Final = re.compile(r"\d[\d,.]*[万亿余多+]*")
_ITEM: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}[是、]|[(][一二三四五六七八九十]{1,3}[)]|(?<=[。\n;])\d{1,2}[.、](?!\d)"
)
_CLAUSE: Final = re.compile(r"[,，;；:：、#]")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a figure of a text, its phrase without what says how many, and where its sentence begins."""

    context: Context
    phrase: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Match:
    """The slot that a figure stands in, by its position; `score` as it was paired, `alike` (0 to 1) by words alone."""

    slot: int
    score: float
    alike: float


def surroundings(lexed: Lexed, figures: Sequence[Figure]) -> list[Around]:
    """The words around each figure of a text."""
    text = lexed.text
    items = [match.start() for match in _ITEM.finditer(text)]
    made = []
    for figure, (start, after) in zip(figures, lexed.spans, strict=True):
        begins = lexed.sentence_start(start)
        left = _masked(text[begins:start])
        at = bisect_right(items, start) - 1
        head = _masked(text[items[at] : items[at] + 2 * _SHORT]) if at >= 0 else ""
        phrase = _phrase(figure.phrase)
        context = Context(
            near=phrase if lexed.in_table(figure.span.start) else _near(left),
            left=left[-_LONG:],
            right=_CLAUSE.split(_masked(text[after : lexed.clause_end(after)]))[0][:_SHORT],
            head=_CLAUSE.split(_ITEM.sub("", head))[0].partition("。")[0][:_SHORT],
            actor=plain(figure.actor),
        )
        made.append(Around(context, phrase, begins))
    return made


def marked(lines: Sequence[Wording]) -> list[Wording]:
    """The lines of one text, its name with a mark of its words."""
    words = "\n".join("\t".join((line.phrase, line.unit, *line.context)) for line in lines)
    mark = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:6]
    return [replace(line, text=f"{line.text} {mark}") for line in lines]


def _masked(text: str) -> str:
    return _NUMBER.sub("#", _DATE.sub("◇", _TITLE.sub("《》", text)))


@cache
def _phrase(phrase: str) -> str:
    return core(_TITLE.sub("《》", plain(phrase)))


def _near(left: str) -> str:
    parts = _CLAUSE.split(left)
    near = parts.pop()
    while parts and len(near) < 3:
        near = parts.pop() + near
    return near[-3 * _SHORT :]


def named_by_slots(
    lexed: Lexed, figures: Sequence[Figure], wordings: Sequence[Wording], known: Callable[[str], bool]
) -> list[Figure]:
    """The figures, those that stand in slots of learned texts named by these. `known`: whether a code may be taken.

    A figure that linking left open takes its slot's indicator; one that it named otherwise, or with a basis that no
    word says, only does where the words are the same.
    """
    texts: dict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        if wording.learned and (wording.indicator == OTHER or known(wording.indicator)):
            texts[wording.text].append(wording)
    named = list(figures)
    if not texts or not figures:
        return named
    around = surroundings(lexed, figures)
    best: dict[int, tuple[float, Wording, Match]] = {}
    for _, slots in sorted(texts.items())[-TEXTS:]:
        matches = align(figures, around, slots)
        if sum(match is not None for match in matches) < RESEMBLES * min(len(slots), len(figures)):
            continue
        for index, match in enumerate(matches):
            if match is not None and match.score >= best.get(index, (0.0,))[0]:  # what was learned later goes before
                best[index] = (match.score, slots[match.slot], match)
    for index, (_, slot, match) in best.items():
        named[index] = _taken(figures[index], slot, match)
    return named


def _taken(figure: Figure, slot: Wording, match: Match) -> Figure:
    same = match.alike >= SAME
    if figure.indicator is not None and figure.indicator != slot.indicator and not same:
        return figure
    changed = figure
    if figure.indicator != slot.indicator:
        changed = replace(changed, indicator=slot.indicator, item=slot.item)
    elif slot.item and not figure.item:
        changed = replace(changed, item=slot.item)
    if same and slot.basis and figure.basis_how is How.DEFAULT and figure.basis != slot.basis:
        changed = replace(changed, basis=Basis(slot.basis))
    if changed is not figure:
        reason = f"{slot.indicator} {match.score:.2f}: ≈“{slot.context.near or slot.phrase}” ({slot.text})"
        changed = replace(changed, reasons=(*figure.reasons, reason))
    return changed


def align(figures: Sequence[Figure], around: Sequence[Around], slots: Sequence[Wording]) -> list[Match | None]:
    """For each figure of a text the slot of a learned text that it stands in, or None."""
    words: dict[tuple[int, int], float] = {}
    pairs: dict[tuple[int, int], float] = {}
    barred: dict[int, float] = {}
    by_unit: dict[str, list[int]] = defaultdict(list)
    for place, slot in enumerate(slots):
        by_unit[plain(slot.unit)].append(place)
    for index, figure in enumerate(figures):
        for place in by_unit.get(plain(figure.unit), ()):
            like = alike(around[index], slots[place])
            score = _score(figure, like, slots[place])
            if _vetoed(figure, slots[place]):
                barred[index] = max(barred.get(index, 0.0), score)
            elif score >= LEAST - MARGIN:
                pairs[index, place], words[index, place] = score, like
    pairs = _undoubted(figures, around, pairs, barred)
    sure = list(_assigned(pairs))
    indexes, places = {index for index, _ in sure}, {place for _, place in sure}
    rest = [pair for pair in pairs if pair[0] not in indexes and pair[1] not in places and words[pair] >= KNOWN]
    found: list[Match | None] = [None] * len(figures)
    for pair in (*sure, *_in_order(rest)):
        found[pair[0]] = Match(pair[1], min(1.0, pairs[pair]), words[pair])
    return found


def _score(figure: Figure, like: float, slot: Wording) -> float:
    """How much speaks for a figure standing in a slot: its surroundings, its name, its basis."""
    if figure.indicator is not None and figure.indicator == slot.indicator:
        like += _AGREED
    elif figure.indicator is None and slot.indicator == OTHER:
        like += _UNNAMED
    elif figure.indicator is not None and like < KNOWN:
        like *= _DENIED
    return like - (_OTHER_BASIS if _differ(figure, slot) and not _vetoed(figure, slot) else 0.0)


def _differ(figure: Figure, slot: Wording) -> bool:
    return figure.basis is not None and bool(slot.basis) and figure.basis.value != slot.basis


def _vetoed(figure: Figure, slot: Wording) -> bool:
    """Whether the words of both say their basis, and not the same."""
    return _differ(figure, slot) and slot.stated and figure.basis_how is not How.DEFAULT


def alike(around: Around, slot: Wording) -> float:
    """How alike the surroundings are, 0 to 1: a weighted mean over what either of them has."""
    ratio, partial = _ratios()
    one, other = around.context, slot.context
    total = weight = 0.0
    for share, first, second, like in (
        (_NEAR, one.near, other.near, ratio),
        (_LEFT, one.left, other.left, partial),
        (_RIGHT, one.right, other.right, ratio),
        (_HEAD, one.head, other.head, ratio),
        (_PHRASE, around.phrase, _phrase(slot.phrase), ratio),
        (_ACTOR, one.actor, other.actor, ratio),
    ):
        if first or second:
            weight += share
            total += share * like(first, second) / 100
    return total / weight if weight else 0.0


@cache
def _ratios() -> tuple[Callable[[str, str], float], Callable[[str, str], float]]:
    from rapidfuzz import fuzz  # slow to load, and most pages are read without learned texts

    return fuzz.ratio, fuzz.partial_ratio


def _undoubted(
    figures: Sequence[Figure],
    around: Sequence[Around],
    pairs: Mapping[tuple[int, int], float],
    barred: dict[int, float],
) -> dict[tuple[int, int], float]:
    """The pairs without figures that fit a slot better that their basis keeps them from: it may have been misread.

    What inherits that basis in the same sentence is in doubt too. Such a figure takes no slot and is nobody's rival.
    """
    best = _best_two(pairs, 0)

    def doubted(index: int) -> bool:
        return barred.get(index, 0.0) > best.get(index, (0.0, 0.0))[0]

    for index, figure in enumerate(figures):
        for earlier in range(index - 1, -1, -1) if figure.basis_how is How.INHERITED else ():
            if around[earlier].sentence != around[index].sentence:
                break
            if figures[earlier].basis is figure.basis and doubted(earlier):
                barred[index] = barred.get(index, 0.0) + _DOUBT
                break
    return {pair: score for pair, score in pairs.items() if not doubted(pair[0])}


def _assigned(pairs: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Pairs that are each other's best by a margin, the clearest first; what they take, nobody else may have."""
    left = dict(pairs)
    while left:
        rows, columns = _best_two(left, 0), _best_two(left, 1)
        sure = [
            pair
            for pair, score in left.items()
            if score >= LEAST
            and score == rows[pair[0]][0] == columns[pair[1]][0]
            and score - max(rows[pair[0]][1], columns[pair[1]][1]) >= MARGIN
        ]
        if not sure:
            return
        yield from sure
        indexes, places = {index for index, _ in sure}, {place for _, place in sure}
        left = {pair: score for pair, score in left.items() if pair[0] not in indexes and pair[1] not in places}


def _best_two(pairs: Mapping[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    best: dict[int, tuple[float, float]] = {}
    for pair, score in pairs.items():
        first, second = best.get(pair[side], (0.0, 0.0))
        best[pair[side]] = (score, first) if score >= first else (first, max(second, score))
    return best


def _in_order(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Figures in a row that the same words lead to (分别占47%、19%、26%) and slots in a row, in their order."""
    rows: dict[int, set[int]] = defaultdict(set)
    for index, place in pairs:
        rows[index].add(place)
    index = -1
    for start in sorted(rows):
        if start <= index or len(rows[start]) < 2:
            continue
        places = sorted(rows[start])
        run = range(start, start + len(places))
        alone = all(rows.get(at) == rows[start] for at in run) and rows.get(run.stop) != rows[start]
        if alone and places[-1] - places[0] == len(places) - 1:
            yield from zip(run, places, strict=True)
            index = run[-1]
