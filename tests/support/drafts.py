"""Drafts by hand, for tests of checks: one line a figure, in the words of a report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from dibao.catalogue import Opening, Settings, Unit, Units, Workspace
from dibao.checks import Finding, run
from dibao.entries import Arrival, Draft, Origin, ReportInfo, Series
from dibao.figures import Approx, Basis, How, Interval, Number, Window
from support.memory import MemoryLedger, text_digest

DAY = date(2026, 2, 3)

UNITS = Units(
    [
        Unit("office", "安澜市宣传舆论组", "office"),
        Unit("donghe", "东河区", "district"),
        Unit("xishan", "西山区", "district"),
        Unit("nanhu", "南湖区", "district"),
        Unit("daily", "安澜日报", "media"),
    ]
)
QUIET = Workspace(
    settings=Settings(began=date(2026, 1, 20), expect=dict.fromkeys(UNITS, False)),
    units=UNITS,
)
"""A workspace in which nobody owes a report."""


def day(step: int) -> date:
    """The day `step` days after DAY."""
    return DAY + timedelta(days=step)


def at(text: str) -> datetime:
    """`02-03T09:00` of the tests' year."""
    return datetime.fromisoformat(f"2026-{text}")


def draft(
    value: Number,
    basis: str = "new",
    *,
    on: date = DAY,
    unit: str = "donghe",
    indicator: str = "outreach.leaflets",
    item: str = "",
    measure: str = "份",
    window: Window | None = None,
    reporter: str = "",
    **more: object,
) -> Draft:
    """A draft; without `window` it has the day's usual one, by default."""
    usual = Window(datetime(on.year, on.month, on.day), datetime(on.year, on.month, on.day) + timedelta(days=1))
    start = None if basis == "asof" else datetime(2026, 1, 20) if basis == "cumulative" else usual.start
    words = {"new": "新增", "cumulative": "累计"}.get(basis, "")
    base = Draft(
        day=on,
        series=Series(unit, indicator, item, measure, Basis(basis)),
        window=window or Window(start, usual.end),
        value=value,
        interval=Interval.exactly(value),
        approx=Approx.EXACT,
        reporter=reporter or unit,
        window_how=How.STATED if window else How.DEFAULT,
        text=f"{value}{measure}",
        phrase=f"{words}发放宣传资料",
        sentence=f"{words}发放宣传资料{value}{measure}",
    )
    return replace(base, **more)  # type: ignore[arg-type]


def approximate(text: str, low: Number, high: Number | None, approx: Approx = Approx.EXACT) -> dict[str, object]:
    """The fields of a draft whose number is not exact."""
    return {"text": text, "interval": Interval(low, high), "approx": approx}


@dataclass
class Days:
    """A ledger that is filled day by day, and the checks of one day."""

    workspace: Workspace = QUIET
    ledger: MemoryLedger = field(default_factory=MemoryLedger)

    def report(
        self,
        *drafts: Draft,
        unit: str = "donghe",
        on: date = DAY,
        text: str = "",
        supplement: bool = False,
        **more: object,
    ) -> ReportInfo:
        """Take in a report. Without a text, the sentences of the drafts are its text. `supplement`: it stands beside
        what the unit sent before, unless a file of that name is there."""
        body = text or "。".join(one.sentence for one in drafts)
        info = ReportInfo(
            0, unit, on, 1, f"{unit}.txt", digest="", told=on, text=body, text_digest=text_digest(body) if body else ""
        )
        return self.ledger.receive(replace(info, **more), drafts, supplement=supplement)  # type: ignore[arg-type]

    def opening(self, on: date, value: Number, **more: object) -> None:
        """An opening balance."""
        self.ledger.open_with([Opening(on, draft(value, "cumulative", **more).series, value)])  # type: ignore[arg-type]

    def check(self, on: date = DAY, now: datetime | None = None) -> list[Finding]:
        """The findings of a day, at its end."""
        end = datetime(on.year, on.month, on.day, 23, 59)
        return run(self.ledger, self.workspace, on, now=now or end)

    def codes(self, on: date = DAY, now: datetime | None = None) -> list[str]:
        """The codes of a day's findings."""
        return [finding.code for finding in self.check(on, now)]

    def only(self, on: date = DAY, now: datetime | None = None) -> Finding:
        """The one finding of a day."""
        found = self.check(on, now)
        assert len(found) == 1, [(one.code, one.message) for one in found]
        return found[0]


__all__ = [
    "DAY",
    "QUIET",
    "UNITS",
    "Approx",
    "Arrival",
    "Days",
    "Decimal",
    "How",
    "Origin",
    "Window",
    "approximate",
    "at",
    "day",
    "draft",
]
