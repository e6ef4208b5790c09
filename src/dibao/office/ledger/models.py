"""Entries and seals, both append-only by triggers; and the words of an entry, which can be taken away."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from dibao.office.shared.columns import Amount

PLAIN = models.Q(approx="exact", part_of__isnull=True, low=models.F("value"), high=models.F("value")) & models.Q(
    LessThanOrEqual(Length("item") + Length("measure") + Length("value"), 200)
)
"""Most entries: one exact number, no part of another, and short enough for an index (PostgreSQL holds 2,700 bytes)."""


class Entry(Amount):
    """A line of the ledger. `digest` covers every other column here and the digest of the entry before it.

    No words of a report stand here: a figure's text is found by report, `start` and `end`, and `source` is the digest
    of that report's bytes, so that the report behind an entry cannot be exchanged.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    recorded = models.DateTimeField()
    report = models.ForeignKey("reports.Report", models.PROTECT, null=True, related_name="entries")
    source = models.CharField(max_length=64, blank=True, default="")
    day = models.DateField()
    unit_code = models.TextField()
    indicator = models.TextField()
    item = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    basis = models.CharField(max_length=16)
    reporter = models.TextField()
    origin = models.CharField(max_length=16)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("day", "number"), name="ledger_day_number"),
            models.Index(fields=("unit_code", "indicator", "day"), name="ledger_series_day"),
            # A day's totals (ledger.grouped) find all that they need of the plain entries here, in the order of their
            # groups; the others, a few in a hundred, are looked up one by one.
            models.Index(
                fields=(
                    *("day", "indicator", "basis", "measure", "item", "window_start", "window_end"),
                    *("unit_code", "value", "report", "number"),
                ),
                condition=PLAIN,
                name="ledger_plain",
            ),
            models.Index(
                fields=("day", "indicator", "basis", "unit_code", "report", "number"),
                condition=~PLAIN,
                name="ledger_not_plain",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.unit_code} {self.indicator} {self.value}"


class Words(models.Model):
    """What an entry looked like in its report, and why it was written. Outside the chain: it may hold a name."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField(blank=True)
    phrase = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    locator = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    scopes = models.TextField(blank=True, default="")
    """The groups of units (all | kind:district) that the sentence names: the figure may be their total."""

    class Meta:
        indexes = (
            models.Index(fields=("entry", "scopes"), condition=~models.Q(scopes=""), name="ledger_words_scopes"),
        )

    def __str__(self) -> str:
        return self.text


class Acceptance(models.Model):
    """That somebody let a finding stand, or (`stands` False) took that back; of one finding the newest line holds.

    `finding`: what the finding is called (`dibao.checks.Finding.id`), another as soon as its figures change.
    """

    finding = models.CharField(max_length=16)
    day = models.DateField()
    code = models.CharField(max_length=32)
    unit_code = models.TextField(blank=True)
    stands = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("day", "id"), name="ledger_acceptance_day"),)

    def __str__(self) -> str:
        return f"{self.finding} {self.code} {self.unit_code}"


class Seal(models.Model):
    """How the ledger stood when a day was sealed: entry `count` had the digest `head`."""

    day = models.DateField()
    count = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    made = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.day.isoformat()}:{self.count}:{self.head}"
