"""What a figure of a brief stands for: named by its words, confirmed, and its scope chosen, by the ledger's totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dibao.catalogue import OTHER, Candidate, Catalogue, Indicator, Nature, Total, Units, measure
from dibao.catalogue.link_wordings import core
from dibao.composing.amounts import digits
from dibao.composing.binding import Binding
from dibao.composing.facts import Facts
from dibao.composing.learning.words import EVERYONE, excluded, item_said, scope_said, scopes
from dibao.figures import Basis, Figure, How, Interval, Number
from dibao.language import say

NOTHING_NEAR = 1.0
"""Below this score no indicator of the catalogue is what a figure counts."""
TELLING = 10
"""From this value on a total that equals a figure tells which of several indicators it is."""
UNNAMED_UNIT = 100
"""From this value on a figure that equals one unit's total is that unit's, though no word names the unit."""
CERTAIN = 1000
"""From this value on it tells so of all indicators of an area."""
_GUESSES = 2
_OFF = 1.2
"""How far above an open-ended wording (超过1000) a total may lie."""
_NATURES = {Basis.NEW: Nature.FLOW, Basis.CUMULATIVE: Nature.FLOW, Basis.ASOF: Nature.STOCK}
LOCAL = "local"
INFERRED = "由简报学来且性质和量词系推断请核对"
"""In the gloss of a local indicator; too long to be taken for a term."""


class Told(StrEnum):
    """What a binding rests on."""

    VALUE = "value"
    """The ledger's total of the brief's day equals the figure."""
    WORDS = "words"
    KEPT = "kept"
    """The file had it bound already."""
    PERSON = "person"
    """Nothing: a person names it."""
    LEFT = "left"
    """It is no figure that can be bound, and stays as it stood."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An indicator that a figure may count, and how much spoke for it."""

    code: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Name:
    """What was found for a figure. `local`: the indicator that the catalogue must get for it."""

    binding: Binding | None
    told: Told
    guesses: tuple[Guess, ...] = ()
    remark: str = ""
    local: Indicator | None = None


