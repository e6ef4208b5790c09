"""Drafts, their way to review, their reviews, and the register of issued briefs and slips: append-only by triggers."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """A file that was written or handed in as a draft. `author` "": unknown. `digest`: the SHA-256 of its bytes."""

    series = models.CharField(max_length=32)
    first = models.DateField()
    last = models.DateField()
    digest = models.CharField(max_length=64)
    file = models.TextField()
    author = models.TextField(blank=True)
    made = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("digest", "author"), name="a_draft_of_an_author_once"),)
        indexes = (models.Index(fields=("series", "first"), name="briefs_draft_period"),)

    def __str__(self) -> str:
        return f"{self.series} {self.last.isoformat()} {self.digest[:12]}"


class Review(models.Model):
    """What a second person said of a draft: passed, or returned with a reason."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="reviews")
    passed = models.BooleanField()
    reason = models.TextField(blank=True)
    reviewer = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.draft_id} {'passed' if self.passed else 'returned'}"


class Sending(models.Model):
    """A draft that was sent for review: that one, and none that is made of it later."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="sending")
    sender = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.sender}"


class Issue(models.Model):
    """A line of the register: an issued brief, or a slip that corrects one (`corrects`).

    `number` counts without gaps: a brief in its series and `year` (0: running numbers), a slip among those of its
    brief. `period`: what no second brief of the series may be issued for, "" where there may be several. `digest` is
    the SHA-256 of the issued Word file, `draft` that of the draft; `files` those of its page and PDF, by suffix. The
    seal says how the ledger stood. `record` covers all other columns and the record before it.
    """

    series = models.CharField(max_length=32)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    period = models.CharField(max_length=10, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="slips")
    first = models.DateField()
    last = models.DateField()
    title = models.TextField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    draft = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=dict)
    seal_day = models.DateField()
    seal_count = models.PositiveBigIntegerField()
    seal_head = models.CharField(max_length=64)
    accepted = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    author = models.TextField(blank=True)
    reviewer = models.TextField(blank=True)
    who = models.TextField(blank=True)
    at = models.DateTimeField()
    record = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("series", "year", "number"),
                condition=models.Q(corrects=None),
                name="one_brief_a_number",
            ),
            models.UniqueConstraint(
                fields=("series", "period"),
                condition=models.Q(corrects=None) & ~models.Q(period=""),
                name="one_brief_a_period",
            ),
            models.UniqueConstraint(fields=("corrects", "number"), name="one_slip_a_number"),
        )
        indexes = (models.Index(fields=("last", "first"), name="briefs_issue_days"),)

    def __str__(self) -> str:
        return f"{self.series} {self.number}"
