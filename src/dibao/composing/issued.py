"""A draft becomes the issued file: its number and seal written in, what was accepted of it put on record inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dibao.composing import controls, package
from dibao.composing.binding import Field, parse
from dibao.composing.controls import Element
from dibao.composing.moments import numbered
from dibao.composing.provenance import is_brief
from dibao.composing.restored import restore
from dibao.composing.verify import Difference, Kind
from dibao.entries import Seal
from dibao.errors import DibaoError
from dibao.figures import Number
from dibao.language import say

ISSUED = "issued"
"""The key of the provenance under which an issued file says so."""

PAPER = "paper"
"""The key under which a paper that goes with a brief (an answer card) says that it is none."""

FINAL = "已签发"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What issuing puts into a file. `at` is local; `year` 0 for running numbers; `draft`: the draft's SHA-256.

    `accepted`: differences that a person let stand, for `reason`.
    """

    series: str
    year: int
    number: int
    seal: Seal
    at: datetime
    draft: str
    by: str = ""
    reviewer: str = ""
    accepted: tuple[Difference, ...] = ()
    reason: str = ""

    def plain(self) -> dict[str, Any]:
        """As the provenance of the issued file keeps it."""
        return {
            "series": self.series,
            "year": self.year,
            "number": self.number,
            "seal": str(self.seal),
            "at": self.at.isoformat(timespec="minutes"),
            "by": self.by,
            "reviewer": self.reviewer,
            "draft": self.draft,
            "accepted": [difference.json() for difference in self.accepted],
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft says of itself."""

    series: str
    first: date
    day: date
    number: int
    title: str
    issued: Mapping[str, Any] | None
    """Where the file is no draft any more: what `Stamp.plain` gave."""
    payload: Mapping[str, Any]


def drafted(data: bytes, name: str) -> Drafted:
    """Read a draft; DibaoError `no_provenance` where Dibao did not write it, or it lost its provenance."""
    payload = package.provenance(package.open_word(data, name))
    if payload is None or not is_brief(payload):
        raise no_provenance(name)
    return told(payload, name)


def issued_payload(data: bytes) -> Mapping[str, Any]:
    """The provenance of an issued file, whose bytes the register vouches for; DibaoError `no_provenance`."""
    payload = package.provenance_in(data)
    if payload is None or not is_brief(payload):
        raise no_provenance("")
    return payload


def told(payload: Mapping[str, Any], name: str = "") -> Drafted:
    """What a brief's provenance says of the brief."""
    try:
        day = date.fromisoformat(str(payload["date"]))
        first = date.fromisoformat(str(payload.get("first") or payload["date"]))
        number = int(payload.get("number") or 0)
    except (TypeError, ValueError) as error:
        raise no_provenance(name) from error
    issued = payload.get(ISSUED)
    return Drafted(
        str(payload.get("series") or "daily"),
        first,
        day,
        number,
        str(payload.get("title", "")),
        issued if isinstance(issued, Mapping) else None,
        payload,
    )


def no_provenance(name: str) -> DibaoError:
    """Of a file that is no brief of Dibao's, or is none any more."""
    return DibaoError(
        say(
            f"{name} 不是邸报写出的简报，或另存时丢了出处；请用 dibao brief 写出的 Word 文件签发。",
            f"{name} was not written by Dibao, or lost its provenance on saving; issue the Word file of dibao brief.",
        ),
        code="no_provenance",
    )


def stamped(data: bytes, stamp: Stamp, name: str = "") -> bytes:
    """The issued file's bytes; the same draft and stamp give the same bytes."""
    word = package.open_word(data, name)
    payload = package.provenance(word)
    if payload is None or not is_brief(payload):
        raise no_provenance(name)
    controls.make_single(word.element, {str(place["id"]) for place in payload.get("places", ())})
    restore(word, payload, {one.id: one.text_now for one in stamp.accepted if one.kind is Kind.CHANGED})
    paragraphs = package.paragraphs(word)
    gone = {one.id for one in stamp.accepted if one.id and one.kind is Kind.REMOVED}
    payload["places"] = [place for place in payload.get("places", ()) if place["id"] not in gone]
    identities = {str(place["id"]) for place in payload["places"]}
    bounds = {str(fact["id"]): str(fact.get("bound", "")) for fact in payload["facts"]}
    shown = {identity: text for paragraph in paragraphs for identity, text in controls.segments(paragraph, identities)}
    texts = {identity: _new_text(bound, stamp) for identity, bound in bounds.items() if identity in shown}
    for paragraph in paragraphs:
        controls.put_texts(paragraph, identities, {key: text for key, text in texts.items() if text is not None})
    lines = [[[identity or "", text] for identity, text in line] for line in package.lines(word, identities)]
    package.put_provenance(word, _payload(payload, lines, _body(word.element, paragraphs, lines), stamp))
    word.core_properties.content_status = FINAL
    return package.to_bytes(word)


def _new_text(bound: str, stamp: Stamp) -> str | None:
    """What a place of the number or the seal says now, in the office's own style; None for other places.

    A number that somebody typed over the planned one does not count: the register gives the number.
    """
    place = parse(bound) if bound else None
    if not isinstance(place, Field):
        return None
    if place.name == "issue":
        return numbered(stamp.number + place.shift, place.style or "#")
    return str(stamp.seal) if place.name == "seal" else None


def _body(root: Element, paragraphs: Sequence[Element], lines: Sequence[Sequence[Sequence[str]]]) -> str:
    """The text without headers, footers and notes, a line a paragraph; lines of notes come last and have none."""
    inside = set(root.iter())
    return "\n".join(
        "".join(text for _, text in line)
        for paragraph, line in zip(paragraphs, lines, strict=False)
        if paragraph in inside
    )


def _payload(payload: Mapping[str, Any], lines: list[list[list[str]]], text: str, stamp: Stamp) -> dict[str, Any]:
    """The provenance of the issued file: the texts as they stand, figures that were accepted marked as such."""
    written = {identity: words for line in lines for identity, words in line if identity}
    accepted = {difference.id: difference for difference in stamp.accepted if difference.id}
    gone = {identity for identity, difference in accepted.items() if difference.kind is Kind.REMOVED}

    def left(figures: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
        kept = (figure for figure in figures if figure["id"] not in gone)
        return [_accepted(figure, accepted.get(str(figure["id"])), stamp.reason, written) for figure in kept]

    figures = left(payload["figures"])
    pictures = [{**picture, "figures": left(picture["figures"])} for picture in payload.get("pictures", ())]
    facts = [{**fact, "text": written.get(fact["id"], fact["text"])} for fact in payload["facts"]]
    return {
        **payload,
        "number": stamp.number,
        "seal": str(stamp.seal),
        "text": text,
        "figures": figures,
        "pictures": pictures,
        "facts": facts,
        "lines": lines,
        ISSUED: stamp.plain(),
    }


def _accepted(
    figure: Mapping[str, Any], difference: Difference | None, reason: str, written: Mapping[str, str]
) -> dict[str, Any]:
    """A figure that a person typed over and let stand: its text is theirs, and it says so before its arithmetic."""
    if difference is None or difference.kind is not Kind.CHANGED:
        return dict(figure)
    text = written.get(str(figure["id"])) or difference.text_now
    measure = difference.text_now.removeprefix(
        text
    )  # 约24,700册 where 份 stood: the words of the place, and those behind
    value = _plain_number(text)
    return {
        **figure,
        "text": text,
        "unit": measure or figure["unit"],
        "value": value,
        "low": value,
        "high": value,
        "state": "questioned",
        "arithmetic": f"签发时由人改写，原为{difference.text_then}，改为{difference.text_now}（{reason}）；"
        f"台账没有这个数，台账的数：{figure['arithmetic']}",
        "accepted": {"then": difference.text_then, "now": difference.text_now, "reason": reason},
    }


def _plain_number(text: str) -> Number | None:
    digits = text.strip().replace(",", "").replace("，", "")
    return int(digits) if re.fullmatch(r"\d+", digits) else None
