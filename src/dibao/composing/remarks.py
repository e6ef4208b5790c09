"""What a filled paragraph has to say besides its figures: who is not in them, and where a person has to act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dibao.composing.brief import Absent, Figure, Run, Text
from dibao.composing.clauses import sentences
from dibao.composing.wording import MISSING
from dibao.language import say

TO_SETTLE = "〔请补报或删去〕"
"""Stands where a clause of the office's own brief has no figure at all this day."""


def who_is_missing(runs: Sequence[Run], silent: Collection[str]) -> list[Run]:
    """A closing sentence on what the paragraph's figures lack: units without a report today, each named once, and
    units whose report lacks a figure that they gave before, with the figure."""
    valued = [run for run in runs if isinstance(run, Figure) and run.value is not None]
    absent: dict[Absent, None] = {}
    lacking: dict[tuple[Absent, ...], dict[str, None]] = {}
    for figure in valued:
        absent.update((unit, None) for unit in figure.missing if unit.code in silent)
        others = tuple(unit for unit in figure.missing if unit.code not in silent)
        if others:
            lacking.setdefault(others, {}).setdefault(figure.name)
    gaps = "；".join(f"{_named(units)}的{'、'.join(names)}" for units, names in lacking.items())
    if "".join(run.text for run in runs).rstrip().endswith(("。", "！", "？", "〕")):
        text = f"以上各数不含{_named(absent)}（{MISSING}）。" if absent else ""
        text += f"来件缺数、未计入的有：{gaps}。" if gaps else ""
    else:  # a heading, a line of a list
        brief = [f"不含{MISSING}的{_named(absent)}"] if absent else []
        brief += [f"不含{gaps}"] if gaps else []
        text = f"（{'；'.join(brief)}）" if brief else ""
    return [Text(text, runs[-1].form, note=True, remark=True)] if text else []


def _named(units: Iterable[Absent]) -> str:
    return "、".join(unit.name for unit in units)


def with_asks(runs: Sequence[Run]) -> list[Run]:
    """The paragraph with a mark behind each sentence, or part of one between semicolons, whose figures all lack."""
    marked: list[Run] = []
    for held, mark in sentences(runs):
        figures = [run for run in held if isinstance(run, Figure)]
        marked.extend(held)
        if figures and all(figure.value is None for figure in figures):
            marked.append(Text(TO_SETTLE, figures[-1].form, note=True, remark=True, ask=_reason(figures)))
        if mark is not None:
            marked.append(mark)
    return _joined(marked)


def _reason(figures: Sequence[Figure]) -> str:
    why = "；".join(dict.fromkeys(f"{figure.name}：{figure.arithmetic}" for figure in figures))
    return say(
        f"这一句的数字今天都没有：{why}。请催报补数，或改写、删去这一句。",
        f"This clause has none of its figures today: {why}. Ask for them, or reword or delete the clause.",
    )


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Words of one kind that were cut apart, put together again."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(last, Text) and replace(run, text="") == replace(last, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return joined
