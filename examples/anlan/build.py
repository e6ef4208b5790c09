"""Writes the made-up city of Anlan: three days of reports, the truth in them, and the errors planted in them.

    python examples/anlan/build.py [FOLDER]

Each file of source/ is one clerk: the numbers of the unit's own book (opening balance, then what each day adds), what
the clerk gets wrong on which day, and the text with its habits. A day's report is that text with the day's numbers, so
that sums, parts and running totals hold because they are computed, and only planted errors break them.

In a text `{leaflets+}` is what the day adds, `{leaflets=}` the running total, `{vans@}` what stands that day, each with
an optional style: `{x+:,}` 12,640 · `{x+:万1}` 1.3万 · `{x+:百余}` 5200余 · 约`{x@:约万}` 约86万 · 近`{x+:近百}` 近6500
· `{x+:全}` ６ · `{x+:汉}` 六. `{{a|b|c}}` gives each day its own words, a line that starts with `1:` is written on the
first day only, and `{y}` and `{d}` are yesterday and today.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from formats import write

from dibao.catalogue import default_catalogue, measure

HERE = Path(__file__).parent
DAYS = (date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 4))
BASES = {"+": "new", "=": "cumulative", "@": "asof"}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
HAN = "零一二三四五六七八九"
MANIFEST = ("day", "file", "unit_code", "indicator", "item", "measure", "basis", "value", "low", "high", "text")
_FIGURE = re.compile(r"\{([a-z]\w*)([+=@])(?::([^{}]+))?\}")
_BY_DAY = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Number:
    """A line of a unit's book. `opening` None: no running total is kept. `standing`: the days' values are states."""

    indicator: str
    item: str
    measure: str
    opening: int | None
    days: tuple[int, ...]
    standing: bool

    @property
    def counts(self) -> bool:
        """Whether it goes into totals; parts of another number do not."""
        return self.indicator != "."

    def on(self, day: int, basis: str) -> int:
        """The value for a day, 1 to 3."""
        if basis == "=":
            if self.opening is None:
                raise ValueError(f"no running total is kept of {self.indicator}")
            return self.opening + sum(self.days[:day])
        if self.standing != (basis == "@"):
            raise ValueError(f"{self.indicator}: wrong basis {basis}")
        return self.days[day - 1]


@dataclass(frozen=True)
class Source:
    """One clerk: file name, format settings, the unit's book, the planted errors and the text."""

    code: str
    settings: dict[str, str]
    numbers: dict[str, Number]
    planted: dict[tuple[int, str], str]
    text: str


