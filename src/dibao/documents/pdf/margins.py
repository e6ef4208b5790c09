"""Page numbers, running headers and footers: rows at the pages' edges that are no part of the report's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dibao.documents.pdf.parts import Leaf
from dibao.documents.pdf.rows import Row

_EDGE = 0.12
"""Which share of a page's height, at each end, may hold them."""
_LEVEL = 4.0
"""Points by which a running header may move from page to page."""
_OFTEN = 0.3
"""On which share of the pages a running header or footer stands (odd and even pages have their own)."""
_NUMBER = r"(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,5}|[ivxlcIVXLC]{1,6})"
_MARKED = re.compile(
    rf"[-—–－─―·•~～]+{_NUMBER}[-—–－─―·•~～]+|第{_NUMBER}页(?:[/／,，|｜（(]?共{_NUMBER}页[)）]?)?"
    rf"|\d{{1,4}}[/／]\d{{1,4}}|[Pp]age\d{{1,4}}(?:of\d{{1,4}})?|共{_NUMBER}页[/／,，]?第{_NUMBER}页"
)
_BARE = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class Margins:
    """What stood at the edges, each text once."""

    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


def take(leaves: Sequence[Leaf]) -> Margins:
    """Takes page numbers and running headers and footers out of the pages."""
    margins = Margins()
    for leaf in leaves:
        numbers = [row for row in _at_edges(leaf) if _is_number(row, leaf, leaves)]
        leaf.rows = [row for row in leaf.rows if not any(row is number for number in numbers)]
    if len(leaves) < 2:
        return margins
    for texts, at_top in ((margins.headers, True), (margins.footers, False)):
        while running := _running(leaves, at_top):
            for same in running:
                texts.append(same[0][1].text)
                for leaf, row in same:
                    leaf.rows = [other for other in leaf.rows if other is not row]
    return margins


def _at_edges(leaf: Leaf) -> Iterator[Row]:
    """The first and last rows of a page that stand in its margins, page numbers mostly; grids do not count."""
    for row in (*leaf.rows[:2], *leaf.rows[2:][-2:]):
        if row.bottom <= _EDGE * leaf.height or row.top >= (1 - _EDGE) * leaf.height:
            yield row


def _is_number(row: Row, leaf: Leaf, leaves: Sequence[Leaf]) -> bool:
    text = re.sub(r"\s+", "", row.text)
    if _MARKED.fullmatch(text):
        return True
    if not _BARE.fullmatch(text) or not _apart(row, leaf):
        return False
    if len(leaves) == 1:
        return text == "1"
    # Numbered on from wherever the counting began.
    shift = int(text) - leaf.number
    others = [
        other
        for leaf_ in leaves
        if leaf_ is not leaf
        for other in _at_edges(leaf_)
        if re.sub(r"[^\d]", "", other.text) == str(leaf_.number + shift)
    ]
    return bool(others) or shift == 0


def _apart(row: Row, leaf: Leaf) -> bool:
    """Whether a row is set off from all the others."""
    spans = [(other.top, other.bottom) for other in leaf.rows if other is not row]
    spans += [(grid.box.top, grid.box.bottom) for grid in leaf.grids]
    return all(bottom < row.top - row.size or top > row.bottom + row.size for top, bottom in spans)


def _running(leaves: Sequence[Leaf], at_top: bool) -> list[list[tuple[Leaf, Row]]]:
    """The outermost rows of the pages that repeat, each with the pages that it stands on."""
    found: dict[str, list[tuple[Leaf, Row]]] = defaultdict(list)
    for leaf in leaves:
        row = _outermost(leaf, at_top)
        if row is not None:
            found[_key(row.text, leaf.number, len(leaves))].append((leaf, row))
    running: list[list[tuple[Leaf, Row]]] = []
    for each in found.values():
        tops = sorted(row.top if at_top else leaf.height - row.top for leaf, row in each)
        steady = tops[-1] - tops[0] <= _LEVEL
        if steady and len(each) >= max(2, _OFTEN * len(leaves)):
            running.append(each)
    return running


def _outermost(leaf: Leaf, at_top: bool) -> Row | None:
    if not leaf.rows:
        return None
    row = leaf.rows[0] if at_top else leaf.rows[-1]
    if at_top:
        return row if row.bottom <= _EDGE * leaf.height and all(grid.top > row.top for grid in leaf.grids) else None
    below = all(grid.box.bottom < row.bottom for grid in leaf.grids)
    return row if row.top >= (1 - _EDGE) * leaf.height and below else None


def _key(text: str, number: int, pages: int) -> str:
    """The text with the page's own number left open."""
    plain = re.sub(r"\s+", "", text)
    return re.sub(r"\d+", lambda digits: "#" if int(digits.group()) in (number, pages) else digits.group(), plain)
