"""What a unit is asked about its report: findings that it can settle itself, each with answers of one click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dibao.checks import Finding, Severity
from dibao.checks.finding import Way
from dibao.entries import Entry
from dibao.figures import Basis, Number
from dibao.language import say
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.reports.shown import plain_number
from dibao.office.shared.office import Office

_NOT_TO_ASK = frozenset(("missing", "late"))
"""What a report that is there cannot be asked about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A click: `key` names it within its question; entry `entry` becomes `value`."""

    key: str
    label: str
    entry: int
    value: Number


@dataclass(frozen=True, slots=True)
class Question:
    """A finding as it is put to a unit. `key` names it as long as it stands."""

    key: str
    finding: Finding
    answers: tuple[Answer, ...]

    def answer(self, key: str) -> Answer | None:
        return next((one for one in self.answers if one.key == key), None)


def questions(office: Office, found: Sequence[Finding], unit_code: str) -> list[Question]:
    """What is put to a unit, in one query: of its own entries alone can it say another number."""
    told = (finding for finding in found if finding.severity is not Severity.INFO)
    asked = [finding for finding in told if finding.code not in _NOT_TO_ASK]
    numbers = {told.entry for finding in asked for told in finding.figures}
    numbers |= {way.entry for finding in asked for way in finding.ways_out if way.entry is not None}
    entries = {entry.number: entry for entry in DjangoLedger.of(office).numbered(numbers)} if numbers else {}
    own = {number: entry for number, entry in entries.items() if entry.report and entry.draft.reporter == unit_code}
    return [Question(_key(finding), finding, tuple(_answers(finding, own))) for finding in asked]


def _key(finding: Finding) -> str:
    told = "-".join(str(told.entry) for told in finding.figures[:8])
    return f"{finding.code}:{finding.report or 0}:{told}"


def _answers(finding: Finding, own: Mapping[int, Entry]) -> list[Answer]:
    answers = []
    for way in finding.ways_out:
        entry = own.get(way.entry or 0)
        if way.way is Way.CORRECT and entry is not None and way.value is not None:
            answers.append(Answer(f"{way.entry}", _label(finding, entry, way.value), entry.number, way.value))
    before = _before(finding, own)
    return [*answers, before] if before and answers else answers


def _label(finding: Finding, entry: Entry, value: Number) -> str:
    number = plain_number(value)
    if finding.code == "continuity" and entry.series.basis is Basis.NEW:
        return say(f"今天其实是 {number}", f"Today it was {number}")
    if finding.code == "continuity":
        return say(f"按 {number}", f"Make it {number}")
    return say(f"{entry.draft.text} 应是 {number}", f"{entry.draft.text} should be {number}")


def _before(finding: Finding, own: Mapping[int, Entry]) -> Answer | None:
    """That the total before was wrong: today's two figures are right then."""
    if finding.code != "continuity" or not finding.figures:
        return None
    previous = own.get(finding.figures[0].entry)
    expected, said = finding.expected, finding.found
    if previous is None or not previous.interval.exact or isinstance(expected, str) or isinstance(said, str):
        return None
    if expected is None or said is None or previous.draft.day >= finding.date:
        return None
    off = _off(said, expected)
    amount = off if off > 0 else -off
    word = say("少报", "too few") if off > 0 else say("多报", "too many")
    label = f"{_then(previous.draft.day, finding.date)}{word}了 {plain_number(amount)}"
    label = say(label, f"{_then(previous.draft.day, finding.date)} was {plain_number(amount)} {word}")
    return Answer("before", label, previous.number, previous.draft.value + off)


def _off(said: Number, expected: Number) -> Number:
    return Decimal(said) - expected if isinstance(expected, Decimal) else said - expected


def _then(day: date, today: date) -> str:
    if (today - day).days == 1:
        return say("昨天", "Yesterday's total")
    return say(f"{day.month} 月 {day.day} 日", f"The total of {day:%d %B}")


def with_the_same_day(office: Office, answer: Answer) -> list[tuple[int, Number]]:
    """What an answer corrects: the entry, and, where the total before was wrong, what was new on that day beside it."""
    pairs = [(answer.entry, answer.value)]
    if answer.key != "before":
        return pairs
    [old] = DjangoLedger.of(office).numbered([answer.entry])
    series = old.series._replace(basis=Basis.NEW)
    rows = current().filter(day=old.draft.day, report=old.report, **{**series._asdict(), "basis": series.basis.value})
    beside = DjangoLedger.of(office).numbered(rows.values_list("number", flat=True))
    if len(beside) == 1 and beside[0].interval.exact:
        pairs.append((beside[0].number, beside[0].draft.value + answer.value - old.draft.value))
    return pairs
