"""A small made-up city for the tests of composing: units, a ledger in memory, one day with a gap."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from dibao.catalogue import Settings, Unit, Units, Workspace
from dibao.entries import Arrival, Draft, Entry, Origin, ReportInfo, Seal, Series
from dibao.figures import Approx, Basis, Interval, Number, Window

DAY = date(2026, 2, 3)

UNITS = Units(
    [
        Unit("xcz", "安澜市宣传组", "office"),
        Unit("wanghai", "望海区", "district"),
        Unit("liulin", "柳林区", "district"),
        Unit("qingxi", "清溪县", "district"),
        Unit("bailu", "白鹿区", "district"),
        Unit("ribao", "安澜日报", "media"),
        Unit("wangxin", "市网信办", "department"),
    ]
)

SETTINGS = Settings(
    office="安澜市宣传组",
    city="安澜市",
    began=date(2026, 1, 25),
    windows={"default": time(11), "media": time(9), "training": time()},
)

CITY = Workspace(settings=SETTINGS, units=UNITS)


@dataclass
class Shelf:
    """A ledger in memory; counts how often it is asked."""

    lines: list[Entry] = field(default_factory=list)
    told: list[ReportInfo] = field(default_factory=list)
    asked: int = 0

    def report(self, unit_code: str, day: date = DAY, *, state: Arrival = Arrival.COUNTED, file: str = "") -> int:
        number = len(self.told) + 1
        name = file or f"{UNITS[unit_code].name}{day.isoformat()}.docx"
        arrived = datetime.combine(day, time(9, 40))
        digest = sha256(name.encode()).hexdigest()
        self.told.append(ReportInfo(number, unit_code, day, 1, name, digest, state, arrived, text=name))
        return number

    def add(
        self,
        unit_code: str,
        code: str,
        value: Number,
        measure: str,
        basis: Basis = Basis.NEW,
        *,
        day: date = DAY,
        item: str = "",
        interval: Interval | None = None,
        approx: Approx = Approx.EXACT,
        text: str = "",
        report: int | None = None,
        part_of: int | None = None,
        origin: Origin = Origin.REPORTED,
        reason: str = "",
    ) -> Entry:
        before = self.lines[-1].digest if self.lines else "0" * 64
        number = len(self.lines) + 1
        window = SETTINGS.window(code.partition(".")[0], day)
        if basis is Basis.CUMULATIVE:
            window = Window(SETTINGS.opening_day, window.end)
        words = text or f"{value}{measure}"
        draft = Draft(
            day=day,
            series=Series(unit_code, code, item, measure, basis),
            window=window,
            value=value,
            interval=interval or Interval.exactly(value),
            approx=approx,
            reporter=unit_code,
            origin=origin,
            text=words,
            sentence=f"截至今日，{'累计' if basis is Basis.CUMULATIVE else '新增'}{words}。",
            start=10,
            end=10 + len(words),
            locator="第2段",
            reason=reason,
        )
        digest = sha256(f"{before}{draft!r}".encode()).hexdigest()
        held = next((info for info in self.told if info.number == report), None)
        entry = Entry(number, digest, draft, report, held.file if held else "", 1, part_of)
        self.lines.append(entry)
        return entry

    def amend(self, number: int, value: Number) -> None:
        """As if a newer version of the report had come: the entry says something else now."""
        old = self.lines[number - 1]
        draft = replace(old.draft, value=value, interval=Interval.exactly(value), text=f"{value}")
        self.lines[number - 1] = replace(old, draft=draft)

    def entries(self, first: date, last: date) -> Sequence[Entry]:
        self.asked += 1
        return [entry for entry in self.lines if first <= entry.draft.day <= last]

    def superseded(self, first: date, last: date) -> Sequence[Entry]:
        self.asked += 1
        return []

    def latest(self, before: date) -> Mapping[Series, Entry]:
        self.asked += 1
        bases = (Basis.CUMULATIVE, Basis.ASOF)
        return {e.series: e for e in self.lines if e.draft.day < before and e.series.basis in bases}

    def reports(self, first: date, last: date, *, also: Collection[date] = ()) -> Sequence[ReportInfo]:
        self.asked += 1
        return [info for info in self.told if first <= info.day <= last or info.day in also]

    def seal(self, day: date) -> Seal | None:
        self.asked += 1
        return Seal(day, len(self.lines), self.lines[-1].digest) if self.lines else None

    def digest_at(self, count: int) -> str | None:
        self.asked += 1
        return self.lines[count - 1].digest if 0 < count <= len(self.lines) else None


def small_city() -> Shelf:
    """Two days; on the second one 白鹿区 is silent and an approximate, a 万 and an item figure are there."""
    shelf = Shelf()
    for back in (1, 0):
        day = DAY - timedelta(days=back)
        more = 0 if back else 100
        for code, new, total in (("wanghai", 8210, 90210), ("liulin", 12300, 88150), ("qingxi", 3960, 30100)):
            report = shelf.report(code, day)
            rough = code == "liulin" and not back
            shelf.add(
                code,
                "outreach.leaflets",
                new + more if not rough else 12300,
                "份",
                day=day,
                report=report,
                interval=Interval(12250, 12350) if rough else None,
                text="1.23万份" if rough else "",
            )
            shelf.add(code, "outreach.leaflets", total + more, "份", Basis.CUMULATIVE, day=day, report=report)
            shelf.add(code, "outreach.boards", 40 + more, "块", Basis.ASOF, day=day, report=report)
        report = shelf.report("ribao", day)
        shelf.add("ribao", "media.stories", 1045 + more, "篇", day=day, report=report)
        shelf.add("ribao", "media.stories", 5670 + more, "篇", Basis.CUMULATIVE, day=day, report=report)
        report = shelf.report("wangxin", day)
        shelf.add("wangxin", "listening.items", 22796, "条", day=day, report=report)
        if back:
            report = shelf.report("bailu", day)
            shelf.add("bailu", "outreach.leaflets", 700, "份", day=day, report=report)
            shelf.add("bailu", "outreach.leaflets", 7000, "份", Basis.CUMULATIVE, day=day, report=report)
            shelf.add("wangxin", "claims.corrected", 2, "条", day=day, report=report)
        else:
            tens = Interval(800, 900, open_high=True)
            shelf.add("qingxi", "outreach.posters", 800, "张", interval=tens, approx=Approx.AT_LEAST, text="800余张")
            shelf.add("wanghai", "outreach.goods", 400, "只", item="口罩")
            shelf.add("wanghai", "outreach.goods", 250, "包", item="抽纸")
    return shelf


def large_city(units: int = 21, days: int = 14) -> tuple[Shelf, Workspace]:
    """Every unit tells a new and a cumulative figure for each of thirty indicators, each day."""
    codes = [
        *("media.stories", "media.stories_upper", "media.reprints", "media.videos", "media.graphics", "media.live"),
        *("accounts.posts", "accounts.reads", "accounts.plays", "accounts.hits", "accounts.sms", "guidance.issued"),
        *("listening.items", "listening.topic_items", "listening.calls", "listening.reports", "claims.checked"),
        *("claims.corrected", "outreach.leaflets", "outreach.notices", "outreach.banners", "outreach.slogans"),
        *("outreach.posters", "outreach.households", "outreach.talks", "outreach.events", "arts.works", "arts.shows"),
        *("volunteers.services", "training.courses"),
    ]
    listed = Units(
        [Unit("xcz", "安澜市宣传组", "office")] + [Unit(f"u{n}", f"第{n}区", "district") for n in range(units)]
    )
    shelf = Shelf()
    for back in range(days, -1, -1):
        day = DAY - timedelta(days=back)
        for n in range(units):
            number = len(shelf.told) + 1
            shelf.told.append(ReportInfo(number, f"u{n}", day, 1, f"第{n}区{day}.docx", f"{number:064x}"))
            for place, code in enumerate(codes):
                shelf.add(f"u{n}", code, 100 + n + place, "条", day=day, report=number)
                shelf.add(f"u{n}", code, 9000 + n - back, "条", Basis.CUMULATIVE, day=day, report=number)
    return shelf, Workspace(settings=SETTINGS, units=listed)
