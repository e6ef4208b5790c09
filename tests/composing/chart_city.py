"""Values for the tests of charts: the made-up city's districts with everything that can happen to a value."""

from __future__ import annotations

from datetime import date, timedelta

from dibao.composing.charts import Area, Bars, Datum, DistrictMap, Multiples, Parts, Trend
from dibao.composing.charts.geometry import Shape

NAMES = ("望海区", "柳林区", "东埠区", "松台区", "安澜高新区", "清溪县", "石桥县", "雁河县", "白鹿旗")


def datum(label: str, value: int | None, number: int, **more: object) -> Datum:
    if value is None:
        return Datum(label, None, "未报", id=f"c1_{number}")
    told: dict[str, object] = {"text": f"{value:,}", "low": value, "high": value} | more
    return Datum(label, value, id=f"c1_{number}", **told)  # type: ignore[arg-type]


def districts() -> tuple[Datum, ...]:
    """Exact, rounded, missing, none, questioned, open-ended."""
    return (
        datum("望海区", 8210, 1),
        datum("柳林区", 12300, 2, text="1.23万", low=12250, high=12350),
        datum("东埠区", None, 3),
        datum("松台区", 0, 4),
        datum("石桥县", 5485, 5, doubtful=True),
        datum("雁河县", 800, 6, text="超800", low=800, high=None),
    )


def bars() -> Bars:
    return Bars("各区县发放宣传资料", "份", districts())


def trend(*, standing: bool = False) -> Trend:
    values = (320, 401, None, 380, 455, 462, 409)
    days = tuple(date(2026, 1, 29) + timedelta(days=place) for place in range(7))
    labels = [f"{day.month}月{day.day}日" for day in days]
    told = [datum(label, value, place) for place, (label, value) in enumerate(zip(labels, values, strict=True), 1)]
    told[3] = datum(labels[3], 380, 4, lacking=("东埠区", "安澜晚报社"))
    counted = (None, datum(labels[1], 398, 8), None, None, None, None, datum(labels[6], 409, 9))
    return Trend("媒体发稿", "篇", days, tuple(told), counted, standing)


def parts() -> Parts:
    whole = datum("合计", 26795, 1)
    return Parts("发放宣传资料", "份", whole, districts())


def squares(count: int, side: float = 30) -> list[Shape]:
    rows = [divmod(place, 3) for place in range(count)]
    return [
        Shape(
            (
                (
                    (x * side, y * side),
                    ((x + 1) * side, y * side),
                    ((x + 1) * side, (y + 1) * side),
                    (x * side, (y + 1) * side),
                ),
            )
        )
        for y, x in rows
    ]


def district_map(*, outlines: bool = True) -> DistrictMap:
    shapes: list[Shape | None] = [*squares(6)] if outlines else [None] * 6
    areas = [Area(one, shape) for one, shape in zip(districts(), shapes, strict=True)]
    if outlines:
        areas.append(Area(Datum("白鹿旗", None, ""), squares(7)[6]))
    return DistrictMap("各区县发放宣传资料", "份", tuple(areas))


def multiples() -> Multiples:
    days = trend().days
    rows = tuple((name, trend().reported) for name in NAMES[:4])
    return Multiples("媒体发稿", "篇", days, rows)
