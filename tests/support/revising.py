"""Edited briefs for tests: what a person does in a word processor, by the ids of the figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docx.oxml.ns import qn

from support.editing import Sheet, put, run


def retyped(source: Path, target: Path, texts: Mapping[str, str], *, added: str = "") -> Path:
    """The brief with figures typed over, by indicator and basis (`media.stories new`), and words added at the end."""
    sheet = Sheet.open(source, 0)
    left = dict(texts)
    for identity, holder in sheet.held:
        figure = sheet.figures[identity]
        key = f"{figure['indicator']} {figure['basis']} {figure['item']}".strip()
        key = key if figure["scope"] == "all" else f"{key} {figure['scope']}"
        if key in left:
            put(holder, left.pop(key))
    assert not left, left
    if added:
        paragraph = next(p for p in sheet.word.element.body.iter(qn("w:p")) if p.find(qn("w:sdt")) is not None)
        paragraph.append(run(added))
    sheet.word.save(str(target))
    return target


def identity(brief: Path, key: str) -> str:
    """The id of a figure, by indicator, basis and scope."""
    for one, figure in Sheet.open(brief, 0).figures.items():
        if key in (
            f"{figure['indicator']} {figure['basis']}",
            f"{figure['indicator']} {figure['basis']} {figure['scope']}",
        ):
            return one
    raise KeyError(key)
