"""Clusters by average linkage, from a matrix of similarities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dibao.listening.grams import I64


def joined(similar: npt.NDArray[np.float32], least: float) -> I64:
    """The cluster of each row: its smallest row. The two clusters whose rows are most alike on average are joined, as
    long as that is at least `least`. `similar` is used up."""
    size = len(similar)
    np.fill_diagonal(similar, -1)
    number = np.ones(size, np.float32)
    cluster = np.arange(size, dtype=np.int64)
    nearest = similar.argmax(axis=1)
    closeness = similar[np.arange(size), nearest]
    while size:
        one = int(closeness.argmax())
        if closeness[one] < least:
            break
        one, two = sorted((one, int(nearest[one])))
        row = (similar[one] * number[one] + similar[two] * number[two]) / (number[one] + number[two])
        row[similar[one] < 0] = -1  # joined away, or itself
        row[[one, two]] = -1
        similar[one], similar[:, one] = row, row
        similar[two], similar[:, two] = -1, -1
        number[one] += number[two]
        cluster[cluster == two] = one
        nearest[one], closeness[one] = row.argmax(), row.max()
        closeness[two] = -1
        # Whoever was nearest to either looks again; whoever is nearer to both together now turns to them.
        for other in np.flatnonzero(((nearest == one) | (nearest == two)) & (closeness >= 0)):
            if other != one:
                nearest[other] = similar[other].argmax()
                closeness[other] = similar[other, nearest[other]]
        closer = (row > closeness) & (closeness >= 0)
        nearest[closer], closeness[closer] = one, row[closer]
    return cluster
