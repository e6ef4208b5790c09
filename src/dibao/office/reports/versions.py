"""Whether a report is new, a new version of one that is there, or a supplement to it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dibao.entries import Arrival, Draft, Entry, Origin, Series
from dibao.figures import Window
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.fingerprint import same_name
from dibao.office.reports.models import REPORT, Report

Key = tuple[Series, Window]
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report belongs. `replaced`: the version before; `dropped`: its entries, which no longer count.

    `supersedes`: by position in the drafts, the entry that a draft stands in for. `corrections`: how many of the
    dropped entries a person had corrected. `supplements`: the unit has other reports of that day, which stay.
    """

    replaced: Report | None = None
    dropped: Sequence[Entry] = ()
    supersedes: dict[int, int] = field(default_factory=dict)
    supplements: bool = False

    @property
    def version(self) -> int:
        return self.replaced.version + 1 if self.replaced else 1

    @property
    def corrections(self) -> int:
        return sum(entry.draft.origin is Origin.CORRECTED for entry in self.dropped)


def place(ledger: DjangoLedger, file: str, unit_code: str, day: date, drafts: Sequence[Draft]) -> Place:
    """Find the place of a report of `unit_code` and `day`, under the lock; three queries.

    A report of the same unit and day is a new version, unless it clearly is another one: its file is named otherwise
    and the two share fewer than half of their keys. Then it stands beside the first, and what contradicts stands both.
    Half of the longer one: a note that corrects one figure of thirty must not put the other twenty-nine aside.
    """
    there = list(
        Report.objects.filter(kind=REPORT, unit_code=unit_code, day=day, state=Arrival.COUNTED.value)
        .defer("text")
        .order_by("id")
    )
    of_report: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in ledger.of_reports([report.id for report in there]) if there else ():
        of_report[entry.report].append(entry)
    replaced = _version_before(file, drafts, there, of_report)
    dropped = of_report[replaced.id] if replaced else []
    carried = ledger.carried(day, {draft.series.unit_code for draft in drafts})
    return Place(replaced, dropped, _superseded(drafts, dropped, carried), bool(there) and replaced is None)


def _version_before(
    file: str, drafts: Sequence[Draft], there: Sequence[Report], of_report: dict[int | None, list[Entry]]
) -> Report | None:
    for report in there:
        if same_name(report.file, file):
            return report
    keys = {(draft.series, draft.window) for draft in drafts}
    shares = {report.id: _share(keys, of_report[report.id]) for report in there}
    best = max(there, key=lambda report: shares[report.id], default=None)
    return best if best and shares[best.id] >= _HALF else None


def _share(keys: set[Key], entries: Sequence[Entry]) -> float:
    """Of the longer of two reports, the share of keys that both have."""
    others = {(entry.series, entry.draft.window) for entry in entries}
    return len(keys & others) / max(len(keys), len(others), 1)


def _superseded(drafts: Sequence[Draft], dropped: Sequence[Entry], carried: Sequence[Entry]) -> dict[int, int]:
    """Each draft stands in for the dropped entry of its key, in order, else for a value carried forward to its day."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for entry in dropped:
        waiting[entry.series, entry.draft.window].append(entry.number)
    for entry in carried:
        waiting[entry.series].append(entry.number)
    found: dict[int, int] = {}
    for position, draft in enumerate(drafts):
        for key in ((draft.series, draft.window), draft.series):
            if waiting[key]:
                found[position] = waiting[key].popleft()
                break
    return found
