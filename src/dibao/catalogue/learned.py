"""What learning a text asks of linking: its figures' surroundings as lines for wordings.csv, and guesses for all."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.catalogue.indicators import Catalogue
from dibao.catalogue.link import Candidate, Linker, lexed_text, lexicon_for
from dibao.catalogue.link_slots import align, marked, surroundings
from dibao.catalogue.units import Units
from dibao.catalogue.wordings import Wording
from dibao.documents.blocks import Document
from dibao.figures import Figure, How


def learned(
    document: Document,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    *,
    units: Units | None = None,
    text: str,
) -> list[Wording]:
    """The lines that named figures of a text add to wordings.csv, one a figure.

    `text`: what to call the text; a mark of its words is put behind, so that another text of that name is another.
    """
    lexed = lexed_text(document, lexicon_for(catalogue, units), figures)
    lines = [
        Wording(
            around.phrase,
            figure.indicator or "",
            figure.basis.value if figure.basis else "",
            figure.unit,
            figure.item,
            figure.basis_how is not How.DEFAULT,
            around.context,
            text,
        )
        for figure, around in zip(figures, surroundings(lexed, figures), strict=True)
    ]
    return marked(lines)


def placed(
    document: Document,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    wordings: Sequence[Wording],
    *,
    units: Units | None = None,
) -> list[int | None]:
    """For each named figure the position of the learned line (all of one text) whose place it has, or None."""
    lexed = lexed_text(document, lexicon_for(catalogue, units), figures)
    matches = align(figures, surroundings(lexed, figures), wordings)
    return [None if match is None else match.slot for match in matches]


def guesses(
    document: Document,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    *,
    wordings: Sequence[Wording] = (),
    units: Units | None = None,
) -> list[list[Candidate]]:
    """What each figure may count, the best first: `candidates` of all of them in one pass."""
    linker = Linker(document, figures, catalogue, wordings, units)
    found = []
    for index in range(len(figures)):
        linker.settle(index)
        found.append(linker.told(index, linker.scorer.found[index]))
    return found