@dataclass
class Report:
    """One report: where it goes, its text with all numbers in place, and the rows of the manifest."""

    unit_code: str
    day: date
    name: str
    settings: dict[str, str]
    text: str
    figures: list[dict[str, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Relative to the example's folder."""
        return f"{self.day.isoformat()}/{self.name}"


def load(path: Path) -> Source:
    """Read one file of source/."""
    head, _, text = path.read_text(encoding="utf-8").partition("\ntext:\n")
    settings: dict[str, str] = {}
    numbers: dict[str, Number] = {}
    planted: dict[tuple[int, str], str] = {}
    section = ""
    for line in filter(None, map(str.strip, head.splitlines())):
        if line in ("numbers:", "planted:"):
            section = line
        elif not section:
            key, _, value = line.partition(": ")
            settings[key] = value
        elif section == "numbers:":
            name, number = _number(line)
            numbers[name] = number
        else:
            day, name, written = line.split()
            planted[int(day), name] = written
    return Source(path.stem, settings, numbers, planted, text)


def _number(line: str) -> tuple[str, Number]:
    left, _, right = line.partition("|")
    name, indicator, measure, opening = left.split()
    code, _, item = indicator.partition("/")
    first = int(opening) if opening.isdigit() else None
    return name, Number(code, item, measure, first, tuple(map(int, right.split())), opening == "@")


def fill(source: Source, day: int) -> Report:
    """The report of a unit for a day, 1 to 3."""
    today = DAYS[day - 1]
    yesterday = today - timedelta(days=1)
    told = int(source.planted.get((day, "stale"), day))
    words = {"d": today.day, "m": today.month, "y": yesterday.day}

    def plain(text: str) -> str:
        return re.sub(r"\{([dmy])\}", lambda match: str(words[match[1]]), text)

    report = Report(source.code, today, plain(source.settings["file"]), source.settings, "")
    dated = date.fromisoformat(source.planted.get((day, "dated"), today.isoformat()))

    def figure(match: re.Match[str]) -> str:
        name, basis, style = match[1], match[2], match[3] or ""
        number = source.numbers[name]
        written = source.planted.get((day, name + basis)) or styled(number.on(told, basis), style)
        if number.counts and written != "XX":
            value, low, high = means(written, style[:1])
            row = (
                *(dated.isoformat(), report.path, source.code, number.indicator, number.item, number.measure),
                *(BASES[basis], _text(value), _text(low), _text(high), written),
            )
            report.figures.append(dict(zip(MANIFEST, row, strict=True)))
        return written

    text = _BY_DAY.sub(lambda match: (match[1].split("|") * 3)[told - 1], source.text)
    lines = [re.sub(r"^\d:", "", line) for line in text.splitlines() if line[1:2] != ":" or line[0] == str(told)]
    text = _FIGURE.sub(figure, plain("\n".join(lines)))
    report.text = text.replace(f"{today.year}年", f"{dated.year}年")
    return report


def styled(value: int, style: str) -> str:
    """A number as the clerk writes it."""
    if not style:
        return str(value)
    if style == ",":
        return f"{value:,}"
    if style == "全":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if style == "汉":
        return HAN[value]
    if style == "约万":
        return f"{round(value / 10_000)}万"
    if style == "近百":
        return str(-(-value // 100) * 100)
    if style[0] in PLACES and style[1:] in ("余", "多"):
        return f"{value // PLACES[style[0]] * PLACES[style[0]]}{style[1]}"
    shown = round(Decimal(value) / PLACES[style[0]], int(style[1:]))
    return f"{shown.normalize():f}{style[0]}"


def means(written: str, mark: str = "") -> tuple[Decimal, Decimal, Decimal]:
    """What a written number says: the value, and the lowest and highest number allowed (`mark`: 约 or 近 before it)."""
    if written in HAN:
        value = Decimal(HAN.index(written))
        return value, value, value
    written = unicodedata.normalize("NFKC", written)
    digits = re.match(r"[\d,.]+", written)
    assert digits is not None
    plain, rest = digits[0].replace(",", ""), written[digits.end() :]
    scale = next((PLACES[char] for char in rest if char in PLACES), 1)
    value = Decimal(plain) * scale
    zeros = len(plain) - len(plain.rstrip("0")) if "." not in plain else 0
    place = Decimal(scale) * 10**zeros / 10 ** len(plain.partition(".")[2])
    if mark in ("约", "近"):
        return value, value - place, value + place if mark == "约" else value
    if rest.endswith(("余", "多")):
        return value, value, value + place
    if "." in plain and scale > 1:
        return value, value - place / 2, value + place / 2
    return value, value, value


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"


def sources() -> list[Source]:
    """All clerks, in the order of units.csv."""
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["kind"] != "office"]
    return [load(HERE / "source" / f"{code}.txt") for code in codes]


def reports() -> list[Report]:
    """Every report of the three days, by day and unit. A unit that owes one and sends none is planted as `missing`."""
    return [
        fill(source, day)
        for day in range(1, len(DAYS) + 1)
        for source in sources()
        if (day, "missing") not in source.planted
    ]


def openings() -> list[tuple[str, ...]]:
    """The balances before the first day, for opening.csv, under the measure words that the ledger uses."""
    before = (DAYS[0] - timedelta(days=1)).isoformat()
    known = default_catalogue()
    return [
        (
            *(before, source.code, number.indicator, number.item),
            *(measure(number.measure, known[number.indicator]), "cumulative", str(number.opening)),
        )
        for source in sources()
        for name, number in source.numbers.items()
        if number.counts and number.opening is not None and f"{{{name}=" in source.text
    ]


def arrival(report: Report) -> tuple[str, ...]:
    """A line of arrivals.csv: when the report came in, for `dibao receive --arrived`."""
    at = report.settings["arrives"].split()[DAYS.index(report.day)]
    return report.day.isoformat(), report.path, f"{report.day.isoformat()}T{at}"


def build(folder: Path) -> None:
    """Write reports, manifest.csv, opening.csv and arrivals.csv into a folder."""
    made = reports()
    for report in made:
        target = folder / report.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(write(target.suffix, report.text, report.settings))
    _table(folder / "manifest.csv", MANIFEST, [tuple(row.values()) for report in made for row in report.figures])
    head = ("date", "unit_code", "indicator", "item", "measure", "basis", "value")
    _table(folder / "opening.csv", head, openings())
    _table(folder / "arrivals.csv", ("day", "file", "arrived"), [arrival(report) for report in made])


def _table(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
