"""Figures in, findings out: one module a check, each with a stable code, a sentence with the arithmetic, and a way out.

Findings never stop anything: the brief goes out with what is questioned marked as such.
"""

from dibao.checks.engine import Examined, examine, run
from dibao.checks.finding import Accepted, Finding, Severity, Told, Way, WayOut
from dibao.checks.registry import Check, all_checks, explain

__all__ = [
    "Accepted",
    "Check",
    "Examined",
    "Finding",
    "Severity",
    "Told",
    "Way",
    "WayOut",
    "all_checks",
    "examine",
    "explain",
    "run",
]
