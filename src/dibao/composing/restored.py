"""Places of a brief that lost their control and bookmark, while their words stayed: made places again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument

from dibao.composing import aligned, controls, package
from dibao.composing.provenance import figures_in


def restore(word: WordDocument, payload: Mapping[str, Any], changed: Mapping[str, str]) -> None:
    """Put a control around every figure and fact that still says what it said, among the words that it stood among.

    Without it nobody could click it, and the register's number would not come into a number's place. `payload`: the
    file's provenance; `changed`: what a figure that may say another number says now, by id; its place is where that is.
    """
    places = (*payload["facts"], *figures_in(payload), *payload.get("places", ()))
    identities = {str(place["id"]) for place in places}
    now = package.lines(word, identities)
    held = {identity for line in now for identity, _ in line if identity}
    lost = {identity for line in payload["lines"] for identity, _ in line if identity and identity not in held}
    if not lost and not changed:
        return
    elements, marks = package.paragraphs(word), controls.bookmark_numbers(word.element)
    pairs = [
        aligned.Pair(list(one.then), list(one.now), one.moved)
        for one in aligned.pairs(*aligned.both(payload["lines"], now))
    ]
    wanted = []
    for old, new in aligned.found_again(pairs):
        if old is None or new is None or not old.id or new.line.index >= len(elements):
            continue
        elsewhere = old.id in changed and (new.start, new.end, old.id) not in new.line.places
        if (old.id in lost or elsewhere) and changed.get(old.id, old.text).startswith(new.text or "\0"):
            wanted.append((old.id, new))
    for identity, _ in wanted:
        controls.free(word.element, identities, identity)
    for identity, new in wanted:
        controls.wrap(elements[new.line.index], new.start, new.end, identity, next(marks))
