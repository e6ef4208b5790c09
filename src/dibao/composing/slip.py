"""A correction slip (更正): which figures of an issued brief read otherwise now, why, and who reported it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from dibao.catalogue import Workspace
from dibao.composing.afresh import afresh, facts_of, has_moved
from dibao.composing.amounts import digits
from dibao.composing.brief import Brief, Figure, Paragraph, Role, Run, Source, Text
from dibao.composing.issued import ISSUED
from dibao.composing.provenance import figure_plain
from dibao.composing.sheet import laid_out
from dibao.composing.wording import MISSING, day_words, said, window_words
from dibao.entries import Ledger, Origin, Seal
from dibao.figures import Number, Window


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of an issued brief that reads otherwise now.

    `then`: how it was issued, or how an earlier slip corrected it (as `provenance.figure_plain`). `causes`: what
    happened to its sources, in sentences with who reported it.
    """

    id: str
    then: Mapping[str, Any]
    now: Figure
    place: str
    """The clause that it stands in, as issued."""
    causes: tuple[str, ...]

    @property
    def read(self) -> str:
        return f"{self.then['text']}{self.then['unit']}"

    @property
    def reads(self) -> str:
        return f"{self.now.text}{self.now.measure}"


def changes(
    payload: Mapping[str, Any],
    earlier: Sequence[Mapping[str, Any]],
    ledger: Ledger,
    workspace: Workspace,
    *,
    only: Collection[str] | None = None,
) -> list[Change]:
    """What reads otherwise now than in an issued brief with its `earlier` slips (their provenances, in order).

    `only`: these figures alone, by id.
    """
    corrected = {one["id"]: one["figure"] for slip in earlier for one in slip.get("corrections", ())}
    found = []
    for issued, now in afresh(facts_of(ledger, workspace, payload), payload):
        if "picture" in issued:  # a chart's value: the figure of the text that it is part of is corrected
            continue
        if "picture" in issued:  # a chart shows what the text or its table says
            continue
        then = corrected.get(issued["id"], issued)
        if (only is not None and issued["id"] not in only) or now is None or not has_moved(then, now):
            continue
        place = _clause(payload, issued["id"])
        found.append(Change(issued["id"], then, now, place, tuple(_causes(then, now))))
    return found


def touched(payload: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]], entries: Collection[int]) -> set[str]:
    """The figures of an issued brief, as slips have corrected it, that one of these entries is a source of."""
    return {figure for figure, told in sources(payload, earlier).items() if not told.isdisjoint(entries)}


