"""What is counted, in whose words: indicators, units, the workspace, linking, posting and totals."""

from dibao.catalogue.indicators import OTHER, Catalogue, Indicator, Nature, default_catalogue
from dibao.catalogue.settings import Settings
from dibao.catalogue.units import Unit, Units
from dibao.catalogue.workspace import Opening, Wording, Workspace, find

__all__ = [
    "OTHER",
    "Catalogue",
    "Indicator",
    "Nature",
    "Opening",
    "Settings",
    "Unit",
    "Units",
    "Wording",
    "Workspace",
    "default_catalogue",
    "find",
]
