"""A made-up city whose units report, day by day, figures that fit together; seeded, as text in several forms.

`City(seed).report(unit, day)` is what a unit writes on a day as a value that can be changed (one number, one date, one
window) and written out with `write`. The truth behind it: yesterday's total + new = total, parts give their whole,
shares fit, windows adjoin, the office's sums are those of the districts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from dibao.catalogue import Settings, Unit, Units, Workspace

BEGAN = date(2026, 1, 21)
FIRST = date(2026, 2, 2)


@dataclass(frozen=True)
class Part:
    """A part of a count. `percent`: the share as written, "" where none is."""

    label: str
    value: int
    percent: str = ""


@dataclass(frozen=True)
class Count:
    """A thing that a unit counts. `total` None: no total is told. `new` None: only the total, or what stands.

    `wan`: written in 万 with one place; `mark`: what stands behind the number (余); `twice`: told again at the end.
    """

    key: str
    words: str
    measure: str
    new: int | None
    total: int | None = None
    wan: bool = False
    mark: str = ""
    parts: tuple[Part, ...] = ()
    twice: int | None = None
    standing: bool = False


@dataclass(frozen=True)
class Report:
    """What a unit sends. `sent_for`: the day it is sent for; `dated`: the date it writes at its head."""

    unit: str
    name: str
    style: str
    sent_for: date
    dated: date
    start: datetime
    end: datetime
    counts: tuple[Count, ...]
    extra: tuple[str, ...] = ()
    masked: frozenset[str] = frozenset()
    arrived: datetime | None = None

    @property
    def file(self) -> str:
        return f"{self.name}{self.sent_for.month}.{self.sent_for.day}.txt"

    def with_count(self, key: str, **changes: object) -> Report:
        """The same report with one count changed."""
        counts = tuple(replace(one, **changes) if one.key == key else one for one in self.counts)  # type: ignore[arg-type]
        return replace(self, counts=counts)


def number(value: int, count: Count) -> str:
    """The number as the report writes it."""
    if not count.wan:
        return f"{value}{count.mark}"
    return f"{value / 10000:.1f}万{count.mark}"


def day_name(day: date) -> str:
    return f"{day.month}月{day.day}日"


@dataclass
class _Book:
    """A line of a unit's own books: what is new each day, and the total."""

    key: str
    words: str
    measure: str
    mean: int
    opening: int
    form: str = "both"
    """both | new | total | standing"""
    wan: bool = False
    mark: str = ""
    labels: tuple[str, ...] = ()
    shares: bool = False
    twice: bool = False


_DISTRICT = (
    _Book("leaflets", "发放宣传资料", "份", 6200, 173000, twice=True),
    _Book("banners", "悬挂横幅", "条", 38, 1900),
    _Book("posters", "张贴海报", "张", 320, 9600),
    _Book("households", "入户宣传", "户", 1780, 52000),
    _Book("screens", "电子显示屏", "块", 4, 312, "standing"),
    _Book("notices", "张贴通告", "张", 430, 0, "new", mark="余"),
)
_KINDS: Mapping[str, tuple[_Book, ...]] = {
    "district": _DISTRICT,
    "media": (
        _Book("stories", "刊发稿件", "篇", 57, 1830, twice=True),
        _Book("posts", "微信公众号推送信息", "条", 46, 1220),
        _Book("videos", "制作短视频", "条", 8, 260),
        _Book("reads", "阅读量", "次", 310000, 9_400_000, wan=True),
        _Book("engagement", "网友点赞评论转发", "次", 4300, 91600, "total"),
    ),
    "department": (
        _Book("items", "监测互联网信息", "条", 20400, 289000, labels=("涉及疫情的相关信息",), shares=True),
        _Book("calls", "受理热线诉求", "件", 260, 8100, labels=("线上", "线下")),
        _Book("talks", "开展宣讲", "场", 34, 1100),
    ),
    "platform": (
        _Book("hours", "开展志愿服务时长", "小时", 4200, 128000),
        _Book("services", "开展志愿服务活动", "场", 148, 3400),
    ),
}
_NAMES = {
    "district": ("望海区", "柳林区", "东埠区", "松台区", "清溪县"),
    "media": ("安澜日报社", "安澜晚报社", "安澜广播电视台"),
    "department": ("安澜市委网信办", "安澜市卫健委"),
    "platform": ("志愿安澜",),
}
OFFICE = "office"
STYLES = {"district": ("prose", "list", "split"), "media": ("list", "prose"), "department": ("prose",)}


