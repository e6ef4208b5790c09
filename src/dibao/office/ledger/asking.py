"""What somebody asks the ledger for: which days, units, indicator, basis, measure word and item, from an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q

from dibao.catalogue import Workspace
from dibao.catalogue.rollup import members_of
from dibao.catalogue.units import KINDS
from dibao.figures import Basis
from dibao.language import say
from dibao.office.reports.models import Report

DAYS = 7
MOST_DAYS = 31
"""So many days stand side by side at most."""


@dataclass(frozen=True, slots=True)
class Asking:
    """`indicator`, `basis`, `measure`, `item`: "" for all; `group`: all | kind:district | a unit's code."""

    first: date
    last: date
    group: str = "all"
    indicator: str = ""
    basis: str = ""
    measure: str = ""
    item: str = ""
    page: int = 1

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1)]

    def address(self, **other: object) -> str:
        """The query of an address that asks for the same, but for what is given."""
        told = {"from": self.first.isoformat(), "to": self.last.isoformat()}
        told |= {name: str(getattr(self, name)) for name in ("group", "indicator", "basis", "measure", "item")}
        told |= {"page": str(self.page)} | {key: str(value) for key, value in other.items()}
        usual = {"group": "all", "page": "1"}
        return urlencode({key: value for key, value in told.items() if value and usual.get(key) != value})

    def entries(self, workspace: Workspace) -> Q:
        """The condition on entries."""
        found = Q(day__range=(self.first, self.last))
        if self.group != "all":
            found &= Q(unit_code__in=members_of(self.group, workspace))
        for name in ("indicator", "basis", "measure"):
            if value := getattr(self, name):
                found &= Q(**{name: value})
        if self.item:
            ends = Q(item__startswith=f"{self.item}·") | Q(item__endswith=f"·{self.item}")
            found &= Q(item=self.item) | ends | Q(item__contains=f"·{self.item}·")
        return found


def asked(given: Mapping[str, str], workspace: Workspace, today: date) -> Asking:
    """What an address asks for. What it does not say, or says wrongly, is the usual: the last days with reports."""
    last, first = _day(given.get("to", "")) or _day(given.get("day", "")), _day(given.get("from", ""))
    if last is None or first is None:
        last = last or _day_with_reports("-day") or today
        first = first or max(last - timedelta(days=DAYS - 1), _day_with_reports("day") or last)
    first = min(max(first, last - timedelta(days=MOST_DAYS - 1)), last)
    group = given.get("group", "all")
    basis, page = given.get("basis", ""), given.get("page", "1")
    found = Asking(first, last, group if members_of(group, workspace) else "all")
    return replace(
        found,
        indicator=given.get("indicator", "")[:80],
        basis=basis if basis in tuple(Basis) else "",
        measure=given.get("measure", "")[:40],
        item=given.get("item", "")[:80],
        page=min(max(int(page), 1), 10_000) if page.isascii() and page.isdecimal() else 1,
    )


def _day_with_reports(order: str) -> date | None:
    """The first day with reports (`day`), or the last (`-day`); openings may be in it."""
    return Report.objects.order_by(order).values_list("day", flat=True).first()  # the first of an index


def groups(workspace: Workspace) -> list[tuple[str, str]]:
    """The groups of units that can be asked for, with their names: all, by kind, and units with others below them."""
    units = workspace.units
    names = {
        "office": say("本机构", "the office"),
        "media": say("媒体", "media"),
        "district": say("区县", "districts"),
        "department": say("部门", "departments"),
        "platform": say("平台", "platforms"),
        "other": say("其他", "others"),
    }
    there = set(units.kinds.values()) - {"office"}
    kinds = [(f"kind:{kind}", names[kind]) for kind in KINDS if kind in there]
    heads = [(code, units[code].name) for code in units.children]
    return [("all", say("全部单位", "all units")), *kinds, *heads]


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1990, 1, 1) <= found <= date(2200, 1, 1) else None
