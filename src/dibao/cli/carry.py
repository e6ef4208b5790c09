"""`dibao carry`: let a unit's last value stand for a day on which it did not report, by a person's choice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.entries import Entry
    from dibao.office.shared.office import Office


@click.command(
    "carry",
    help=say(
        "某单位没报时，沿用它上一次的累计或现有数；简报里写明是哪一天的数。",
        "Where a unit did not report, let its last cumulative or standing figures stand, dated in the brief.",
    ),
)
@click.argument("unit")
@click.argument("indicators", nargs=-1)
@click.option("--reason", default="", help=say("为什么沿用", "why"))
@options.day
@options.by
@options.workspace
def command(
    unit: str, indicators: tuple[str, ...], reason: str, day: date | None, by: str | None, named: Path | None
) -> int:
    """UNIT is a code or name, INDICATORS codes of the catalogue; without them, what could be carried is shown."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.ledger.actions import CarryForward  # its models need the office to be open
    from dibao.office.ledger.carriable import carriable

    day = day or office.today()
    found = carriable(office, _unit(office, unit), day)
    if not indicators:
        _show(office, found)
        output.note(
            say(
                f"可沿用 {len(found)} 个；写上指标代码和 --reason 理由 才沿用。",
                f"{len(found)} could be carried; name their indicators and a --reason to do so.",
            )
        )
        return 0
    chosen = [entry for entry in found if entry.series.indicator in indicators]
    if missing := set(indicators) - {entry.series.indicator for entry in chosen}:
        names = "、".join(sorted(missing))
        raise DibaoError(
            say(
                f"{names} 没有可沿用的数；不写指标可看有哪些。",
                f"There is nothing to carry for {names}; name no indicator to see what could be.",
            ),
            code="not_carried",
        )
    for entry in chosen:
        CarryForward(entry.series, day, reason).run(office)
    _show(office, chosen)
    output.note(say(f"{day.isoformat()}：沿用 {len(chosen)} 个数。", f"{day.isoformat()}: {len(chosen)} carried."))
    return 0


def _unit(office: Office, name: str) -> str:
    units = office.workspace.units
    unit = units.get(name) or units.named(name)
    if unit is None:
        raise DibaoError(
            say(
                f"没有单位 {name}，请用 units.csv 里的代码或名称。", f"No unit {name}; use a code or name of units.csv."
            ),
            code="no_unit",
        )
    return unit.code


def _show(office: Office, entries: list[Entry]) -> None:
    catalogue = office.workspace.catalogue
    columns: list[str | tuple[str, str]] = [
        say("指标", "indicator"),
        say("名称", "name"),
        say("口径", "basis"),
        (say("数", "figure"), "right"),
        say("哪天的", "of"),
    ]
    output.table(
        columns,
        (
            (
                entry.series.indicator,
                (catalogue[entry.series.indicator].name if entry.series.indicator in catalogue else "")
                + (f"·{entry.series.item}" if entry.series.item else ""),
                output.basis_name(entry.series.basis),
                f"{output.plain(entry.draft.value):,}{entry.series.measure}",
                entry.draft.day.isoformat(),
            )
            for entry in entries
        ),
    )
