"""What a user is told when something cannot be done: one sentence that says what to do."""

from __future__ import annotations


class DibaoError(Exception):
    """Wrong use or unreadable input. `str()` is one sentence for a person, in the language of the moment.

    `code` is stable and short (`unreadable`, `no_workspace`, …) for programs and tests.
    """

    def __init__(self, sentence: str, *, code: str = "error") -> None:
        super().__init__(sentence)
        self.code = code
