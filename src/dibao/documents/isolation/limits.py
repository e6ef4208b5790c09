"""What a worker may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of wall clock for one file; `memory` in bytes, above what the worker inherits; `output` in bytes.

    With what a process inherits, the memory stays under 1 GB; with starting and ending a worker, nine seconds stay
    under ten.
    """

    seconds: float = 9.0
    memory: int = 512 * MIB
    output: int = 128 * MIB


DEFAULT = Limits()
FILES = 64
"""Open files at a time: importing a library opens a few."""
