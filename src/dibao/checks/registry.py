"""The checks that there are: every module of this package that has a `CHECK`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from dibao.checks.finding import Finding
from dibao.checks.snapshot import Snapshot
from dibao.figures import Interval
from dibao.language import say

Doubts = Mapping[int, Interval | None]
"""By entry number, what the value may be instead, once a finding stands; None: nothing can be concluded from it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding and what it takes away from later checks: a cause is reported once, not with all its consequences."""

    finding: Finding
    doubts: Doubts = field(default_factory=dict)
    windows: frozenset[int] = frozenset()
    """Numbers of entries whose windows later checks must not build on."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `order`: causes come before consequences; checks see what earlier ones put in doubt.

    `whole_report`: it judges reports, not figures, and leaves no figure in doubt for the next day's checks.
    """

    code: str
    order: int
    zh: str
    en: str
    find: Callable[[Snapshot], Iterable[Problem]]
    whole_report: bool = False

    def explain(self) -> str:
        """What the check compares, and how."""
        return say(self.zh, self.en)


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, causes first."""
    import dibao.checks as package

    modules = (
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    )
    found = [check for module in modules if isinstance(check := getattr(module, "CHECK", None), Check)]
    return tuple(sorted(found, key=lambda check: (check.order, check.code)))


def explain(code: str) -> str:
    """What the check with this code compares, and how; "" for an unknown code."""
    return next((check.explain() for check in all_checks() if check.code == code), "")
