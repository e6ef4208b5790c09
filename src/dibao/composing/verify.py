"""What has happened to a written brief: figures changed by hand, and figures that have moved in the ledger since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from math import isclose
from pathlib import Path
from typing import Any

from dibao.catalogue import Workspace
from dibao.composing import aligned, carried
from dibao.composing.afresh import afresh, facts_of, has_moved
from dibao.composing.provenance import figures_in
from dibao.composing.wording import MISSING
from dibao.documents import from_text
from dibao.entries import Ledger, Seal
from dibao.language import say
from dibao.reading import read

SEAL = "seal"
"""The id under which a seal that the ledger contradicts is told."""


class Kind(StrEnum):
    """What happened to a figure."""

    CHANGED = "changed"
    ADDED = "added"
    """A number that Dibao did not write."""
    REMOVED = "removed"
    MOVED = "moved"
    """The file is as it was; the ledger says something else now."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of `dibao verify`. `id` is "" for a number that stood, or stands, in no place of its own."""

    id: str
    text_then: str
    text_now: str
    indicator: str
    basis: str
    kind: Kind

    def json(self) -> dict[str, str]:
        """As a JSON object."""
        return {
            "id": self.id,
            "text_then": self.text_then,
            "text_now": self.text_now,
            "indicator": self.indicator,
            "basis": self.basis,
            "kind": str(self.kind),
        }


def verify(path: Path, ledger: Ledger | None = None, workspace: Workspace | None = None) -> list[Difference]:
    """The differences, none for a sound file.

    Without a ledger: the file against its own provenance. With one: its seal too, and with the workspace each figure
    against the ledger's total of now. DibaoError where the file cannot be read or carries no provenance.
    """
    held = carried.read(path)
    found = list(_by_hand(held.payload, held))
    told = {difference.id for difference in found}
    found.extend(difference for difference in _within(held.payload) if difference.id not in told)
    found.extend(_typed(held.payload))
    if ledger is not None:
        found.extend(_seal(held.payload, ledger))
        if workspace is not None:
            found.extend(_moved(held.payload, ledger, workspace))
    return found


def against(path: Path, original: Mapping[str, Any]) -> list[Difference]:
    """Where a file's figures are others than those of the provenance of another, the original."""
    return list(_by_hand(original, carried.read(path)))


def _by_hand(payload: Mapping[str, Any], held: carried.Carried) -> Iterator[Difference]:
    """Compare the texts in the places, and the numbers outside them, with what was written."""
    written = {identity: text for line in payload["lines"] for identity, text in line if identity}
    places = (*payload["facts"], *figures_in(payload))
    about = {place["id"]: {**place, "text": written.get(place["id"], place["text"])} for place in places}
    told: set[str] = set()
    yield from _redrawn(payload, held)
    labels = _numbers_drawn(payload)
    for gone, come in aligned.compared(held.laid(payload["lines"]), held.lines):
        if held.running and gone is None and come and labels[come.text] > 0:
            labels[come.text] -= 1  # a PDF's text has what is written in its charts
            continue
        difference = _told(gone, come, about)
        if difference is not None and (not difference.id or difference.id not in told):
            told.add(difference.id)
            yield difference


def _redrawn(payload: Mapping[str, Any], held: carried.Carried) -> Iterator[Difference]:
    """Pictures in whose stead others stand, and what is written in a chart otherwise than it was."""
    for picture in payload.get("pictures", ()):
        if held.pixels is not None and picture.get("pixels") and picture["pixels"] not in held.pixels.values():
            there = picture["id"] in held.pixels
            now_there = say("另一幅图", "another picture") if there else ""
            kind = Kind.CHANGED if there else Kind.REMOVED
            yield Difference(picture["id"], picture["title"], now_there, "", "", kind)
            continue
        now = held.drawn.get(picture["id"])
        if now is None:
            continue
        for what, a, b, c, d in SequenceMatcher(None, picture["drawn"], now, autojunk=False).get_opcodes():
            if what != "equal":
                made = {"replace": Kind.CHANGED, "delete": Kind.REMOVED, "insert": Kind.ADDED}[what]
                then, new = " ".join(picture["drawn"][a:b]), " ".join(now[c:d])
                yield Difference(picture["id"], then, new, "", "", made)


