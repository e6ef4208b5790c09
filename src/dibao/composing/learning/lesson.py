"""What was learned from a brief: its places, what each is bound to, and what is left to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dibao.catalogue import Indicator, Wording
from dibao.composing.binding import Bound
from dibao.composing.learning.naming import Guess, Told


@dataclass(frozen=True, slots=True)
class Learned:
    """A place of the brief: characters [start, end) of its text. `bound` None: it stays as it stood.

    `clause`: the words around it. `remark`: why it could not be bound, or what else a person should know of it.
    """

    id: str
    start: int
    end: int
    text: str
    bound: Bound | None
    told: Told
    clause: str = ""
    locator: str = ""
    guesses: tuple[Guess, ...] = ()
    remark: str = ""

    @property
    def open(self) -> bool:
        """Whether a person has to see to it."""
        return self.told in (Told.PERSON, Told.LEFT)


@dataclass(frozen=True, slots=True)
class Lesson:
    """The template (a Word file), the lines for wordings.csv and catalogue.csv, and everything that was found."""

    day: date
    template: bytes
    places: tuple[Learned, ...]
    wordings: tuple[Wording, ...]
    locals: tuple[Indicator, ...]
    notes: tuple[str, ...] = ()
