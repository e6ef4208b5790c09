"""The charts of an edited brief: those whose values are others now are drawn anew, with their tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import controls
from dibao.composing.afresh import has_moved
from dibao.composing.binding import ChartPlace, parse
from dibao.composing.brief import Picture, figures_of
from dibao.composing.corrections import ledger_figure
from dibao.composing.facts import Facts
from dibao.composing.pictures import FURTHER, labelled, pictures
from dibao.composing.provenance import picture_plain
from dibao.composing.template import until_end
from dibao.composing.word import narrow, put_instead
from dibao.composing.word_pictures import Gallery, pixels_in


@dataclass(frozen=True, slots=True)
class Recharted:
    """`plain`: the pictures that the brief has, as its provenance has them; `places`: all places of the file."""

    plain: Sequence[Mapping[str, Any]]
    places: Sequence[Mapping[str, str]]


def recharted(word: WordDocument, payload: Mapping[str, Any], facts: Facts, edited: Collection[str]) -> Recharted:
    """Draw those charts anew that hold an edited figure, or one that moved in the ledger: a chart shows the ledger; and
    those in whose stead another picture was put.

    `edited`: ids of figures. A chart that somebody took out stays out; one that the values of now do not suffice for
    stays as it was.
    """
    made = {base: pictures(base, place, facts, -1) for base, place in _places(payload).items()}
    known = {picture.id: picture for several in made.values() for picture in several}
    held = {str(mark.get(qn("w:name"))) for mark in word.element.iter(qn("w:bookmarkStart"))}
    there = [one for one in payload.get("pictures", ()) if controls.PICTURE + one["id"] in held]
    numbers, pixels = _numbers(word), pixels_in(word)
    stale = [
        labelled(known[one["id"]], numbers.get(one["id"], ""))
        for one in there
        if one["id"] in known and (_stale(one, facts, edited) or _replaced(one, pixels))
    ]
    gallery = Gallery(word, stale, controls.bookmark_numbers(word.element))
    for picture in stale:
        _put(word, picture, gallery)
    old = {figure["id"] for one in payload.get("pictures", ()) for figure in one["figures"]}
    drawn = {picture.id: picture for picture in stale}
    plain = [picture_plain(drawn[one["id"]]) if one["id"] in drawn else one for one in there]
    figures = {figure["id"] for one in plain for figure in one["figures"]}
    kept = [place for place in payload.get("places", ()) if place["id"] not in old or place["id"] in figures]
    bound = {figure.id: str(narrow(figure)) for picture in stale for figure in figures_of(picture)}
    fresh = {place["id"]: dict(place) for place in kept} | {
        key: {"id": key, "bound": text} for key, text in bound.items()
    }
    return Recharted(plain, list(fresh.values()))


_NUMBER = re.compile("图\\d+")


def _numbers(word: WordDocument) -> dict[str, str]:
    """How the charts of the file are numbered there, by their ids: 图2."""
    found = {}
    for mark in word.element.iter(qn("w:bookmarkStart")):
        name = str(mark.get(qn("w:name")))
        first = next(mark.iterancestors(qn("w:p")), None)
        if name.startswith(controls.PICTURE) and first is not None:
            identity = name.removeprefix(controls.PICTURE)
            lines = (controls.text_of(one) for one in until_end(first, identity) if one.tag == qn("w:p"))
            found[identity] = next((match[0] for line in lines if (match := _NUMBER.match(line.strip()))), "")
    return found


def _places(payload: Mapping[str, Any]) -> dict[str, ChartPlace]:
    found: dict[str, ChartPlace] = {}
    for one in payload.get("pictures", ()):
        bound = parse(one["bound"])
        if isinstance(bound, ChartPlace):
            found.setdefault(FURTHER.sub("", one["id"]), bound)
    return found


def _stale(picture: Mapping[str, Any], facts: Facts, edited: Collection[str]) -> bool:
    return any(one["id"] in edited or has_moved(one, ledger_figure(one, facts)) for one in picture["figures"])


def _replaced(picture: Mapping[str, Any], pixels: Mapping[str, str]) -> bool:
    """Whether another picture stands in the file where this one was."""
    return bool(picture.get("pixels")) and pixels.get(picture["id"], picture["pixels"]) != picture["pixels"]


def _put(word: WordDocument, picture: Picture, gallery: Gallery) -> None:
    name = controls.PICTURE + picture.id
    for mark in word.element.iter(qn("w:bookmarkStart")):
        first = next(mark.iterancestors(qn("w:p")), None)
        if mark.get(qn("w:name")) == name and first is not None:
            rest = until_end(first, picture.id)
            put_instead(first, rest, gallery.elements(picture))
            return
