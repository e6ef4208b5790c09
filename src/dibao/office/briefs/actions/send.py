"""Sending a draft for review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs import working
from dibao.office.briefs.models import Draft, Sending
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class SendBrief(Action[None, int]):
    """Ask for a second pair of eyes on the draft with this digest; sending it again writes nothing.

    DibaoError: `no_draft` where there is none, `stale` where another draft of those days came after it.
    """

    verb: ClassVar[str] = "brief.send"
    digest: str

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        draft = Draft.objects.filter(digest=self.digest).first()
        if draft is None:
            raise DibaoError(say("没有这份草稿。", "There is no such draft."), code="no_draft")
        newest = working.newest(office, draft.series, draft.first, draft.last)
        if newest is None or newest.digest != self.digest:
            raise working.stale()
        known = Sending.objects.filter(draft=draft).first()
        if known:
            return Done(known.id)
        row = Sending.objects.create(draft=draft, sender=office.actor.name, at=office.clock())
        return Done(row.id, f"draft:{draft.id}", {"sending": row.id, "digest": self.digest})
