"""A chart in words: for those who hear it, for those who print it, and for the alternative text of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.composing.charts.tongue import term
from dibao.composing.charts.values import Bars, Chart, Datum, DistrictMap, Multiples, Parts, Trend, data_of

_MANY = 12
"""More values than these are told by their ends only: the table beside the chart has them all."""

_KINDS = {Bars: "条形图", Trend: "逐日图", Multiples: "分单位逐日图", Parts: "构成图", DistrictMap: "区域图"}


def name(chart: Chart) -> str:
    """The accessible name: 发放宣传资料（新增，份）."""
    told = term(f"（{chart.measure}）", f" ({chart.measure})") if chart.measure else ""
    return f"{chart.title}{told}"


def description(chart: Chart) -> str:
    """What the picture shows, in one or two sentences."""
    if isinstance(chart, Multiples):
        told = [f"{label}{row[-1].text}" for label, row in chart.rows if row]
        return f"{_KINDS[Multiples]}，{len(chart.rows)}个单位、{len(chart.days)}天，最后一天：{'，'.join(told)}。"
    data = list(data_of(chart))
    if isinstance(chart, Trend):
        data = [*chart.reported]
    known, absent = _split(data)
    words = [
        term(
            f"{_KINDS[type(chart)]}，共{len(data)}项，{len(known)}项有数",
            f"{len(data)} values, {len(known)} told",
        )
    ]
    joint = term("，", ", ")
    if known and len(data) <= _MANY:
        words.append(joint.join(f"{datum.label}{term('', ' ')}{datum.text}{chart.measure}" for datum in known))
    elif known:
        most, least = max(known, key=_value), min(known, key=_value)
        words.append(
            term(
                f"最多为{most.label}{most.text}{chart.measure}，最少为{least.label}{least.text}{chart.measure}",
                f"most: {most.label} {most.text}{chart.measure}, least: {least.label} {least.text}{chart.measure}",
            )
        )
    if absent:
        words.append(term("未报：", "not told: ") + term("、", ", ").join(datum.label for datum in absent))
    return term("；", "; ").join(words) + term("。", ".")


def remarks(chart: Chart) -> str:
    """What a reader has to know to read the picture rightly: a note under it, "" where there is nothing to say."""
    return term("；", "; ").join(_remarks(chart))


def _remarks(chart: Chart) -> Iterator[str]:
    data = list(data_of(chart))
    known, absent = _split(data)
    if absent:
        names = _few([datum.label for datum in absent])
        yield term(f"斜线为未报（{names}），不作零计", f"hatched: not reported ({names}), and not counted as zero")
    if doubtful := [datum for datum in known if datum.doubtful]:
        names = _few([datum.label for datum in doubtful])
        hollow = term(f"空心的待核（{names}）", f"hollow: questioned ({names})")
        yield f"{names}待核" if isinstance(chart, DistrictMap) else hollow
    lacking = [datum for datum in known if datum.lacking and not datum.doubtful]
    if lacking and isinstance(chart, Trend):
        told = [(datum.label, _few(datum.lacking)) for datum in lacking[-3:]]
        yield term("空心的缺数：", "hollow: without ") + term("，", "; ").join(
            term(f"{label}缺{names}", f"{names} on {label}") for label, names in told
        )
    rough = [datum for datum in known if not datum.exact]
    if rough and isinstance(chart, (Bars, Trend)):
        names = _few([datum.label for datum in rough])
        yield term(f"线段为约数的范围（{names}）", f"strokes: the range of an approximate figure ({names})")
    elif rough:
        yield f"{_few([datum.label for datum in rough])}为约数"
    if isinstance(chart, Trend) and any(chart.counted):
        yield term("菱形为收录所计，柱、点为来件所报", "diamonds: counted; columns and dots: reported")


def _split(data: Sequence[Datum]) -> tuple[list[Datum], list[Datum]]:
    return [one for one in data if one.value is not None], [one for one in data if one.value is None]


def _value(datum: Datum) -> float:
    return float(datum.value or 0)


def _few(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) <= 4:
        return term("、", ", ").join(unique)
    return term(f"{'、'.join(unique[:3])}等{len(unique)}项", f"{', '.join(unique[:3])} and {len(unique) - 3} more")
