"""What the desk did with the units on a day."""

from __future__ import annotations

from django.db import models


class Asked(models.Model):
    """That somebody sent a unit a message: about its report (`about` "") or about a finding, by its name."""

    day = models.DateField()
    unit_code = models.TextField()
    about = models.CharField(max_length=16, blank=True)
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("day", "id"), name="today_asked_day"),)

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.unit_code} {self.about}"


class Reply(models.Model):
    """What a unit answered, as somebody pasted it: its bytes lie in the workspace's replies/ under `digest`.

    `finding`: what it was asked about, by its name; `entries`: the ledger entries that the finding spoke of.
    """

    digest = models.CharField(max_length=64)
    day = models.DateField()
    unit_code = models.TextField()
    finding = models.CharField(max_length=16)
    entries = models.JSONField(default=list)
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("finding", "digest"), name="a_reply_to_a_finding_once"),)

    def __str__(self) -> str:
        return f"{self.id} {self.unit_code}"
