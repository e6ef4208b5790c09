"""The day's public items as the ledger counts them: items, on the topic, by channel, copies, claims met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dibao.catalogue import Workspace, measure
from dibao.entries import Draft, Origin, Series
from dibao.errors import DibaoError
from dibao.figures import Approx, Basis, Interval
from dibao.language import say
from dibao.office.ledger.actions import Count
from dibao.office.shared.office import Office

if TYPE_CHECKING:
    from dibao.listening.counts import Tally

ITEMS, TOPICAL = "listening.items", "listening.topic_items"
COPIES, CLAIMS = "重复", "涉传言"
"""Items of `listening.items` that are parts of it, as channels are."""
_LEAST = 5
"""Channels with fewer items are not named: one may be somebody's own."""


def record_counts(office: Office, tally: Tally, day: date, unit: str = "", where: str = "") -> list[int]:
    """Record a reporting day's counts under a unit, else the office; the numbers of entries that are new.

    `where`: the stored files that were counted.
    """
    drafts = counted(tally, day, office.workspace, unit)
    return Count([replace(draft, locator=where) for draft in drafts]).run(office)


def counted(tally: Tally, day: date, workspace: Workspace, unit: str = "") -> list[Draft]:
    """The drafts: the whole, what is on the topic, then parts of the whole. DibaoError for a unit that is none."""
    code = _unit(workspace, unit)
    name = day.isoformat()
    drafts = [
        _draft(workspace, code, day, ITEMS, "", tally.total("items", day=name)),
        _draft(workspace, code, day, TOPICAL, "", tally.total("on_topic", day=name)),
    ]
    parts = {channel: n for channel, n in tally.names("channel", name).items() if n >= _LEAST}
    parts |= {COPIES: tally.total("copies", day=name), CLAIMS: sum(tally.names("claim", name).values())}
    drafts += [_draft(workspace, code, day, ITEMS, item, n, part=True) for item, n in parts.items()]
    return drafts


def _unit(workspace: Workspace, named: str) -> str:
    units = workspace.units
    unit = (
        (units.get(named) or units.named(named))
        if named
        else next((u for u in units.values() if u.kind == "office"), None)
    )
    if unit is None:
        raise DibaoError(
            say(
                f"没有单位 {named or 'office'}，请用 units.csv 里的代码或名称。",
                f"No unit {named or 'office'}; use a code or name of units.csv.",
            ),
            code="no_unit",
        )
    return unit.code


def _draft(
    workspace: Workspace, unit: str, day: date, indicator: str, item: str, number: int, *, part: bool = False
) -> Draft:
    about = workspace.catalogue.get(indicator)
    words = measure(about.units[0] if about and about.units else "条", about)
    return Draft(
        day=day,
        series=Series(unit, indicator, item, words, Basis.NEW),
        window=workspace.settings.window("listening", day),
        value=number,
        interval=Interval.exactly(number),
        approx=Approx.EXACT,
        reporter=unit,
        origin=Origin.COUNTED,
        part_of=0 if part else None,
        text=f"{number}{words}",
        phrase=f"{item or (about.zh if about else indicator)}{number}{words}",
        sentence=f"从收录的公开信息逐条计得{item or (about.zh if about else indicator)}{number}{words}。",
    )
