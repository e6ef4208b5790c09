"""What is counted, in whose words: indicators, units, the workspace, linking, posting and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.catalogue.advice import advice
from dibao.catalogue.indicators import OTHER, Catalogue, Indicator, Nature, default_catalogue
from dibao.catalogue.link import Candidate, candidates, link
from dibao.catalogue.measures import measure
from dibao.catalogue.post import Receipt, post
from dibao.catalogue.settings import Settings
from dibao.catalogue.units import Unit, Units
from dibao.catalogue.wordings import Wording
from dibao.catalogue.workspace import Opening, Workspace, find

if TYPE_CHECKING:
    from dibao.catalogue.overlaps import Contained
    from dibao.catalogue.rollup import Query, Total, roll_up

__all__ = [
    "OTHER",
    "Candidate",
    "Catalogue",
    "Contained",
    "Indicator",
    "Nature",
    "Opening",
    "Query",
    "Receipt",
    "Settings",
    "Total",
    "Unit",
    "Units",
    "Wording",
    "Workspace",
    "advice",
    "candidates",
    "default_catalogue",
    "find",
    "link",
    "measure",
    "post",
    "roll_up",
]


def __getattr__(name: str) -> object:
    """Reading one page must not pay for totals."""
    if name in ("Contained", "Query", "Total", "roll_up"):
        from dibao.catalogue import rollup

        return getattr(rollup, name)
    raise AttributeError(name)
