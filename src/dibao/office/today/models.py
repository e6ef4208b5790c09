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


class Instruction(models.Model):
    """What the office was told to do: by whom, when, in which words. `day`: the reporting day that it belongs to."""

    day = models.DateField()
    sender = models.TextField()
    words = models.TextField()
    received = models.DateTimeField()
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.sender}"


class Task(models.Model):
    """What one unit has to do of an instruction; `unit_code` "": the office itself. `due`, `done` None: not set, not
    done."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="tasks")
    unit_code = models.TextField(blank=True)
    due = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)
    note = models.TextField(blank=True, default="")
    by = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("id",), condition=models.Q(done=None), name="today_task_open"),)

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.unit_code}"
