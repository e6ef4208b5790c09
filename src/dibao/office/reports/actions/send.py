"""Sending: files and pasted words are on disk for good before the sender gets an answer; a job reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from dibao.documents import LIMIT
from dibao.errors import DibaoError
from dibao.language import current, say
from dibao.office.reports import inbox
from dibao.office.reports.models import Sent, Upload
from dibao.office.reports.tasks import read_upload
from dibao.office.reports.uploads import PAGE
from dibao.office.shared import vault
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role


@dataclass(frozen=True, slots=True)
class Given:
    """A file that is sent. `context`: names of the folders around it, the nearest first."""

    name: str
    data: bytes
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Send(Action[list[str], Upload]):
    """Take files in, to be read by a job; gives the upload's row.

    `unit` "": each report says itself whose it is. `day`: for which they are sent, today by default. `opened`: when
    their sender opened the page. DibaoError where there is nothing, or a file is too large.
    """

    verb: ClassVar[str] = "report.send"
    files: Sequence[Given]
    unit: str = ""
    day: date | None = None
    opened: datetime | None = None
    way: str = PAGE

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> list[str]:
        """The files' digests, once their bytes are on disk."""
        if not any(file.data for file in self.files):
            raise DibaoError(
                say("没有选文件，也没有贴文字。", "No file was chosen and nothing was pasted."), code="nothing_sent"
            )
        for file in self.files:
            if len(file.data) > LIMIT:
                raise DibaoError(
                    say(
                        f"{file.name} 超过 {LIMIT >> 20} MB，请拆开或去掉图片再传。",
                        f"{file.name} is larger than {LIMIT >> 20} MB; split it or take its pictures out.",
                    ),
                    code="too_large",
                )
        digests = [vault.digest_of(file.data) for file in self.files]
        kept = zip(self.files, digests, strict=True)
        inbox.keep(office.root, [(file.data, digest, storable(file.name)) for file, digest in kept])
        return digests

    def write(self, office: Office, prepared: list[str]) -> Done[Upload]:
        upload = Upload.objects.create(
            made=office.clock(),
            by=office.actor.name if office.actor.role is Role.PERSON else "",
            way=self.way,
            unit_code=self.unit,
            day=self.day or office.today(),
            opened=self.opened,
        )
        Sent.objects.bulk_create(
            Sent(
                upload=upload,
                position=position,
                name=storable(file.name),
                digest=digest,
                context=[storable(around) for around in file.context],
            )
            for position, (file, digest) in enumerate(zip(self.files, prepared, strict=True))
        )
        read_upload.enqueue(upload.id, current())
        return Done(upload, f"upload:{upload.id}", {"unit": self.unit, "files": prepared})
