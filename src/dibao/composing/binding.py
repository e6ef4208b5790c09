"""What a place in a template stands for: a figure of the ledger (`Binding`), a fact of the day (`Field`) or a list of
titles (`Titles`).

Each has a notation in square brackets, in which the default template is written and in which a template part keeps
them: `[media.stories new]`, `[outreach.goods new item=*]`, `[outreach.leaflets new scope=wanghai style=#.#万]`,
`[window media style=M月D日h时至M月D日h时]`, `[issue]`, `[titles media.stories style=《》《》等]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dibao.composing.styles import Style
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
    "from",
    "until",
    "reports.due",
    "reports.counted",
    "reports.missing",
    "dispatch",
    "findings",
    "seal",
    "person",
)
"""The facts that a template may name.

`window`, `from` and `until` take an area of the catalogue: 2月2日9:00至2月3日9:00, its start, 截至2月3日9:00; `date`
takes the days from the reporting day (-1), `issue` what the office's own number is ahead of the workspace's (+123).
`moment` is until when reports were counted (截至2月3日11:40); a digest's `period`, its number of `days`, and which
units are `absent` on which of them. `dispatch` is what the office was told to do and how far it is, in the
default template a paragraph of its own that is left out where there is nothing. `findings` gives one paragraph for each
open finding. `person` is what nothing
could be bound to: a person fills it in.
"""

TITLES = "titles"

CHART = "chart"
CHART_KINDS = ("bars", "trend", "parts", "map", "multiples")
"""By unit; over days; what a whole is made of; on the map; over days for each unit."""

HEADS = frozenset((*FIELDS, TITLES, CHART))
"""The words that begin a place which is no figure of an indicator."""

_KEYS = ("item", "scope", "window", "measure", "style", "phrase", "day", "origin")
_SIGNED = re.compile(r"[+-]?\d+")


@dataclass(frozen=True, slots=True)
class Binding:
    """A figure of the ledger.

    `item` "" is the indicator as a whole, `*` every item. `scope`: all | a unit's code | kind:district |
    tier:central. `window`: the window rule: "" is the reporting day's window in the indicator's own area, an area's
    name that area's. `measure` "": every measure word that occurs, each written after its number; otherwise only
    figures in this measure word, which the template's own text writes. `style`: the pattern in which the office
    writes it (`styles.Style`), "" the house's. `phrase`: the reports' wording, without spaces, of a figure that is only
    passed on as each unit reports it: outside the catalogue, or of work for which Dibao has no clause. `day`: the days
    from the brief's own day (-1: the day before), `origin`: only what was `counted`, or only what was `reported`; both
    for the values of a chart.
    """

    indicator: str
    basis: Basis
    item: str = ""
    scope: str = "all"
    window: str = ""
    measure: str = ""
    style: str = ""
    phrase: str = ""
    day: int = 0
    origin: str = ""

    @property
    def area(self) -> str:
        """The area whose window the figure has."""
        return self.window or self.indicator.partition(".")[0]

    @property
    def as_reported(self) -> bool:
        """Whether it is shown as the units report it (来件所报): never added up."""
        return bool(self.phrase)

    def __str__(self) -> str:
        scope = "" if self.scope == "all" else self.scope
        return _written(
            f"{self.indicator} {self.basis}",
            item=self.item,
            scope=scope,
            window=self.window,
            measure=self.measure,
            style=self.style,
            phrase=self.phrase,
            day=str(self.day or ""),
            origin=self.origin,
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of the day that is no figure: `name` is one of FIELDS, `argument` as told there, or "".

    `style`: the pattern in which the office writes it (`moments`), "" the house's.
    """

    name: str
    argument: str = ""
    style: str = ""

    def __str__(self) -> str:
        return _written(f"{self.name} {self.argument}".strip(), style=self.style)

    @property
    def shift(self) -> int:
        """The argument of `date` and `issue` as a number."""
        return int(self.argument or 0)


