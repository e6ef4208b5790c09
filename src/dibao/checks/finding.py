"""What a check says (待核): one sentence with the arithmetic, the message to the unit, and the ways out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dibao.figures import Number


class Severity(StrEnum):
    """How much a finding weighs. A figure that an error touches is shown as 待核 in the brief."""

    ERROR = "error"
    """Figures contradict each other, or a report cannot be relied on."""
    WARNING = "warning"
    """Something is missing or unlikely; the figures may still be right."""
    INFO = "info"
    """Worth knowing; nothing has to be done."""


class Way(StrEnum):
    """The one-click ways out of a finding."""

    CORRECT = "correct"
    """Correct entry `entry` to `value`, with `reason`."""
    CARRY = "carry"
    """Carry the earlier value of entry `entry` forward, dated in the text."""
    ASK = "ask"
    """Send the message to the unit."""
    FILE = "file"
    """The report is of `day`, with `reason`: filed there, or left where it is if it is there."""
    ACCEPT = "accept"
    """Leave it as it stands, with a reason."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out; `label` says it to a person, `reason` goes into the ledger with the act."""

    way: Way
    label: str
    entry: int | None = None
    value: Number | None = None
    reason: str = ""
    day: date | None = None

    def json(self) -> dict[str, object]:
        """As a JSON object."""
        return {
            "way": str(self.way),
            "label": self.label,
            "entry": self.entry,
            "value": plain(self.value),
            "reason": self.reason,
            "day": self.day and self.day.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that a finding speaks of: the ledger entry's number and the number as written, with its measure word."""

    entry: int
    text: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """That a person let a finding stand: why, who, and when (with its zone)."""

    reason: str
    who: str
    at: datetime

    def json(self) -> dict[str, object]:
        """As a JSON object."""
        return {"reason": self.reason, "who": self.who, "at": self.at.isoformat(timespec="seconds")}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. `expected` and `found` are numbers, or the texts compared where it is not about one number.

    `indicator` and `item` are "" where it is about a whole report; `report` is the report's number, if it is about one.
    `accepted`: that a person let it stand; it is then not open any more.
    """

    code: str
    severity: Severity
    unit_code: str
    indicator: str
    item: str
    date: date
    message: str
    ask: str
    expected: Number | str | None = None
    found: Number | str | None = None
    figures: tuple[Told, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    report: int | None = None
    accepted: Accepted | None = None

    @property
    def id(self) -> str:
        """What it is called: the same in both languages and at every hour, another as soon as a figure, a report or
        the arithmetic changes, so that what was accepted comes back."""
        numbers = (str(self.report or ""), _digits(self.expected), _digits(self.found))
        entries = ",".join(str(entry) for entry in sorted(told.entry for told in self.figures))
        about = (self.code, self.unit_code, self.indicator, self.item, self.date.isoformat(), *numbers, entries)
        return hashlib.sha256("\0".join(about).encode()).hexdigest()[:16]

    def json(self) -> dict[str, object]:
        """The line of `dibao check --json`."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": str(self.severity),
            "unit_code": self.unit_code,
            "indicator": self.indicator,
            "item": self.item,
            "date": self.date.isoformat(),
            "message": self.message,
            "ask": self.ask,
            "expected": plain(self.expected),
            "found": plain(self.found),
            "figures": [{"entry": told.entry, "text": told.text} for told in self.figures],
            "ways_out": [way.json() for way in self.ways_out],
            "report": self.report,
            "accepted": self.accepted and self.accepted.json(),
        }


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _digits(value: Number | str | None) -> str:
    """The numbers in what is compared: the words between them depend on the language."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value) if isinstance(value, int) else " ".join(_NUMBER.findall((value or "").replace(",", "")))


def plain(value: Number | str | None) -> int | float | str | None:
    """A number as JSON can hold it: whole numbers stay whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
