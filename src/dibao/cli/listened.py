"""The report of a day of public items: the day against the days before, topics, questions, copies, claims, bursts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dibao.composing.charts import Bars, Datum, Trend
from dibao.composing.panels import Page, Panel
from dibao.language import say

if TYPE_CHECKING:
    from dibao.listening import Summary
    from dibao.listening.counts import Tally

_WEEK = 8
_MOST = 15


def page(summary: Summary, day: str, masthead: str, claim_texts: Mapping[str, str], k: int) -> Page:
    """The report of a reporting day, from the counts of all stored days. `k`: fewer items of a kind are not told."""
    tally = summary.tally
    days = [one for one in tally.days() if one <= day][-_WEEK:]
    items, topical, copies = (tally.total(kind, day=day) for kind in ("items", "on_topic", "copies"))
    before = [tally.total("items", day=one) for one in days[:-1]]
    usual = round(sum(before) / len(before)) if before else 0
    few = say(f"不足 {k} 条的不列。", f"Fewer than {k} are not told. ")
    return Page(
        masthead=masthead,
        title=say(f"{_said(day)}公开信息情况", f"Public items of {day}"),
        lead=say(
            "公开信息的数量、话题、疑问、传言和突增。不读取作者和账号，个人信息已去除，少于规定条数的不列。",
            "Numbers of public items, topics, questions, claims and bursts. No author is read, personal data is taken "
            "out, small numbers are not told.",
        ),
        facts=(
            (
                say("公开信息", "items"),
                f"{items:,}",
                say(f"前{len(before)}日日均 {usual:,}", f"{usual:,} a day before") if before else "",
            ),
            (say("相关信息", "on the topic"), f"{topical:,}", _share(topical, items)),
            (say("重复文字", "copies"), f"{copies:,}", _share(copies, items)),
            (say("去除个人信息", "personal data"), f"{tally.total('redactions', day=day):,}", say("处", "places")),
        ),
        panels=(
            _week(tally, days),
            _bars(say("渠道", "Channels"), tally.names("channel", day), k, few),
            _bars(say("地区", "Regions"), tally.names("region", day), k, few),
            _bars(say("话题", "Topics"), tally.names("topic", day), k, few, whole=False),
            _questions(tally, day, k, few),
            _copied(tally, days),
            _claims(tally, day, claim_texts, k, few),
            _bursts(summary, day, claim_texts),
        ),
        closing=say(
            "重复：三字串集合的杰卡德系数不低于 0.7，逐对核实。"
            "突增：扩展 EARS，与前七周的同一星期几相比，不满七周的与前七个有信息的日子相比。",
            "Copies: sets of three characters with a Jaccard of at least .7, every pair verified. Bursts: extended "
            "EARS against the same weekday of the seven weeks before, without those the seven days with items before.",
        ),
    )


def _said(day: str) -> str:
    read = date.fromisoformat(day)
    return f"{read.year}年{read.month}月{read.day}日"


def _share(part: int, whole: int) -> str:
    share = f"{part / whole:.1%}" if whole else "—"
    return say(f"占 {share}", f"{share} of the items")


def _datum(name: str, number: int) -> Datum:
    return Datum(name, number, f"{number:,}", number, number)


def _week(tally: Tally, days: list[str]) -> Panel:
    dates = tuple(date.fromisoformat(day) for day in days)
    data = tuple(
        _datum(f"{read.month}月{read.day}日", tally.total("items", day=day))
        for read, day in zip(dates, days, strict=True)
    )
    heading = say("当日与前几日", "The day and those before")
    rows = tuple(
        (day, f"{tally.total('items', day=day):,}", f"{tally.total('on_topic', day=day):,}") for day in reversed(days)
    )
    if len(days) < 2:
        head = (say("日期", "day"), say("公开信息", "items"), say("相关信息", "on the topic"))
        return Panel(heading, (say("此前没有存下的日子可比。", "No earlier day is stored."),), rows=(head, *rows))
    chart = Trend(say("公开信息", "Public items"), "条", dates, data)
    told = "；".join(f"{day} {number}" for day, _, number in rows[:3])
    return Panel(heading, (say(f"相关信息：{told}。", f"On the topic: {told}."),), chart)


def _bars(heading: str, counts: Mapping[str, int], k: int, few: str, *, whole: bool = True) -> Panel:
    """`whole`: the parts add up to a total that is told, so what would give a small one away is hidden, too."""
    from dibao.listening.anonymity import anonymous

    shown = anonymous(counts, k, total_told=whole)
    if any(n is None and counts[name] >= k for name, n in shown.items()):
        few += say(
            "为免由总数推出，另有一项不列。", "One more is left out, as the total would give the small one away. "
        )
    told = [(name, n) for name, n in shown.items() if n is not None][:_MOST]
    if not told:
        return Panel(heading, (say("没有可列的。", "Nothing to tell."),), note=few)
    return Panel(heading, chart=Bars(heading, "条", tuple(_datum(name, n) for name, n in told)), note=few)


def _questions(tally: Tally, day: str, k: int, few: str) -> Panel:
    heading = say("群众在问什么", "What people ask")
    asked = [(label, n) for label, n in tally.names("question", day).items() if n >= k][:_MOST]
    if not asked:
        return Panel(heading, (say("没有可列的。", "Nothing to tell."),), note=few)
    head = (say("疑问", "question"), say("条", "items"))
    note = say("疑问的写法只用至少这么多条信息里都有的字词。", "Labels use only words that as many items have.")
    return Panel(heading, rows=(head, *((label, f"{n:,}") for label, n in asked)), note=f"{few}{note}")


def _copied(tally: Tally, days: list[str]) -> Panel:
    head = (say("日期", "day"), say("公开信息", "items"), say("重复", "copies"), say("占比", "share"))
    rows = []
    for day in reversed(days):
        items, copies = tally.total("items", day=day), tally.total("copies", day=day)
        rows.append((day, f"{items:,}", f"{copies:,}", f"{copies / items:.1%}"))
    return Panel(say("同一段文字反复出现", "The same text again"), rows=(head, *rows))


def _claims(tally: Tally, day: str, texts: Mapping[str, str], k: int, few: str) -> Panel:
    heading = say("遇到的传言", "Claims met")
    met = [(code, n) for code, n in tally.names("claim", day).items() if n >= k][:_MOST]
    if not met:
        return Panel(heading, (say("没有可列的。", "Nothing to tell."),), note=few)
    head = (say("编号", "code"), say("传言", "claim"), say("条", "items"))
    note = say("含澄清、辟谣的信息。", "Items that deny a claim are among them.")
    return Panel(heading, rows=(head, *((code, texts.get(code, ""), f"{n:,}") for code, n in met)), note=f"{few}{note}")


def _bursts(summary: Summary, day: str, texts: Mapping[str, str]) -> Panel:
    from dibao.listening.bursts import baselines  # with the extra only

    heading = say("突增", "Bursts")
    bursts = [burst for burst in summary.bursts if burst.day == day]
    if not baselines(summary.tally.days(), [day]):
        return Panel(
            heading,
            (
                say(
                    "此前有信息的日子不足七个，还判断不了突增。",
                    "Fewer than seven days with items are stored before; what is a burst cannot be said yet.",
                ),
            ),
        )
    if not bursts:
        return Panel(heading, (say("没有超过上限的。", "Nothing was above its limit."),))
    kinds = {
        "items": say("全部公开信息", "all items"),
        "on_topic": say("相关信息", "on the topic"),
        "topic": say("话题", "topic"),
        "claim": say("传言", "claim"),
        "question": say("疑问", "question"),
    }
    head = (say("什么", "what"), say("当日", "the day"), say("预期", "expected"), say("上限", "limit"))
    rows = tuple(
        (
            f"{kinds[one.kind]} {texts.get(one.of, one.of)}".strip(),
            f"{one.count:,}",
            f"{one.expected:,.1f}",
            f"{one.limit:,.1f}",
        )
        for one in bursts[:_MOST]
    )
    return Panel(heading, rows=(head, *rows))
