"""Counts of few people are not told, and neither is what would give them away."""

from __future__ import annotations

from collections.abc import Mapping


def anonymous(counts: Mapping[str, int], k: int, *, total_told: bool = True) -> dict[str, int | None]:
    """The counts with None in place of those under k.

    Where the total is told beside them, one hidden cell could be worked out as the difference: the next smallest is
    hidden as well.
    """
    told = {name: number if number >= k else None for name, number in counts.items()}
    hidden = sum(1 for number in told.values() if number is None)
    if total_told and hidden == 1 and len(told) > 1:
        smallest = min((number, name) for name, number in told.items() if number is not None)
        told[smallest[1]] = None
    return told
