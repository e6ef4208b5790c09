"""`dibao read`: the figures in files; stores nothing and needs no workspace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from dibao import documents, reading
from dibao.catalogue import link
from dibao.catalogue.post import subject
from dibao.catalogue.workspace import Workspace
from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.figures import Figure
from dibao.language import say


@click.command(
    "read",
    help=say("读出文件里的数字，不保存，不需要工作区。", "The figures in files; stores nothing, needs no workspace."),
)
@options.files
@options.as_json
@options.day
@options.workspace
def command(files: tuple[Path, ...], as_json: bool, day: date | None, named: Path | None) -> int:
    """Exit 2 where a file could not be read; the others are read all the same."""
    workspace = options.optional_workspace(named)
    refused = 0
    for path in files:
        try:
            document, figures = _read(path, day, workspace)
        except DibaoError as error:
            output.note(str(error))
            refused += 1
            continue
        for sentence in document.notes:
            output.note(f"{path.name}：{sentence}")
        if as_json:
            output.lines(output.figure_row(str(path), figure, code) for figure, code in _subjects(figures, workspace))
        else:
            _show(path, figures, workspace or Workspace())
    return 2 if refused else 0


def _read(path: Path, day: date | None, workspace: Workspace | None) -> tuple[documents.Document, list[Figure]]:
    known = workspace or Workspace()
    document = documents.open(path)
    figures = reading.read(document, date=day)
    return document, link(document, figures, known.catalogue, wordings=known.wordings, units=known.units)


def _subjects(figures: list[Figure], workspace: Workspace | None) -> Iterator[tuple[Figure, str | None]]:
    for figure in figures:
        yield figure, (subject(figure.actor, "", workspace.units) or None) if workspace else None


def _show(path: Path, figures: list[Figure], workspace: Workspace) -> None:
    columns: list[str | tuple[str, str]] = [
        (say("数字", "figure"), "right"),
        say("单位", "unit"),
        say("指标", "indicator"),
        say("口径", "basis"),
        say("时段", "window"),
        say("主体", "actor"),
        say("原文", "wording"),
        say("位置", "place"),
    ]
    rows = []
    for figure in figures:
        indicator = workspace.catalogue.get(figure.indicator or "")
        name = indicator.name if indicator else say("？请选指标", "? please name it")
        window = " — ".join(side or "" for side in figure.window.iso()) if figure.window else ""
        rows.append(
            (
                figure.text,
                figure.unit,
                name + (f"·{figure.item}" if figure.item else ""),
                output.basis_name(figure.basis),
                window.replace("T", " "),
                figure.actor,
                figure.phrase,
                figure.span.locator,
            )
        )
    output.table(
        columns, rows, title=say(f"{path.name}：{len(figures)} 个数字", f"{path.name}: {len(figures)} figures")
    )
