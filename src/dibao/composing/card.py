"""An answer card (答问卡): the figures most likely to be asked about, each with an answer that one can say aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dibao.catalogue import Workspace
from dibao.composing.amounts import digits, words
from dibao.composing.binding import Binding
from dibao.composing.brief import Absent, Brief, Figure, Paragraph, Role, Run, Source, State, Text
from dibao.composing.facts import Facts
from dibao.composing.findings import Finding
from dibao.composing.issued import PAPER
from dibao.composing.provenance import figure_plain
from dibao.composing.ranking import Compared, Ranked, rank
from dibao.composing.sheet import laid_out
from dibao.composing.wording import day_words, ordinal, said, window_words
from dibao.entries import Ledger, Origin
from dibao.figures import Approx, Basis, Interval, Number, Window

COUNT = 10
_NAMED = 5
"""So many units are named with their numbers; of more, the first three."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure and what to say of it, a sentence each; "" where there is nothing to say.

    `said`: the value with its window; `change`: against yesterday; `who`: reported it and how it was added up;
    `lacking`: who is missing, and how old their last number is; `doubt`: what to be careful about.
    """

    ranked: Ranked
    title: str
    said: str
    change: str
    who: str
    lacking: str
    doubt: str

    @property
    def figure(self) -> Figure:
        return self.ranked.figure

    @property
    def aloud(self) -> str:
        """The whole answer."""
        return "".join(part for part in (self.said, self.change, self.who, self.lacking, self.doubt) if part)

    def json(self) -> dict[str, Any]:
        """As `card -o X.json` gives it."""
        return {
            "title": self.title,
            "aloud": self.aloud,
            "said": self.said,
            "change": self.change,
            "who": self.who,
            "lacking": self.lacking,
            "doubt": self.doubt,
            "score": self.ranked.score,
            "parts": dict(self.ranked.parts),
            "figure": figure_plain(self.figure),
        }


def answer_card(
    brief: Brief,
    ledger: Ledger,
    workspace: Workspace,
    *,
    count: int = COUNT,
    before: Iterable[Finding] = (),
    at: datetime | None = None,
) -> Brief:
    """The card of a day's brief, itself a brief: written, traced and verified like one.

    `before`: the open findings of the day before, so that nothing is compared with a figure that is in question.
    `at`: the moment, local.
    """
    yesterday = Facts.of(ledger, workspace, brief.day - timedelta(days=1), before)
    today = Facts.of(ledger, workspace, brief.day, at=at)
    past = {figure.id: one for figure in brief.figures() if (one := _of_day(yesterday, figure)) is not None}
    answers = [_answer(ranked, today) for ranked in rank(brief, past, count)]
    title = f"{brief.day.month}月{brief.day.day}日数字答问卡"
    paragraphs = [
        Paragraph(Role.MASTHEAD, (Text(brief.masthead),)),
        Paragraph(Role.NUMBER, (Text("答问卡"),)),
        Paragraph(Role.META, (Text(f"{brief.office}\t{day_words(brief.day)}"),)),
        Paragraph(Role.TITLE, (Text(title),)),
        Paragraph(Role.BODY, (Text(_opening(today)),)),
        *(line for number, answer in enumerate(answers, 1) for line in _lines(number, answer)),
        Paragraph(Role.SEAL, (Text(f"台账封签：{brief.seal or '无'}"),)),
    ]
    template, placed = laid_out(paragraphs)
    return replace(
        brief,
        title=title,
        blocks=placed,
        margins=(),
        template=template,
        about={PAPER: "card", "answers": [answer.json() for answer in answers]},
    )


def answers_of(card: Brief) -> list[Mapping[str, Any]]:
    """The answers of a card, as `card -o X.json` gives them."""
    return list(card.about.get("answers", ()))


def _of_day(facts: Facts, figure: Figure) -> Figure | None:
    binding = replace(figure.binding, measure=figure.binding.measure or figure.measure)
    return next((one for one in facts.figures(binding) if one.measure == figure.measure), None)


def _opening(today: Facts) -> str:
    when = window_words(Window(None, today.moment)) if today.moment else "截至发稿"
    silent = "、".join(today.workspace.units[code].name for code in today.silent)
    absent = f"还没有报的：{silent}。" if silent else "应报的都已报。"
    return f"{when}，应报{len(today.due)}家，已报{len(today.due) - len(today.silent)}家；{absent}"


def _lines(number: int, answer: Answer) -> Iterator[Paragraph]:
    figure = replace(answer.figure, id=f"a{number}", form=0)
    before, _, after = answer.said.partition(figure.text) if figure.value is not None else (answer.said, "", "")
    runs: list[Run] = [Text(before)]
    if figure.value is not None:
        runs += [figure, Text(after)]
    yield Paragraph(Role.SECTION, (Text(f"{ordinal(number)}、{answer.title}"),))
    yield Paragraph(Role.BODY, (*runs, Text(answer.change)))
    rest = answer.who + answer.lacking
    if rest:
        yield Paragraph(Role.BODY, (Text(rest),))
    if answer.doubt:
        yield Paragraph(Role.BODY, (Text(answer.doubt),))


def _answer(ranked: Ranked, today: Facts) -> Answer:
    figure = ranked.figure
    return Answer(
        ranked,
        _title(figure, today),
        _said(figure, today),
        _change(figure, ranked.compared),
        _who(figure),
        _lacking(figure, today),
        _doubt(figure),
    )


def _name(binding: Binding, today: Facts) -> str:
    """发放宣传资料, 发放物品口罩, 望海区发放宣传资料."""
    indicator = today.workspace.catalogue.get(binding.indicator)
    whose = today.workspace.units.get(binding.scope)
    name = indicator.zh if indicator else binding.phrase or binding.indicator
    return f"{whose.name if whose else ''}{name}{binding.item}"


_KINDS = {Basis.NEW: "新增", Basis.CUMULATIVE: "累计", Basis.ASOF: "现有"}


def _title(figure: Figure, today: Facts) -> str:
    kind = _KINDS.get(figure.binding.basis, "")
    return f"{_name(figure.binding, today)}{kind}{'' if figure.value is None else figure.text + figure.measure}"


def _said(figure: Figure, today: Facts) -> str:
    name, kind = _name(figure.binding, today), _KINDS.get(figure.binding.basis, "")
    if figure.value is None:
        return f"{name}{kind}今天没有数，不是零：{figure.arithmetic}。"
    when = window_words(figure.window)
    head = f"{when}，" if when else ""
    return f"{head}{name}{kind}{figure.text}{figure.measure}。"


def _change(figure: Figure, compared: Compared) -> str:
    """比昨天多200份（昨天24,470份）; like for like where not the same units told both days."""
    before = compared.yesterday
    if figure.value is None or before is None:
        return ""
    if before.state is State.QUESTIONED:
        return f"昨天是{before.text}{before.measure}，那个数待核，暂不比较。"
    if before.value is None:
        return "昨天没有这个数，无从比较。"
    if compared.today is None or compared.before is None:
        return f"昨天是{before.text}{before.measure}，报的单位全不一样，无从比较。"
    whole = {source.unit_code for source in figure.sources} | {source.unit_code for source in before.sources}
    step = digits(max(compared.today, compared.before) - min(compared.today, compared.before))
    more = "多" if compared.today > compared.before else "少"
    same = compared.today == compared.before
    if len(whole) == compared.units:
        moved = "与昨天相同" if same else f"比昨天{more}{step}{figure.measure}"
        return f"{moved}（昨天{before.text}{before.measure}）。"
    moved = "与昨天相同" if same else f"比昨天{more}{step}{figure.measure}"
    return f"昨天是{before.text}{before.measure}，两天报的单位不全一样；两天都报的{compared.units}家，{moved}。"


def _who(figure: Figure) -> str:
    """望海区8,310、柳林区12,300……相加得出."""
    by_unit: dict[str, list[Source]] = {}
    for source in figure.sources:
        by_unit.setdefault(source.unit_name, []).append(source)
    if not by_unit:
        return ""
    if len(by_unit) == 1:
        ((name, own),) = by_unit.items()
        parts = f"，{len(own)}项相加" if len(own) > 1 else ""
        return f"由{name}报{_when(own)}{parts}。"
    told = sorted(by_unit.items(), key=lambda pair: -sum(source.value for source in pair[1]))
    shown = told if len(told) <= _NAMED else told[:3]
    named = "、".join(f"{name}{_summed(own)}" for name, own in shown)
    if len(shown) < len(told):
        return f"由{len(told)}家所报相加，最多的是{named}。"
    return f"由{len(told)}家所报相加：{named}。"


def _when(sources: Iterable[Source]) -> str:
    came = [source.arrived for source in sources if source.arrived]
    return f"（{max(came):%H:%M}到）" if came else ""


def _summed(sources: Iterable[Source]) -> str:
    held = list(sources)
    if len(held) == 1:
        return said(held[0])
    interval = Interval(0, 0)
    value: Number = 0
    for source in held:
        interval, value = interval + source.interval, value + source.value
    kinds = {source.approx for source in held}
    return words(value, interval, kinds.pop() if len(kinds) == 1 else Approx.ABOUT)


def _lacking(figure: Figure, today: Facts) -> str:
    """白鹿区还没有报，没有算在内；上一次报的是2月2日，700份."""
    if not figure.missing or figure.value is None:
        return ""
    parts = []
    for unit in figure.missing:
        last = _last_told(unit, figure, today)
        parts.append(f"{unit.name}（{last}）" if last else unit.name)
    return f"没有算在内的：{'、'.join(parts)}。"


def _last_told(unit: Absent, figure: Figure, today: Facts) -> str:
    told = [
        entry
        for entry in today.known
        if entry.series.unit_code == unit.code
        and (entry.series.indicator, entry.series.basis) == (figure.binding.indicator, figure.binding.basis)
        and (not figure.binding.item or figure.binding.item in entry.series.item.split("·"))
        and entry.series.measure == figure.measure
        and entry.part_of is None
    ]
    if not told:
        return ""
    day: date = max(entry.draft.day for entry in told)
    values = {entry.number: entry.draft.value for entry in told if entry.draft.day == day}
    return f"最近一次是{day.month}月{day.day}日，{digits(sum(values.values()))}{figure.measure}"


def _doubt(figure: Figure) -> str:
    """What to be careful about: open findings, corrections, carried and rough numbers, partial totals."""
    parts = [question.rstrip("。") for question in figure.questions]
    for source in figure.sources:
        if source.origin == Origin.CORRECTED:
            parts.append(f"{source.unit_name}的数更正过（{source.reason}）")
        elif source.origin == Origin.CARRIED:
            parts.append(f"{source.unit_name}今天没报，沿用{_until(source)}的数")
    if figure.value is not None and figure.low != figure.high:
        parts.append(f"是约数，实际{_between(figure)}")
    if figure.partial:
        parts.append(f"只有{figure.units}家报累计")
    if figure.state is State.QUESTIONED and not parts:
        parts.append(figure.arithmetic.rstrip("。"))
    return f"要留意：{'；'.join(dict.fromkeys(parts))}。" if parts else ""


def _until(source: Source) -> str:
    return window_words(Window(None, source.until)) if source.until else "此前"


def _between(figure: Figure) -> str:
    low = digits(figure.low) if figure.low is not None else ""
    if figure.high is None:
        return f"不少于{low}{figure.measure}"
    return f"在{low}至{digits(figure.high)}{figure.measure}之间"
