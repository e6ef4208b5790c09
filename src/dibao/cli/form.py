"""`dibao form`: a workbook for units to fill in, which is read back without a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.catalogue.workspace import Workspace
from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.catalogue import Unit
    from dibao.entries import Entry

_DAYS = 31
"""How many days back what a unit told is looked for."""


@click.command(
    "form",
    help=say(
        "给单位的填报表（.xlsx）：按指标目录和各单位报过的指标生成，填好的表收回来每格都认得准。给出几个单位就各写一份，"
        "文件名后加单位名；不给单位则写一份空白表。",
        "A form for units to fill in (.xlsx), made from the catalogue and from what each unit told before; every "
        "filled cell is read back exactly. Several units get a file each, named after them; without a unit the name "
        "is left open.",
    ),
)
@click.argument("units", nargs=-1, metavar=say("[单位]...", "[UNIT]..."))
@options.day
@click.option(
    "-o",
    "--output",
    "out",
    type=options.FILE,
    required=True,
    help=say("写到哪个 .xlsx 文件", "the .xlsx file to write"),
)
@options.workspace
def command(units: tuple[str, ...], day: date | None, out: Path, named: Path | None) -> int:
    """Exit 2 where a unit is unknown or the file's suffix is wrong; nothing is written then."""
    from dibao.composing.fill_in import fill_in, lines

    if out.suffix.lower() != ".xlsx":
        raise DibaoError(
            say(f"填报表只能写成 .xlsx，请把 {out.name} 改名。", f"A form is an .xlsx file; rename {out.name}."),
            code="wrong_suffix",
        )
    root = options.required_root(named)
    workspace, told, today = _known(root, day)
    chosen = _units(units, workspace)
    made = []
    for unit, path in _files(chosen, out):
        asked = lines(workspace.catalogue, told, {unit.code} if unit else ())
        path.write_bytes(fill_in(workspace, today, asked, unit))
        made.append(f"{path}（{len(asked)}）" if len(chosen) < 5 else str(path))
    output.note(
        say(
            f"已写 {len(made)} 份 {today.isoformat()} 的填报表（括号内为指标数）：{'、'.join(made)}。",
            f"{len(made)} forms for {today.isoformat()} (how many indicators): {', '.join(made)}.",
        )
    )
    return 0


def _units(names: Sequence[str], workspace: Workspace) -> list[Unit]:
    from dibao.office.reports.whose import told_unit

    return [told_unit(name, workspace.units) for name in names]


def _files(chosen: Sequence[Unit], out: Path) -> Iterator[tuple[Unit | None, Path]]:
    """The file of each unit."""
    if len(chosen) < 2:
        yield (chosen[0] if chosen else None), out
        return
    for unit in chosen:
        name = "".join("_" if sign in '/\\:*?"<>|' else sign for sign in unit.name)
        yield unit, out.with_name(f"{out.stem}-{name}{out.suffix}")


def _known(root: Path, day: date | None) -> tuple[Workspace, Sequence[Entry], date]:
    """The workspace, what its ledger holds of the last days, and the reporting day."""
    from dibao.office.setup import open_office

    office = open_office(root)
    from dibao.office.ledger.book import DjangoLedger  # its models need the office's settings

    today = day or office.today()
    return office.workspace, DjangoLedger.of(office).entries(today - timedelta(days=_DAYS), today), today
