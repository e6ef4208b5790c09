"""What a file that holds files gives: the files inside, and what a clerk should know of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dibao.documents import unreadable

BODY = "正文"
"""The name of a mail's own text inside the mail."""
PASTE = "粘贴"
"""The name of what was pasted and has none."""

MEMBERS = 10_000
BYTES = 100 * 1024 * 1024
"""All files of one parcel, at whatever depth: how many, and how large together. They are held in memory."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file as it was inside; a plain file is its own.

    `name`: its path, from the outermost file inwards (`日报.zip/东河区/2月4日.docx`); never absolute, never with `..`.
    `context`: names around it that may name the unit (folders, a mail's subject), the nearest first. `sent`: when the
    mail or message was sent, local where it has no zone. `body`: a mail's own text.
    """

    name: str
    data: bytes
    context: tuple[str, ...] = ()
    sent: datetime | None = None
    body: bool = False


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files inside, in order. `notes`: sentences on what was left out; `refused`: on what could not be read."""

    files: tuple[Enclosed, ...]
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(slots=True)
class Unpacking:
    """One unpacking: what is known beforehand, and what is still allowed.

    `units`: names and aliases of units, each with the name of the unit that has it. `near`: the day around which a
    year that is not written is chosen; without it, such a day stays unknown.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    near: date | None = None
    members: int = MEMBERS
    bytes: int = BYTES

    def take(self, size: int, name: str) -> None:
        """Count a file of so many bytes that is about to be taken out of `name`; DibaoError where it is too much."""
        self.members -= 1
        self.bytes -= size
        if self.members < 0 or self.bytes < 0:
            raise unreadable.swollen_parcel(name)
