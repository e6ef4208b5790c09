"""What of an entry is hashed, and how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

GENESIS = "0" * 64
"""What stands before the first entry."""

HASHED = (
    "number",
    "recorded",
    "report_id",
    "source",
    "day",
    "unit_code",
    "indicator",
    "item",
    "measure",
    "basis",
    "basis_how",
    "window_start",
    "window_end",
    "window_how",
    "value",
    "low",
    "high",
    "open_high",
    "approx",
    "reporter",
    "origin",
    "start",
    "end",
    "part_of_id",
    "supersedes_id",
)
"""The columns of an entry that its digest covers, in this order: all but the digest."""

_FORM = "dibao-entry-1"
"""Entries of the ledger, in the first form of what is hashed."""


def digest(previous: str, values: Sequence[object], *, form: str = _FORM) -> str:
    """SHA-256 of the digest before, and of the HASHED columns' values as compact JSON. `form`: what is chained."""
    content = json.dumps([form, previous, *map(_plain, values)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
