"""The way in: files of items go in, days of analysed items and a summary come out."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dibao.errors import DibaoError
from dibao.language import say
from dibao.listening import engines, grouping, questions, readers, store, vectors
from dibao.listening.arrow import Column, strings, take
from dibao.listening.bursts import bursts_of
from dibao.listening.claims import Claims
from dibao.listening.counts import Tally, tallied
from dibao.listening.engines import Engine
from dibao.listening.grams import I64, SHORT
from dibao.listening.locked import locked
from dibao.listening.stage import Analysis, Facts, Task, stored
from dibao.listening.stage import store as store_portion
from dibao.listening.summary import Summary
from dibao.listening.topics import Lexicon

_VERSION = "3"
"""Part of what finished batches are known by: raise it where they would come out otherwise."""
WORK = ".work"

Progress = Callable[[str, int, int], None]
"""What is done (`portions`, `copies`), how much of it, out of how much (0: not known yet)."""


@dataclass(frozen=True)
class Options:
    """What to analyse, and how.

    `rerank`: claims by vectors too. `zone`: of local times. `closes`: how many minutes after its midnight a reporting
    day ends, 0: with it. `k`: of fewer items nothing is told of a question or a channel, and no burst.
    """

    files: Sequence[Path]
    out: Path
    lexicon: Path | None = None
    claims: Path | None = None
    rerank: bool = False
    engine: str = "local"
    workers: int = 0
    zone: str = "Asia/Shanghai"
    closes: int = 0
    k: int = 5
    progress: Progress = field(default=lambda what, done, of: None)


def listen(options: Options) -> Summary:
    """Analyse the files into `options.out`. Interrupted at any moment, it goes on from the batches that are finished.

    DibaoError where nothing can be read, settings are wrong, or another run is at work in the same folder. Files that
    cannot be read are named in the summary; the others are analysed.
    """
    started = time.perf_counter()
    engine = engines.named(options.engine, options.workers)
    if options.rerank:
        vectors.required()
    analysis = Analysis(
        run=_content(options.files),
        zone=options.zone,
        lexicon=Lexicon.load(options.lexicon) if options.lexicon else Lexicon(),
        claims=Claims.load(options.claims) if options.claims else Claims(),
        rerank=options.rerank,
    )
    with locked(options.out):
        store.sweep(options.out)
        work = options.out / WORK / _settings(analysis)
        work.mkdir(parents=True, exist_ok=True)
        summary = _Run(options, engine, analysis, work, started).summary()
        shutil.rmtree(options.out / WORK)
    return summary


def _content(files: Sequence[Path]) -> str:
    """What the files hold, as the beginning of every id: the same files give the same ids."""
    digest = blake2b(digest_size=4)
    for path in files:
        if path.is_file():
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        digest.update(b"\0")
    return digest.hexdigest()


def _settings(analysis: Analysis) -> str:
    """A name for everything that finished batches depend on."""
    told = repr((_VERSION, analysis.run, analysis.zone, analysis.lexicon, analysis.claims, analysis.rerank))
    return f"{analysis.run}-{blake2b(told.encode(), digest_size=6).hexdigest()}"


@dataclass
class _Run:
    """One run, step by step."""

    options: Options
    engine: Engine
    analysis: Analysis
    work: Path
    started: float
    facts: Facts = field(default_factory=Facts)
    refused: list[DibaoError] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    timing: dict[str, float] = field(default_factory=dict)

    def summary(self) -> Summary:
        """Do it all."""
        with self._timed("portions"):
            self._portions()
        if not self.paths:
            raise self.refused[0] if self.refused else _nothing()
        with self._timed("copies"):
            group = grouping.grouped(
                self.paths, self.work, self.engine, lambda done, of: self.options.progress("copies", done, of)
            )
        with self._timed("questions"):
            items = self._items()
            first = _first(items, group)
            again = first != np.arange(len(first))
            labels = questions.labelled(items, again, bool(self.analysis.lexicon.terms), self.options.k)
        with self._timed("days"), store.database(self.work, self.engine.workers) as connection:
            found = self._found(items, first, labels)
            files = store.write_days(connection, self.paths, found, self.options.out, self.analysis.run)
            tally = tallied(connection, files, self.options.closes)
            history = self._history(connection, files, tally)
            bursts = bursts_of(history, set(tally.days()), self.options.k)
        short = int((_copied(group) & (items["size"].to_numpy() < SHORT)).sum())
        return Summary(
            items=self.facts.items,
            on_topic=tally.total("on_topic"),
            copy_groups=tally.total("originals"),
            copy_items=tally.total("copies"),
            short_copies=short,
            redactions=self.facts.redactions,
            dropped_columns=self.facts.dropped,
            unreadable=self.facts.unreadable,
            undated=tally.total("items", day=""),
            channels={name: n for name, n in tally.names("channel").items() if n >= self.options.k},
            claims=tally.names("claim"),
            questions=questions.told(labels, self.options.k),
            bursts=bursts,
            seconds=time.perf_counter() - self.started,
            refused=tuple(map(str, self.refused)),
            timing=self.timing,
            days=tuple(tally.days()),
            tally=history,
            files=tuple(path.name for path in store.files(self.options.out)),
            k=self.options.k,
        )

    def _portions(self) -> None:
        """Analyse what is not stored yet."""
        for facts in self.engine.run(store_portion, self._tasks()):
            self.facts += facts
            self.options.progress("portions", self.facts.items, 0)
        self.paths = sorted(self.work.glob("[0-9]*.parquet"))

    def _tasks(self) -> Iterator[Task]:
        number = 0
        for path in self.options.files:
            try:
                for portion in readers.portions(path):
                    task = Task(number, portion, self.analysis, self.work)
                    number += 1
                    if task.target.exists():
                        self.facts += stored(task.target)
                    else:
                        yield task
            except DibaoError as error:
                self.refused.append(error)

    def _history(self, connection: duckdb.DuckDBPyConnection, files: list[Path], tally: Tally) -> Tally:
        """All days that are stored, those of earlier runs too."""
        stored_days = store.files(self.options.out)
        return tally if stored_days == files else tallied(connection, stored_days, self.options.closes)

    def _items(self) -> pa.Table:
        """What the last steps need of every item, in order."""
        columns = ["n", "published", "region", "question", "on_topic", "size"]
        return pa.concat_tables([pq.read_table(path, columns=columns) for path in self.paths]).combine_chunks()

    def _found(self, items: pa.Table, first: I64, labels: Column) -> pa.Table:
        """What needed all items, by their numbers."""
        numbers = items["n"].to_numpy()
        copied = np.flatnonzero(first != np.arange(len(first)))
        originals = numbers[first[copied]]
        names = [f"{self.analysis.run}-{n >> 32:05d}-{n & 0xFFFFFFFF:05d}" for n in originals.tolist()]
        at = np.full(len(first), -1, np.int64)
        at[copied] = np.arange(len(copied))
        ids = take(strings(names), at)
        return pa.table({"n": items["n"], "copy_of": ids, "question": labels})

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.timing[step] = time.perf_counter() - began


def _first(items: pa.Table, group: I64) -> I64:
    """For each item the item of its group that was published first (itself, where it is that one)."""
    rows = np.flatnonzero(_copied(group))
    when = take(items["published"], rows).to_numpy(zero_copy_only=False).astype("U16")
    when[when == ""] = "~"  # without a date it is not known to be the first
    order = np.lexsort((rows, when, group[rows]))
    rows = rows[order]
    heads = np.ones(len(rows), bool)
    heads[1:] = group[rows][1:] != group[rows][:-1]
    first = np.arange(len(group), dtype=np.int64)
    first[rows] = rows[np.flatnonzero(heads)[np.cumsum(heads) - 1]] if len(rows) else rows
    return first


def _copied(group: I64) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which items are in a group with others."""
    return np.bincount(group, minlength=len(group))[group] > 1


def _nothing() -> DibaoError:
    return DibaoError(
        say("这些文件里没有一条公开信息，请检查文件。", "There is not one item in these files; check them."),
        code="unreadable",
    )
