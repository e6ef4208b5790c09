"""Where a figure comes from, for the panel beside the sheet: shares, words, who is missing, the reconciliation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dibao.catalogue import Nature
from dibao.composing.amounts import words
from dibao.composing.binding import Binding
from dibao.composing.brief import Figure, Source
from dibao.composing.facts import Facts
from dibao.composing.provenance import figure_plain
from dibao.composing.spoken import spoken
from dibao.composing.wording import said, window_words
from dibao.figures import Approx, Basis, Interval, Number
from dibao.office.briefs.sheets import Sheet
from dibao.office.ledger.words import basis_name, origin_name


@dataclass(frozen=True, slots=True)
class Quote:
    """A source in the words of its report. `clause`: before, the number itself, after."""

    source: Source
    origin: str
    number: str
    clause: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit's figures add to the sum. `percent`: of the sum, None where that says nothing."""

    code: str
    name: str
    number: str
    measure: str
    percent: int | None
    bar: int
    """Its length beside the largest one's 100."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Yesterday's cumulative figure and today's new one against today's cumulative one."""

    before: Number
    new: Number
    found: Number
    measure: str

    @property
    def expected(self) -> Number:
        return self.before + self.new

    @property
    def over(self) -> Number:
        """By how much the cumulative figure is larger than it should be."""
        return self.found - self.expected


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that the panel shows."""

    figure: Figure
    basis: str
    window: str
    aloud: str
    shares: tuple[Share, ...]
    balance: Balance | None
    previous: str
    following: str
    reason: str


def traced(sheet: Sheet, identity: str) -> Trace | None:
    """The trace of a figure of the sheet; None where it has none by that name."""
    figure = sheet.figures.get(identity)
    if figure is None:
        return None
    order = list(sheet.figures)
    at = order.index(identity)
    plain = figure_plain(figure)
    return Trace(
        figure,
        basis_name(figure.binding.basis),
        window_words(figure.window),
        spoken(plain).strip(),
        tuple(_shares(figure)),
        _balance(sheet.facts, figure) if sheet.facts else None,
        order[at - 1] if at else "",
        order[at + 1] if at + 1 < len(order) else "",
        str((figure.accepted or {}).get("reason", "")),
    )


def _shares(figure: Figure) -> Iterator[Share]:
    """The units, the largest first."""
    units: dict[str, list[Source]] = {}
    for source in figure.sources:
        units.setdefault(source.unit_code, []).append(source)
    told = sorted(units.items(), key=lambda pair: -sum(source.value for source in pair[1]))
    most: Number = max((sum(source.value for source in sources) for sources in units.values()), default=0)
    for code, sources in told:
        value: Number = sum(source.value for source in sources)
        whole = figure.value if figure.value and len(units) > 1 else None
        percent = round(value / whole * 100) if whole and whole > 0 else None
        bar = round(value / most * 100) if most > 0 else 0
        name, measure = sources[0].unit_name, sources[0].measure
        yield Share(code, name, _sum(sources), measure, percent, bar, tuple(map(_quote, sources)))


def _sum(sources: Sequence[Source]) -> str:
    if len(sources) == 1:
        return said(sources[0])
    interval = Interval(0, 0)
    for source in sources:
        interval += source.interval
    kinds = {source.approx for source in sources}
    return words(sum(source.value for source in sources), interval, kinds.pop() if len(kinds) == 1 else Approx.ABOUT)


def _quote(source: Source) -> Quote:
    before, found, after = source.sentence.partition(source.text)
    clause = (before, found, after) if found else ("", source.sentence, "")
    return Quote(source, origin_name(source.origin), said(source), clause)


def _balance(facts: Facts, figure: Figure) -> Balance | None:
    """Only of a day's figures that are added from day to day and stand in one measure word."""
    binding = figure.binding
    plain = not (binding.as_reported or binding.day or binding.origin) and figure.value is not None
    if not plain or binding.basis not in (Basis.NEW, Basis.CUMULATIVE) or not facts.daily:
        return None
    indicator = facts.workspace.catalogue.get(binding.indicator)
    if indicator is None or indicator.nature is not Nature.FLOW:
        return None
    one = replace(binding, measure=figure.measure, style="")
    new, found = (_value(facts, replace(one, basis=basis)) for basis in (Basis.NEW, Basis.CUMULATIVE))
    before = _value(facts, replace(one, basis=Basis.CUMULATIVE, day=-1))
    if new is None or found is None or before is None:
        return None
    return Balance(before, new, found, figure.measure)


def _value(facts: Facts, binding: Binding) -> Number | None:
    figures = facts.figures(binding)
    return figures[0].value if len(figures) == 1 else None
