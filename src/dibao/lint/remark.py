"""What lint says of a brief: a sentence on what is wrong and what to do, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a remark weighs."""

    ERROR = "error"
    """The brief contradicts itself, is unfinished, or says what must not go out; it is not issued without a reason."""
    WARNING = "warning"
    """Most likely wrong; a person should look."""
    NOTE = "note"
    """Worth knowing, or a matter of form; nothing has to be done."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark (看稿问题). Characters [start, end) of the brief's text; `quote`: the words around, redacted.

    `suggestion`: what could stand there instead, "" where it cannot be derived. Remarks on the file as a whole (its
    page, say) have start = end = 0 and no quote.
    """

    code: str
    severity: Severity
    message: str
    locator: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    suggestion: str = ""

    def json(self, file: str) -> dict[str, object]:
        """The line of `dibao lint --json`."""
        return {
            "file": file,
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "locator": self.locator,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "suggestion": self.suggestion,
        }
