"""A line of the register: its hash, which covers the line before it."""

from __future__ import annotations

import json

from dibao.office.briefs.models import Issue
from dibao.office.ledger import chain

HASHED = (
    "id",
    "series",
    "year",
    "number",
    "period",
    "corrects_id",
    "first",
    "last",
    "title",
    "digest",
    "draft",
    "files",
    "seal_day",
    "seal_count",
    "seal_head",
    "accepted",
    "reason",
    "author",
    "reviewer",
    "who",
    "at",
)
"""The columns that a record's hash covers, in this order: all but the hash."""

_FORM = "dibao-issue-1"


def hashed(before: str, issue: Issue) -> str:
    """The hash of a line after the one whose hash is `before`."""
    return chain.digest(before, [_plain(getattr(issue, name)) for name in HASHED], form=_FORM)


def _plain(value: object) -> object:
    """PostgreSQL keeps the keys of JSON in an order of its own."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list) else value


def register(issue: Issue) -> Issue:
    """Write a line as the next one. Call it inside `writing()`."""
    last = Issue.objects.order_by("-id").values_list("id", "record").first()
    number, before = last or (0, chain.GENESIS)
    issue.id = number + 1
    issue.record = hashed(before, issue)
    issue.save(force_insert=True)
    return issue
