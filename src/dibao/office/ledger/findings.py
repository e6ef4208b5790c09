"""The findings (待核) of a reporting day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from dibao import checks
from dibao.catalogue import Workspace
from dibao.checks import Accepted, Finding
from dibao.language import current
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Acceptance
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of

_Key = tuple[date, int, datetime, str]
_KEPT = 16
_kept: OrderedDict[_Key, tuple[Workspace, list[Finding]]] = OrderedDict()
_lock = Lock()


def findings(office: Office, day: date) -> list[Finding]:
    """The findings of a reporting day, as of now; those that a person let stand say so (`accepted`)."""
    return with_accepted(checks.run(DjangoLedger.of(office), office.workspace, day, now=office.now()), day)


def with_accepted(found: Sequence[Finding], day: date) -> list[Finding]:
    """The day's findings, each with what stands about it."""
    lines = {line.finding: line for line in Acceptance.objects.filter(day=day).order_by("id")}
    standing = {finding: line for finding, line in lines.items() if line.stands}
    return [_accepted(one, standing.get(one.id)) for one in found] if standing else list(found)


def _accepted(finding: Finding, line: Acceptance | None) -> Finding:
    return finding if line is None else replace(finding, accepted=Accepted(line.reason, name_of(line.who), line.at))


def open_of(found: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has let stand."""
    return [finding for finding in found if finding.accepted is None]


def known_findings(office: Office, day: date) -> list[Finding]:
    """As `findings`, for pages: found again only where something was written, a minute has passed, or a plain file of
    the workspace has changed. One query where nothing has."""
    written = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
    key = (day, written, office.now().replace(second=0, microsecond=0), current())
    with _lock:
        held = _kept.get(key)
        if held is not None and held[0] is office.workspace:
            _kept.move_to_end(key)
            return held[1]
    found = findings(office, day)
    with _lock:
        _kept[key] = (office.workspace, found)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found
