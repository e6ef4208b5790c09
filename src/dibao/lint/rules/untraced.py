"""untraced: figures changed, put in or taken out by hand since Dibao wrote the file."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.composing.verify import SEAL, Difference, Kind
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each change that `dibao verify` tells of the file by itself."""
    cursor: dict[str, int] = {}
    for change in manuscript.changes:
        if change.id == SEAL or change.kind is Kind.MOVED:
            continue
        start, end = _place(manuscript, change, cursor)
        yield manuscript.remark("untraced", Severity.WARNING, start, end, _sentence(change), change.text_then)


def _place(manuscript: Manuscript, change: Difference, cursor: dict[str, int]) -> tuple[int, int]:
    if change.id in manuscript.placed:
        return manuscript.placed[change.id]
    words = change.text_now
    at = manuscript.text.find(words, cursor.get(words, 0)) if words else -1
    while at >= 0 and any(start <= at < end for start, end in manuscript.placed.values()):
        at = manuscript.text.find(words, at + len(words))
    if at < 0:
        return 0, 0
    cursor[words] = at + len(words)
    return at, at + len(words)


def _sentence(change: Difference) -> str:
    then, now = change.text_then, change.text_now
    if change.kind is Kind.ADDED:
        return say(
            f"“{now}”没有出处，是后来写进去的；请在台账里更正后重新出稿，或注明来源。",
            f"{now} has no source, it was written in later; correct the ledger and write the brief anew, or name one.",
        )
    if change.kind is Kind.REMOVED:
        return say(
            f"“{then}”有出处，在稿里被删了；确要删的请连同整句删去。",
            f"{then} has a source and was taken out; if that is meant, take out the whole clause.",
        )
    return say(
        f"“{then}”被改成“{now}”，与出处不符；请在台账里更正后重新出稿，或改回。",
        f"{then} was changed to {now}, which its sources do not say; correct the ledger, or change it back.",
    )


RULE = Rule(
    "untraced",
    52,
    "文件自带出处时：手工改过、添上、删去的数字（同 dibao verify 不带工作区的结果）。",
    "Where the file carries its sources: figures changed, put in or taken out by hand (as `dibao verify` tells "
    "without a "
    "workspace).",
    find,
)
