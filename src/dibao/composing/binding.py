"""What a place in a template stands for: a figure of the ledger (`Binding`) or a fact of the day (`Field`).

Both have a notation in square brackets, in which the default template is written and in which a template part keeps
them: `[media.stories new]`, `[outreach.goods new item=*]`, `[accounts.hits new scope=kind:district measure=件]`,
`[window media]`, `[issue]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.language import say

EVERY = "*"
"""As an item: each item that occurs, one figure each."""

FIELDS = (
    "masthead",
    "city",
    "office",
    "issue",
    "date",
    "moment",
    "period",
    "days",
    "absent",
    "window",
    "until",
    "reports.due",
    "reports.counted",
    "reports.missing",
    "findings",
    "seal",
)
"""The facts that a template may name. `moment` is until when reports were counted (截至2月3日11:40); a digest's
`period`, its number of `days`, and which units are `absent` on which of them. `window` and `until` take an area of the
catalogue: 2月2日9:00至2月3日9:00, and 截至2月3日9:00. `findings` gives one paragraph for each open finding."""

_KEYS = ("item", "scope", "window", "measure")


@dataclass(frozen=True, slots=True)
class Binding:
    """A figure of the ledger.

    `item` "" is the indicator as a whole, `*` every item. `scope`: all | a unit's code | kind:district |
    tier:central. `window`: the window rule: "" is the reporting day's window in the indicator's own area, an area's
    name that area's. `measure` "": every measure word that occurs, each written after its number; otherwise only
    figures in this measure word, which the template's own text writes.
    """

    indicator: str
    basis: Basis
    item: str = ""
    scope: str = "all"
    window: str = ""
    measure: str = ""

    @property
    def area(self) -> str:
        """The area whose window the figure has."""
        return self.window or self.indicator.partition(".")[0]

    def __str__(self) -> str:
        given = {"item": self.item, "scope": "" if self.scope == "all" else self.scope}
        given |= {"window": self.window, "measure": self.measure}
        return " ".join([self.indicator, str(self.basis), *(f"{key}={value}" for key, value in given.items() if value)])


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of the day that is no figure: `name` is one of FIELDS, `argument` an area or ""."""

    name: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.argument}".strip()


Bound = Binding | Field

NOTATION = re.compile(r"\[([a-z_.]+(?: [^\[\]]+)?)\]")
"""A place in running text."""


def parse(text: str) -> Bound:
    """The inverse of `str()`; DibaoError (code `bad_template`) names the words that are wrong."""
    head, *rest = text.split()
    if head in FIELDS and len(rest) <= 1:
        return Field(head, *rest)
    try:
        basis, *options = rest
        given = dict(option.split("=", 1) for option in options)
        if unknown := set(given) - set(_KEYS):
            raise ValueError(", ".join(sorted(unknown)))
        return Binding(head, Basis(basis), **given)
    except ValueError as error:
        raise DibaoError(
            say(
                f"模板中的 [{text}] 写法不对，应如 [media.stories new] 或 [window media]。",
                f"[{text}] in the template is not right; write it like [media.stories new] or [window media].",
            ),
            code="bad_template",
        ) from error
