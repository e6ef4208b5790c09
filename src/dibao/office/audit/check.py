"""Whether the ledger still is what it was: the chain, the seals, and the reports behind the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q

from dibao.entries import Arrival, Seal
from dibao.language import say
from dibao.office.ledger import chain, models
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.reports.withdrawn import hashed

_CHUNK = 2000


class Kind(StrEnum):
    """What is wrong."""

    GAP = "gap"
    """An entry is missing."""
    CONTENT = "content"
    """An entry does not fit its hash or the entry before it."""
    SEAL = "seal"
    """The ledger is not what a seal says it was."""
    REPORT = "report"
    """The report behind an entry was exchanged, or its state does not follow from its versions."""
    ISSUE = "issue"
    """An issued brief is not what the register says, or the register is not what it was."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong.

    `number`: of the entry; of the report for kind `report`; of the line in the register for `issue`.
    """

    kind: Kind
    number: int
    sentence: str


def audit(seals: Iterable[Seal] = ()) -> list[Breach]:
    """Everything that is wrong with the ledger, in chain order; empty where it is sound.

    A chain proves nothing against someone who can rewrite all of it: then only `seals` kept elsewhere, as in the
    briefs, find it. The seals that are stored here are compared too. Entries are streamed, whatever their number.
    """
    wanted: dict[int, list[Seal]] = defaultdict(list)
    stored = models.Seal.objects.values_list("day", "count", "head")
    for seal in dict.fromkeys([*(Seal(*row) for row in stored), *seals]):
        wanted[seal.count].append(seal)
    return [*_chain(wanted), *_reports(), *_withdrawals()]


def _chain(wanted: dict[int, list[Seal]]) -> Iterator[Breach]:
    rows = models.Entry.objects.order_by("number").values_list("digest", *chain.HASHED)
    before, head = 0, chain.GENESIS
    for stored, *values in rows.iterator(chunk_size=_CHUNK):
        number = values[0]
        if number != before + 1:
            yield _gap(before + 1, number - 1)
        elif chain.digest(head, values) != stored:
            yield Breach(
                Kind.CONTENT,
                number,
                say(f"第 {number} 条与它的校验值不符，内容被改过。", f"Entry {number} does not fit its hash."),
            )
        for seal in wanted.pop(number, ()):
            if seal.head != stored:
                yield _broken(
                    seal,
                    say(
                        f"第 {number} 条或更早的条目在盖封后被改写",
                        f"entry {number} or an earlier one was rewritten since",
                    ),
                )
        before, head = number, stored
    for count in sorted(wanted):
        for seal in wanted[count]:
            yield _broken(
                seal, say(f"台账现在只到第 {before} 条", f"the ledger now ends at entry {before} or lacks that one")
            )


def _gap(first: int, last: int) -> Breach:
    which = str(first) if first == last else f"{first}–{last}"
    return Breach(Kind.GAP, first, say(f"台账缺第 {which} 条。", f"The ledger lacks entry {which}."))


def _broken(seal: Seal, what: str) -> Breach:
    return Breach(
        Kind.SEAL,
        seal.count,
        say(
            f"{seal.day} 的封记（{seal.count} 条）对不上：{what}。",
            f"The seal of {seal.day} ({seal.count} entries) does not match: {what}.",
        ),
    )


def _reports() -> Iterator[Breach]:
    """A report's row is no part of the chain, but what it says must follow from the entries and the versions."""
    exchanged = models.Entry.objects.filter(~Q(source=F("report__digest"))).exclude(report=None)
    for number, report in exchanged.order_by("number").values_list("number", "report_id"):
        yield Breach(
            Kind.REPORT,
            report or 0,
            say(
                f"第 {number} 条所依据的来件（第 {report} 件）被换过。",
                f"The report behind entry {number} (report {report}) was exchanged.",
            ),
        )
    newer = Q(replaced_by__isnull=False)
    replaced = Q(state=Arrival.REPLACED.value)
    waits = Q(state=Arrival.WAITING.value, entries__isnull=False)
    withdrawn = Q(state=Arrival.WITHDRAWN.value)
    taken_back = Q(withdrawal__isnull=False)
    odd = Report.objects.filter(
        (replaced & ~newer) | (newer & ~replaced) | waits | (withdrawn & ~taken_back) | (taken_back & ~withdrawn)
    ).distinct()
    for number in odd.order_by("id").values_list("id", flat=True):
        yield Breach(
            Kind.REPORT,
            number,
            say(
                f"第 {number} 件来件的状态与它的版本不符。",
                f"The state of report {number} does not follow from its versions.",
            ),
        )


def _withdrawals() -> Iterator[Breach]:
    """Withdrawals are numbered without gaps, and each fits its hash and the one before it."""
    number, head = 0, chain.GENESIS
    for line in Withdrawal.objects.order_by("id").select_related("report"):
        if line.id != number + 1 or hashed(head, line) != line.record:
            yield Breach(
                Kind.REPORT,
                line.report_id,
                say(
                    f"第 {line.report_id} 件来件的撤回记录与它的校验值不符，或前面缺了一条。",
                    f"The withdrawal of report {line.report_id} does not fit its hash, or one before it is missing.",
                ),
            )
        number, head = line.id, line.record
