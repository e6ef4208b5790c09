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
    `arrived` None: unknown. `replaces`: the version before. `unit_how`: told | heading | file | context, "" while it
    waits.
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

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("digest",), condition=models.Q(kind=REPORT), name="the_same_bytes_are_one_report"
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
