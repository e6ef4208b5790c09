"""What a person did to a brief, listed: for `dibao revise`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dibao.cli import output
from dibao.language import say

if TYPE_CHECKING:
    from dibao.composing.corrections import Proposal
    from dibao.composing.returned import Returned
    from dibao.office.briefs.revising import Answer

_KINDS = {
    "changed": ("改写", "changed"),
    "added": ("新增", "added"),
    "removed": ("删去", "removed"),
    "moved": ("移动", "moved"),
}


def rows(returned: Returned, asked: Sequence[Proposal], told: Mapping[str, Answer]) -> Iterator[dict[str, Any]]:
    """Lines of `revise --json`: figures typed over, numbers typed in, figures gone, words changed."""
    for one in asked:
        answer = told.get(one.id)
        yield {
            "kind": "figure",
            "id": one.id,
            "name": one.ledger.name,
            "indicator": one.ledger.binding.indicator,
            "basis": one.ledger.binding.basis,
            "text_then": one.then,
            "text_now": one.now,
            "value": output.plain(one.told.value),
            "ledger": output.plain(one.ledger.value),
            "choices": [
                {
                    "unit": choice.key,
                    "name": choice.name,
                    "entry": choice.entry,
                    "value_then": output.plain(choice.then),
                    "value_now": output.plain(choice.value),
                }
                for choice in one.choices
            ],
            "follows": list(one.follows),
            "reason": answer.reason if answer else "",
            "unit": (answer.unit if answer else "") or one.only,
        }
    for typed in returned.typed:
        reason = told[typed.id].reason if typed.id in told else ""
        yield {
            "kind": "typed",
            "id": typed.id,
            "text_then": typed.then,
            "text_now": typed.now,
            "value": output.plain(typed.told.value),
            "sentence": typed.sentence,
            "reason": reason,
        }
    for gone in (one for one in returned.figures if one.gone):
        yield {"kind": "gone", "id": gone.id, "text_then": gone.then, "text_now": gone.now}
    for change in returned.texts:
        yield {"kind": "words", "what": change.kind, "text_then": change.then, "text_now": change.now}


def show(returned: Returned, asked: Sequence[Proposal]) -> None:
    """Tables of the words and figures that were changed, and what was typed in or is gone."""
    if returned.texts:
        columns = [say("文字", "words"), say("原文", "then"), say("现文", "now")]
        output.table(columns, ((say(*_KINDS[one.kind]), *_apart(one.then, one.now)) for one in returned.texts))
    if asked:
        heads = [say("编号", "id"), say("数字", "figure"), say("原为", "then"), say("改为", "now")]
        output.table(
            [*heads, say("台账", "the ledger"), say("要问的", "to be told")],
            ((one.id, one.ledger.name, one.then, one.now, _sum(one), _question(one)) for one in asked),
        )
    gone = [one for one in returned.figures if one.gone]
    if gone:
        names = {figure["id"]: figure.get("name", "") for figure in returned.payload["figures"]}
        told = "、".join(f"{names[one.id]}{one.then}（{one.id}）" for one in gone)
        output.note(say(f"删去的数字：{told}。", f"Figures gone: {told}."))
    for typed in returned.typed:
        then = say(f"（原为{typed.then}）", f" (was {typed.then})") if typed.then else ""
        output.note(
            say(
                f"人工录入、没有出处：{typed.now}{then}（{typed.id}），在“{typed.sentence}”。",
                f"Typed in, without a source: {typed.now}{then} ({typed.id}) in “{typed.sentence}”.",
            )
        )


_ROOM = 28


def _apart(then: str, now: str) -> tuple[str, str]:
    """Two texts cut to where they begin to differ."""
    if not then or not now:
        return tuple(text if len(text) <= 2 * _ROOM else f"{text[: 2 * _ROOM]}…" for text in (then, now))  # type: ignore[return-value]
    same = next((at for at, (a, b) in enumerate(zip(then, now, strict=False)) if a != b), min(len(then), len(now)))
    start = max(same - _ROOM // 2, 0)
    cut = [("…" if start else "") + text[start : start + 2 * _ROOM] for text in (then, now)]
    return cut[0] + ("…" if len(then) > start + 2 * _ROOM else ""), cut[1] + (
        "…" if len(now) > start + 2 * _ROOM else ""
    )


def _sum(one: Proposal) -> str:
    """The entries of a figure, few of them by name."""
    shown = [f"{choice.name} {choice.then:,}" for choice in one.choices[:4]]
    more = say(f"等 {len(one.choices)} 条", f" … {len(one.choices)} entries") if len(one.choices) > 4 else ""
    return "＋".join(shown) + more if shown else say("没有这个数", "has none")


def _question(one: Proposal) -> str:
    if one.follows:
        return say(f"随 {'、'.join(one.follows)}", f"follows {', '.join(one.follows)}")
    return say("缘由", "reason") if one.only else say("缘由、错在哪个单位", "reason, and whose figure is wrong")
