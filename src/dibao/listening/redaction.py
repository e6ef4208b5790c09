"""Personal data out of a column, counted by kind; what was found is not kept anywhere."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dibao.listening import normal
from dibao.listening.arrow import Column, coded, strings, take
from dibao.listening.grams import I64, code_points, cut
from dibao.privacy import sieve, taken_out


def cleaned(column: Column) -> tuple[Column, I64, Counter[str]]:
    """The column normalised and with marks in place of personal data, how many places each item had, and how many of
    each kind there were.

    Equal texts are looked at once and counted as often as they stand there.
    """
    written, rows = coded(column)
    often = np.bincount(rows, minlength=len(written))
    texts = normal.texts(written)
    places = np.zeros(len(texts), np.int64)
    kinds: Counter[str] = Counter()
    for some in cut(texts):
        for row, look in sieve.looks(*code_points(texts[some])):
            at = some.start + row
            texts[at], found = taken_out(texts[at], look)
            if found:
                places[at] = found.total()
                for kind, number in found.items():
                    kinds[kind.value] += number * int(often[at])
    return take(strings(texts), rows), places[rows], kinds
