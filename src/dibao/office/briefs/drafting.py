"""A brief as things stand now, and who wrote a draft of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dibao.catalogue.brief_series import BriefSeries
from dibao.composing import Brief, Edition
from dibao.composing.card import answer_card
from dibao.composing.digest import DigestFacts
from dibao.composing.facts import Facts
from dibao.composing.series import compose_edition
from dibao.office.briefs.actions import DraftBrief
from dibao.office.briefs.register import planned_number
from dibao.office.ledger.actions.seal import SealDay
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.findings import findings
from dibao.office.shared.office import Office
from dibao.office.shared.told import told
from dibao.office.shared.vault import digest_of


def drafted(office: Office, brief: Brief, out: Path) -> None:
    """Put on record who wrote this draft: its authors do not review it."""
    DraftBrief(brief.series, brief.first or brief.day, brief.day, digest_of(out.read_bytes()), out.name).run(office)


def composed(office: Office, day: date, code: str = "daily") -> Brief:
    """Seal the day and compose its brief from the series' template."""
    SealDay(day).run(office)
    return seen(office, day, code)


def seen(office: Office, day: date, code: str = "daily") -> Brief:
    """The brief as it would be composed now, to look at: nothing is sealed, nothing written."""
    settings = office.workspace.settings
    edition = Edition.of(settings, day, code)
    edition = replace(edition, number=planned_number(settings, edition.series, day))
    template = office.root / (edition.series.template or settings.template)
    days = [edition.first + timedelta(days=step) for step in range((day - edition.first).days + 1)]
    return compose_edition(
        DjangoLedger.of(office),
        office.workspace,
        edition,
        template if template.is_file() else None,
        findings={each: findings(office, each) for each in days},
        at=office.now(),
        dispatch=told(office, day, "dispatch"),
    )


def facts_seen(office: Office, series: BriefSeries, day: date) -> Facts:
    """What the ledger says of the brief's day, or of the days of a digest."""
    ledger = DjangoLedger.of(office)
    if series.digest:
        return DigestFacts.over(ledger, office.workspace, series.first_day(day), day, {})
    return Facts.of(ledger, office.workspace, day, findings(office, day), office.now())


def carded(office: Office, day: date, count: int = 10) -> Brief:
    """The card of a day's brief, as things stand now."""
    brief = composed(office, day)
    before = findings(office, day - timedelta(days=1))
    ledger = DjangoLedger.of(office)
    return answer_card(brief, ledger, office.workspace, count=count, before=before, at=office.now())
