"""`dibao learn`: yesterday's brief becomes the template of today's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dibao.catalogue import Catalogue, Units
from dibao.cli import options, output, sources
from dibao.language import say

if TYPE_CHECKING:
    from dibao.composing.binding import Bound
    from dibao.composing.learning import Learned
    from dibao.office.briefs.actions.learn import Taught


@click.command(
    "learn",
    help=say(
        "学本单位的简报：每个数字绑定到指标，以后照这个样子写；.docx 保留格式，.txt .pdf 等按公文格式另立。",
        "Learn the office's own brief: its figures are bound and later briefs look like it; .docx keeps its formats, "
        ".txt, .pdf and others get the official form.",
    ),
)
@click.argument("brief", type=options.FILE)
@options.day
@options.as_json
@options.by
@options.workspace
def command(brief: Path, day: date | None, as_json: bool, by: str | None, named: Path | None) -> int:
    """The template before is kept beside the new one; what could not be bound is listed with two guesses."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.actions.learn import LearnBrief  # its models need the office to be open

    taught = LearnBrief(sources.read(brief), sources.name(brief), day).run(office)
    lesson, known = taught.lesson, office.workspace
    catalogue = Catalogue([*known.catalogue.values(), *lesson.locals])
    if as_json:
        output.lines(row(one) for one in lesson.places)
    else:
        show(taught, catalogue, known.units)
    for sentence in lesson.notes:
        output.note(sentence)
    _summary(taught)
    return 0


def row(place: Learned) -> Mapping[str, Any]:
    """A line of `learn --json`. `bound` is in the notation of templates, null where the text stays as it stood."""
    return {
        "id": place.id,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "clause": place.clause,
        "locator": place.locator,
        "bound": None if place.bound is None else str(place.bound),
        "told": str(place.told),
        "guesses": [{"code": one.code, "name": one.name, "score": round(one.score, 2)} for one in place.guesses],
        "remark": place.remark,
    }


def show(taught: Taught, catalogue: Catalogue, units: Units) -> None:
    """What was bound to what, then what a person has to see to."""
    from dibao.composing.learning import Told

    told = {
        Told.VALUE: say("与台账相符", "equals the ledger"),
        Told.WORDS: say("按文字", "by its words"),
        Told.KEPT: say("原有绑定", "bound before"),
    }
    places = taught.lesson.places
    output.table(
        [
            (say("文字", "text"), "right"),
            say("绑定", "bound to"),
            say("依据", "why"),
            say("所在", "where"),
            say("说明", "remark"),
        ],
        (
            (_short(one.text), _meant(one.bound, catalogue, units), told[one.told], _short(one.clause), one.remark)
            for one in places
            if one.bound is not None and not one.open
        ),
        title=say("已绑定", "Bound"),
    )
    if any(one.open for one in places):
        output.table(
            [
                (say("文字", "text"), "right"),
                say("所在", "where"),
                say("位置", "place"),
                say("最像的两个", "two best guesses"),
                say("为什么", "why"),
            ],
            (
                (
                    _short(one.text),
                    _short(one.clause),
                    one.locator,
                    "；".join(f"{guess.name} {guess.code} {guess.score:.1f}" for guess in one.guesses),
                    one.remark,
                )
                for one in places
                if one.open
            ),
            title=say("要人看的", "For a person"),
        )


_WIDE = 30


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def _meant(bound: Bound | None, catalogue: Catalogue, units: Units) -> str:
    """A binding in words."""
    from dibao.composing.binding import Binding, Field, Titles

    if isinstance(bound, Field):
        return _facts().get(bound.name, bound.name) + (f"·{bound.argument}" if bound.argument else "")
    if isinstance(bound, Titles):
        said = [say("题目", "titles"), _name(bound.indicator, catalogue), _whose(bound.scope, units)]
    elif isinstance(bound, Binding):
        reported = say("来件所报", "as reported") if bound.phrase else ""
        name, basis = _name(bound.indicator, catalogue), output.basis_name(bound.basis)
        said = [name, bound.item, basis, _whose(bound.scope, units), reported]
    else:
        return str(bound)
    return "·".join(part for part in said if part)


def _facts() -> dict[str, str]:
    return {
        "issue": say("期号", "issue number"),
        "date": say("日期", "date"),
        "window": say("时段", "window"),
        "until": say("截至", "until"),
        "reports.due": say("应报家数", "units that owe a report"),
        "reports.counted": say("已报家数", "units that reported"),
        "reports.missing": say("未报单位", "units without a report"),
    }


def _name(code: str, catalogue: Catalogue) -> str:
    return f"{catalogue[code].name}（{code}）" if code in catalogue else code


def _whose(scope: str, units: Units) -> str:
    kinds = {
        "all": "",
        "kind:district": say("各区县", "districts"),
        "kind:media": say("各媒体", "media"),
        "kind:department": say("各部门", "departments"),
        "kind:platform": say("各平台", "platforms"),
        "tier:central": say("中央媒体", "central media"),
        "tier:provincial": say("省级媒体", "provincial media"),
        "tier:city": say("市级媒体", "city media"),
    }
    return units[scope].name if scope in units else kinds.get(scope, scope)


def _summary(taught: Taught) -> None:
    from dibao.composing.learning import Told

    places = taught.lesson.places
    bound = sum(one.bound is not None and not one.open for one in places)
    person = sum(one.told is Told.PERSON for one in places)
    left = sum(one.told is Told.LEFT for one in places)
    kept = say(f"，原模板留作 {taught.kept.name}", f"; the one before is {taught.kept.name}") if taught.kept else ""
    lesson, name = taught.lesson, taught.template.name
    output.note(
        say(
            f"学自 {lesson.day} 的简报：绑定 {bound} 处，待人认定 {person} 处，照原样留着 {left} 处。"
            f"模板 {name}{kept}；新增用语 {taught.wordings} 条、本地指标 {taught.indicators} 个。",
            f"Learned from the brief of {lesson.day}: {bound} places bound, {person} for a person, {left} left as they "
            f"stood. Template {name}{kept}; new: {taught.wordings} wordings, {taught.indicators} local indicators.",
        )
    )
    if person:
        output.note(
            say(
                "待人认定的在简报里写成〔待填〕：在 wordings.csv 加一行（用语、指标代码），再学一遍即可绑定。",
                "What is for a person shows as 〔待填〕: add a line to wordings.csv and learn the brief again.",
            )
        )
