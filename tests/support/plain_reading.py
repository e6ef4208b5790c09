"""A reading room of one rule, for tests of what comes after it: `code 数 量词 basis`, one figure a line.

`outreach.leaflets 100 份 new`; a code of `?` is left open, `part` as the last word makes a figure part of the one
before it, a line with `**` is masked, `日期 2026-02-03` dates the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dibao.documents import Document
from dibao.figures import Approx, Basis, Figure, How, Interval, Span

_LINE = re.compile(
    r"(?m)^(?P<code>[\w.?]+) (?P<value>\d+) ?(?P<unit>\w*) (?P<basis>new|cumulative|asof)(?P<part> part)?$"
)


def install(put: Callable[[Any, str, Any], None]) -> None:
    """Put this reader in the place of the real one; `put` is setattr or a monkeypatch's."""
    from dibao import catalogue, reading

    put(reading, "read", read)
    put(reading, "masked", masked)
    put(reading, "report_date", report_date)
    put(catalogue, "link", lambda document, figures, *args, **named: figures)


def read(document: Document, *, date: date | None = None, names: frozenset[str] = frozenset()) -> list[Figure]:
    figures: list[Figure] = []
    for position, match in enumerate(_LINE.finditer(document.text)):
        start, end = match.span("value")
        value = int(match["value"])
        figures.append(
            Figure(
                value=value,
                interval=Interval.exactly(value),
                approx=Approx.EXACT,
                unit=match["unit"],
                span=Span(document.name, start, end, document.locator(start)),
                text=match["value"],
                phrase=match["code"],
                basis=Basis(match["basis"]),
                basis_how=How.STATED,
                indicator=None if match["code"] == "?" else match["code"],
                part_of=position - 1 if match["part"] else None,
                reasons=("plain",),
            )
        )
    return figures


def masked(document: Document) -> list[Span]:
    return [Span(document.name, *match.span()) for match in re.finditer(r".*\*\*.*", document.text)]


def report_date(document: Document, near: date) -> date | None:
    found = re.search(r"日期 (\d{4}-\d\d-\d\d)", document.text)
    return date.fromisoformat(found[1]) if found else None
