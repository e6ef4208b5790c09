"""The true path from a made-up city's texts to findings: read, link, post, record, check. Clean days are read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from dibao import documents, reading
from dibao.catalogue import Receipt, link, post
from dibao.catalogue.post import sentence
from dibao.checks import Finding, run
from dibao.entries import Draft, Origin, ReportInfo
from support.city import City, Report, write
from support.memory import MemoryLedger, text_digest

Taken = tuple[ReportInfo, Sequence[Draft]]


def take(city: City, report: Report, text: str | None = None) -> Taken:
    """Read a report as the office would."""
    words = write(report) if text is None else text
    document = documents.from_text(words, report.file)
    dated = reading.report_date(document, report.sent_for)
    day = dated or report.sent_for
    workspace = city.workspace
    figures = link(
        document,
        reading.read(document, date=day, names=workspace.units.names),
        workspace.catalogue,
        units=workspace.units,
    )
    info = ReportInfo(
        0,
        report.unit,
        day,
        1,
        report.file,
        document.digest,
        arrived=report.arrived,
        dated=dated,
        told=report.sent_for,
        text=document.text,
        text_digest=text_digest(document.text),
        masked=tuple(sentence(document, place.start, place.end) for place in reading.masked(document)),
    )
    return info, post(document, figures, Receipt(report.unit, day), workspace)


@dataclass
class Mill:
    """A city with its days read; `findings` checks a day in which some reports are others."""

    city: City
    days: dict[date, dict[str, Taken]] = field(default_factory=dict)

    def read(self) -> Mill:
        """Read every day of the city."""
        for day in self.city.dates:
            self.days[day] = {report.unit: take(self.city, report) for report in self.city.reports(day)}
        return self

    def findings(self, day: date, changed: dict[str, Taken | None], counted: Iterable[Draft] = ()) -> list[Finding]:
        """The findings of a day; a unit's report in `changed` takes the place of its clean one, None takes it out."""
        ledger = MemoryLedger()
        for other in self.city.dates:
            if other > day:
                break
            for unit, clean in self.days[other].items():
                taken = changed.get(unit, clean) if other == day else clean
                if taken is not None:
                    ledger.receive(*taken)
        ledger.record(list(counted))
        now = datetime.combine(day + timedelta(days=1), time())
        return run(ledger, self.city.workspace, day, now=now)


def counted_beside(taken: Taken, series_of: int, value: int) -> Draft:
    """A count of the office's own for one of a report's figures."""
    draft = taken[1][series_of]
    exact = type(draft.interval).exactly(value)
    return replace(draft, origin=Origin.COUNTED, value=value, interval=exact, reporter="office", part_of=None)
