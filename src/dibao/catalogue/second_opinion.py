"""A second opinion on what a figure counts: a name that it is plainly against is left open, one it shares is taken.

The words that naming goes by are a person's; the second opinion comes from the characters around labelled figures
alone, so that the two err in different places. It is an averaged perceptron (Collins 2002, "Discriminative training
methods for hidden Markov models", section 2.2; averaging after Freund and Schapire 1999) over characters and pairs of
characters, trained on the labelled texts in tests/corpus by `train`. It names nothing by itself.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

AGAINST, SHARED = 2.4, 0.8
"""How far another name must be ahead to be plainly against one; how far one must be to be taken where words alone do
not suffice: in weights, by the square root of the number of signs."""
BY_REPORTER = {"media.stories", "media.stories_upper"}
"""Told apart by who reports: the signs beside a figure do not show it."""
SCALE = 10
"""Weights are stored as whole numbers, this many to one update of the training."""
_OWN, _BEFORE, _BEHIND, _SHORT = 14, 20, 8, 6
_EPOCHS, _MARGIN, _SMALL, _SEED = 5, 0.5, 0.6, 1

Weights = Mapping[str, Mapping[str, float]]
"""By sign and name, what the sign says for the name."""


def signs(text: str, start: int, after: int, left: int, right: int, unit: str) -> list[str]:
    """What is seen of a figure: characters and pairs before the number, behind its measure word, and that word.

    `text`: plain text; the number begins at `start`, the measure word ends at `after`; its own words lie between `left`
    and `right`. Each sign stands once.
    """
    own = text[max(left, start - _OWN) : start]
    for mark in ",。;":
        own = own.rpartition(mark)[2] or own
    seen = [f"<{sign}" for sign in own]
    seen += [f"<{own[at : at + 2]}" for at in range(len(own) - 1)]
    if len(own) < _SHORT:
        before = text[max(left, start - _BEFORE) : start - len(own)]
        seen += [f"«{before[at : at + 2]}" for at in range(len(before) - 1)]
    behind = text[after : min(right, after + _BEHIND)].partition(",")[0]
    seen += [f">{sign}" for sign in behind]
    seen += [f">{behind[at : at + 2]}" for at in range(len(behind) - 1)]
    seen += (f"#{unit}", "")
    return list(dict.fromkeys(seen))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signs of one figure say for each name. `measure`: what one step of AGAINST and SHARED is."""

    codes: Sequence[str]
    sums: Sequence[int]
    measure: float

    def against(self, code: str, known: Collection[str]) -> bool:
        """Whether another of the `known` names is plainly ahead; of a name that was never trained nothing is said."""
        if code not in self.codes:
            return False
        most = max(self.sums)
        other = self.codes[self.sums.index(most)]
        if other not in known or {code, other} == BY_REPORTER:
            return False
        return most - self.sums[self.codes.index(code)] > AGAINST * self.measure

    def shares(self, code: str) -> bool:
        """Whether it is the first here too, by far enough."""
        if code not in self.codes:
            return False
        own = self.sums[self.codes.index(code)]
        second = max((told for name, told in zip(self.codes, self.sums, strict=True) if name != code), default=0)
        return own - second >= SHARED * self.measure


@dataclass(frozen=True, slots=True)
class Opinion:
    """The weights, a line a sign, taken apart when the sign is first seen."""

    codes: tuple[str, ...]
    lines: Mapping[str, str]
    _parsed: dict[str, tuple[tuple[int, int], ...]]

    @classmethod
    def load(cls, text: str) -> Opinion:
        """From the text that `stored` makes."""
        head, *lines = text.splitlines() or [""]
        return cls(tuple(head.split(" ")), dict(line.split("\t") for line in lines), {})

    def on(self, seen: Sequence[str]) -> Verdict:
        """What is seen, weighed."""
        sums = [0] * len(self.codes)
        for sign in seen:
            for at, weight in self._of(sign):
                sums[at] += weight
        return Verdict(self.codes, sums, SCALE * sqrt(len(seen)))

    def _of(self, sign: str) -> tuple[tuple[int, int], ...]:
        parsed = self._parsed.get(sign)
        if parsed is None:
            pairs = (pair.split(":") for pair in self.lines.get(sign, "").split())
            parsed = self._parsed[sign] = tuple((int(at), int(weight)) for at, weight in pairs)
        return parsed


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


class _Averaged:
    """Weights and what they were on average over all steps so far."""

    def __init__(self) -> None:
        self.now: dict[str, dict[str, float]] = defaultdict(dict)
        self._sums: dict[str, dict[str, float]] = defaultdict(dict)
        self._since: dict[str, dict[str, int]] = defaultdict(dict)

    def move(self, sign: str, code: str, by: float, step: int) -> None:
        now, sums, since = self.now[sign], self._sums[sign], self._since[sign]
        held = now.get(code, 0.0)
        sums[code] = sums.get(code, 0.0) + held * (step - since.get(code, 0))
        since[code] = step
        now[code] = held + by

    def average(self, step: int) -> Iterator[tuple[str, dict[str, float]]]:
        for sign, now in self.now.items():
            sums, since = self._sums[sign], self._since[sign]
            yield sign, {code: (sums[code] + held * (step - since[code])) / step for code, held in now.items()}


def train(examples: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[Weights, list[str]]:
    """Weights and names from examples: the signs of a figure and its right names, the best first.

    The order is drawn from a fixed seed: the same examples give the same weights.
    """
    codes = sorted({right[0] for _, right in examples})
    order, model, step = list(examples), _Averaged(), 0
    draw = random.Random(_SEED)
    for _ in range(_EPOCHS):
        draw.shuffle(order)
        for seen, right in order:
            step += 1
            sums = dict.fromkeys(codes, 0.0)
            for sign in seen:
                for code, weight in model.now.get(sign, {}).items():
                    sums[code] += weight
            good = right[0]
            bad = max((code for code in codes if code not in right), key=sums.__getitem__)
            if sums[good] - sums[bad] < _MARGIN * sqrt(len(seen)):
                for sign in seen:
                    model.move(sign, good, 1.0, step)
                    model.move(sign, bad, -1.0, step)
    return dict(model.average(step)), codes
