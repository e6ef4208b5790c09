"""What goes to people (tables, on a terminal in colour) and to programs (JSON lines on stdout)."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from dibao.figures import Basis, Figure, Number
from dibao.language import say

T = TypeVar("T")


def plain(value: Number | None) -> int | float | None:
    """A number for JSON: whole numbers as integers."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def figure_row(file: str, figure: Figure, unit_code: str | None) -> dict[str, Any]:
    """A line of `read --json`: the public shape."""
    return {
        "file": file,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": figure.text,
        "value": plain(figure.value),
        "low": plain(figure.interval.low),
        "high": plain(figure.interval.high),
        "unit": figure.unit,
        "basis": figure.basis,
        "approx": figure.approx,
        "phrase": figure.phrase,
        "item": figure.item,
        "indicator": figure.indicator,
        "window": figure.window.iso(),
        "window_how": figure.window_how,
        "basis_how": figure.basis_how,
        "actor": figure.actor,
        "actor_how": figure.actor_how,
        "unit_code": unit_code,
        "locator": figure.span.locator,
        "part_of": figure.part_of,
        "reasons": list(figure.reasons),
    }


def lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """JSON lines on stdout."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def program() -> str:
    """How this program is called from here: `dibao` where the shell finds it, else as it was called this time."""
    if shutil.which("dibao"):
        return "dibao"
    return sys.argv[0] if Path(sys.argv[0]).name == "dibao" else "python -m dibao"


def note(sentence: str) -> None:
    """A sentence for the person, on stderr."""
    click.echo(sentence, err=True)


def table(columns: Sequence[str | tuple[str, str]], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """A table on stdout; a column given as (name, "right") is aligned right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    grid = Table(
        title=title or None, title_justify="left", header_style="bold", box=None if not sys.stdout.isatty() else _box()
    )
    for column in columns:
        name, align = column if isinstance(column, tuple) else (column, "left")
        grid.add_column(name, justify="right" if align == "right" else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)


def _box() -> Any:
    from rich.box import SIMPLE_HEAD

    return SIMPLE_HEAD


@contextmanager
def progress(items: Sequence[T], label: str) -> Iterator[Iterator[T]]:
    """The items, with a progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield iter(items)
        return
    from rich.console import Console
    from rich.progress import track

    yield iter(track(items, description=label, console=Console(file=sys.stderr), transient=True))


@contextmanager
def counting(total: int, label: str) -> Iterator[Callable[[], None]]:
    """What to call as each of `total` things is done, with a progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def basis_name(basis: Basis | None) -> str:
    """A basis in words."""
    names = {
        Basis.NEW: say("新增", "new"),
        Basis.CUMULATIVE: say("累计", "cumulative"),
        Basis.ASOF: say("时点", "as of"),
        Basis.RATE: say("比率", "rate"),
        Basis.OTHER: say("其他", "other"),
    }
    return names[basis] if basis is not None else ""