def sources(payload: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> dict[str, set[int]]:
    """The entries that each figure of an issued brief rests on, as slips have corrected it."""
    corrected = {one["id"]: one["figure"] for slip in earlier for one in slip.get("corrections", ())}
    return {
        str(figure["id"]): {
            source["entry"] for source in corrected.get(figure["id"], figure)["sources"] if source.get("entry")
        }
        for figure in payload["figures"]
    }


_ENDS = "，；。：\n"


def _clause(payload: Mapping[str, Any], identity: str) -> str:
    """The words around a figure, between two marks."""
    for line in payload["lines"]:
        at = next((place for place, (owner, _) in enumerate(line) if owner == identity), None)
        if at is not None:
            before = "".join(text for _, text in line[:at])
            after = "".join(text for _, text in line[at + 1 :])
            start = max((before.rfind(mark) for mark in _ENDS), default=-1) + 1
            stop = min((place for mark in _ENDS if (place := after.find(mark)) >= 0), default=len(after))
            return f"{before[start:]}{line[at][1]}{after[:stop]}".strip()
    return ""


def _causes(then: Mapping[str, Any], now: Figure) -> Iterator[str]:
    """Per unit and day: corrected, told anew in a newer version, told later, or no longer there."""
    kept = {source.entry for source in now.sources}
    known = {source["entry"] for source in then["sources"]}
    gone: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for source in then["sources"]:
        if source["entry"] not in kept:
            gone[source["unit_name"], str(source["date"])].append(source)
    come: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for one in now.sources:
        if one.entry not in known:
            come[one.unit_name, str(one.day.isoformat() if one.day else None)].append(one)
    for key, sources in come.items():
        yield _cause(key[0], gone.pop(key, []), sources)
    for (unit, _), old in gone.items():
        yield f"{unit}原报{_summed(old)}，现不再计入"


def _cause(unit: str, old: Sequence[Mapping[str, Any]], new: Sequence[Source]) -> str:
    told = "、".join(f"{said(source)}{source.measure}" for source in new)
    last = new[-1]
    when = f"（{last.arrived.month}月{last.arrived.day}日{last.arrived:%H:%M}到）" if last.arrived else ""
    if last.origin == Origin.CORRECTED:
        return f"{unit}原报{_summed(old)}，更正为{told}，原因：{last.reason}"
    if last.origin == Origin.CARRIED:
        return f"{unit}未报，沿用{_until(last)}的{told}（{last.reason}）"
    if last.origin == Origin.REPORTED and last.reason:  # it counts again: what had come in its place was withdrawn
        return f"{unit}原报{_summed(old)}，{last.reason}，现按{told}计"
    if old and last.version > 1:
        return f"{unit}原报{_summed(old)}，第{last.version}版来件改报{told}{when}"
    return f"{unit}原报{_summed(old)}，改报{told}{when}" if old else f"{unit}补报{told}{when}"


def _until(source: Source) -> str:
    return window_words(Window(None, source.until)) if source.until else "此前"


def _summed(old: Sequence[Mapping[str, Any]]) -> str:
    return "、".join(f"{digits(_exact(source['value']))}{source['unit']}" for source in old) or "无"


def _exact(value: int | float) -> Number:
    return value if isinstance(value, int) else Decimal(str(value))


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip is about and how it is numbered. `name`: of the brief that it corrects (日报第15期)."""

    name: str
    number: int
    series: str
    year: int
    issue: int
    digest: str
    issued: date
    seal: Seal
    at: datetime
    by: str
    reason: str


def write_slip(
    payload: Mapping[str, Any], found: Sequence[Change], slip: Slip, workspace: Workspace, masthead: str
) -> Brief:
    """The slip as a brief: its figures are those of now, each with its sources."""
    day = date.fromisoformat(payload["date"])
    numbers = count(1)
    lines = [Paragraph(Role.BODY, tuple(_line(next(numbers), change))) for change in found]
    office = workspace.settings.office
    head = (
        f"{day_words(slip.issued)}签发的{slip.name}（{payload['title']}，{day_words(day)}）中，"
        f"下列{len(found)}个数字现予更正，其余内容不变。原签发件照存，不作改动。"
    )
    template, blocks = laid_out(
        [
            _plain(Role.MASTHEAD, masthead),
            _plain(Role.NUMBER, f"{slip.name}　更正{slip.number}"),
            _plain(Role.META, f"{office}\t{day_words(slip.at.date())}"),
            _plain(Role.TITLE, f"关于{slip.name}数字的更正"),
            _plain(Role.BODY, head),
            *lines,
            *([_plain(Role.BODY, f"更正理由：{slip.reason}。")] if slip.reason else []),
            _plain(Role.CLOSING, office),
            _plain(Role.CLOSING, day_words(slip.at.date())),
            _plain(Role.SEAL, f"签发时台账封签：{payload['seal']}"),
            _plain(Role.SEAL, f"签发件校验值：{slip.digest}"),
            _plain(Role.SEAL, f"更正时台账封签：{slip.seal}"),
        ]
    )
    return Brief(
        day=day,
        title=f"关于{slip.name}数字的更正",
        number=slip.number,
        office=office,
        masthead=masthead,
        seal=slip.seal,
        blocks=blocks,
        template=template,
        series=slip.series,
        first=date.fromisoformat(payload.get("first") or payload["date"]),
        about=_about(found, slip),
    )


def _plain(role: Role, text: str) -> Paragraph:
    return Paragraph(role, (Text(text),))


def _line(number: int, change: Change) -> Iterator[Run]:
    """1．“发放宣传资料24,570份”，原作24,570份，更正为24,670份，增加100份。望海区……"""
    yield Text(f"{number}．“{change.place}”一句中，{change.now.name}原作“{change.read}”，更正为“")
    yield replace(change.now, id=f"c{number}", form=0)
    yield Text(f"{change.now.measure}”{_difference(change)}。{'；'.join(change.causes)}。")


def _difference(change: Change) -> str:
    before, after = change.then["value"], change.now.value
    if before is None or after is None:
        return ""
    step: Number = after - _exact(before)
    return (
        f"，{'增加' if step > 0 else '减少'}{digits(step if step > 0 else -step)}{change.now.measure}" if step else ""
    )


def _about(found: Sequence[Change], slip: Slip) -> dict[str, Any]:
    """What a slip's provenance says besides its figures."""
    return {
        "corrections": [
            {
                "id": change.id,
                "then": change.read,
                "now": change.reads if change.now.value is not None else MISSING,
                "causes": list(change.causes),
                "figure": {**figure_plain(change.now), "id": change.id},
            }
            for change in found
        ],
        ISSUED: {
            "series": slip.series,
            "year": slip.year,
            "number": slip.issue,
            "slip": slip.number,
            "corrects": slip.digest,
            "seal": str(slip.seal),
            "at": slip.at.isoformat(timespec="minutes"),
            "by": slip.by,
            "reason": slip.reason,
        },
    }
