"""What has happened to a written brief: figures changed by hand, and figures that have moved in the ledger since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from math import isclose
from pathlib import Path
from typing import Any

from dibao.catalogue import Workspace
from dibao.composing import carried
from dibao.composing.binding import Binding, parse
from dibao.composing.brief import Figure
from dibao.composing.digest import facts_of
from dibao.composing.provenance import number
from dibao.composing.wording import MISSING
from dibao.entries import Ledger, Seal

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
    found = list(_by_hand(held.payload, held.lines)) if held.lines is not None else []
    told = {difference.id for difference in found}
    found.extend(difference for difference in _within(held.payload) if difference.id not in told)
    if ledger is not None:
        found.extend(_seal(held.payload, ledger))
        if workspace is not None:
            found.extend(_moved(held.payload, ledger, workspace))
    return found


def against(path: Path, original: Mapping[str, Any]) -> list[Difference]:
    """Where a file's figures are others than those of the provenance of another, the original."""
    held = carried.read(path)
    if held.lines is not None:
        return list(_by_hand(original, held.lines))
    now = {figure["id"]: figure["text"] for figure in held.payload["figures"]}
    return [
        Difference(one["id"], one["text"], now.get(one["id"], ""), one["indicator"], one["basis"], Kind.CHANGED)
        for one in original["figures"]
        if now.get(one["id"]) != one["text"]
    ]


_NUMBER = re.compile(r"\d+(?:[,，.]\d+)*[万亿]?余?[%％]?")
_SIZE = re.compile(r"[十百千万亿余多％%]+")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|\S")


@dataclass(frozen=True, slots=True)
class _Token:
    """A place, a number or a sign. `key`: what makes two tokens the same: a place is itself whatever it says.

    `owner`: the lost place that a token of the stored text belonged to: its control and bookmark are gone from the
    file, so its text is looked for in the words.
    """

    key: str
    text: str
    place: str = ""
    owner: str = ""

    @property
    def counts(self) -> bool:
        """Whether a difference here is about a figure."""
        return bool(self.place or self.owner) or self.text[:1].isdigit()


def _tokens(lines: carried.Lines, there: Collection[str]) -> list[list[_Token]]:
    return [list(_cut(line, there)) for line in lines]


def _cut(line: Sequence[Sequence[str | None]], there: Collection[str]) -> Iterator[_Token]:
    for (identity, text), (_, after) in zip_longest(line, line[1:], fillvalue=(None, "")):
        if identity and identity in there:
            size = _SIZE.match(after or "")  # 83 with 万 typed behind its place is another number
            yield _Token(f"\0{identity}", (text or "").strip() + (size[0] if size else ""), identity)
        else:
            yield from (_Token(match[0], match[0], "", identity or "") for match in _TOKEN.finditer(text or ""))


def _by_hand(payload: Mapping[str, Any], lines: carried.Lines) -> Iterator[Difference]:
    """Compare the texts in the places, and the numbers outside them, with what was written."""
    written = {identity: text for line in payload["lines"] for identity, text in line if identity}
    places = (*payload["facts"], *payload["figures"])
    about = {place["id"]: {**place, "text": written.get(place["id"], place["text"])} for place in places}
    there = {identity for line in lines for identity, _ in line if identity}
    told: set[str] = set()
    for before, after in _pairs(_tokens(payload["lines"], there), _tokens(lines, there)):
        for difference in _differences(before, after, about):
            if not difference.id or difference.id not in told:
                told.add(difference.id)
                yield difference