@dataclass
class City:
    """A city of one seed. `days`: how many days it reports from FIRST on."""

    seed: int = 1
    days: int = 9
    _new: dict[tuple[str, str, date], int] = field(default_factory=dict)

    @cached_property
    def workspace(self) -> Workspace:
        """Settings and units; outreach closes at 11:00, media at 9:00; the office owes a report here."""
        units = [Unit(OFFICE, "安澜市宣传组", "office", "", ("市宣传组",))]
        for kind, names in _NAMES.items():
            units += [Unit(f"{kind}{place}", name, kind, OFFICE) for place, name in enumerate(names)]
        return Workspace(
            settings=Settings(
                city="安澜市",
                began=BEGAN,
                windows={"default": time(11), "media": time(9), "accounts": time(9)},
                cutoffs={"default": time(11, 30)},
                expect={OFFICE: True},
            ),
            units=Units(units),
        )

    @property
    def dates(self) -> list[date]:
        return [FIRST + timedelta(days=step) for step in range(self.days)]

    def reports(self, day: date) -> Iterator[Report]:
        """Everything that comes in on a day."""
        for code in self.workspace.units:
            yield self.report(code, day)

    def report(self, code: str, day: date) -> Report:
        """What a unit sends on a day."""
        unit = self.workspace.units[code]
        closes = time(9) if unit.kind == "media" else time(11)
        end = datetime.combine(day, closes)
        books = _KINDS.get(unit.kind, ())
        counts = self._office(day) if code == OFFICE else tuple(self._count(code, book, day) for book in books)
        styles = STYLES.get(unit.kind, ("prose",))
        return Report(
            code,
            unit.name,
            "office" if code == OFFICE else styles[int(code[-1]) % len(styles)],
            day,
            day,
            end - timedelta(days=1),
            end,
            counts,
            arrived=datetime.combine(day, time(11, 5)),
        )

    def new(self, code: str, book: _Book, day: date) -> int:
        """What is new on a day: around the mean, the same for the same seed."""
        key = (code, book.key, day)
        if key not in self._new:
            rng = random.Random(f"{self.seed}/{code}/{book.key}/{day}")
            scale = random.Random(f"{self.seed}/{code}").uniform(0.6, 1.5)
            value = max(2, round(book.mean * scale * rng.uniform(0.75, 1.3)))
            self._new[key] = round(value, -3) if book.wan else value
        return self._new[key]

    def total(self, code: str, book: _Book, day: date) -> int:
        """The total on a day."""
        scale = random.Random(f"{self.seed}/{code}/{book.key}").uniform(0.5, 1.5)
        opening = round(book.opening * scale, -3 if book.wan else 0)
        days = (day - FIRST).days
        return int(opening) + sum(self.new(code, book, FIRST + timedelta(days=step)) for step in range(days + 1))

    def _count(self, code: str, book: _Book, day: date) -> Count:
        new, total = self.new(code, book, day), self.total(code, book, day)
        shown = None if book.form in ("total", "standing") else new
        return Count(
            book.key,
            book.words,
            book.measure,
            shown if not book.mark else new // 100 * 100,
            total if book.form in ("both", "total", "standing") else None,
            book.wan,
            book.mark,
            self._parts(code, book, new, day),
            new if book.twice else None,
            book.form == "standing",
        )

    def _parts(self, code: str, book: _Book, new: int, day: date) -> tuple[Part, ...]:
        if not book.labels:
            return ()
        rng = random.Random(f"{self.seed}/{code}/{book.key}/{day}/parts")
        first = round(new * rng.uniform(0.35, 0.65))
        percent = f"{100 * first / new:.1f}%" if book.shares else ""
        if len(book.labels) == 1:
            return (Part(book.labels[0], first, percent),)
        return (Part(book.labels[0], first, percent), Part(book.labels[1], new - first))

    def _office(self, day: date) -> tuple[Count, ...]:
        """The office's own report: the districts' sums."""
        codes = [unit.code for unit in self.workspace.units.values() if unit.kind == "district"]
        return tuple(
            Count(
                book.key,
                book.words,
                book.measure,
                sum(self.new(code, book, day) for code in codes),
                sum(self.total(code, book, day) for code in codes) if book.key != "banners" else None,
            )
            for book in _DISTRICT[:3]
        )


