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
from dibao.cli import options, output, sources
from dibao.documents import Enclosed
from dibao.documents.isolation import isolated
from dibao.errors import DibaoError
from dibao.figures import Figure
from dibao.language import say
from dibao.office.reports.opened import sent_on


@click.command(
    "read",
    help=say(
        "读出文件里的数字，不保存，不需要工作区；- 表示从标准输入读粘贴的文字。",
        "The figures in files, - for text pasted on standard input; stores nothing, needs no workspace.",
    ),
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
            found = sources.opened(path, workspace or Workspace(), day)
        except DibaoError as error:
            output.note(str(error))
            refused += 1
            continue
        for sentence in (*found.notes, *found.refused):
            output.note(sentence)
        refused += len(found.refused)
        refused += sum(not _tell(one, sources.place(path, one), day, workspace, as_json) for one in found.files)
    return 2 if refused else 0


def _tell(one: Enclosed, place: str, day: date | None, workspace: Workspace | None, as_json: bool) -> bool:
    """Tell the figures of one report, and whether it could be read."""
    try:
        document, figures = _read(one, day, workspace or Workspace())
    except DibaoError as error:
        output.note(str(error))
        return False
    for sentence in document.notes:
        output.note(f"{one.name}：{sentence}")
    if as_json:
        output.lines(output.figure_row(place, figure, code) for figure, code in _subjects(figures, workspace))
    else:
        _show(one.name, figures, workspace or Workspace())
    return True


def _read(one: Enclosed, day: date | None, known: Workspace) -> tuple[documents.Document, list[Figure]]:
    """All of it in one worker: what makes a parser stumble may keep the reader busy too."""
    return documents.converting(
        lambda ready: isolated(_figures, one, day, known, ready, name=one.name), one.data, one.name
    )


def _figures(
    one: Enclosed, day: date | None, known: Workspace, ready: documents.Converted | None
) -> tuple[documents.Document, list[Figure]]:
    document = documents.from_bytes(one.data, one.name, converted=ready)
    figures = reading.read(document, date=day or sent_on(one.sent, known.settings.zone), names=known.units.names)
    return document, link(document, figures, known.catalogue, wordings=known.wordings, units=known.units)


def _subjects(figures: list[Figure], workspace: Workspace | None) -> Iterator[tuple[Figure, str | None]]:
    for figure in figures:
        yield figure, (subject(figure.actor, "", workspace.units) or None) if workspace else None


def _show(report: str, figures: list[Figure], workspace: Workspace) -> None:
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
    output.table(columns, rows, title=say(f"{report}：{len(figures)} 个数字", f"{report}: {len(figures)} figures"))
