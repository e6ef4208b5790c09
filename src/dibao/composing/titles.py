"""Lists of titles in a brief (《…》《…》等): how an office writes them, and the titles that the day's reports give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dibao.composing.binding import Titles
from dibao.entries import Arrival, Entry, ReportInfo

_TITLE = re.compile("《([^《》]+)》")
_LIST = re.compile("《》(?:[、，]?《》)*(?:等)?")
_CLOSING = "等"
_SENTENCE = re.compile(r"[^。；！？\n]+")
_WRAPPED = re.compile(r"(?<=[^\n。；：！？\t]{20})[ \u3000]*\n(?=[^\s\t#*·•、-])")
"""A line break inside running text, as of a text copied from a PDF."""
_JOINT = "\0"
"""Stands in its place, so that what follows stands where it stood."""
HOUSE = "《》、《》、《》等"
"""The style of a list for which none is given."""


def style_of_titles(text: str) -> str | None:
    """The text with its titles emptied (`《》《》、《》等`); None where it is no list of titles."""
    found = _TITLE.sub("《》", text.replace("\u3000", "").strip())
    return found if _LIST.fullmatch(found) else None


def titles_in(text: str) -> list[str]:
    """The titles of a text, in order, each once."""
    return list(dict.fromkeys(title.replace(_JOINT, "").strip() for title in _TITLE.findall(text)))


def listed(titles: Sequence[str], style: str) -> str:
    """As many titles as the style has, in its way; 等 behind them where more were told. "" without any."""
    pattern = style or HOUSE
    most = pattern.count("《》")
    shown = titles[:most]
    closing = _CLOSING if shown and (pattern.endswith(_CLOSING) or len(titles) > most) else ""
    separator = re.search("》([、，]?)《", pattern)
    between = separator[1] if separator else "、"
    return between.join(f"《{title}》" for title in shown) + closing


def in_turn(lists: Iterable[Sequence[str]]) -> list[str]:
    """The first title of each list, then the second of each, and so on; each title once."""
    held = [list(one) for one in lists]
    longest = max((len(one) for one in held), default=0)
    return list(dict.fromkeys(one[place] for place in range(longest) for one in held if place < len(one)))


def told(
    bound: Titles,
    entries: Iterable[Entry],
    reports: Sequence[ReportInfo],
    before: Sequence[ReportInfo],
    among: Collection[str],
    near: str = "",
) -> list[str]:
    """The titles that the day's reports of the units `among` (all, if there are none) name for a list.

    Those of a sentence that tells a figure of the indicator, or holds the phrase or the noun of the list (`near`, as
    重点稿件); a unit's turn by turn. What a report of a day `before` named too is the name of a column or programme, or
    was in that day's brief.
    """
    places: Mapping[int, list[int]] = _places(bound, entries)
    known = {title for report in before for title in titles_in(report.text)}
    lists = []
    for report in reports:
        if report.state is Arrival.COUNTED and (not among or report.unit_code in among):
            running = _WRAPPED.sub(lambda match: _JOINT * len(match[0]), report.text)
            spoken = [s[0] for s in _SENTENCE.finditer(running) if _speaks(s, bound, near, places[report.number])]
            lists.append([title for title in titles_in("".join(spoken)) if title not in known])
    return in_turn(lists)


def _places(bound: Titles, entries: Iterable[Entry]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.report is not None and entry.series.indicator == bound.indicator:
            found[entry.report].append(entry.draft.start)
    return found


def _speaks(sentence: re.Match[str], bound: Titles, near: str, places: Sequence[int]) -> bool:
    plain = re.sub(rf"[\s{_JOINT}]", "", sentence[0])
    if bound.phrase:
        return bound.phrase in plain
    return (near != "" and near in plain) or any(sentence.start() <= place < sentence.end() for place in places)
