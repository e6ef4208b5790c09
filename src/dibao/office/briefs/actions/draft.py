"""A draft: whoever writes one is an author of that brief, and cannot be its reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from dibao.office.briefs import working
from dibao.office.briefs.models import Draft
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class DraftBrief(Action[None, int]):
    """Put on record that the actor wrote the draft with this digest; the same again writes nothing.

    `data`: its bytes, where the office is to work on them in the browser; b"": the author keeps the file. `after`: the
    digest of the draft that it was made of ("" for the first): DibaoError `stale` where that is not the newest kept one
    any more.
    """

    verb: ClassVar[str] = "brief.draft"
    series: str
    first: date
    last: date
    digest: str
    file: str
    data: bytes = field(default=b"", repr=False)
    after: str | None = None

    def prepare(self, office: Office) -> None:
        if self.data:
            working.keep(office.root, self.data)

    def write(self, office: Office, prepared: None) -> Done[int]:
        author = office.actor.name
        if self.after is not None:
            newest = working.newest(office, self.series, self.first, self.last)
            if (newest.digest if newest else "") != self.after:
                raise working.stale()
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
