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
