"""The findings (待核) of a reporting day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dibao import checks
from dibao.checks import Accepted, Examined, Finding
from dibao.entries import Ledger
from dibao.office.ledger.book import DjangoLedger, UnitsLedger, Whose
from dibao.office.ledger.models import Acceptance
from dibao.office.shared.kept import Kept
from dibao.office.shared.later import Answer, Later, is_large
from dibao.office.shared.office import Office
from dibao.office.shared.policies import may, name_of

_kept: Kept[list[Finding]] = Kept(16)
_of_units: Kept[list[Finding]] = Kept(256)


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


def known_findings(office: Office, day: date) -> Answer[list[Finding]]:
    """The open findings of a day, for pages: found again only where something has changed, in a large office while the
    page shows those that were found last."""
    if is_large(office):
        return _later.get(office, day)
    return Answer(_kept.get(office, day, lambda: found_open(office, day)), office.now(), fresh=True)


def found_open(office: Office, day: date) -> list[Finding]:
    """The open findings of a day, found now."""
    return open_of(findings(office, day))


_later = Later(found_open)


def findings_for(office: Office, day: date, unit_code: str) -> list[Finding]:
    """The open findings of a day, as far as they concern this unit. In a large office those that its own figures and
    those of the units below it give, without a look at anybody else's; and so wherever somebody asks who does not see
    everybody's work."""
    if may(office.actor, "today.see") and not is_large(office):
        return known_findings(office, day).or_wait()
    return findings_within(office, day, office.workspace.units.codes(unit_code) or frozenset([unit_code]))


def findings_within(office: Office, day: date, codes: frozenset[str]) -> list[Finding]:
    """The open findings of a day that the figures of these units give by themselves. What another unit told of them
    is looked at for those alone who see everybody's work: a finding tells it, and that there is none tells it too."""
    whose = Whose(codes, own=not may(office.actor, "today.see"))
    return _of_units.get(office, (day, whose), partial(_found_within, office, day, whose))


def _found_within(office: Office, day: date, whose: Whose) -> list[Finding]:
    workspace = office.workspace
    others = (code for code in workspace.units if code not in whose.codes)
    expect = {**workspace.settings.expect, **dict.fromkeys(others, False)}
    alone = replace(workspace, settings=replace(workspace.settings, expect=expect))
    ledger = UnitsLedger(DjangoLedger.of(office), whose)
    return open_of(with_accepted(checks.run(ledger, alone, day, now=office.now()), day))


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
