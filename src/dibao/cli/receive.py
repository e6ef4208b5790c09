"""`dibao receive`: reports in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.catalogue import Units
from dibao.cli import options, output, sources
from dibao.entries import Arrival
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.reports.batch import Delivery
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
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("把接收情况写成 Excel 表", "write what became of the files as a workbook"),
)
@options.as_json
@options.workspace
def command(
    files: tuple[Path, ...],
    day: date | None,
    unit: str | None,
    arrived: datetime | None,
    report: Path | None,
    as_json: bool,
    named: Path | None,
) -> int:
    """Exit 2 where a file could not be read; the others are received all the same."""
    from dibao.office.setup import open_office

    office = open_office(options.required_root(named))
    from dibao.office.reports.whose import told_unit

    if unit:
        told_unit(unit, office.workspace.units)  # wrong for one file is wrong for all
    refused: list[tuple[str, str]] = []
    for folder in (path for path in files if path.is_dir() and not expanded(path)):
        sentence = say(f"{folder} 里没有读得到的文件，请核对路径。", f"{folder} holds no file that can be read.")
        output.note(sentence)
        refused.append((str(folder), sentence))
    done, wrong = taken_in(deliveries(files, arrived), office, day, unit)
    refused += wrong
    if as_json:
        output.lines(row(received) for received in done)
    elif done:
        show(done, office.workspace.units)
    if report is not None:
        from dibao.cli import receipt

        receipt.write(report, done, refused, office.workspace.units)
        output.note(say(f"接收情况写在 {report}。", f"What became of the files is in {report}."))
    output.note(_summary(done, len(refused)))
    return 2 if refused else 0


def deliveries(paths: Iterable[Path], arrived: datetime | None = None) -> list[Delivery]:
    """The files on their way in, those inside of folders too; the folders' names may tell whose they are."""
    from dibao.office.reports.batch import Delivery  # its models need the office to be open

    found: list[Delivery] = []
    for path in paths:
        for file in expanded(path):
            around = (*file.relative_to(path).parts[-2::-1], path.resolve().name) if file != path else ()
            found.append(Delivery(sources.name(file), partial(sources.read, file), arrived, around))
    return found


def taken_in(
    deliveries: Sequence[Delivery], office: Office, day: date | None, unit: str | None = None, label: str = ""
) -> tuple[list[Received], list[tuple[str, str]]]:
    """Receive them, with a progress bar; what came in, and by the file's name why what did not. Said as it happens."""
    from dibao.office.reports.batch import receive_all

    done: list[Received] = []
    refused: list[tuple[str, str]] = []
    with output.counting(len(deliveries), label or say("接收来件", "Receiving")) as step:
        for outcome in receive_all(office, deliveries, day, unit):
            for sentence in outcome.notes:
                output.note(sentence)
            if outcome.received is not None:
                done.append(outcome.received)
            else:
                output.note(outcome.refused)
                refused.append((outcome.delivery, outcome.refused))
            if outcome.last:
                step()
    return done, refused


def expanded(path: Path) -> list[Path]:
    """The file, or the files inside of the folder, in order of name (东河区 before its second
    download 东河区(1), which is the newer version); hidden ones and editors' lock files left out."""
    if not path.is_dir():
        return [path]
    inside = (entry for entry in path.rglob("*") if entry.is_file())
    named = (entry for entry in inside if not entry.name.startswith((".", "~$")))
    return sorted(named, key=lambda entry: (entry.parent, entry.stem, entry.suffix))


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


SHOWN = 60
"""Of more reports than this, the table shows those that a person should look at."""


def show(done: Sequence[Received], units: Units) -> None:
    """A table of what came in, and what a person should know of it."""
    many = len(done) > SHOWN
    told = [one for one in done if not many or one.notes or one.open_figures or one.state == Arrival.WAITING]
    names = {code: unit.name for code, unit in units.items()}
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
            for one in told[:SHOWN]
        ),
    )
    if many:
        output.note(
            say(
                f"以上只列 {len(told)} 件有情况的来件中的前 {min(SHOWN, len(told))} 件；加 --report 文件.xlsx 看全部。",
                f"These are the first {min(SHOWN, len(told))} of {len(told)} reports to look at; "
                "--report FILE.xlsx gives all.",
            )
        )
    for one in told[:SHOWN]:
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
