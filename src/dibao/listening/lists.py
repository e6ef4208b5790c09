"""Word lists of this room, as CSV beside it."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a list, by its headings."""
    return list(csv.DictReader((files(__package__) / name).read_text("utf-8").splitlines()))
