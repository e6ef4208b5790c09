"""Tags that every template has: a sentence in two languages, an asset by its hash, numbers as people write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from dibao.language import say as _say

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    """The words in the reader's language: {% say "今日" "Today" %}."""
    return _say(zh, en)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file, with the hash of its content, so that a browser may keep it."""
    return f"{static(name)}?v={_hash(name)}"


@lru_cache
def _hash(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise LookupError(f"no static file {name}")
    return sha256(Path(found).read_bytes()).hexdigest()[:12]


@register.filter
def number(value: object) -> str:
    """A number with its thousands apart; what is none stays as it is, nothing is a dash."""
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as one says it: 2026 年 2 月 3 日."""
    if value is None:
        return "—"
    return _say(f"{value.year} 年 {value.month} 月 {value.day} 日", f"{value.day} {value:%B} {value.year}")


@register.filter
def clock(value: datetime | None) -> str:
    """The time of a moment, 09:40."""
    return "—" if value is None else f"{value:%H:%M}"
