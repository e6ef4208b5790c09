"""`dibao read`: the figures in files; stores nothing and needs no workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from dibao import documents, reading
from dibao.catalogue import link
from dibao.catalogue.post import subject
from dibao.catalogue.workspace import Workspace
from dibao.cli import options, output, sources
from dibao.documents import Enclosed, Unpacked, isolation, registry, unpacking
from dibao.documents.isolation import isolated
from dibao.errors import DibaoError
from dibao.figures import Figure
from dibao.language import say
from dibao.office.reports.opened import opened, sent_on

T = TypeVar("T")
R = TypeVar("R")


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
    teller = _Teller(day, workspace, as_json)
    batch = _batch(lambda source: _opened(source[1], day, teller.known), _sources(files), _name, many=len(files) > 1)
    for (path, one), made in batch:
        teller.tell(path, one, made)
    return 2 if teller.refused else 0


Source = tuple[Path, Enclosed | DibaoError]
Read = tuple[documents.Document, list[Figure]]


def _sources(files: tuple[Path, ...]) -> Iterator[Source]:
    """Each file with its bytes, or why there are none."""
    for path in files:
        try:
            yield path, Enclosed(sources.name(path), sources.read(path))
        except DibaoError as error:
            yield path, error


def _name(source: Source) -> str:
    return sources.name(source[0])


def _batch(
    function: Callable[[T], R], items: Iterable[T], name: Callable[[T], str], *, many: bool
) -> Iterator[tuple[T, R | DibaoError]]:
    """All of a file's way in one worker: what makes a parser stumble may keep the reader busy too."""
    registry.known()
    if many:
        yield from isolation.Pool(limits=unpacking.LIMITS).run(function, items, name=name)
        return
    for item in items:  # one page need not pay for a pool
        try:
            yield item, isolated(function, item, name=name(item), limits=unpacking.LIMITS)
        except DibaoError as error:
            yield item, error


def _opened(one: Enclosed | DibaoError, day: date | None, known: Workspace) -> tuple[Unpacked, Read | None]:
    """The reports in a file; of a file that stands by itself its figures, and no bytes back."""
    if isinstance(one, DibaoError):
        raise one
    found = opened(one.data, one.name, known, day)
    if found.files == (one,):
        return replace(found, files=()), _figures(one, day, known)
    return found, None


def _figures(one: Enclosed, day: date | None, known: Workspace, ready: documents.Converted | None = None) -> Read:
    document = documents.from_bytes(one.data, one.name, converted=ready)
    figures = reading.read(document, date=day or sent_on(one.sent, known.settings.zone), names=known.units.names)
    return document, link(document, figures, known.catalogue, wordings=known.wordings, units=known.units)


class _Teller:
    """Tells what was read, and counts what was not."""

    def __init__(self, day: date | None, workspace: Workspace | None, as_json: bool) -> None:
        self.known = workspace or Workspace()
        self.refused = 0
        self._day = day
        self._workspace = workspace
        self._as_json = as_json

    def tell(self, path: Path, one: Enclosed | DibaoError, made: tuple[Unpacked, Read | None] | DibaoError) -> None:
        """Tell of one file, or of all inside it."""
        file = one if isinstance(one, Enclosed) else Enclosed(sources.name(path), b"")
        if isinstance(made, DibaoError):
            self._report(path, file, made)
            return
        found, whole = made
        for sentence in (*found.notes, *found.refused):
            output.note(sentence)
        self.refused += len(found.refused)
        if whole is not None:
            self._report(path, file, whole)
            return
        each_read = _batch(
            lambda each: _figures(each, self._day, self.known),
            found.files,
            lambda each: each.name,
            many=len(found.files) > 1,
        )
        for each, read in each_read:
            self._report(path, each, read)

    def _report(self, path: Path, one: Enclosed, read: Read | DibaoError) -> None:
        try:
            document, figures = self._converted(one, read) if isinstance(read, DibaoError) else read
        except DibaoError as error:
            output.note(str(error))
            self.refused += 1
            return
        for sentence in document.notes:
            output.note(f"{one.name}：{sentence}")
        if self._as_json:
            place = sources.place(path, one)
            output.lines(output.figure_row(place, each, code) for each, code in _subjects(figures, self._workspace))
        else:
            _show(one.name, figures, self.known)

    def _converted(self, one: Enclosed, error: DibaoError) -> Read:
        """What LibreOffice makes readable of a file that was refused; else the refusal again."""

        def read(ready: documents.Converted | None) -> Read:
            if ready is None:
                raise error
            return isolated(_figures, one, self._day, self.known, ready, name=one.name)

        return documents.converting(read, one.data, one.name)


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
