"""Tags that every template has: a sentence in two languages, an asset by its hash, numbers as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html

from dibao.language import current
from dibao.language import say as _say
from dibao.office.site.words import LABELS, PLACES, REASONS

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


@register.filter
def place(locator: str) -> str:
    """Where in a document something stands, as the reader says it; documents tell it in Chinese: 表1 第3行第4列."""
    if current() == "zh":
        return locator
    for pattern, words in PLACES:
        locator = re.sub(pattern, words, locator)
    return locator.strip(" ,")


@register.filter
def because(reason: str) -> str:
    """A reason of the reader, which tells them in English; words that it found, and scores, stay as they are."""
    known = REASONS.get(reason)
    return _say(known, reason) if known else format_html('<code translate="no">{}</code>', reason)


@register.filter
def label(words: object) -> str:
    """The label of a library's form, where the library's own catalogue has no Chinese for it."""
    return _say(LABELS.get(str(words), str(words)), str(words))
