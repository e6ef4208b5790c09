"""What words say that no total can: of whose figures one is the sum, and what the charter leaves to the reports."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dibao.catalogue import Units
from dibao.catalogue.rollup import TIERS
from dibao.figures import Figure, How

EVERYONE = "all"
EXEMPT = "privacy.exposures"
"""A private person's leaked data: the one thing that is taken down (docs/charter.md)."""
HANDLED = "claims.handled"
_ASKED = "(?:向|对|给|让|请|组织|动员|指导|协调|督促|号召|通过|联合|会同)[^，。；]{0,6}"
"""Before a name: it is spoken to, not of."""
_TIER_OF = {name: scope for scope, name in TIERS.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _scopes() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(row["words"].split("|")), row["scope"]) for row in _rows("scopes.csv"))


@cache
def _excluded() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _rows("excluded.csv")))


def excluded(figure: Figure, clause: str) -> bool:
    """Whether a figure counts work that Dibao has no clause for (docs/charter.md): it is shown as reported only."""
    if figure.indicator == EXEMPT:
        return False
    return figure.indicator == HANDLED or _excluded().search(figure.phrase + "，" + clause) is not None


def scope_said(figure: Figure, units: Units, clause: str = "") -> str:
    """The scope that a figure's actor or item names: a unit's code, a kind, a tier of media; `all` where none does.

    Whom something is sent to, or who is asked to do it, says nothing of whose work it is.
    """
    if figure.item in _TIER_OF:
        return _TIER_OF[figure.item]
    actor = figure.actor
    if not actor or re.search(_ASKED + re.escape(actor[:4]), clause):
        return EVERYONE
    named = units.mentioned(actor)
    own = [unit for unit in named if unit.kind != "office"]
    if len(own) == 1 and len(named) == 1:
        return own[0].code
    alone = not any(sign.isalpha() for sign in clause)  # a cell: the actor is its row's name
    if own or not (alone or figure.actor_how is How.STATED):
        return EVERYONE
    for words, scope in _scopes():
        if any(word in actor for word in words) and (scope in TIERS or units.group(scope)):
            return scope
    return EVERYONE


def item_said(figure: Figure) -> str:
    """The item of a figure, where it is no tier of media: that is a scope."""
    return "" if figure.item in _TIER_OF else figure.item


def scopes(units: Units, first: str) -> Sequence[str]:
    """Every scope that a figure may be the total of, from the one its words name to single units."""
    kinds = [f"kind:{kind}" for kind in dict.fromkeys(unit.kind for unit in units.values()) if kind != "office"]
    own = [unit.code for unit in units.values() if unit.kind != "office"]
    return list(dict.fromkeys((first, EVERYONE, *kinds, *TIERS, *own)))