@dataclass(frozen=True, slots=True)
class Titles:
    """A list of titles (《…》《…》等) that the day's reports name beside a figure of `indicator`, or beside `phrase`.

    `style`: the list with its titles emptied (`titles`), "" the house's.
    """

    indicator: str
    scope: str = "all"
    phrase: str = ""
    style: str = ""

    def __str__(self) -> str:
        scope = "" if self.scope == "all" else self.scope
        return _written(f"{TITLES} {self.indicator}", scope=scope, phrase=self.phrase, style=self.style)


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """A paragraph where a chart stands, with its table: `[chart trend media.stories new scope=kind:media days=7]`.

    `kind` is one of CHART_KINDS. `days`: how many a trend goes back at most. `by`: what `parts` are: unit, kind, item,
    tier. `order`: `value` for the largest first, "" for the order of units.csv.
    """

    kind: str
    binding: Binding
    days: int = 7
    by: str = "unit"
    order: str = ""

    @property
    def over_days(self) -> bool:
        """Whether it needs the days before."""
        return self.kind in ("trend", "multiples")

    def __str__(self) -> str:
        days, by = "" if self.days == 7 else str(self.days), "" if self.by == "unit" else self.by
        return _written(f"{CHART} {self.kind} {self.binding}", days=days, by=by, order=self.order)


Bound = Binding | Field | Titles | ChartPlace

NOTATION = re.compile(r"\[([a-z0-9_.]+(?: [^\[\]]+)?)\]")
"""A place in running text."""


def is_notation(text: str) -> bool:
    """Whether what stands in square brackets is meant as a place."""
    head, _, rest = text.partition(" ")
    return head in HEADS or rest.partition(" ")[0] in set(Basis)


def parse(text: str) -> Bound:
    """The inverse of `str()`; DibaoError (code `bad_template`) names the words that are wrong."""
    head, *rest = text.split()
    try:
        if head in FIELDS:
            return _field(head, rest)
        if head == TITLES:
            indicator, *options = rest
            return Titles(indicator, **_given(options, ("scope", "phrase", "style")))
        return _chart(rest) if head == CHART else _binding(head, rest)
    except ValueError as error:
        raise DibaoError(
            say(
                f"模板中的 [{text}] 写法不对，应如 [media.stories new] 或 [window media]。",
                f"[{text}] in the template is not right; write it like [media.stories new] or [window media].",
            ),
            code="bad_template",
        ) from error


def _binding(indicator: str, rest: list[str]) -> Binding:
    basis, *options = rest
    given = _given(options, _KEYS)
    if given.get("style"):
        Style.parse(given["style"])
    if given.get("origin") not in (None, "reported", "counted"):
        raise ValueError(given["origin"])
    return Binding(indicator, Basis(basis), day=int(given.pop("day", 0)), **given)


def _chart(rest: list[str]) -> ChartPlace:
    kind, indicator, *options = rest
    own = _given([word for word in options if word.startswith(_OF_CHARTS)], ("days", "by", "order"))
    binding = _binding(indicator, [word for word in options if not word.startswith(_OF_CHARTS)])
    days = int(own.pop("days", 7))
    if kind not in CHART_KINDS or not 2 <= days <= 28 or own.get("by", "unit") not in ("unit", "kind", "item", "tier"):
        raise ValueError(kind)
    if own.get("order", "value") != "value":
        raise ValueError(own["order"])
    return ChartPlace(kind, binding, days, **own)


_OF_CHARTS = ("days=", "by=", "order=")


def _field(name: str, rest: list[str]) -> Field:
    arguments = [word for word in rest if "=" not in word]
    given = _given([word for word in rest if "=" in word], ("style",))
    if len(arguments) > 1 or (name in ("date", "issue") and arguments and not _SIGNED.fullmatch(arguments[0])):
        raise ValueError(" ".join(arguments))
    return Field(name, *arguments, **given)


def _given(options: list[str], keys: tuple[str, ...]) -> dict[str, str]:
    given = dict(option.split("=", 1) for option in options)
    if unknown := set(given) - set(keys):
        raise ValueError(", ".join(sorted(unknown)))
    return given


def _written(head: str, **given: str) -> str:
    return " ".join([head, *(f"{key}={value}" for key, value in given.items() if value)])
