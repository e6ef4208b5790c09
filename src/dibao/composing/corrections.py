"""Figures that a person typed over, as corrections to be recorded: of which entry, to what, what has to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dibao.composing.afresh import in_measure, known
from dibao.composing.binding import Binding, parse
from dibao.composing.brief import Figure, Source, State
from dibao.composing.facts import Facts
from dibao.composing.provenance import figures_in
from dibao.composing.returned import Returned, Retyped, Told
from dibao.composing.wording import MISSING, arithmetic
from dibao.errors import DibaoError
from dibao.figures import Approx, Interval, Number
from dibao.language import say

BRIEF = "brief"
"""In the place of a unit: the ledger stays as it is, the brief says another number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry that may be the wrong one, and what it would say then. `key`: the unit's code, else the entry's number.

    `value` None: the entry cannot be corrected so that the figure becomes what was typed.
    """

    key: str
    name: str
    entry: int
    then: Number
    value: Number | None
    interval: Interval | None = None
    approx: Approx = Approx.EXACT


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that was typed over. `ledger` is the figure as the ledger has it now; `choices` are its entries.

    `follows`: the figures, typed over as well, whose corrections make it what was typed: nothing is asked of it.
    """

    id: str
    then: str
    now: str
    told: Told
    ledger: Figure
    choices: tuple[Choice, ...]
    follows: tuple[str, ...] = ()

    @property
    def only(self) -> str:
        """The one thing that can be meant: the only entry, or the brief where no entry says such a figure. "": ask."""
        if not self.choices:
            return BRIEF
        return self.choices[0].key if len(self.choices) == 1 and self.choices[0].value is not None else ""

    def choice(self, key: str) -> Choice | None:
        """What a person means by a unit's code or name, or an entry's number; None: the brief.

        DibaoError (code `no_unit`) where the figure has no such entry.
        """
        if key == BRIEF:
            return None
        for one in self.choices:
            if key in (one.key, one.name, str(one.entry)) and one.value is not None:
                return one
        may = "、".join([*(f"{one.key}（{one.name}）" for one in self.choices if one.value is not None), BRIEF])
        raise DibaoError(
            say(
                f"{self.id} 的数不能改在 {key} 上，可选：{may}。",
                f"{self.id} cannot be corrected at {key}; choose one of {may}.",
            ),
            code="no_unit",
        )


def proposals(returned: Returned, facts: Facts) -> list[Proposal]:
    """A proposal for each figure whose number is neither the one that was written nor the ledger's of now."""
    found = list(_typed_over(returned, facts))
    single: dict[int, Proposal] = {}
    for one in found:
        if len(one.choices) == 1:
            single.setdefault(one.choices[0].entry, one)
    return [replace(one, follows=_follows(one, single)) for one in found]


def _follows(one: Proposal, single: Mapping[int, Proposal]) -> tuple[str, ...]:
    """A sum that was put right together with its part, or the same figure typed over in two places."""
    parts = [single[choice.entry] for choice in one.choices if choice.entry in single]
    parts = [part for part in parts if part.id != one.id]
    if not parts or one.ledger.value is None:
        return ()
    grown = sum(part.told.value - part.choices[0].then for part in parts)
    return tuple(part.id for part in parts) if one.told.value - one.ledger.value == grown else ()


def _typed_over(returned: Returned, facts: Facts) -> Iterator[Proposal]:
    bound = {figure["id"]: figure for figure in figures_in(returned.payload)}
    for one in returned.figures:
        ledger = ledger_figure(bound[one.id], facts)
        if ledger is not None and one.told is not None and not _same(one, ledger, bound[one.id]):
            yield Proposal(
                one.id, one.then, one.now, one.told, ledger, () if one.measure else tuple(_choices(one.told, ledger))
            )


def ledger_figure(then: Mapping[str, Any], facts: Facts) -> Figure | None:
    """A figure of a written brief as the ledger has it now; None where it is bound to nothing.

    Where nobody tells it in its measure word any more, it is missing.
    """
    binding = parse(str(then["bound"])) if then["bound"] else None
    if not isinstance(binding, Binding):
        return None
    figures = facts.figures(binding)
    found = in_measure(figures, known(then)["unit"])
    if found is None and figures:
        found = replace(figures[0], text=MISSING, value=None, low=None, high=None, measure="", sources=(), units=0)
        found = replace(found, state=State.MISSING, arithmetic=arithmetic((), "", "", found.missing), questions=())
    return found


def _same(one: Retyped, ledger: Figure, then: Mapping[str, Any]) -> bool:
    """Whether a person typed nothing, the same number in other words, or what the ledger says by now."""
    if one.measure:
        return False
    if one.now == one.then or one.told is None:
        return True
    told = one.told
    for value, low, high in ((then["value"], then["low"], then["high"]), (ledger.value, ledger.low, ledger.high)):
        if value is not None and told.value == value and (told.interval.low, told.interval.high) == (low, high):
            return True
    return False


def _choices(told: Told, ledger: Figure) -> Iterator[Choice]:
    sources = ledger.sources
    units = Counter(source.unit_code for source in sources)
    for source in sources:
        key = source.unit_code if units[source.unit_code] == 1 else str(source.entry)
        yield _choice(key, source, told, ledger, alone=len(sources) == 1)


def _choice(key: str, source: Source, told: Told, ledger: Figure, *, alone: bool) -> Choice:
    """Where a figure has one source, that says what was typed; of a sum each part may have to carry the difference."""
    if alone:
        return Choice(key, source.unit_name, source.entry, source.value, told.value, told.interval, told.approx)
    value = None if ledger.value is None else source.value + (told.value - ledger.value)
    if value is not None and value < 0 <= source.value:
        value = None
    return Choice(key, source.unit_name, source.entry, source.value, value)
