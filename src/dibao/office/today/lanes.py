"""The day's windows and cut-offs as lanes on one axis of time, in parts of a hundred of its width."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dibao.catalogue import Settings
from dibao.composing.areas import area_name
from dibao.figures import Window
from dibao.language import say

ALONE = 5
"""Areas that have a lane of their own; those that fewer units report in share one a window."""
_STEP = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first window's start to some time after the last cut-off, local."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        """Where a moment stands, 0 to 100 and beyond."""
        return round((moment - self.start) / (self.end - self.start) * 100, 3)

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Every sixth hour, with its name."""
        first = self.start.replace(hour=self.start.hour // _STEP * _STEP, minute=0)
        times = [first + timedelta(hours=_STEP * step) for step in range(1, 12)]
        return [(self.at(time), f"{time.hour}:00") for time in times if self.start < time < self.end]


@dataclass(frozen=True, slots=True)
class Lane:
    """`told` of `usual` units have told figures of these areas: today, and on the days before."""

    names: tuple[str, ...]
    window: Window
    cutoff: datetime | None
    told: int
    usual: int
    axis: Axis

    @property
    def name(self) -> str:
        return say("、", ", ").join(self.names[:3]) + (say("等", " …") if len(self.names) > 3 else "")

    @property
    def left(self) -> float:
        return self.axis.at(_known(self.window.start))

    @property
    def width(self) -> float:
        return round(self.axis.at(_known(self.window.end)) - self.left, 3)

    @property
    def close(self) -> float | None:
        """Where the cut-off stands."""
        return None if self.cutoff is None else self.axis.at(self.cutoff)

    @property
    def after(self) -> float:
        """How wide it is from the window's end to the cut-off."""
        return 0 if self.close is None else max(round(self.close - self.left - self.width, 3), 0)


def _known(side: datetime | None) -> datetime:
    assert side is not None  # the window of a reporting day is bounded
    return side


def lanes(
    settings: Settings, day: date, told: Mapping[str, Set[str]], usual: Mapping[str, Set[str]]
) -> tuple[Lane, ...]:
    """A lane for each area that units report in, the one with the most units first. `told`, `usual`: the units by area,
    of the day and of the days before. Areas with few units share a lane with those of the same window and cut-off."""
    areas = sorted({*told, *usual}, key=lambda area: -len({*told.get(area, ()), *usual.get(area, ())}))
    groups = [[area] for area in areas[:ALONE]] + list(_shared(settings, day, areas[ALONE:]))
    spans = [(settings.window(group[0], day), settings.cutoff(day, group[0])) for group in groups]
    if not groups:
        return ()
    starts = [_known(window.start) for window, _ in spans]
    ends = [moment for window, cutoff in spans for moment in (window.end, cutoff) if moment is not None]
    axis = Axis(min(starts), max(ends) + timedelta(hours=1))
    return tuple(
        Lane(
            tuple(area_name(area) for area in group),
            window,
            cutoff,
            len(set().union(*(told.get(area, set()) for area in group))),
            len(set().union(*(told.get(area, set()) | usual.get(area, set()) for area in group))),
            axis,
        )
        for group, (window, cutoff) in zip(groups, spans, strict=True)
    )


def _shared(settings: Settings, day: date, areas: Sequence[str]) -> Iterator[list[str]]:
    alike: defaultdict[tuple[Window, datetime | None], list[str]] = defaultdict(list)
    for area in areas:
        alike[settings.window(area, day), settings.cutoff(day, area)].append(area)
    yield from alike.values()
