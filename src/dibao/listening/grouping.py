"""Near-copies over all stored portions: sets on disk, the join cut into parts that any worker can do and finish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dibao.listening import copies
from dibao.listening.copies import Index
from dibao.listening.engines import Engine
from dibao.listening.grams import I32, I64, U64, Sets, offsets
from dibao.listening.stage import stored_sets
from dibao.listening.union import Union

_POSTINGS = 1 << 18
"""About how many are united in one go."""
_ARRAYS = ("tokens", "starts", "set_sizes", "rows", "sizes", "sketches", "probes")


def grouped(paths: Sequence[Path], folder: Path, engine: Engine, done: Callable[[int, int], None]) -> I64:
    """For each item, in the order of the portions, the first item of its group (its own number where it is alone).

    `folder` takes what workers share, and the finished parts: those are not done again. `done(parts, of)` is called as
    parts are finished.
    """
    sets = _joined(paths, folder)
    first = copies.equal_sets(sets)
    built = copies.index(sets, np.flatnonzero(first == np.arange(len(sets))))
    _share(built, folder)
    cuts = copies.cuts(built, -(-len(built.probes) // _POSTINGS) or 1)
    tasks = [Part(folder, begin, end) for begin, end in pairwise(cuts)]
    union = Union(len(built.rows))
    for number, part in enumerate(engine.run(united, tasks), start=1):
        union.unite(*np.load(part))
        done(number, len(tasks))
    return copies.grouped(built, union, first)


@dataclass(frozen=True)
class Part:
    """A range of the postings."""

    folder: Path
    begin: int
    end: int


def united(part: Part) -> Path:
    """Unite what a part of the postings brings together; the file with the pairs (two rows of places)."""
    target = part.folder / f"united-{part.begin}-{part.end}.npy"
    if not target.exists():
        pairs = copies.united(_shared(part.folder), part.begin, part.end).forest()
        half = target.with_suffix(".part")
        with half.open("wb") as file:
            np.save(file, np.stack(pairs))
        half.replace(target)
    return target


def _joined(paths: Sequence[Path], folder: Path) -> Sets:
    """All portions' sets one after another, on disk: it is what takes most room."""
    sizes: list[I32] = []
    with (folder / "tokens.npy").open("wb") as file:
        for path in paths:
            one = stored_sets(path)
            sizes.append(one.sizes)
            one.tokens.tofile(file)
    together = np.concatenate(sizes) if sizes else np.empty(0, np.int32)
    return Sets(_tokens(folder), offsets(together), together)


def _tokens(folder: Path) -> U64:
    path = folder / "tokens.npy"
    if not path.stat().st_size:
        return np.empty(0, np.uint64)
    return np.memmap(path, np.uint64, "r")


def _share(built: Index, folder: Path) -> None:
    held: dict[str, npt.NDArray[Any]] = {"starts": built.sets.starts, "set_sizes": built.sets.sizes}
    held |= {"rows": built.rows, "sizes": built.sizes, "sketches": built.sketches, "probes": built.probes}
    for name, values in held.items():
        np.save(folder / f"{name}.npy", values)


def _shared(folder: Path) -> Index:
    held = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS if name != "tokens"}
    sets = Sets(_tokens(folder), held["starts"], held["set_sizes"])
    return Index(sets, held["rows"], held["sizes"], held["sketches"], held["probes"], copies.THRESHOLD)
