"""stale_source: a figure that comes from a report of an earlier day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_CARRIED = "carried"
_NAMED = 3


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A warning for each figure with such sources; a note where a person chose to carry the value forward."""
    first = str((manuscript.payload or {}).get("first") or manuscript.carried or "")
    for figure in manuscript.carried_figures():
        old = [source for source in figure["sources"] if _older(source, first)]
        if not old or figure["id"] not in manuscript.placed:
            continue
        names = list(dict.fromkeys(f"{source.get('unit_name') or source['unit_code']}{_day(source)}" for source in old))
        listed = "、".join(names[:_NAMED]) + (say("等", " …") if len(names) > _NAMED else "")
        chosen = all(source.get("origin") == _CARRIED for source in old)
        yield manuscript.remark(
            "stale_source",
            Severity.NOTE if chosen else Severity.WARNING,
            *manuscript.placed[figure["id"]],
            say(
                f"{manuscript.thing(figure)} 用的是旧数：{listed}"
                + ("（沿用，文中应注明日期）。" if chosen else "；请换成当日来件的数，或注明日期。"),
                f"{manuscript.thing(figure)} rests on older figures: {listed}"
                + (
                    " (carried forward; the text should date them)."
                    if chosen
                    else "; take the day's own, or date them."
                ),
            ),
        )


def _older(source: Mapping[str, Any], first: str) -> bool:
    told = source.get("date")
    return bool(told) and str(told) < first and source.get("origin") != "opening"


def _day(source: Mapping[str, Any]) -> str:
    told = date.fromisoformat(str(source["date"]))
    return f"（{told.month}月{told.day}日）"


RULE = Rule(
    "stale_source",
    53,
    "文件自带出处时：数字来自简报日期之前的来件。人工选择沿用的只作提示。旧时段见 old_date。",
    "Where the file carries its sources: a figure that comes from a report of a day before the brief's. What a person "
    "carried forward is a note. For old windows in the text see old_date.",
    find,
)
