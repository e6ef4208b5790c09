"""The findings (待核) of a reporting day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dibao import checks
from dibao.checks import Accepted, Examined, Finding
from dibao.entries import Ledger
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Acceptance
from dibao.office.shared.kept import Kept
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of

_kept: Kept[list[Finding]] = Kept(16)


def findings(office: Office, day: date, ledger: Ledger | None = None) -> list[Finding]:
    """The findings of a reporting day, as of now; those that a person let stand say so (`accepted`).

    `ledger`: where the caller has one already.
    """
    return with_accepted(checks.run(ledger or DjangoLedger.of(office), office.workspace, day, now=office.now()), day)


def examined(office: Office, day: date, ledger: Ledger) -> Examined:
    """As `findings`, with those about the figures of the day before."""
    found = checks.examine(ledger, office.workspace, day, now=office.now())
    both = with_accepted((*found.findings, *found.yesterday), day, *{one.date for one in found.yesterday})
    return Examined(both[: len(found.findings)], both[len(found.findings) :])


def known_findings(office: Office, day: date) -> list[Finding]:
    """The open findings of a day, for pages: found again only where something has changed."""
    return _kept.get(office, day, lambda: open_of(findings(office, day)))


def with_accepted(found: Sequence[Finding], *days: date) -> list[Finding]:
    """The findings of these days, each with what stands about it."""
    lines = {line.finding: line for line in Acceptance.objects.filter(day__in=days).order_by("id")}
    standing = {finding: line for finding, line in lines.items() if line.stands}
    return [_accepted(one, standing.get(one.id)) for one in found] if standing else list(found)


def _accepted(finding: Finding, line: Acceptance | None) -> Finding:
    return finding if line is None else replace(finding, accepted=Accepted(line.reason, name_of(line.who), line.at))


def open_of(found: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has let stand."""
    return [finding for finding in found if finding.accepted is None]