def write(report: Report) -> str:
    """The report's text."""
    return {"prose": _prose, "list": _list, "split": _split, "office": _summary}[report.style](report)


def _value(report: Report, count: Count, value: int) -> str:
    return "XX" if count.key in report.masked else number(value, count)


def _parts_of(count: Count) -> str:
    if not count.parts:
        return ""
    shown = "、".join(
        f"{part.label}{part.value}{count.measure}" + (f"，占{part.percent}" if part.percent else "")
        for part in count.parts
    )
    return f"，其中{shown}"


def _window(report: Report) -> str:
    start, end = report.start, report.end
    first = f"{day_name(start.date())}{start.hour}" + (f":{start.minute:02d}" if start.minute else "时")
    return f"{first}至{day_name(end.date())}{end.hour}时"


def _ending(report: Report) -> str:
    again = [f"{one.words}{number(one.twice, one)}{one.measure}" for one in report.counts if one.twice is not None]
    lines = [f"小结：今日共{'，'.join(again)}。"] if again else []
    return "\n".join([*lines, *report.extra])


def _standing(report: Report) -> str:
    return "".join(
        f"现有{count.words}{_value(report, count, count.total)}{count.measure}。"
        for count in report.counts
        if count.standing and count.total is not None
    )


def _prose(report: Report) -> str:
    """One paragraph of what is new with the window before it, one of totals."""
    news = "；".join(
        f"{count.words}{_value(report, count, count.new)}{count.measure}{_parts_of(count)}"
        for count in report.counts
        if count.new is not None
    )
    totals = "；".join(
        f"累计{count.words}{number(count.total, count)}{count.measure}"
        for count in report.counts
        if count.total is not None and not count.standing
    )
    return (
        f"{report.name}疫情防控宣传工作情况\n（2026年{day_name(report.dated)}）\n\n"
        f"一、面上宣传。{_window(report)}，{news}。\n二、累计情况。截至{day_name(report.end.date())}{report.end.hour}时，"
        f"{totals}。{_standing(report)}\n{_ending(report)}"
    ).replace("2026年" + day_name(report.dated), f"{report.dated.year}年{day_name(report.dated)}")


def _list(report: Report) -> str:
    """One line a thing, new and total together."""
    lines = []
    for place, count in enumerate((one for one in report.counts if not one.standing), start=1):
        if count.new is None:
            said = f"累计{count.words}{_value(report, count, count.total or 0)}{count.measure}"
        else:
            said = f"{count.words}{_value(report, count, count.new)}{count.measure}{_parts_of(count)}"
            if count.total is not None:
                said += f"，累计{number(count.total, count)}{count.measure}"
        lines.append(f"{place}、{said}")
    return (
        f"{report.name}宣传工作日报\n{report.dated.year}年{day_name(report.dated)}\n"
        f"统计时段：{_window(report)}\n" + "\n".join(lines) + f"\n{_standing(report)}\n{_ending(report)}"
    )


def _split(report: Report) -> str:
    """新增 and 累计 of each thing in one sentence."""
    said = []
    for count in report.counts:
        if count.new is None or count.standing:
            continue
        clause = f"新增{count.words}{_value(report, count, count.new)}{count.measure}{_parts_of(count)}"
        if count.total is not None:
            clause += f"，累计{count.words}{number(count.total, count)}{count.measure}"
        said.append(clause + "。")
    return (
        f"{report.name}{report.dated.year}年{day_name(report.dated)}工作信息\n\n"
        f"{_window(report)}，全区工作情况如下：\n" + "\n".join(said) + f"\n{_standing(report)}\n{_ending(report)}"
    )


def _summary(report: Report) -> str:
    """The office's page: sums of the districts."""
    news = "、".join(f"{count.words}{count.new}{count.measure}" for count in report.counts)
    totals = "、".join(f"{one.words}{one.total}{one.measure}" for one in report.counts if one.total is not None)
    return (
        f"{report.name}汇总\n{report.dated.year}年{day_name(report.dated)}\n\n"
        f"{_window(report)}，各区县共新增{news}。截至{day_name(report.end.date())}{report.end.hour}时，各区县累计{totals}。\n"
        + "\n".join(report.extra)
    )
