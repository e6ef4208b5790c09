"""A brief that a person edited, read back: words kept, figures found again, numbers typed over and typed in told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import aligned, carried, controls, package, tracked
from dibao.composing.aligned import Found, Line
from dibao.composing.provenance import figures_in
from dibao.documents import from_text
from dibao.errors import DibaoError
from dibao.figures import Approx, Interval, Number
from dibao.language import say
from dibao.reading import read

SUFFIX = ".docx"
_ALIKE = 0.5


class Edit(StrEnum):
    """What happened to a paragraph's words."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class TextChange:
    """A paragraph whose words are others now. `then` or `now` is "" where there is none."""

    kind: Edit
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Told:
    """A number in a person's words."""

    value: Number
    interval: Interval
    approx: Approx
    measure: str


@dataclass(frozen=True, slots=True)
class Retyped:
    """A figure of the brief as it stands now. `told` None: no number stands there any more.

    `measure`: the measure word that was typed in the place of its own, "" where it has its own.
    """

    id: str
    then: str
    now: str
    told: Told | None
    found: Found | None
    measure: str = ""

    @property
    def gone(self) -> bool:
        """Whether the brief does not tell the figure any more."""
        return not self.now or (self.told is None and self.now != self.then)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that a person typed in: no report, no entry, no sum is behind it. `then`: what stood there before.

    `id` is h1, h2 …; that of the fact (a count of reports) where one was typed over. `sentence`: the words around.
    """

    id: str
    then: str
    now: str
    told: Told
    sentence: str


@dataclass(frozen=True, slots=True)
class Returned:
    """`word`: the file, tracked changes accepted; `payload`: its provenance, as it was written."""

    path: Path
    word: WordDocument
    payload: Mapping[str, Any]
    texts: tuple[TextChange, ...]
    figures: tuple[Retyped, ...]
    facts: tuple[Retyped, ...]
    typed: tuple[Typed, ...]
    crossed: Mapping[str, str] = field(default_factory=dict)
    """Figures before which the words changed places, each with the other."""

    @property
    def identities(self) -> frozenset[str]:
        """The places that the file had when it was written."""
        return _identities(self.payload)


def _identities(payload: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(place["id"] for place in (*payload["facts"], *figures_in(payload), *payload.get("places", ())))


def read_back(path: Path) -> Returned:
    """Read an edited brief. DibaoError: `unreadable`, `no_provenance`, or `not_word` for a PDF or a page."""
    held = carried.read(path)
    if path.suffix.lower() != SUFFIX:
        raise DibaoError(
            say(
                f"{path.name} 不是 Word 文件，请给出修改过的 .docx。",
                f"{path.name} is no Word file; give the .docx that was edited.",
            ),
            code="not_word",
        )
    word = package.open_word(path)
    tracked.accept(word)
    for root in package.roots(word):
        controls.take_unseen(root, _identities(held.payload))
    then, now = aligned.both(held.payload["lines"], package.lines(word, _identities(held.payload)))
    paired = [aligned.Pair(list(one.then), list(one.now), one.moved) for one in aligned.pairs(then, now)]
    found = list(aligned.found_again(paired))
    written = {identity: text for line in held.payload["lines"] for identity, text in line if identity}
    again = {old.id: (old, new) for old, new in found if old and old.id}
    figures = tuple(_retyped(place, written, again) for place in figures_in(held.payload))
    facts = tuple(_retyped(place, written, again) for place in held.payload["facts"])
    return Returned(
        path,
        word,
        held.payload,
        tuple(_texts(paired, _body(word))),
        figures,
        facts,
        tuple(_typed(held.payload, facts, found)),
        aligned.crossed(paired),
    )


def _retyped(
    place: Mapping[str, Any], written: Mapping[str, str], again: Mapping[str, tuple[Found, Found | None]]
) -> Retyped:
    """A figure whose place is in no paragraph (a chart's) is as it was."""
    identity = place["id"]
    then = written.get(identity, place["text"])
    old, new = again.get(identity, (None, None))
    if old is None:
        return Retyped(identity, then, then, None, None)
    now = new.text if new else ""
    if new is None or not now:
        return Retyped(identity, old.text, now, None, new)
    measure = place.get("unit", "")
    was, said = told(old.text, old.behind, measure), told(now, new.behind, measure)
    kept = was is None or said is None or not said.measure or said.measure == was.measure or not measure
    return Retyped(identity, old.text, now, said, new, "" if kept or said is None else said.measure)


def told(text: str, behind: str = "", measure: str = "") -> Told | None:
    """The number that a place says now; None where it says none (未报, 若干). `behind`: the words that follow it."""
    for words in (text + behind, f"共{text}{measure or '份'}"):
        for figure in read(from_text(words)):
            if figure.span.start <= len(text):
                return Told(figure.value, figure.interval, figure.approx, figure.unit)
    return None


def _typed(
    payload: Mapping[str, Any], facts: tuple[Retyped, ...], found: list[tuple[Found | None, Found | None]]
) -> Iterator[Typed]:
    """Numbers that came; dates, times and numbers of paragraphs are none, which the reading of the words tells."""
    changed = {fact.id for fact in facts if fact.found and _numbers(fact.then) != _numbers(fact.now)}
    number = _taken(payload)
    for old, new in found:
        if new is None or (old is not None and old.id and old.id not in changed):
            continue
        told_now = _spoken(new)
        if told_now is None:
            continue
        if old is None or not old.id:
            number += 1
        identity = old.id if old and old.id else f"h{number}"
        yield Typed(identity, old.text if old else "", new.text, told_now, _sentence(new))


def _taken(payload: Mapping[str, Any]) -> int:
    numbers = [int(one["id"][1:]) for one in payload.get("typed", ()) if re.fullmatch(r"h\d+", one["id"])]
    return max(numbers, default=0)


def _numbers(text: str) -> list[str]:
    return [*aligned.NUMBER.findall(text), *aligned.NUMERALS.findall(text)]


_OF_TIME = re.compile(r"[\s]*(?:[年月日时点分秒号期：:]|[-—–~～至][\d\s]*[年月日时点：:])")
_NUMBERING = re.compile(r"[\s（(]*\d+[．.、）)]?$")


def _spoken(new: Found) -> Told | None:
    """The figure that the reading of its paragraph finds there; else the bare number, unless it is a date, a time or
    the number of a paragraph."""
    text = new.line.text
    for figure in read(from_text(text)):
        if figure.span.start < new.end and new.start < figure.span.end:
            return Told(figure.value, figure.interval, figure.approx, figure.unit)
    clock = _OF_TIME.match(text, new.end) or text[: new.start].rstrip().endswith((":", "："))
    numbering = _NUMBERING.fullmatch(text[: new.end + 1]) and text[new.end : new.end + 1] in (
        "．",
        ".",
        "、",
        "）",
        ")",
    )
    return None if clock or numbering else told(new.text)


def _sentence(found: Found) -> str:
    """The clause around, from mark to mark."""
    text = found.line.text
    start = max(text.rfind(mark, 0, found.start) for mark in "。；！？\n") + 1
    ends = [at for mark in "。；！？\n" if (at := text.find(mark, found.end)) >= 0]
    return text[start : min(ends, default=len(text) - 1) + 1].strip()


def _body(word: WordDocument) -> int:
    """How many of the paragraphs come before the headers and footers, whose order is the program's that saved them."""
    outside = sum(1 for root in package.roots(word) if root is not word.element for _ in root.iter(qn("w:p")))
    return len(package.paragraphs(word)) - outside


def _texts(paired: list[aligned.Pair], body: int) -> Iterator[TextChange]:
    for pair in paired:
        if pair.moved and pair.now[0].index >= body:
            continue
        if pair.moved:
            yield TextChange(Edit.MOVED, pair.then[0].text, pair.now[0].text)
            continue
        for old, new in _partners(pair.then, pair.now):
            then, now = old.text.strip() if old else "", new.text.strip() if new else ""
            if (old and new and _words(old) == _words(new)) or not (then or now):
                continue
            yield TextChange(Edit.CHANGED if then and now else Edit.ADDED if now else Edit.REMOVED, then, now)


def _words(line: Line) -> str:
    """A paragraph without its numbers and places: those are told by themselves."""
    return re.sub(r"\s|\d|\0", "", "".join("\0" if token.counts else token.text for token in line.tokens))


def _partners(then: list[Line], now: list[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Of paragraphs that were changed, which became which: in their order, by how much of the words is left."""
    if len(then) == len(now) == 1:
        yield then[0], now[0]
        return
    left = list(now)
    for old in then:
        alike = [
            (SequenceMatcher(None, _words(old), _words(new), autojunk=False).ratio(), -at)
            for at, new in enumerate(left)
        ]
        best, at = max(alike, default=(0.0, 0))
        if best < _ALIKE:
            yield old, None
            continue
        yield from ((None, new) for new in left[:-at])
        yield old, left[-at]
        del left[: 1 - at]
    yield from ((None, new) for new in left)
