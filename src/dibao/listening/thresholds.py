"""The thresholds of thresholds.toml, each found on the dev half of a labelled set."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def held(section: str) -> Mapping[str, float]:
    """A section of the file."""
    found: Mapping[str, float] = tomllib.loads((files(__package__) / "thresholds.toml").read_text("utf-8"))[section]
    return found
