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
from dibao.entries import Ledger
from dibao.office.briefs.actions import DraftBrief
from dibao.office.briefs.register import planned_number
from dibao.office.ledger.actions.seal import SealDay
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.findings import findings
from dibao.office.ledger.remembered import Remembered
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


def seen(
    office: Office, day: date, code: str = "daily", ledger: Ledger | None = None, number: int | None = None
) -> Brief:
    """The brief as it would be composed now, to look at: nothing is sealed, nothing written.

    `ledger`, `number`: where the caller knows them already.
    """
    ledger = ledger or Remembered(DjangoLedger.of(office))
    settings = office.workspace.settings
    edition = Edition.of(settings, day, code)
    edition = replace(edition, number=planned_number(settings, edition.series, day) if number is None else number)
    template = office.root / (edition.series.template or settings.template)
    days = [edition.first + timedelta(days=step) for step in range((day - edition.first).days + 1)]
    return compose_edition(
        ledger,
        office.workspace,
        edition,
        template if template.is_file() else None,
        findings={each: findings(office, each, ledger) for each in days},
        at=office.now(),
        dispatch=told(office, day, "dispatch"),
    )


def facts_near(office: Office, series: BriefSeries, day: date, ledger: Ledger) -> Facts:
    """What a figure of a brief is reconciled with: the values of its day and of the one before; a digest's figures
    with nothing. One question."""
    if series.digest:
        return DigestFacts(office.workspace, day, (), (), (), None)
    before = day - timedelta(days=1)
    entries = ledger.entries(before, day)
    told = {each: tuple(entry for entry in entries if entry.draft.day == each) for each in (before, day)}
    return Facts(office.workspace, day, told[day], told[before], (), None)


def carded(office: Office, day: date, count: int = 10) -> Brief:
    """The card of a day's brief, as things stand now."""
    brief = composed(office, day)
    before = findings(office, day - timedelta(days=1))
    ledger = DjangoLedger.of(office)
    return answer_card(brief, ledger, office.workspace, count=count, before=before, at=office.now())
