"""Filters of Today's page."""

from __future__ import annotations

import re
from datetime import date, datetime

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from dibao.composing.charts import Datum
from dibao.language import say
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of
from dibao.office.today.figures import Key

register = template.Library()

_DAYS = ("一", "二", "三", "四", "五", "六", "日")
_NUMBER = re.compile(r"(?<![\w.:：\d])\d[\d,]*(?:\.\d+)?(?![\d:：]|\s?[年月日点时])")


@register.filter
def weekday(value: date) -> str:
    """周二, Tuesday."""
    return say(f"周{_DAYS[value.weekday()]}", f"{value:%A}")


@register.filter
def plus(value: float, more: float) -> float:
    """A sum, for places and counts."""
    return round(value + more, 3)


@register.filter
def indicator(key: Key, office: Office) -> str:
    """What a key figure counts."""
    binding = key.now.binding
    found = office.workspace.catalogue.get(binding.indicator)
    return (found.name if found else key.now.name) + (f"·{binding.item}" if binding.item else "")


@register.filter
def local(value: datetime, office: Office) -> datetime:
    """A moment where the office is."""
    return office.local(value)


@register.filter
def who(value: str) -> str:
    """The name of who did something."""
    return name_of(value)


@register.filter
def cell(value: str | Datum) -> str:
    """What stands in a cell of a chart's table."""
    return value.text if isinstance(value, Datum) else value


@register.filter
def figures(value: str) -> SafeString:
    """The arithmetic with its numbers set as numbers; dates and times are none."""
    escaped = str(conditional_escape(value))
    return mark_safe(_NUMBER.sub(lambda match: f'<b class="num">{match[0]}</b>', escaped))
