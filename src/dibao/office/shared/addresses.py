"""Parts of addresses that several desks use."""

from __future__ import annotations

from datetime import date


class Day:
    """A reporting day in an address, 2026-02-03."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """ValueError, and so no such page, where the calendar has no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
