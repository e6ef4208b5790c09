"""Reports and the figures read in them."""

from __future__ import annotations

from django.db import models

from dibao.entries import Arrival
from dibao.office.shared.columns import Amount

REPORT = "report"
OPENING = "opening"
"""The kind of opening.csv, which is kept like a report: a changed file is a new version of it."""


class Report(models.Model):
    """A file that a unit sent, by itself or inside another: `file` is then its path from the outer one inwards.

    Its bytes lie in the workspace's inbox under `digest`; `id` is its number.
    `told`: the day it was received for; `dated`: the date written inside; `day`: the one of them that counts.
    `arrived` None: unknown. `replaces`: the version before, in whose place it counts. `unit_how`: told | heading | file
    | context, "" while it waits. `again_of`: the withdrawn report whose bytes were read again as this one.
    """

    kind = models.CharField(max_length=16, default=REPORT)
    digest = models.CharField(max_length=64)
    unit_code = models.TextField(blank=True, default="")
    unit_how = models.CharField(max_length=16, blank=True, default="")
    day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=16, default=Arrival.COUNTED.value)
    received = models.DateTimeField()
    arrived = models.DateTimeField(null=True)
    dated = models.DateField(null=True)
    told = models.DateField(null=True)
    file = models.TextField()
    format = models.CharField(max_length=16)
    text = models.TextField()
    text_digest = models.CharField(max_length=64)
    notes = models.JSONField(default=list)
    masked = models.JSONField(default=list)
    figures = models.PositiveIntegerField(default=0)
    open_figures = models.PositiveIntegerField(default=0)
    again_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="again")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("digest",),
                condition=models.Q(kind=REPORT) & ~models.Q(state=Arrival.WITHDRAWN.value),
                name="the_same_bytes_are_one_report",
            ),
        )
        indexes = (
            models.Index(fields=("day", "unit_code"), name="reports_day_unit"),
            models.Index(fields=("id",), condition=~models.Q(state=Arrival.COUNTED.value), name="reports_not_counted"),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.file}"


class ReadFigure(Amount):
    """A figure as it was read: everything of `dibao.figures.Figure`, also where the indicator was left open (None)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="read_figures")
    position = models.PositiveIntegerField()
    text = models.TextField()
    unit = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    locator = models.TextField(blank=True)
    phrase = models.TextField(blank=True)
    actor = models.TextField(blank=True)
    actor_how = models.CharField(max_length=16)
    basis = models.CharField(max_length=16, null=True)
    indicator = models.TextField(null=True)
    item = models.TextField(blank=True)
    part_of = models.PositiveIntegerField(null=True)
    masked = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="one_figure_a_position"),)

    def __str__(self) -> str:
        return f"{self.text}{self.unit}"


class Layout(models.Model):
    """How a report's text was laid out when it was read: its blocks by offset (`office.reports.layout`), for people."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="layout")
    blocks = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"layout of report {self.report_id}"


class Upload(models.Model):
    """What somebody sent at once: its bytes are in the inbox before the sender gets an answer, and a job reads them.

    `by`: the sign-in name of who sent it, or "" for a mail. `unit_code` "": Dibao finds out. `day`: for which it was
    sent. `opened`: when the page was opened on which it was written. `tries`: how often reading was begun. `done`:
    when all of it had been read or refused.
    """

    made = models.DateTimeField()
    by = models.CharField(max_length=64, blank=True)
    way = models.CharField(max_length=16)
    unit_code = models.TextField(blank=True, default="")
    day = models.DateField()
    opened = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    done = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("id",), condition=models.Q(done=None), name="reports_upload_unread"),
            models.Index(fields=("unit_code", "day"), name="reports_upload_unit_day"),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.way} {self.unit_code}"


class Sent(models.Model):
    """A file of an upload. `reports`: the numbers of those in it; `refused`, `notes`: sentences on the rest."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.TextField()
    digest = models.CharField(max_length=64)
    context = models.JSONField(default=list)
    done = models.BooleanField(default=False)
    reports = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ("upload_id", "position")
        constraints = (models.UniqueConstraint(fields=("upload", "position"), name="one_file_a_position"),)

    def __str__(self) -> str:
        return self.name


class Confirmation(models.Model):
    """That whoever answers for a report says it is right.

    What it cost them: `asked`, the questions that were put to them, and `seconds` from opening the page to this.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="confirmation")
    who = models.TextField()
    at = models.DateTimeField()
    asked = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"report {self.report_id} confirmed"


class Return(models.Model):
    """A report given back to its unit, with what it is to look at. It counts until a newer version comes."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="returns")
    message = models.TextField()
    who = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"report {self.report_id} returned"


class Withdrawal(models.Model):
    """That a report was taken back: it stays, and nothing of it is counted. Append-only, a chain of its own.

    `instead`: the version before, which counts again. `record`: the hash of the line, which covers the one before it.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="withdrawal")
    instead = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    who = models.TextField()
    at = models.DateTimeField()
    record = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"report {self.report_id} withdrawn"


class Looked(models.Model):
    """That somebody looked at a figure beside its original and found it as read."""

    figure = models.OneToOneField(ReadFigure, models.CASCADE, related_name="looked")
    who = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"figure {self.figure_id} looked at"
