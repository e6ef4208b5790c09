"""A draft in the browser: begun, edited a paragraph at a time, brought up to what the ledger says.

An edit goes the way of a file that comes back from a word processor (`revising`): figures that were typed over become
corrections with a reason, the rest is written anew. Each save is a draft of its own, made of the newest one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dibao.catalogue.brief_series import BriefSeries
from dibao.composing.corrections import Proposal, proposals
from dibao.composing.returned import Returned, Typed, read_back
from dibao.composing.reworded import Opened, opened, reworded, saved, words_of
from dibao.composing.writers import WRITERS
from dibao.errors import DibaoError
from dibao.language import say, speaking
from dibao.office.briefs import register, working
from dibao.office.briefs.actions import DraftBrief
from dibao.office.briefs.drafting import composed
from dibao.office.briefs.models import Draft
from dibao.office.briefs.revising import Answer, facts_now, revise
from dibao.office.shared.office import Office
from dibao.office.shared.policies import permit
from dibao.office.shared.vault import digest_of

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """Paragraph `number` said `then` when the editor opened it, and is to say `now`."""

    number: int
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What a person has to say of numbers that they typed, before anything is saved."""

    over: Sequence[Proposal]
    typed: Sequence[Typed]


class Collision(DibaoError):
    """Somebody else changed the same paragraph: `theirs` is what it says now, `by` who saved it."""

    def __init__(self, theirs: str, by: str) -> None:
        super().__init__(
            say(
                f"{by or '别人'}刚改过这一段，您的改动没有存：请对照两种写法，改好后再存。",
                f"{by or 'Somebody else'} changed this paragraph in the meantime, and yours was not saved: compare the "
                "two and save again.",
            ),
            code="stale",
        )
        self.theirs = theirs
        self.by = by


def begin(office: Office, series: BriefSeries, day: date, after: str = "") -> Draft:
    """Compose the brief and keep it as the draft that the office works on.

    `after`: the digest of the newest draft, whose edits are left behind; "" where there is none yet. DibaoError
    `issued_already`, `stale`.
    """
    permit(office.actor, DraftBrief.verb)
    _open(office, series, day)
    with speaking("zh"):
        data = WRITERS[".docx"](composed(office, day, series.code))
    return _keep(office, series, day, _numbered(office, series, day, opened(data)), after)


def paragraph(office: Office, draft: Draft, number: int) -> str | None:
    """What a paragraph of the draft says as it was saved; None where there is no such paragraph."""
    told = words_of(opened(working.read(office, draft)), number)
    return None if told is None else "".join(words for _, words in told)


def with_live(office: Office, draft: Draft, number: int, texts: Mapping[str, str]) -> str | None:
    """The same with the figures of now (`texts`, by id) in their places."""
    told = words_of(opened(working.read(office, draft)), number)
    return None if told is None else "".join(texts.get(place or "", words) for place, words in told)


def edit(
    office: Office,
    series: BriefSeries,
    day: date,
    change: Edit | None,
    answers: Mapping[str, Answer],
    *,
    asked: bool = False,
) -> Draft | Questions:
    """Save the newest draft with this change (None: with what the ledger says now, and no other).

    Questions, and nothing is saved, where a number was typed and nothing is told of it (`asked`: the person was asked
    before, so that what needs no answer may go without one). Others may save other paragraphs meanwhile: the change is
    then made in theirs. DibaoError: `Collision`, `stale`, `no_draft`, `issued_already`, and what `revise` refuses.
    """
    permit(office.actor, DraftBrief.verb)
    _open(office, series, day)
    for _ in range(_TRIES):
        draft = working.newest(office, series.code, series.first_day(day), day)
        if draft is None:
            raise DibaoError(say("还没有起草，请先起草。", "There is no draft yet; begin one."), code="no_draft")
        brief = opened(working.read(office, draft))
        if change is not None:
            _apply(brief, change, draft)
        try:
            done = _revised(office, _numbered(office, series, day, brief), answers, asked=asked or change is None)
            return done if isinstance(done, Questions) else _keep(office, series, day, done, draft.digest)
        except DibaoError as error:
            if error.code != "stale":
                raise
    raise working.stale()


def _apply(brief: Opened, change: Edit, draft: Draft) -> None:
    told = words_of(brief, change.number)
    stands = None if told is None else "".join(words for _, words in told)
    if stands is None or stands not in (change.then, change.now):
        raise Collision(stands or "", draft.author)
    reworded(brief, change.number, change.now)


def _revised(office: Office, data: bytes, answers: Mapping[str, Answer], *, asked: bool) -> bytes | Questions:
    """The draft as `dibao revise` would write it."""
    with tempfile.TemporaryDirectory(prefix="dibao-") as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(data)
        returned: Returned = read_back(path)
    if asked or not returned.typed:
        try:
            with speaking("zh"):
                return revise(office, returned, answers).revision.data
        except DibaoError as error:
            if error.code not in ("unanswered", "no_unit"):
                raise
    over = proposals(returned, facts_now(office, returned))
    return Questions([one for one in over if not one.follows], returned.typed)


def _keep(office: Office, series: BriefSeries, day: date, data: bytes, after: str) -> Draft:
    first, digest = series.first_day(day), digest_of(data)
    name = f"{series.name}{day.isoformat()}.docx"
    row = DraftBrief(series.code, first, day, digest, name, data, after).run(office)
    return Draft.objects.get(id=row)


def _numbered(office: Office, series: BriefSeries, day: date, brief: Opened) -> bytes:
    return saved(brief, len(working.versions(office, series, day)) + 1)


def _open(office: Office, series: BriefSeries, day: date) -> None:
    """DibaoError `issued_already` where the period's brief is out: drafts of it would come to nothing."""
    row = register.issued_for(series, day)
    if row is not None:
        name = register.name_of(office.workspace.settings, row)
        raise DibaoError(
            say(
                f"{name}已经签发，不再改；数字有变请出更正。",
                f"{name} was issued and stays; where figures changed, issue a correction slip.",
            ),
            code="issued_already",
        )
