"""A ledger in memory, for tests: the same protocol as the office's, built from reports and drafts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dibao.catalogue import Opening
from dibao.entries import Arrival, Draft, Entry, Origin, ReportInfo, Seal, Series
from dibao.figures import Approx, Basis, How, Interval, Window

_DATES = re.compile(r"(\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}日(?=\d{1,2}[时:：点])")


def text_digest(text: str) -> str:
    """A hash of a report's text without dates and white space."""
    plain = _DATES.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass
class MemoryLedger:
    """Append-only, with versions and corrections. Days and numbers follow the rules of `dibao.entries.Ledger`."""

    all_entries: list[Entry] = field(default_factory=list)
    all_reports: list[ReportInfo] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def receive(self, report: ReportInfo, drafts: Sequence[Draft], *, supplement: bool = False) -> ReportInfo:
        """Take in a report: an older one of the same unit and day becomes its earlier version. A `supplement` stands
        beside those with other file names."""
        version, replaces = 1, None
        for place, other in enumerate(self.all_reports):
            same = (other.unit_code, other.day) == (report.unit_code, report.day)
            same = same and (not supplement or other.file == report.file)
            if same and other.state is Arrival.COUNTED and report.state is Arrival.COUNTED:
                version, replaces = other.version + 1, other.number
                self.all_reports[place] = replace(other, state=Arrival.REPLACED)
                self.gone |= {entry.number for entry in self.all_entries if entry.report == other.number}
        number = len(self.all_reports) + 1
        taken = replace(report, number=number, version=version, replaces=replaces, figures=len(drafts))
        self.all_reports.append(taken)
        if taken.state is Arrival.COUNTED:
            self.record(drafts, report=taken.number, version=version, file=taken.file)
        return taken

    def record(
        self, drafts: Sequence[Draft], *, report: int | None = None, version: int = 1, file: str = ""
    ) -> list[Entry]:
        """Append a batch of drafts."""
        first = len(self.all_entries) + 1
        batch = [
            Entry(
                number=first + place,
                digest=f"{first + place:064x}",
                draft=draft,
                report=report,
                file=file,
                version=version,
                part_of=None if draft.part_of is None else first + draft.part_of,
            )
            for place, draft in enumerate(drafts)
        ]
        self.all_entries.extend(batch)
        return batch

    def open_with(self, openings: Sequence[Opening]) -> None:
        """Opening balances as entries."""
        for opening in openings:
            interval = Interval.exactly(opening.value)
            draft = Draft(
                opening.day,
                opening.series,
                Window(),
                opening.value,
                interval,
                Approx.EXACT,
                opening.series.unit_code,
                Origin.OPENING,
                window_how=How.DEFAULT,
            )
            self.record([draft])

    def correct(self, number: int, value: int, reason: str) -> Entry:
        """Supersede an entry."""
        old = self.all_entries[number - 1]
        draft = replace(
            old.draft, value=value, interval=Interval.exactly(value), origin=Origin.CORRECTED, reason=reason
        )
        self.gone.add(number)
        entry = replace(old, number=len(self.all_entries) + 1, draft=draft, supersedes=number)
        self.all_entries.append(entry)
        return entry

    def entries(self, first: date, last: date) -> Sequence[Entry]:
        return [e for e in self.all_entries if first <= e.draft.day <= last and e.number not in self.gone]

    def superseded(self, first: date, last: date) -> Sequence[Entry]:
        return [e for e in self.all_entries if first <= e.draft.day <= last and e.number in self.gone]

    def latest(self, before: date) -> Mapping[Series, Entry]:
        found: dict[Series, Entry] = {}
        for entry in self.all_entries:
            standing = entry.series.basis in (Basis.CUMULATIVE, Basis.ASOF)
            if standing and entry.draft.day < before and entry.number not in self.gone:
                held = found.get(entry.series)
                if held is None or held.draft.day <= entry.draft.day:
                    found[entry.series] = entry
        return found

    def reports(self, first: date, last: date, *, also: Collection[date] = ()) -> Sequence[ReportInfo]:
        return [report for report in self.all_reports if first <= report.day <= last or report.day in also]

    def seal(self, day: date) -> Seal | None:
        if not self.all_entries:
            return None
        return Seal(day, len(self.all_entries), self.all_entries[-1].digest)

    def digest_at(self, count: int) -> str | None:
        return self.all_entries[count - 1].digest if 0 < count <= len(self.all_entries) else None


def arrived(day: date, hour: int, minute: int = 0) -> datetime:
    """A local moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute)
