"""The brief of any series: from its template, with the facts of its day or of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.composing.brief import Brief
from dibao.composing.digest import DigestFacts, digest_text
from dibao.composing.edition import Edition
from dibao.composing.facts import Facts
from dibao.composing.fill import days_back, filled
from dibao.composing.findings import Finding
from dibao.composing.form import build_template, default_template
from dibao.composing.template import Template
from dibao.entries import Ledger

SPECIAL_TEXT = Path(__file__).with_name("special.zh.txt")


def compose_edition(
    ledger: Ledger,
    workspace: Workspace,
    edition: Edition,
    template: Path | None = None,
    *,
    findings: Mapping[date, Sequence[Finding]] | None = None,
    at: datetime | None = None,
    dispatch: str = "",
) -> Brief:
    """The brief of an edition, from the template in this file (None: the one that ships with Dibao for the series).

    `findings`: the open ones by day. `at`: the moment, local. `dispatch`: what the day's instructions are and
    how far they are; a digest tells none.
    """
    form = Template.open(template) if template is not None else Template.load(built_in(edition))
    by_day = findings or {}
    if edition.series.digest:
        return filled(DigestFacts.over(ledger, workspace, edition.first, edition.last, by_day), form, edition)
    back = days_back(form, workspace)
    found = by_day.get(edition.last, ())
    facts = Facts.of(ledger, workspace, edition.last, found, at, back=back, dispatch=dispatch)
    return filled(facts, form, edition)


def built_in(edition: Edition) -> bytes:
    """The template that ships with Dibao for a series."""
    if edition.series.digest:
        return _digest_template()
    return _special_template() if edition.series.code == "special" else default_template()


@cache
def _digest_template() -> bytes:
    return build_template(digest_text())


@cache
def _special_template() -> bytes:
    return build_template(SPECIAL_TEXT.read_text(encoding="utf-8"))
