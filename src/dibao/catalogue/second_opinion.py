"""A second opinion on what a figure counts: a name that it is plainly against is dropped, one that it shares is taken.

The words that naming goes by are a person's; the second opinion comes from the characters around labelled figures
alone, so that the two err in different places. It is an averaged perceptron (Collins 2002, "Discriminative training
methods for hidden Markov models", section 2.2; averaging after Freund and Schapire 1999) over characters and pairs of
characters, trained on the labelled texts in tests/corpus by `train`. It names nothing by itself.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from math import sqrt
from operator import add
from pathlib import Path
from struct import Struct, calcsize
from typing import Final, NamedTuple

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
_IN_OWN: Final = "<".__add__
_IN_BEFORE: Final = "«".__add__
_IN_BEHIND: Final = ">".__add__
"""Make signs of characters by where they stand."""
_NEVER: Final = -(1 << 31)
"""Less than any sum: what is right is never the other name."""

Weights = Mapping[str, Mapping[str, float]]
"""By sign and name, what the sign says for the name."""


def signs(text: str, start: int, after: int, left: int, right: int, unit: str) -> set[str]:
    """What is seen of a figure: characters and pairs before the number, behind its measure word, and that word.

    `text`: plain text; the number begins at `start`, the measure word ends at `after`; its own words lie between `left`
    and `right`.
    """
    own = text[max(left, start - _OWN) : start]
    for mark in ",。;":
        own = own.rpartition(mark)[2] or own
    behind = text[after : min(right, after + _BEHIND)].partition(",")[0]
    seen = {f"#{unit}", "", *map(_IN_OWN, own), *map(_IN_OWN, _pairs(own))}
    seen.update(map(_IN_BEHIND, behind), map(_IN_BEHIND, _pairs(behind)))
    if len(own) < _SHORT:
        seen.update(map(_IN_BEFORE, _pairs(text[max(left, start - _BEFORE) : start - len(own)])))
    return seen


def _pairs(text: str) -> Iterator[str]:
    """Each two neighbouring characters."""
    return map(add, text, text[1:])


class Verdict(NamedTuple):
    """What the signs of one figure say for each name. `measure`: what one step of AGAINST and SHARED is."""

    codes: Sequence[str]
    numbers: Mapping[str, int]
    """Of each name, its place in `codes` and `sums`."""
    sums: Sequence[int]
    measure: float

    def against(self, code: str, known: Collection[str], margin: float = SURE) -> bool:
        """Whether another of the `known` names is plainly ahead; of a name that was never trained nothing is said.

        `margin`: how far ahead of others the words put the name.
        """
        number = self.numbers.get(code)
        if number is None:
            return False
        most = max(self.sums)
        if most - self.sums[number] <= AGAINST * max(0.0, margin - SURE) * self.measure:
            return False
        other = self.codes[self.sums.index(most)]
        return other in known and {code, other} != BY_REPORTER

    def first(self) -> str | None:
        """The name that is far enough ahead of all others to be taken where the words speak for it too."""
        most, second = nlargest(2, (*self.sums, _NEVER))
        return self.codes[self.sums.index(most)] if most - second >= SHARED * self.measure else None


class _Fields:
    """Whole numbers side by side in one, so that a single addition adds up a sign's weights for all names.

    `kind`: the struct module's letter for one of them. A negative one borrows from the next until they are taken apart.
    """

    def __init__(self, count: int, kind: str) -> None:
        self._struct = Struct(f"<{count}{kind}")
        self._bits = 8 * calcsize(f"<{kind}")
        self._middle = sum(self.holding(at, 1 << (self._bits - 1)) for at in range(count))

    def holding(self, at: int, value: int) -> int:
        """One value at its place, the others 0."""
        return value << (self._bits * at)

    def apart(self, total: int) -> tuple[int, ...]:
        """The numbers in a sum."""
        raised = (total + self._middle) ^ self._middle
        return self._struct.unpack(raised.to_bytes(self._struct.size, "little"))


class _Weights(dict[str, int]):
    """The weights of known signs (in fields), each sign's line taken apart when it is first seen."""

    def __init__(self, lines: Mapping[str, str], fields: _Fields) -> None:
        super().__init__()
        self._lines, self._fields = lines, fields

    def __missing__(self, sign: str) -> int:
        pairs = (pair.split(":") for pair in self._lines[sign].split())
        self[sign] = made = sum(self._fields.holding(int(at), int(weight)) for at, weight in pairs)
        return made


class Opinion:
    """What signs say for names. `lines`: by sign, its weights as they are stored."""

    def __init__(self, codes: Sequence[str], lines: Mapping[str, str]) -> None:
        self.lines, self._codes = lines, codes
        self._numbers = {code: at for at, code in enumerate(codes)}
        self._fields = _Fields(len(codes), "h")  # a figure has at most 63 signs, of a few hundred each
        self._weights, self._known = _Weights(lines, self._fields), frozenset(lines)

    @classmethod
    def load(cls, text: str) -> Opinion:
        """From the text that `stored` makes."""
        head, *lines = text.splitlines() or [""]
        return cls(head.split(" "), dict(line.split("\t") for line in lines))

    def on(self, seen: set[str]) -> Verdict:
        """What is seen, weighed."""
        total = sum(map(self._weights.__getitem__, seen & self._known))
        return Verdict(self._codes, self._numbers, self._fields.apart(total), SCALE * sqrt(len(seen)))


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