def _within(payload: Mapping[str, Any]) -> Iterator[Difference]:
    """Where what a file says of a figure does not fit the text it was written with, or the figure's own sources."""
    written = {identity: text for line in payload["lines"] for identity, text in line if identity}
    about = {place["id"]: place for place in (*payload["facts"], *payload["figures"])}
    for identity, text in written.items():
        place = about.get(identity)
        if place is None:
            yield Difference(identity, text, "", "", "", Kind.REMOVED)
        elif place["text"] != text:
            yield Difference(
                identity, text, place["text"], place.get("indicator", ""), place.get("basis", ""), Kind.CHANGED
            )
    for figure in payload["figures"]:
        if "accepted" in figure:  # a person let it stand when the brief was issued
            continue
        if not all(_adds_up(figure, key) for key in ("value", "low", "high")):
            now = "" if figure["value"] is None else str(figure["value"])
            text = written.get(figure["id"], figure["text"])
            if text == figure["text"]:
                yield Difference(figure["id"], text, now, figure["indicator"], figure["basis"], Kind.CHANGED)


def _adds_up(figure: Mapping[str, Any], key: str) -> bool:
    """Whether a figure's number is the sum of those of its sources; without a number it has none."""
    parts = [source[key] for source in figure["sources"]]
    if not parts or None in parts:
        return figure[key] is None
    try:
        return isclose(figure[key], sum(parts), rel_tol=1e-12)
    except TypeError:  # no number at all
        return False


def _pairs(then: list[list[_Token]], now: list[list[_Token]]) -> Iterator[tuple[list[_Token], list[_Token]]]:
    """Paragraphs that belong together; what was inserted or deleted has an empty partner."""
    old, new = ([tuple(token.key for token in line) for line in lines] for lines in (then, now))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(then[a:b], now[c:d], strict=True)
        else:
            yield [token for line in then[a:b] for token in line], [token for line in now[c:d] for token in line]


def _differences(
    before: list[_Token], after: list[_Token], about: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for old, new in zip(before[a:b], after[c:d], strict=True):
                if old.place and old.text != new.text:
                    yield from _told(old, new.text, about)
        else:
            yield from _replaced(before[a:b], after[c:d], about)


def _replaced(
    before: list[_Token], after: list[_Token], about: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    """Places and numbers that were lost, against those that came in their stead, in order."""
    old = [token for token in before if token.counts]
    new = [token for token in after if token.counts]
    texts = SequenceMatcher(None, [token.text for token in old], [token.text for token in new], autojunk=False)
    for kind, a, b, c, d in texts.get_opcodes():
        if kind == "equal":
            continue
        shared = min(b - a, d - c)
        for gone, come in zip(old[a : a + shared], new[c : c + shared], strict=True):
            yield from _told(gone, come.text, about)
        for gone in old[a + shared : b]:
            yield from _told(gone, "", about)
        for come in new[c + shared : d]:
            yield Difference("", "", come.text, "", "", Kind.ADDED)


def _told(old: _Token, now: str, about: Mapping[str, Mapping[str, Any]]) -> Iterator[Difference]:
    """A fact (a date, a count of reports) is told only where its numbers differ: an office may reword the rest."""
    identity = old.place or old.owner
    place = about.get(identity, {})
    then = old.text if old.place else place.get("text", old.text)
    if old.owner and _NUMBER.search(then):
        now = then.replace(old.text, now, 1) if now else ""
    if identity and "indicator" not in place and _NUMBER.findall(then) == _NUMBER.findall(now):
        return
    kind = Kind.CHANGED if now else Kind.REMOVED
    yield Difference(identity, then, now, place.get("indicator", ""), place.get("basis", ""), kind)


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
    facts = facts_of(ledger, workspace, payload)
    for then in payload["figures"]:
        binding = parse(then["bound"])
        if not isinstance(binding, Binding):
            continue
        now = _same(facts.figures(binding), then["unit"])
        value = number(now.value) if now else None
        low, high = (number(now.low), number(now.high)) if now else (None, None)
        if (value, low, high) != (then["value"], then["low"], then["high"]):
            text = now.text if now else MISSING
            yield Difference(then["id"], then["text"], text, then["indicator"], then["basis"], Kind.MOVED)


def _same(figures: Sequence[Figure], measure: str) -> Figure | None:
    """The figure in this measure word; any, where the file's was missing and had none."""
    if not measure:
        return figures[0] if figures else None
    return next((figure for figure in figures if figure.measure == measure), None)
