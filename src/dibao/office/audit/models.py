"""Audit lines: one for every write, append-only."""

from __future__ import annotations

from django.db import models


class AuditLine(models.Model):
    """Who did what, when, on what. `detail`: numbers, codes and hashes only, because a line cannot be taken back."""

    at = models.DateTimeField()
    who = models.TextField()
    verb = models.CharField(max_length=60)
    target = models.TextField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.who} {self.verb} {self.target}"
