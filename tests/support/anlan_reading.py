"""The example city's reports as Dibao takes them in, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache

from dibao.catalogue import Workspace, default_catalogue, measure
from dibao.documents import Enclosed
from dibao.entries import Arrival, ReportInfo
from dibao.figures import Figure
from dibao.office.reports.fingerprint import text_digest
from dibao.office.reports.intake import Taken, take
from support.anlan import CITY, DAYS, Truth, files, rows
from support.memory import MemoryLedger


@cache
def workspace() -> Workspace:
    """The city's settings, units and opening balances."""
    return Workspace.open(CITY)


@cache
def taken(file: str) -> Taken:
    """A report, named relative to the city's folder, received for the day of its folder."""
    day = date.fromisoformat(file.partition("/")[0])
    arrived = next(datetime.fromisoformat(row["arrived"]) for row in rows("arrivals.csv") if row["file"] == file)
    now = datetime.combine(day, time(12, 30))
    report = Enclosed(file, (CITY / file).read_bytes())
    return take(report, workspace(), now, told=day, arrived=arrived)


@cache
def received() -> MemoryLedger:
    """A ledger with the opening balances and all three days. Read it only."""
    ledger = MemoryLedger()
    ledger.open_with(workspace().openings)
    for day in DAYS:
        for path in files(day):
            report = taken(f"{day.isoformat()}/{path.name}")
            ledger.receive(_info(report), report.drafts)
    return ledger


def _info(report: Taken) -> ReportInfo:
    unit = report.whose.unit
    return ReportInfo(
        number=0,
        unit_code=unit.code if unit else "",
        day=report.day,
        version=1,
        file=report.file,
        digest=report.digest,
        state=Arrival.COUNTED if unit else Arrival.WAITING,
        arrived=report.arrived,
        dated=report.dated,
        told=report.told,
        text=report.document.text,
        text_digest=text_digest(report.document.text),
        figures=len(report.figures),
        masked=tuple(report.masked),
    )


def misread(truths: Sequence[Truth], figures: Sequence[Figure]) -> list[str]:
    """What of the truth is not read, or is read otherwise; each figure is used once."""
    left = list(figures)
    wrong: list[str] = []
    for truth in truths:
        alike = [figure for figure in left if figure.value == truth.value]
        if not alike:
            wrong.append(f"{_named(truth)}: not read")
            continue
        best = min(alike, key=lambda figure: len(differences(truth, figure)))
        left.remove(best)
        if found := differences(truth, best):
            wrong.append(f"{_named(truth)}: {'; '.join(found)}")
    return wrong


def differences(truth: Truth, figure: Figure) -> list[str]:
    """In what a figure differs from the truth: measure, indicator, item, basis, interval."""
    indicator = default_catalogue().get(truth.indicator)
    said = {
        "indicator": (truth.indicator, figure.indicator),
        "basis": (truth.basis, str(figure.basis) if figure.basis else None),
        "measure": (measure(truth.measure, indicator), measure(figure.unit, indicator)),
        "item": (truth.item, figure.item),
        "low": (truth.low, figure.interval.low),
        "high": (truth.high, figure.interval.high),
    }
    return [f"{name} {read!r}, not {right!r}" for name, (right, read) in said.items() if right != read]


def _named(truth: Truth) -> str:
    return f"{truth.text} {truth.measure} {truth.indicator} {truth.basis}"
