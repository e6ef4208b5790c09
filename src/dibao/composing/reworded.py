"""Other words for one paragraph of a brief's Word file: what was not touched keeps its formatting and its places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import controls, package, tracked
from dibao.composing.controls import Element, Segment
from dibao.composing.issued import no_provenance
from dibao.composing.provenance import figures_in, is_brief

_TOKEN = re.compile(r"\d[\d,，.．]*|[A-Za-z]+|.", re.DOTALL)
_BREAKS = re.compile(r"\s*\n\s*")


class Opened(NamedTuple):
    """A brief's Word file with tracked changes accepted. `payload`: its provenance; `places`: its places' ids."""

    word: WordDocument
    payload: dict[str, object]
    places: frozenset[str]


def opened(data: bytes) -> Opened:
    """DibaoError `no_provenance` where the file is no brief of Dibao's."""
    word = package.open_word(data)
    payload = package.provenance(word)
    if payload is None or not is_brief(payload):
        raise no_provenance("")
    tracked.accept(word)
    places = (*payload["facts"], *figures_in(payload), *payload.get("places", ()))
    return Opened(word, payload, frozenset(str(one["id"]) for one in places))


def words_of(brief: Opened, number: int) -> list[Segment] | None:
    """What paragraph `number` says, cut at its places; None where there is no such paragraph."""
    elements = package.paragraphs(brief.word)
    return controls.segments(elements[number], brief.places) if 0 <= number < len(elements) else None


def reworded(brief: Opened, number: int, text: str) -> None:
    """Let paragraph `number` say `text`, on one line: a number typed over stays in its place."""
    paragraph = package.paragraphs(brief.word)[number]
    then = "".join(words for _, words in controls.segments(paragraph, brief.places))
    for start, end, new in reversed(list(_edits(then, _BREAKS.sub("", text)))):
        _replace(paragraph, brief.places, start, end, new)


def _edits(then: str, now: str) -> Iterator[tuple[int, int, str]]:
    """What is to be replaced, by characters; a number is never cut into its digits."""
    old, new = _TOKEN.findall(then), _TOKEN.findall(now)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _by_number(old, new, starts, (i1, i2), (j1, j2))


def _by_number(
    old: list[str], new: list[str], starts: list[int], then: tuple[int, int], now: tuple[int, int]
) -> Iterator[tuple[int, int, str]]:
    """A stretch that reads otherwise: where it has as many numbers as before, each takes the place of its own."""
    before = [place for place in range(*then) if old[place][0].isdigit()]
    after = [place for place in range(*now) if new[place][0].isdigit()]
    if len(before) != len(after):
        before, after = [], []
    i, j = then[0], now[0]
    for one, other in [*zip(before, after, strict=True), (then[1], now[1])]:
        if i < one or j < other:
            yield starts[i], starts[one], "".join(new[j:other])
        if one < then[1]:
            yield starts[one], starts[one + 1], new[other]
        i, j = one + 1, other + 1


def _replace(paragraph: Element, places: Collection[str], start: int, end: int, new: str) -> None:
    walker = controls.Walker(places, paragraph)
    walker.walk(paragraph, None)
    inside = {node: place for place, held in walker.nodes.items() for node in held}
    nodes = [(node, at, inside.get(node)) for node, at in walker.spots]
    touched = [(node, at, place) for node, at, place in nodes if at < end and at + len(node.text or "") > start]
    if not touched:
        _insert(paragraph, nodes, start, new)
        return
    left = new
    for node, at, _ in touched:
        words = node.text or ""
        controls.write(node, words[: max(start - at, 0)] + left + words[max(end - at, 0) :])
        left = ""


def _insert(paragraph: Element, nodes: list[tuple[Element, int, str | None]], at: int, new: str) -> None:
    """New words stand outside the places that they touch, in the formatting of what is before them."""
    around = [one for one in nodes if one[1] <= at <= one[1] + len(one[0].text or "")]
    free = [one for one in around if one[2] is None or one[1] < at < one[1] + len(one[0].text or "")]
    if free:
        node, begin, _ = free[0]
        words = node.text or ""
        controls.write(node, words[: at - begin] + new + words[at - begin :])
        return
    if not around:
        paragraph.append(controls.run(new, None))
        return
    beside, begin, _ = around[0]
    run = next(beside.iterancestors(qn("w:r")), None)
    made = controls.run(new, run.find(qn("w:rPr")) if run is not None else None)
    holder = next(beside.iterancestors(qn("w:sdt")), None)
    if holder is None:
        paragraph.append(made)
    elif begin == at == 0:
        holder.addprevious(made)
    else:
        holder.addnext(made)


def saved(brief: Opened, number: int) -> bytes:
    """The file's bytes; `number`: the how-manieth draft it becomes, so that no two drafts are the same bytes."""
    brief.payload["version"] = number
    package.put_provenance(brief.word, brief.payload)
    return package.to_bytes(brief.word)
