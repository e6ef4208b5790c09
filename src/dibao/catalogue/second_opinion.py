"""A second opinion on what a figure counts: a name that it is plainly against is dropped, one that it shares is taken.

The words that naming goes by are a person's; the second opinion comes from the characters around labelled figures
alone, so that the two err in different places. It is an averaged perceptron (Collins 2002, "Discriminative training
methods for hidden Markov models", section 2.2; averaging after Freund and Schapire 1999) over characters and pairs of
characters, trained on the labelled texts in tests/corpus by `train`. It names nothing by itself.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from struct import Struct, calcsize
from typing import Final

AGAINST: Final = 0.4
SURE: Final = 1.0
SHARED: Final = 0.8
"""How far another name must be ahead of one to be plainly against it: so much for each step of the words' own margin
beyond SURE, and at all. How far one must be ahead of all others to be taken where words alone do not suffice. In
weights, by the square root of the number of signs; how they were chosen is said in decision 15."""
BY_REPORTER: Final = {"media.stories", "media.stories_upper"}
"""Told apart by who reports: the signs beside a figure do not show it."""
SCALE: Final = 10
"""Weights are stored as whole numbers, this many to one update of the training."""
_OWN: Final = 14
_BEFORE: Final = 20
_BEHIND: Final = 8
_SHORT: Final = 6
_EPOCHS: Final = 5
_MARGIN: Final = 0.5
_SMALL: Final = 0.6
_SEEDS: Final = (1, 2, 3, 4, 5)
"""`_SEEDS`: the examples are gone through in as many orders, and the weights of all are averaged."""
_PLACES: Final = "<«>"
"""How signs of characters begin, by where these stand: right before the number, farther before it, behind it."""
_IN_OWN: Final = 0
_IN_BEFORE: Final = 1
_IN_BEHIND: Final = 2
_CHARACTER: Final = 21
"""Bits of a character in a key."""
LARGEST: Final = 256
"""No weight is larger: some 45 of them, each raised by as much, stay below half of 16 bits."""
_NEVER: Final = -(1 << 31)
"""Less than any sum: what is right is never the other name."""

Weights = Mapping[str, Mapping[str, float]]
"""By sign and name, what the sign says for the name."""


class Seen:
    """What is seen of a figure: characters and pairs of them, as `keys`, and its measure word."""

    def __init__(self, unit: str, keys: set[int]) -> None:
        self.unit, self.keys = unit, keys

    def signs(self) -> set[str]:
        """All that is seen, as it is stored: "<知", "<知杯", "#个", and "", which is always seen."""
        return {"", f"#{self.unit}", *map(_spelled, self.keys)}


def see(text: str, start: int, after: int, left: int, right: int, unit: str) -> Seen:
    """What is seen of a figure: characters and pairs before the number, behind its measure word, and that word.

    `text`: plain text; the number begins at `start`, the measure word ends at `after`; its own words lie between `left`
    and `right`.
    """
    first = max(left, start - _OWN)
    for mark in ",。;":
        cut = text.rfind(mark, first, start) + 1
        if 0 < cut < start:
            first = cut
    keys: set[int] = set()
    _add(keys, _IN_OWN, text, first, start, alone=True)
    last = min(right, after + _BEHIND)
    comma = text.find(",", after, last)
    _add(keys, _IN_BEHIND, text, after, last if comma < 0 else comma, alone=True)
    if start - first < _SHORT:
        _add(keys, _IN_BEFORE, text, max(left, start - _BEFORE), first, alone=False)
    return Seen(unit, keys)


def _add(keys: set[int], place: int, text: str, start: int, end: int, *, alone: bool) -> None:
    """Add the keys of each two neighbouring characters of a stretch; `alone`: of each single one too."""
    base = place << 2 * _CHARACTER
    before = 0
    for at in range(start, end):
        character = ord(text[at])
        if alone:
            keys.add(base | character)
        if at > start:
            keys.add(base | before << _CHARACTER | character)
        before = character


def _spelled(key: int) -> str:
    """The sign of a key."""
    place, first = key >> 2 * _CHARACTER, key >> _CHARACTER & (1 << _CHARACTER) - 1
    return _PLACES[place] + (chr(first) if first else "") + chr(key & (1 << _CHARACTER) - 1)


class _Fields:
    """Whole numbers side by side in one, so that a single addition adds up a sign's weights for all names.

    `kind`: the struct module's letter for one of them. A negative one borrows from the next until they are taken apart.
    """

    def __init__(self, count: int, kind: str) -> None:
        self._struct = Struct(f"<{count}{kind}")
        self._bits = 8 * calcsize(f"<{kind}")
        self.ones = sum(self.holding(at, 1) for at in range(count))
        """1 in each."""
        self._tops = self.ones << self._bits - 1

    def holding(self, at: int, value: int) -> int:
        """One value at its place, the others 0."""
        return value << (self._bits * at)

    def apart(self, total: int) -> tuple[int, ...]:
        """The numbers in a sum."""
        raised = (total + self._tops) ^ self._tops
        return self._struct.unpack(raised.to_bytes(self._struct.size, "little"))

    def one(self, total: int, at: int) -> int:
        """The number at a place, where none is negative."""
        return total >> self._bits * at & (1 << self._bits) - 1

    def reaches(self, total: int, least: int) -> bool:
        """Whether one of the numbers, none of which is negative, is `least` or more."""
        return least < 1 << self._bits - 1 and ((total | self._tops) - self.ones * least) & self._tops != 0


class Verdict:
    """What the signs of one figure say for each name.

    `numbers`: of each name, its place in `codes` and in the fields of `total`. `measure`: what one step of AGAINST and
    SHARED is.
    """

    def __init__(
        self, codes: Sequence[str], numbers: dict[str, int], fields: _Fields, total: int, measure: float
    ) -> None:
        self._codes, self._numbers, self._fields, self._total, self._measure = codes, numbers, fields, total, measure

    def against(self, code: str, known: Collection[str], margin: float = SURE) -> bool:
        """Whether another of the `known` names is plainly ahead; of a name that was never trained nothing is said.

        `margin`: how far ahead of others the words put the name.
        """
        number = self._numbers.get(code)
        if number is None:
            return False
        apart = int(AGAINST * max(0.0, margin - SURE) * self._measure)
        if not self._fields.reaches(self._total, self._fields.one(self._total, number) + apart + 1):
            return False
        other = self._codes[self._best()[0]]
        return other in known and {code, other} != BY_REPORTER

    def first(self) -> str | None:
        """The name that is far enough ahead of all others to be taken where the words speak for it too."""
        at, most, second = self._best()
        return self._codes[at] if most - second >= SHARED * self._measure else None

    def _best(self) -> tuple[int, int, int]:
        """The place of the greatest sum (of several, the first), that sum, and the next one."""
        best, most, second = 0, _NEVER, _NEVER
        for at, told in enumerate(self._fields.apart(self._total)):
            if told > most:
                best, most, second = at, told, most
            elif told > second:
                second = told
        return best, most, second


class Opinion:
    """What signs say for names. `lines`: by sign, its weights as they are stored."""

    def __init__(self, codes: Sequence[str], lines: dict[str, str]) -> None:
        self.lines, self._codes = lines, codes
        self._numbers = {code: at for at, code in enumerate(codes)}
        self._fields = _Fields(len(codes), "h")
        self._always = self._weights(lines.get("", ""))
        self._units: dict[str, int] = {}
        self._known: dict[int, int] = {}
        """The weights of measure words and of keys (in fields), each line taken apart when it is first seen."""

    @classmethod
    def load(cls, text: str) -> Opinion:
        """From the text that `stored` makes."""
        head, *lines = text.splitlines() or [""]
        return cls(head.split(" "), dict(line.split("\t") for line in lines))

    def on(self, seen: Seen) -> Verdict:
        """What is seen, weighed."""
        told = [self._always, self._unit(seen.unit)]
        known = self._known
        for key in seen.keys:
            weights = known.get(key, 0)
            if not weights:
                line = self.lines.get(_spelled(key))
                if line is None:
                    continue
                known[key] = weights = self._weights(line)
            told.append(weights)
        return Verdict(self._codes, self._numbers, self._fields, sum(told), SCALE * sqrt(len(seen.keys) + 2))

    def _unit(self, unit: str) -> int:
        """The weights of a measure word."""
        weights = self._units.get(unit)
        if weights is None:
            weights = self._units[unit] = self._weights(self.lines.get(f"#{unit}", ""))
        return weights

    def _weights(self, line: str) -> int:
        """A line as it is stored, in fields."""
        pairs = (pair.split(":") for pair in line.split())
        return LARGEST * self._fields.ones + sum(self._fields.holding(int(at), int(weight)) for at, weight in pairs)


@cache
def default_opinion() -> Opinion:
    """The one that is shipped."""
    return Opinion.load(Path(__file__).with_name("second_opinion.tsv").read_text("utf-8"))


def stored(weights: Weights, codes: Sequence[str]) -> str:
    """The weights as text: the names, then a line a sign with `name's number:weight`."""
    number = {code: at for at, code in enumerate(codes)}
    lines = [" ".join(codes)]
    for sign in sorted(weights):
        kept = {code: round(weight * SCALE) for code, weight in weights[sign].items() if abs(weight) > _SMALL}
        if kept:
            lines.append(f"{sign}\t" + " ".join(f"{number[code]}:{kept[code]}" for code in sorted(kept)))
    return "\n".join(lines) + "\n"


def train(examples: Sequence[tuple[Collection[str], Sequence[str]]]) -> tuple[Weights, list[str]]:
    """Weights and names from examples: the signs of a figure and its right names, the best first.

    The orders are drawn from fixed seeds: the same examples give the same weights.
    """
    codes = sorted({right[0] for _, right in examples})
    fields, number = _Fields(len(codes), "i"), {code: at for at, code in enumerate(codes)}
    numbered = [(seen, [number[code] for code in right if code in number]) for seen, right in examples]
    whole: dict[str, int] = defaultdict(int)
    for seed in _SEEDS:
        for sign, summed in _summed(numbered, fields, random.Random(seed)).items():
            whole[sign] += summed
    steps = _EPOCHS * len(numbered) * len(_SEEDS)
    return {
        sign: {code: told / steps for code, told in zip(codes, fields.apart(summed), strict=True) if told}
        for sign, summed in whole.items()
    }, codes


def _summed(
    numbered: Sequence[tuple[Collection[str], Sequence[int]]], fields: _Fields, draw: random.Random
) -> dict[str, int]:
    """The weights of one order of the examples, summed over all steps (in fields)."""
    now: dict[str, int] = defaultdict(int)
    late: dict[str, int] = defaultdict(int)  # each change by the step that it came at
    order, step = list(numbered), 0
    for _ in range(_EPOCHS):
        draw.shuffle(order)
        for seen, right in order:
            step += 1
            sums = list(fields.apart(sum([now[sign] for sign in seen])))
            good = sums[right[0]]
            for at in right:
                sums[at] = _NEVER
            most = max(sums)
            if good - most < _MARGIN * sqrt(len(seen)):
                change = fields.holding(right[0], 1) - fields.holding(sums.index(most), 1)
                for sign in seen:
                    now[sign] += change
                    late[sign] += change * step
    return {sign: weight * step - late[sign] for sign, weight in now.items()}
