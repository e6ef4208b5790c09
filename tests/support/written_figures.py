"""Every figure of the labelled texts as a line: what a change that only makes reading faster must leave as it was."""

from __future__ import annotations

from pathlib import Path

from dibao.catalogue import default_catalogue, link
from dibao.figures import Figure
from dibao.reading import read
from support.scoring import CORPUS, document, load

KEPT = CORPUS / "figures"


def lines(name: str) -> list[str]:
    """The figures of a labelled set, each after its text's name."""
    found: list[str] = []
    for text in load(CORPUS / name):
        opened = document(text)
        for figure in link(opened, read(opened, date=text.day), default_catalogue()):
            found.append(f"{text.path.stem}\t{_line(figure)}")
    return found


def kept(name: str) -> Path:
    """The file that holds a set's lines."""
    return KEPT / f"{name}.tsv"


def _line(figure: Figure) -> str:
    allowed, window = figure.interval, "..".join(side or "" for side in figure.window.iso())
    high = "" if allowed.high is None else allowed.high
    return "\t".join(
        (
            f"{figure.span.start}-{figure.span.end}",
            f"{figure.value} [{allowed.low},{high}{')' if allowed.open_high else ']'}",
            figure.unit,
            figure.approx.value,
            f"{'' if figure.basis is None else figure.basis.value} {figure.basis_how.value}",
            f"{window} {figure.window_how.value}",
            f"{figure.indicator or ''} {figure.item}".strip(),
            "" if figure.part_of is None else f"<{figure.part_of}",
            f"{figure.phrase} | {figure.actor}",
        )
    )
