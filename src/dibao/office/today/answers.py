"""What a unit's answer says about the entries in question: which value it gives, and which entry that corrects.

Only what one thing can mean is proposed; the rest a person points out, and a person confirms all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dibao import catalogue, documents, reading
from dibao.catalogue import Workspace
from dibao.catalogue.quote import sentence
from dibao.documents import Document
from dibao.documents.isolation import isolated
from dibao.entries import Entry
from dibao.figures import Figure, How, Number


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number of the answer. `entry`: the one that it corrects, None where a person has to say; `fits`: those that it
    may correct. `same`: it is what the ledger says already."""

    figure: Figure
    sentence: str
    fits: tuple[Entry, ...]
    entry: int | None = None
    same: bool = False


def read_answer(text: str, workspace: Workspace, day: date) -> tuple[Document, list[Figure]]:
    """The answer and its figures, named where its words name them; in a process that can do nothing else."""
    return isolated(_read, text, workspace, day, name="reply")


def _read(text: str, workspace: Workspace, day: date) -> tuple[Document, list[Figure]]:
    document = documents.from_text(text, "reply")
    figures = reading.read(document, date=day, names=workspace.units.names)
    named = catalogue.link(document, figures, workspace.catalogue, wordings=workspace.wordings, units=workspace.units)
    return document, named


def proposals(
    document: Document, figures: Sequence[Figure], entries: Sequence[Entry], expected: Mapping[int, Number]
) -> list[Proposal]:
    """A proposal for each number of the answer. `entries`: those in question; `expected`: what the arithmetic gives."""
    found = []
    for figure in figures:
        words = sentence(document, figure.span.start, figure.span.end)
        fits = tuple(entry for entry in entries if _fits(figure, entry, entries))
        same = any(entry.draft.value == figure.value for entry in fits)
        entry = None if same else _meant(document, figure, fits, expected)
        found.append(Proposal(figure, words, fits, entry, same))
    taken = [one.entry for one in found if one.entry is not None]
    # Two numbers for one entry: which of them holds, a person says.
    return [_unsure(one) if one.entry is not None and taken.count(one.entry) > 1 else one for one in found]


def _unsure(one: Proposal) -> Proposal:
    return Proposal(one.figure, one.sentence, one.fits)


def _fits(figure: Figure, entry: Entry, entries: Sequence[Entry]) -> bool:
    series = entry.series
    if figure.unit and figure.unit != series.measure:
        return False
    if figure.basis is not None and figure.basis_how is not How.DEFAULT and figure.basis is not series.basis:
        return False
    known = {one.series.indicator for one in entries}
    return figure.indicator not in known or figure.indicator == series.indicator


def _meant(document: Document, figure: Figure, fits: Sequence[Entry], expected: Mapping[int, Number]) -> int | None:
    """The one entry that can be meant: the only one, the one for which the arithmetic gives just this value, or the one
    whose value as written stands before it in the sentence (46225 写错了，应为 45725)."""
    if len(fits) == 1:
        return fits[0].number
    awaited = [entry.number for entry in fits if expected.get(entry.number) == figure.value]
    if len(awaited) == 1:
        return awaited[0]
    before = document.text[max(0, figure.span.start - 40) : figure.span.start].replace(",", "")
    named = [entry.number for entry in fits if str(entry.draft.value) in before]
    return named[0] if len(named) == 1 else None
