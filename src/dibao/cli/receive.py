"""`dibao receive`: reports in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output, sources
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.reports.received import Received
    from dibao.office.shared.office import Office


@click.command(
    "receive",
    help=say(
        "收来件：Word、Excel、文本，装着它们的邮件、压缩包、文件夹；- 表示从标准输入读粘贴的文字。",
        "Take reports in: Word, Excel, text; mails, archives and folders of them; - for text pasted on standard input.",
    ),
)
@options.files
@options.day
@click.option("--unit", help=say("报送单位（代码、名称或简称）", "the reporting unit: code, name or alias"))
@click.option(
    "--arrived",
    type=options.Moment(),
    help=say("到件时间，如 2026-02-03T09:40", "when it arrived, such as 2026-02-03T09:40"),
)
@options.as_json
@options.workspace
def command(
    files: tuple[Path, ...],
    day: date | None,
    unit: str | None,
    arrived: datetime | None,
    as_json: bool,
    named: Path | None,
) -> int:
    """Exit 2 where a file could not be read; the others are received all the same."""
    from dibao.office.setup import open_office

    office = open_office(options.required_root(named))
    from dibao.office.reports.whose import told_unit

    if unit:
        told_unit(unit, office.workspace.units)  # wrong for one file is wrong for all
    done: list[Received] = []
    refused = 0
    for folder in (path for path in files if path.is_dir() and not expanded([path])):
        output.note(say(f"{folder} 里没有读得到的文件，请核对路径。", f"{folder} holds no file that can be read."))
        refused += 1
    paths = expanded(files)
    with output.progress(paths, say("接收来件", "Receiving")) as queue:
        for path in queue:
            received, wrong = _take_in(path, office, day, unit, arrived)
            done += received
            refused += wrong
    if as_json:
        output.lines(row(received) for received in done)
    elif done:
        show(done, office.workspace.units)
    output.note(_summary(done, refused))
    return 2 if refused else 0


def _take_in(
    path: Path, office: Office, day: date | None, unit: str | None, arrived: datetime | None
) -> tuple[list[Received], int]:
    """The reports in a file, received one by one, and how many of them could not be; one spoils none of the others."""
    from dibao.office.reports.actions.receive import Receive  # its models need the office to be open

    try:
        found = sources.opened(path, office.workspace, day or office.today())
    except DibaoError as error:
        output.note(str(error))
        return [], 1
    for sentence in (*found.notes, *found.refused):
        output.note(sentence)
    done: list[Received] = []
    refused = len(found.refused)
    for one in found.files:
        try:
            done.append(Receive.of(one, day, unit, arrived).run(office))
        except DibaoError as error:
            output.note(str(error))
            refused += 1
    return done, refused


def expanded(paths: Iterable[Path]) -> list[Path]:
    """The files, with those inside of folders, in order of name (东河区 before its second
    download 东河区(1), which is the newer version); hidden ones and editors' lock files left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in path.rglob("*") if entry.is_file())
            named = (entry for entry in inside if not entry.name.startswith((".", "~$")))
            found.extend(sorted(named, key=lambda entry: (entry.parent, entry.stem, entry.suffix)))
        else:
            found.append(path)
    return found


def row(received: Received) -> dict[str, object]:
    """A line of `receive --json`."""
    return {
        "file": received.file,
        "report": received.report,
        "unit_code": received.unit_code or None,
        "date": received.day.isoformat(),
        "version": received.version,
        "state": received.state,
        "again": received.again,
        "figures": received.figures,
        "open": received.open_figures,
        "notes": list(received.notes),
    }


def show(done: list[Received], units: object) -> None:
    """A table of what came in, and what a person should know of it."""
    names = {code: unit.name for code, unit in units.items()} if hasattr(units, "items") else {}
    columns: list[str | tuple[str, str]] = [
        (say("件", "no."), "right"),
        say("单位", "unit"),
        say("报告日", "day"),
        (say("版", "version"), "right"),
        (say("数字", "figures"), "right"),
        (say("待认", "open"), "right"),
        say("文件", "file"),
    ]
    output.table(
        columns,
        (
            (
                str(one.report),
                names.get(one.unit_code, one.unit_code) or say("？待指明", "? to be named"),
                one.day.isoformat(),
                str(one.version),
                str(one.figures),
                str(one.open_figures or ""),
                one.file,
            )
            for one in done
        ),
    )
    for one in done:
        for sentence in one.notes:
            output.note(
                say(f"第 {one.report} 件 {one.file}：{sentence}", f"Report {one.report}, {one.file}: {sentence}")
            )


def _summary(done: list[Received], refused: int) -> str:
    new = sum(not one.again for one in done)
    waiting = sum(one.state == Arrival.WAITING for one in done)
    parts = [say(f"新收 {new} 件", f"{new} received")]
    if len(done) > new:
        parts.append(say(f"已有 {len(done) - new} 件", f"{len(done) - new} there already"))
    if waiting:
        parts.append(say(f"待指明单位 {waiting} 件", f"{waiting} waiting for a unit"))
    if refused:
        parts.append(say(f"读不了 {refused} 件", f"{refused} could not be read"))
    return say("，".join(parts) + "。", ", ".join(parts) + ".")
