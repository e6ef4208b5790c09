"""What a person did to a brief in a word processor goes into the ledger, and the brief is written anew from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dibao.composing.corrections import BRIEF, Choice, Proposal, proposals
from dibao.composing.facts import Facts
from dibao.composing.issued import ISSUED
from dibao.composing.returned import Returned
from dibao.composing.revised import Revision, revised
from dibao.errors import DibaoError
from dibao.figures import Number
from dibao.language import say
from dibao.office.briefs.actions.accept import AcceptFigures
from dibao.office.briefs.known import known_facts
from dibao.office.ledger.actions import Correct, SealDay
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of a number that they typed. `unit`: whose figure is wrong (code, name or number of the
    entry), `brief` where the ledger stays as it is; "" where only one thing can be meant."""

    reason: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """`corrected`: the numbers of the corrections in the ledger; `accepted`: the places that differ from it."""

    revision: Revision
    corrected: tuple[int, ...]
    accepted: tuple[str, ...]


def facts_now(office: Office, returned: Returned) -> Facts:
    """What the ledger says now for the brief. DibaoError `issued` where it was issued: such a brief stays."""
    if returned.payload.get(ISSUED):
        raise DibaoError(
            say(
                f"{returned.path.name} 已经签发，不再改；数字有变请用 dibao slip 出更正。",
                f"{returned.path.name} was issued and stays; where figures changed, make a slip: dibao slip.",
            ),
            code="issued",
        )
    return known_facts(office, returned.payload)


def open_questions(asked: Sequence[Proposal], answers: Mapping[str, Answer]) -> list[Proposal]:
    """The figures whose reason, or unit, is still to be told. DibaoError `no_unit` for one that is none of theirs."""
    left = []
    for one in (one for one in asked if not one.follows):
        answer = answers.get(one.id, Answer())
        if answer.unit:
            one.choice(answer.unit)
        if not answer.reason.strip() or not (answer.unit or one.only):
            left.append(one)
    return left


def revise(office: Office, returned: Returned, answers: Mapping[str, Answer]) -> Revised:
    """Record the corrections, all of them or none, and write the brief with what the ledger says then.

    DibaoError: `unanswered` where a figure was typed over and its reason is not told, and what `Correct` refuses.
    """
    facts = facts_now(office, returned)
    asked = list(proposals(returned, facts))
    if returned.crossed:
        raise crossed(returned)
    if left := open_questions(asked, answers):
        raise unanswered(returned.path.name, left)
    chosen = [(one, one.choice(answers[one.id].unit or one.only)) for one in asked if not one.follows]
    corrections = [_correction(choice, answers[one.id].reason) for one, choice in chosen if choice is not None]
    _once_each(corrections)
    numbers = Correct.run_all(office, [(one, one.prepare(office)) for one in corrections]) if corrections else []
    if corrections:
        facts = facts_now(office, returned)
    if facts.seal is not None:
        SealDay(facts.day).run(office)
    reasons = {one.id: answers[one.id].reason.strip() for one, choice in chosen if choice is None}
    reasons |= {one.id: answers[one.id].reason.strip() for one in returned.typed if one.id in answers}
    reasons |= {
        str(one["id"]): answers[one["id"]].reason.strip()
        for one in returned.payload.get("typed", ())
        if one["id"] in answers
    }
    revision = revised(returned, facts, reasons, office.actor.name)
    accepted = _accepted(revision)
    payload = revision.payload
    AcceptFigures(str(payload.get("series", "")), facts.day, digest_of(revision.data), accepted).run(office)
    return Revised(revision, tuple(numbers), tuple(accepted))


def crossed(returned: Returned) -> DibaoError:
    """Words that changed places and left their figures behind: each would be told of the other's thing."""
    then = {figure.id: f"{figure.id} {figure.then}" for figure in returned.figures}
    one, other = (then.get(place, place) for place in next(iter(returned.crossed.items())))
    file, many = returned.path.name, len(returned.crossed)
    return DibaoError(
        say(
            f"{file} 里有 {many} 个数字前面的文字对调了，数字还在原处（如 {one} 和 {other}），什么也没有记："
            "请把数字和文字一起移动（整行、整句剪切粘贴），或把文字改回。",
            f"{file}: the words before {many} figures changed places and left their figures behind (such as {one} and "
            f"{other}); nothing was recorded. Move the figures with their words (cut and paste whole rows or "
            "sentences), or put the words back.",
        ),
        code="crossed",
    )


def unanswered(file: str, left: Sequence[Proposal]) -> DibaoError:
    """The sentence that says how to go on."""
    first = left[0]
    keys = [choice.key for choice in first.choices if choice.value is not None]
    unit = "" if first.only else f" --unit {first.id}={keys[0] if keys else BRIEF}"
    return DibaoError(
        say(
            f"{file} 里有 {len(left)} 个数字被改写，还没有写明缘由或错在哪个单位，什么也没有记："
            f"请加 --reason {first.id}=缘由{unit}，或用 --answers 表格一并给出。",
            f"{file}: {len(left)} figures were typed over, and why, or whose figure is wrong, is not told; nothing was "
            f"recorded. Add --reason {first.id}=REASON{unit}, or give a table: --answers.",
        ),
        code="unanswered",
    )


def _once_each(corrections: Sequence[Correct]) -> None:
    twice = [entry for entry, times in Counter(one.number for one in corrections).items() if times > 1]
    if twice:
        raise DibaoError(
            say(
                f"台账第 {twice[0]} 条被改成了两个数，请先统一简报里的写法。",
                f"Entry {twice[0]} would be corrected to two numbers; make the brief say one.",
            ),
            code="two_corrections",
        )


def _correction(choice: Choice, reason: str) -> Correct:
    assert choice.value is not None  # what cannot be corrected cannot be chosen
    return Correct(choice.entry, choice.value, reason, choice.interval, choice.approx)


def _accepted(revision: Revision) -> dict[str, tuple[Number | None, Number | None]]:
    payload = revision.payload
    figures = {
        one["id"]: (_exact(one["accepted"]["ledger"]["value"]), _exact(one["value"]))
        for one in payload["figures"]
        if one.get("accepted", {}).get("ledger")
    }
    return figures | {one["id"]: (None, _exact(one["value"])) for one in payload["typed"] if one["reason"]}


def _exact(value: int | float | None) -> Number | None:
    return value if value is None or isinstance(value, int) else Decimal(str(value))
