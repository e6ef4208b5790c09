"""Groups of what was united, one number an item, in whole arrays at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dibao.listening.grams import I64


class Union:
    """`size` items, each by itself at first."""

    def __init__(self, size: int, above: npt.NDArray[np.int64] | None = None) -> None:
        self.above: I64 = np.arange(size, dtype=np.int64) if above is None else above

    def find(self, items: I64) -> I64:
        """The root of each item's group; what was passed on the way is shortened."""
        roots = self.above[items]
        while True:
            higher = self.above[roots]
            if np.array_equal(higher, roots):
                break
            roots = higher
        self.above[items] = roots
        return roots

    def apart(self, one: I64, two: I64) -> tuple[I64, I64]:
        """The pairs that are not in one group yet."""
        keep = self.find(one) != self.find(two)
        return one[keep], two[keep]

    def unite(self, one: I64, two: I64) -> None:
        """Unite the two items of each pair."""
        while len(one):
            left, right = self.find(one), self.find(two)
            keep = left != right
            one, two, left, right = one[keep], two[keep], left[keep], right[keep]
            # The smaller root wins: no circle can arise, whichever of several writes to one root stays.
            self.above[np.maximum(left, right)] = np.minimum(left, right)

    def roots(self) -> I64:
        """The root of every item: the smallest item of its group."""
        return self.find(np.arange(len(self.above)))

    def forest(self) -> tuple[I64, I64]:
        """One pair for every item that is not the root of its group."""
        roots = self.roots()
        items = np.flatnonzero(roots != np.arange(len(roots)))
        return items, roots[items]