@dataclass
class Naming:
    """Names the figures of one brief. `facts`: the ledger's of the brief's day; None where it holds nothing of it."""

    catalogue: Catalogue
    units: Units
    facts: Facts | None
    guesses: Callable[[int], Sequence[Candidate]]
    """What linking takes a figure for, the best first."""
    locals: dict[tuple[str, str], Indicator] = field(default_factory=dict)
    _totals: dict[Binding, Total] = field(default_factory=dict)
    _tellers: dict[tuple[str, Basis], set[str]] = field(default_factory=dict)

    def names(
        self, figures: Sequence[Figure], clauses: Sequence[str], lines: Sequence[tuple[int, int] | None]
    ) -> list[Name]:
        """One for each figure; `clauses`: the words around each; `lines`: of those in tables, which table and row."""
        made = [self._name(index, figure, clauses[index]) for index, figure in enumerate(figures)]
        return self._told_apart(figures, self._in_lines(figures, made, lines))

    def _in_lines(
        self, figures: Sequence[Figure], names: list[Name], lines: Sequence[tuple[int, int] | None]
    ) -> list[Name]:
        """A table's row is of one scope: a total of all that is also that of its row's other figures is of these."""
        scopes_of: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
        for name, line in zip(names, lines, strict=True):
            if line is not None and name.told is Told.VALUE and name.binding and name.binding.scope != EVERYONE:
                scopes_of[line][name.binding.scope] = None
        for index, (name, line) in enumerate(zip(names, lines, strict=True)):
            held = list(scopes_of.get(line, ())) if line is not None else []
            if len(held) == 1 and name.told is Told.VALUE and name.binding and name.binding.scope == EVERYONE:
                narrower = replace(name.binding, scope=held[0])
                if self._fits(figures[index], self._total(narrower)):
                    names[index] = replace(name, binding=narrower)
        return names

    def _told_apart(self, figures: Sequence[Figure], names: list[Name]) -> list[Name]:
        """Figures that words alone bind alike though their values differ cannot both be right: the parts are left to a
        person, and where that does not do, all of them."""
        groups: dict[Binding, list[int]] = defaultdict(list)
        for index, name in enumerate(names):
            if name.binding is not None and not name.binding.phrase:
                groups[name.binding].append(index)
        for group in groups.values():
            for left in ([at for at in group if figures[at].part_of is None], []):
                if _agree(figures, group):
                    break
                for at in [at for at in group if at not in left and names[at].told is Told.WORDS]:
                    remark = say("同一指标同一口径在简报里有两个数", "the brief tells two values for it")
                    names[at] = Name(None, Told.PERSON, self._guesses(at), remark)
                group = [at for at in group if names[at].binding is not None]
        return names

    def _name(self, index: int, figure: Figure, clause: str) -> Name:
        basis = figure.basis or Basis.OTHER
        scope = scope_said(figure, self.units, clause)
        if excluded(figure, clause):
            code = figure.indicator or OTHER
            phrase = "".join(figure.phrase.split()).translate(_UNBRACKETED)
            return Name(
                Binding(code, basis, scope=scope, measure=self._measure(figure, code), phrase=phrase), Told.WORDS
            )
        if figure.indicator not in (None, OTHER):
            named = self._known(figure, Binding(figure.indicator or "", basis, item_said(figure), scope))
            return named if named.binding is not None else replace(named, guesses=self._guesses(index))
        guesses = self._guesses(index)
        by_value = self._by_value(figure, [guess.code for guess in guesses], basis, scope)
        if by_value is not None:
            return replace(by_value, guesses=guesses)
        if basis in _NATURES and (figure.indicator == OTHER or not any(g.score >= NOTHING_NEAR for g in guesses)):
            return self._local(figure, basis, scope, guesses)
        return Name(None, Told.PERSON, guesses, say("看不出是哪个指标", "which indicator it is does not show"))

    def _guesses(self, index: int) -> tuple[Guess, ...]:
        found = [one for one in self.guesses(index) if one.code != OTHER and one.code in self.catalogue]
        return tuple(Guess(one.code, self.catalogue[one.code].zh, one.score) for one in found[:_GUESSES])

    def _known(self, figure: Figure, said: Binding) -> Name:
        """A figure that its words name: confirmed by value where the ledger holds its day."""
        said = replace(said, measure=self._measure(figure, said.indicator))
        summed = said.basis not in (Basis.RATE, Basis.OTHER)
        if self.facts is None:
            if summed:
                return Name(said, Told.WORDS)
            return Name(None, Told.PERSON, remark=say("比率不由合计得出", "a share is no sum"))
        found = self._scoped(figure, said) or self._otherwise(figure, said)
        if found is not None:
            return Name(found, Told.VALUE)
        if (other := self._told_as(figure, said)) is not None:
            remark = say("按数值认定", "told by its value")
            return Name(other, Told.VALUE, remark=remark)
        total = self._total(said)
        if total.value is None and summed and not self._told(said):
            return Name(said, Told.WORDS, remark=say("台账当日没有这个数", "the ledger has none that day"))
        if not summed:
            return Name(None, Told.PERSON, remark=say("比率不由合计得出", "a share is no sum"))
        have = digits(total.value) if total.value is not None else say("无", "none")
        return Name(
            None,
            Told.PERSON,
            remark=say(f"台账当日为 {have}，与此不符", f"the ledger says {have} for that day"),
        )

    def _scoped(self, figure: Figure, said: Binding) -> Binding | None:
        """The binding with the scope whose total is the figure; None where none is, or where several may be."""
        fitting: list[Binding] = []
        entries: dict[tuple[int, ...], None] = {}
        for item in self._items(said):
            for scope in self._scopes(figure, said):
                binding = replace(said, item=item, scope=scope)
                total = self._total(binding)
                if not self._fits(figure, total):
                    continue
                if scope in (said.scope, EVERYONE):
                    return binding
                fitting.append(binding)
                entries[tuple(entry.number for entry in total.entries)] = None
            if fitting:
                break
        return fitting[0] if len(entries) == 1 else None

    def _scopes(self, figure: Figure, said: Binding) -> list[str]:
        """The scopes whose totals a figure may be; single units only where they told something that large."""
        assert self.facts is not None  # asked by those that looked
        key = said.indicator, said.basis
        if key not in self._tellers:
            entries = (one.series for one in self.facts.entries if (one.series.indicator, one.series.basis) == key)
            self._tellers[key] = {series.unit_code for series in entries}
        told = self._tellers[key] if figure.value >= UNNAMED_UNIT else set()
        found = scopes(self.units, said.scope)
        return [one for one in found if one == said.scope or one not in self.units or one in told]

    def _fits(self, figure: Figure, total: Total) -> bool:
        """Whether a total is what a figure's words say, where a unit told two values also with the other one."""
        if total.value is None or self.facts is None:
            return False
        if _within(figure.interval, total.value):
            return True
        told = {entry.series: entry.draft.value for entry in total.entries if entry.series.unit_code in total.doubtful}
        return any(
            _within(figure.interval, total.value - told[entry.series] + entry.draft.value)
            for entry in self.facts.entries
            if entry.series in told
        )

    def _items(self, said: Binding) -> list[str]:
        """The items that a figure may be told under: its own, then the indicator as a whole."""
        return list(dict.fromkeys((said.item, "")))

    def _by_value(self, figure: Figure, codes: Sequence[str], basis: Basis, scope: str) -> Name | None:
        """A figure that its words leave open, where exactly one of its guesses has it as a total."""
        if self.facts is None or figure.value < TELLING:
            return None
        found = []
        for code in codes:
            said = Binding(code, basis, item_said(figure), scope, measure=self._measure(figure, code))
            binding = self._scoped(figure, said)
            if binding is not None:
                found.append(binding)
        return Name(found[0], Told.VALUE) if len(found) == 1 else None

    def _otherwise(self, figure: Figure, said: Binding) -> Binding | None:
        """The same on another basis, where no word beside the figure says which and exactly one total equals it."""
        if figure.basis_how is How.STATED:
            return None
        found = []
        for basis in _NATURES:
            for scope in dict.fromkeys((said.scope, EVERYONE)):
                binding = replace(said, basis=basis, scope=scope)
                if basis is not said.basis and self._fits(figure, self._total(binding)):
                    found.append(binding)
                    break
        return found[0] if len(found) == 1 else None

    def _told_as(self, figure: Figure, said: Binding) -> Binding | None:
        """What a figure is whose words were misunderstood: of the area's totals the one it equals, if it is large."""
        if self.facts is None or figure.value < CERTAIN or figure.interval.high is None:
            return None
        area = said.indicator.partition(".")[0]
        codes = dict.fromkeys(
            entry.series.indicator for entry in self.facts.entries if entry.series.basis is said.basis
        )
        found = []
        for code in codes:
            if code.partition(".")[0] == area and code != said.indicator:
                measured = replace(said, indicator=code, item="", measure=self._measure(figure, code))
                for scope in dict.fromkeys((said.scope, EVERYONE)):
                    if self._fits(figure, self._total(replace(measured, scope=scope))):
                        found.append(replace(measured, scope=scope))
                        break
        return found[0] if len(found) == 1 else None

    def _total(self, binding: Binding) -> Total:
        assert self.facts is not None  # asked by those that looked
        if binding not in self._totals:
            self._totals[binding] = self.facts.total(binding)
        return self._totals[binding]

    def _told(self, said: Binding) -> bool:
        """Whether anybody told the indicator on this basis that day."""
        return any(self._total(replace(said, scope=scope)).entries for scope in (said.scope, EVERYONE))

    def _measure(self, figure: Figure, code: str) -> str:
        return measure(figure.unit, self.catalogue.get(code))

    def _local(self, figure: Figure, basis: Basis, scope: str, guesses: tuple[Guess, ...]) -> Name:
        """A line for what the catalogue lacks; two figures of one name and measure word are one indicator."""
        name = _local_name(figure)
        if not name:
            return Name(None, Told.PERSON, guesses)
        unit = measure(figure.unit, None)
        key = name, unit
        again = next((one for one in self.catalogue.values() if _is_local(one, name, unit)), None)
        if again is not None:
            return self._known(figure, Binding(again.code, basis, "", scope))
        if key not in self.locals:
            code = f"{LOCAL}.n{1 + sum(one.startswith(f'{LOCAL}.') for one in self.catalogue) + len(self.locals)}"
            nature = _NATURES[basis]
            units = (unit,) if unit else ()
            flow = nature is Nature.FLOW
            self.locals[key] = Indicator(code, name, name, nature, units, True, flow, INFERRED)
        local = self.locals[key]
        remark = say(f"目录没有，新立本地指标“{name}”", f"not in the catalogue: a local indicator “{name}”")
        return Name(Binding(local.code, basis, "", scope, measure=unit), Told.WORDS, guesses, remark, local)


_UNBRACKETED = str.maketrans("[]=", "［］＝")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])")
_LONGEST = 16


def _is_local(indicator: Indicator, name: str, unit: str) -> bool:
    return indicator.area == LOCAL and indicator.zh == name and (unit in indicator.units or not unit)


def _local_name(figure: Figure) -> str:
    phrase = _NUMBERING.sub("", figure.phrase.strip())
    name = "".join(sign for sign in core(phrase) if sign.isalnum() or sign in "、")
    return name[-_LONGEST:] if len(name) > 1 and not name.isdigit() else ""


def _within(allowed: Interval, value: Number) -> bool:
    """Whether a total is one that a wording allows."""
    if allowed.high is None:
        return allowed.low <= value <= _OFF * float(allowed.low)
    return allowed.low <= value and (value < allowed.high or (value == allowed.high and not allowed.open_high))


def _agree(figures: Sequence[Figure], group: Sequence[int]) -> bool:
    return all(figures[group[0]].interval.meets(figures[at].interval) for at in group[1:]) if group else True