def _numbers_drawn(payload: Mapping[str, Any]) -> Counter[str]:
    """The numbers written in the charts, and how often."""
    drawn = (word for picture in payload.get("pictures", ()) for word in picture["drawn"])
    return Counter(number for word in drawn for number in _numbers(word))


def _told(
    gone: aligned.Found | None, come: aligned.Found | None, about: Mapping[str, Mapping[str, Any]]
) -> Difference | None:
    """A fact (a date, a count of reports) is told only where its numbers differ: an office may reword the rest."""
    then, now = gone.text if gone else "", come.text if come else ""
    identity = gone.id if gone else ""
    place = about.get(identity, {})
    if gone and come and then == now:
        other = _other_measure(gone, come, place.get("unit", ""))
        if not other:
            return None
        then, now = then + place["unit"], now + other
    if identity and "indicator" not in place and _numbers(then) == _numbers(now):
        return None
    kind = Kind.ADDED if gone is None else Kind.CHANGED if now else Kind.REMOVED
    return Difference(identity, then, now, place.get("indicator", ""), place.get("basis", ""), kind)


def _other_measure(gone: aligned.Found, come: aligned.Found, measure: str) -> str:
    """Another measure word behind the same number: 409篇 and 409条 are two figures."""
    if not measure or not gone.behind.startswith(measure) or come.behind.startswith(measure):
        return ""
    figures = read(from_text(come.text + come.behind))
    return figures[0].unit if figures and figures[0].span.end == len(come.text) else ""


def _numbers(text: str) -> list[str]:
    return [*aligned.NUMBER.findall(text), *aligned.NUMERALS.findall(text)]


def _within(payload: Mapping[str, Any]) -> Iterator[Difference]:
    """Where what a file says of a figure does not fit the text it was written with, or the figure's own sources."""
    written = {identity: text for line in payload["lines"] for identity, text in line if identity}
    about = {place["id"]: place for place in (*payload["facts"], *figures_in(payload))}
    for identity, text in written.items():
        place = about.get(identity)
        if place is None:
            yield Difference(identity, text, "", "", "", Kind.REMOVED)
        elif place["text"] != text:
            yield Difference(
                identity, text, place["text"], place.get("indicator", ""), place.get("basis", ""), Kind.CHANGED
            )
    for figure in figures_in(payload):
        if "accepted" in figure:  # a person let it stand when the brief was issued
            continue
        if not all(_adds_up(figure, key) for key in ("value", "low", "high")):
            now = "" if figure["value"] is None else str(figure["value"])
            text = written.get(figure["id"], figure["text"])
            if text == figure["text"]:
                yield Difference(figure["id"], text, now, figure["indicator"], figure["basis"], Kind.CHANGED)


def _typed(payload: Mapping[str, Any]) -> Iterator[Difference]:
    """Numbers that a person typed into the brief and gave no reason for."""
    for one in payload.get("typed", ()):
        if not one["reason"]:
            kind = Kind.CHANGED if one["then"] else Kind.ADDED
            yield Difference(one["id"], one["then"], one["text"], "", "", kind)


def _adds_up(figure: Mapping[str, Any], key: str) -> bool:
    """Whether a figure's number is the sum of those of its sources; without a number it has none."""
    parts = [source[key] for source in figure["sources"]]
    if not parts or None in parts:
        return figure[key] is None
    try:
        return isclose(figure[key], sum(parts), rel_tol=1e-12)
    except TypeError:  # no number at all
        return False


def _seal(payload: Mapping[str, Any], ledger: Ledger) -> Iterator[Difference]:
    if not payload["seal"]:
        return
    try:
        seal = Seal.parse(payload["seal"])
    except ValueError:
        yield Difference(SEAL, payload["seal"], "", "", "", Kind.CHANGED)
        return
    now = ledger.digest_at(seal.count)
    if now != seal.head:
        yield Difference(SEAL, seal.head, now or "", "", "", Kind.CHANGED)


def _moved(payload: Mapping[str, Any], ledger: Ledger, workspace: Workspace) -> Iterator[Difference]:
    for then, now in afresh(facts_of(ledger, workspace, payload), payload):
        if has_moved(then, now):
            text = now.text if now else MISSING
            yield Difference(then["id"], then["text"], text, then["indicator"], then["basis"], Kind.MOVED)
