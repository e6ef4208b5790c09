"""Wordings (wordings.csv): in whose words which indicator is told. People write lines; learning a brief appends them.

A line that a person writes has a phrase and an indicator, and perhaps a basis and a measure word. A learned line also
keeps the words around the figure (`near` … `actor`), by which figures of texts like the learned one are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from dibao.catalogue import plain

FILE: Final = "wordings.csv"


class Context(NamedTuple):
    """The words around a figure, in plain text, with numbers as #, dates as @ and titles emptied."""

    near: str = ""
    """From the last comma or number up to it."""
    left: str = ""
    """From the sentence's beginning."""
    right: str = ""
    """Up to the next stop."""
    head: str = ""
    """How the numbered item begins that it stands in (一是加强监测)."""
    actor: str = ""


NOWHERE: Final = Context()


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that people confirmed: a phrase (with its measure word) means this indicator, on this basis.

    `basis` "" and `unit` "" fit any. Of a learned one, `stated` tells whether words said the basis, `context` what
    stood around the figure, and `text` which learned text it is from: its day, and a mark of its words.
    """

    phrase: str
    indicator: str
    basis: str = ""
    unit: str = ""
    item: str = ""
    stated: bool = True
    context: Context = NOWHERE
    text: str = ""

    @property
    def learned(self) -> bool:
        """Whether the words around the figure are known."""
        return bool(self.text)


_STATED: Final = "stated"
_FORMULA: Final = "=+-@\t\r"
COLUMNS: Final = ("phrase", "indicator", "basis", "unit", "item", "basis_how", *Context._fields, "text")


def load_wordings(path: Path) -> tuple[Wording, ...]:
    """wordings.csv; a missing file is no wordings, and of its columns only phrase and indicator must be there."""
    return tuple(_wording(row) for _, row in plain.rows(path, "phrase", "indicator") if row["indicator"])


def _wording(row: dict[str, str]) -> Wording:
    return Wording(
        row["phrase"],
        row["indicator"],
        row.get("basis", ""),
        row.get("unit", ""),
        row.get("item", ""),
        row.get("basis_how", "") in ("", _STATED),
        Context(*(row.get(name, "") for name in Context._fields)),
        row.get("text", ""),
    )


def lacking(known: Sequence[Wording], learned: Iterable[Wording]) -> list[Wording]:
    """The learned lines whose places are not known yet; a known one stays as it is, also where a person changed what
    its words mean."""
    places = {_place(one) for one in known}
    new = []
    for one in learned:
        if _place(one) not in places:
            places.add(_place(one))
            new.append(one)
    return new


def row(one: Wording) -> dict[str, str]:
    """The cells of a line by column. No cell begins like a formula of a spreadsheet."""
    how = "" if not one.text else _STATED if one.stated else "default"
    cells = (one.phrase, one.indicator, one.basis, one.unit, one.item, how, *one.context, one.text)
    return {column: cell.lstrip(_FORMULA) for column, cell in zip(COLUMNS, cells, strict=True)}


def _place(one: Wording) -> tuple[str, ...]:
    """What makes two lines the same: of a learned one the words, whatever they were taken for."""
    cells = row(one)
    names = ("text", "phrase", "unit", *Context._fields) if one.learned else ("phrase", "unit", "indicator", "basis")
    return tuple(cells[name] for name in names)
