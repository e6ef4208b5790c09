"""A unit's answer, kept as it was pasted: what a correction rests on must still be there when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.checks import Finding
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared import vault
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office
from dibao.office.today.models import Reply

FOLDER = "replies"
FILE = "reply.txt"
LONGEST = 20_000
"""Characters; what is longer is a report."""


@dataclass(frozen=True)
class KeepReply(Action[bytes, Reply]):
    """Keep the words that a unit answered to a finding; the same words to the same finding are kept once."""

    verb: ClassVar[str] = "reply.keep"
    finding: Finding
    text: str

    def concerns(self) -> str:
        return self.finding.unit_code

    def prepare(self, office: Office) -> bytes:
        if not self.text.strip():
            raise DibaoError(say("请粘贴单位的回复。", "Paste what the unit answered."), code="no_reply")
        if len(self.text) > LONGEST:
            raise DibaoError(
                say("这段太长，像是一份来件，请从“来件”收。", "This is as long as a report; receive it as one."),
                code="long_reply",
            )
        data = self.text.replace("\r\n", "\n").strip().encode("utf-8", "replace")
        vault.keep(office.root / FOLDER, [(data, vault.digest_of(data), FILE)])
        return data

    def write(self, office: Office, prepared: bytes) -> Done[Reply]:
        digest = vault.digest_of(prepared)
        known = Reply.objects.filter(finding=self.finding.id, digest=digest).first()
        if known is not None:
            return Done(known)
        reply = Reply.objects.create(
            digest=digest,
            day=self.finding.date,
            unit_code=self.finding.unit_code,
            finding=self.finding.id,
            entries=[told.entry for told in self.finding.figures],
            who=str(office.actor),
            at=office.clock(),
        )
        detail = {"digest": digest, "unit": reply.unit_code, "day": reply.day.isoformat(), "finding": reply.finding}
        return Done(reply, f"reply:{reply.id}", detail)


def words_of(office: Office, reply: Reply) -> str:
    """The reply as it was pasted. DibaoError where its file is gone or is another."""
    place = vault.place(office.root / FOLDER, reply.digest, FILE)
    if not vault.holds(place, reply.digest):
        raise DibaoError(
            say(
                f"回复 {reply.id} 的原文不在 {place} 了，请从备份恢复。",
                f"The words of reply {reply.id} are not at {place} any more; restore them from a backup.",
            ),
            code="lost_reply",
        )
    return place.read_text("utf-8")
