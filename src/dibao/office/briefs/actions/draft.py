"""A draft: whoever writes one is an author of that brief, and cannot be its reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dibao.office.briefs.models import Draft
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class DraftBrief(Action[None, int]):
    """Put on record that the actor wrote the draft with this digest; the same again writes nothing."""

    verb: ClassVar[str] = "brief.draft"
    series: str
    first: date
    last: date
    digest: str
    file: str

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        author = office.actor.name
        known = Draft.objects.filter(digest=self.digest, author=author).first()
        if known:
            return Done(known.id)
        row = Draft.objects.create(
            series=self.series,
            first=self.first,
            last=self.last,
            digest=self.digest,
            file=storable(self.file),
            author=author,
            made=office.clock(),
        )
        return Done(row.id, f"draft:{row.id}", {"series": self.series, "digest": self.digest})
