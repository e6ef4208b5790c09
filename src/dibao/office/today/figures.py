"""The few figures that an office looks at first, beside yesterday's, and the first of them over ten days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dibao.composing.binding import Binding, ChartPlace, parse
from dibao.composing.brief import Figure, State
from dibao.composing.charts import PHONE, Chart, Look, Table, Trend, description, draw, drawn_in, remarks, table
from dibao.composing.charts.tongue import day_words, term
from dibao.composing.facts import Facts
from dibao.composing.pictures import pictures
from dibao.errors import DibaoError
from dibao.figures import Basis, Number
from dibao.language import current, say

SHOWN = 3
DAYS = 10
WIDE = Look(560, 14)


@dataclass(frozen=True, slots=True)
class Key:
    """A figure of the day beside yesterday's. `grown`: the change among the `both` units that told it on both days,
    None where there are none."""

    now: Figure
    before: Figure
    grown: Number | None
    both: int

    @property
    def change(self) -> str:
        """The change since yesterday in words; the day before alone where no unit told both, and nothing is compared
        with what is in question."""
        if self.before.state is State.QUESTIONED:
            return say("昨日的数待核，暂不比较", "yesterday's is questioned")
        if self.grown is None:
            old = f"{self.before.text}{self.before.measure}"
            return say(f"昨日 {old}", f"yesterday {old}") if self.before.value is not None else ""
        size = f"{abs(self.grown):,}"
        zh = f"比昨日多 {size}" if self.grown > 0 else f"比昨日少 {size}" if self.grown else "与昨日持平"
        en = f"{size} more than yesterday" if self.grown > 0 else f"{size} fewer" if self.grown else "as yesterday"
        return say(f"{zh}（{self.both} 家两日都报）", f"{en} ({self.both} units told both)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as a page shows it: on a desk and on a phone, with the table behind it."""

    chart: Trend
    wide: str
    narrow: str
    table: Table
    says: str
    note: str


def keys(facts: Facts, before: Facts) -> tuple[Key, ...]:
    """Those that dibao.toml names (`[today] figures`), else the new figures that the most units tell. `before`: the
    day before, with its findings."""
    chosen = list(_named(facts)) or _common(facts)
    return tuple(_key(facts, before, binding) for binding in chosen)


def trend(facts: Facts, key: Key) -> Drawn | None:
    """The figure over ten days; None where fewer than three of them have one."""
    place = ChartPlace("trend", replace(key.now.binding, measure=key.now.measure or key.before.measure), days=DAYS)
    found = pictures("today", place, facts, 0)
    if not found:
        return None
    with drawn_in(current()):
        chart = _told(found[0].chart, facts, key)
        return Drawn(
            chart,
            draw(chart, WIDE),
            draw(chart, PHONE),
            table(chart, columns=2),
            description(chart),
            remarks(chart),
        )


def _told(chart: Chart, facts: Facts, key: Key) -> Trend:
    """A brief's chart in the words of the page's language."""
    assert isinstance(chart, Trend)  # the place asks for one
    indicator = facts.workspace.catalogue.get(key.now.binding.indicator)
    days = [replace(one, label=day_words(day)) for day, one in zip(chart.days, chart.reported, strict=True)]
    told = [replace(one, text=term(one.text, "not told")) if one.value is None else one for one in days]
    return replace(chart, title=indicator.name if indicator else chart.title, reported=tuple(told))


def _named(facts: Facts) -> Iterator[Binding]:
    for words in facts.workspace.settings.figures[:SHOWN]:
        try:
            bound = parse(words)
        except DibaoError:  # said by `dibao doctor`; a slip in a settings file must not close the day's page
            continue
        if isinstance(bound, Binding):
            yield bound


def _common(facts: Facts) -> list[Binding]:
    """The new figures that the most units tell today, or told yesterday where nothing has come yet."""
    for day in (facts, facts.on(-1)):
        tellers: defaultdict[str, set[str]] = defaultdict(set)
        measures: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for entry in day.entries:
            indicator = facts.workspace.catalogue.get(entry.series.indicator)
            if indicator is not None and indicator.sum_units and entry.series.basis is Basis.NEW:
                tellers[indicator.code].add(entry.series.unit_code)
                measures[indicator.code][entry.series.measure] += 1
        if tellers:
            best = sorted(tellers, key=lambda code: (-len(tellers[code]), code))[:SHOWN]
            return [Binding(code, Basis.NEW, measure=measures[code].most_common(1)[0][0]) for code in best]
    return []


def _key(facts: Facts, yesterday: Facts, binding: Binding) -> Key:
    now, before = facts.figures(binding)[0], yesterday.figures(binding)[0]
    told = [_by_unit(figure) for figure in (now, before)]
    both = told[0].keys() & told[1].keys()
    grown = sum(told[0][unit] - told[1][unit] for unit in both) if both else None
    return Key(now, before, grown, len(both))


def _by_unit(figure: Figure) -> dict[str, Number]:
    found: defaultdict[str, Number] = defaultdict(int)
    for source in figure.sources:
        found[source.unit_code] += source.value
    return found
