"""What the ledger says now of the figures of a brief that was written earlier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dibao.catalogue import Workspace
from dibao.composing.binding import Binding, parse
from dibao.composing.brief import Figure
from dibao.composing.digest import DigestFacts
from dibao.composing.facts import Facts
from dibao.composing.findings import Finding
from dibao.composing.provenance import figures_in, number
from dibao.entries import Ledger


def facts_of(
    ledger: Ledger, workspace: Workspace, payload: Mapping[str, Any], findings: Iterable[Finding] = ()
) -> Facts:
    """The facts of a written brief's day, or of the days of a digest.

    `findings`: the day's, by which the figures of one day are questioned.
    """
    day = date.fromisoformat(payload["date"])
    first = date.fromisoformat(payload.get("first") or payload["date"])
    series = workspace.settings.series.get(str(payload.get("series", "")))
    if first == day and not (series and series.digest):
        return Facts.of(ledger, workspace, day, findings, back=_days_charted(payload))
    return DigestFacts.over(ledger, workspace, first, day, {})


def _days_charted(payload: Mapping[str, Any]) -> int:
    """How many days back the values of the brief's charts go."""
    bounds = (parse(figure["bound"]) for picture in payload.get("pictures", ()) for figure in picture["figures"])
    return max((-bound.day for bound in bounds if isinstance(bound, Binding)), default=0)


def afresh(facts: Facts, payload: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Figure | None]]:
    """Each figure as it was written, with what it would be now; None where it would not be at all."""
    for then in figures_in(payload):
        binding = parse(then["bound"])
        if isinstance(binding, Binding):
            yield then, in_measure(facts.figures(binding), known(then)["unit"])


def in_measure(figures: Sequence[Figure], measure: str) -> Figure | None:
    """The figure in this measure word; any, where the file's was missing and had none; else the one that is missing."""
    if not measure:
        return figures[0] if figures else None
    same = (figure for figure in figures if figure.measure == measure)
    return next(same, next((figure for figure in figures if figure.value is None), None))


def has_moved(then: Mapping[str, Any], now: Figure | None) -> bool:
    """Whether a figure's value, or what its words allow, is another now."""
    numbers = (number(now.value), number(now.low), number(now.high)) if now else (None, None, None)
    return numbers != tuple(known(then)[key] for key in ("value", "low", "high"))


def known(then: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the ledger said when the brief was written, also of a figure that says otherwise for a reason."""
    ledger: Mapping[str, Any] = then.get("accepted", {}).get("ledger", then)
    return ledger
