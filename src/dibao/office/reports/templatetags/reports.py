"""How a report's pages write moments, spans of time and the ends of a long clause."""

from __future__ import annotations

from datetime import datetime

from django import template

from dibao.language import say

register = template.Library()
_MOST = 60


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as one says it: 2 月 2 日 11:00."""
    if value is None:
        return "…"
    return say(f"{value.month} 月 {value.day} 日 {value:%H:%M}", f"{value.day} {value:%B} {value:%H:%M}")


@register.filter
def minutes(seconds: int | None) -> str:
    """A span of time: 42 秒, 3 分 5 秒."""
    if seconds is None:
        return "—"
    whole, rest = divmod(int(seconds), 60)
    if whole >= 10:
        return say(f"{whole} 分钟", f"{whole} minutes")
    zh = (f"{whole} 分 " if whole else "") + f"{rest} 秒"
    return say(zh, (f"{whole} min " if whole else "") + f"{rest} s")


@register.filter
def tail(text: str) -> str:
    """The last of what stands before a figure."""
    return text if len(text) <= _MOST else "…" + text[-_MOST:]


@register.filter
def head(text: str) -> str:
    """The first of what stands behind it."""
    return text if len(text) <= _MOST else text[:_MOST] + "…"


@register.filter
def how(value: object) -> str:
    """How a window or a basis is known."""
    said = {
        "stated": say("写明", "stated"),
        "inherited": say("承前", "inherited"),
        "default": say("默认", "default"),
    }
    return said.get(str(value), "")
