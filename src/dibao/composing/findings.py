"""A finding of the checks as composing sees it: the checks make them, and composing must not import the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

ERROR = "error"
"""The severity of a finding that makes its figures questioned."""


class Told(Protocol):
    """A figure that a finding speaks of."""

    @property
    def entry(self) -> int: ...


class Accepted(Protocol):
    """That a person let a finding stand, and why."""

    @property
    def reason(self) -> str: ...
    @property
    def who(self) -> str: ...


class Finding(Protocol):
    """A finding as composing sees it; `dibao.checks` makes them."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def unit_code(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def figures(self) -> Sequence[Told]: ...
    @property
    def accepted(self) -> Accepted | None: ...
