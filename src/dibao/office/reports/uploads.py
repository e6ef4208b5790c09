"""What somebody sent at once: how far its reading has come, and the reading itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dibao.language import say
from dibao.office.reports import inbox
from dibao.office.reports.batch import Delivery, Outcome, receive_all
from dibao.office.reports.models import Report, Sent, Upload
from dibao.office.reports.received import Received
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role

PASTED = "粘贴的文字.txt"
"""The name of pasted words: those of one unit and day are versions of one report."""
TRIES = 3
"""After so many workers died of an upload it is given up, and said so."""
PAGE, MAIL = "page", "mail"
"""Ways in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an upload has come. `reports`: by number, those that were in it and are there."""

    upload: Upload
    files: tuple[Sent, ...]
    reports: dict[int, Report]

    @property
    def done(self) -> bool:
        return self.upload.done is not None

    @property
    def read(self) -> int:
        return sum(file.done for file in self.files)

    @property
    def waiting(self) -> list[Report]:
        """Those of which nobody can tell the unit."""
        return [report for report in self.reports.values() if not report.unit_code]

    @property
    def refused(self) -> list[str]:
        """Why what could not be read was not."""
        return [sentence for file in self.files for sentence in file.refused]

    @property
    def notes(self) -> list[str]:
        return [sentence for file in self.files for sentence in file.notes]


def standing(uploads: Iterable[Upload]) -> list[Standing]:
    """How far these have come, in two queries. Uploads with their files prefetched."""
    uploads = list(uploads)
    wanted = {number for upload in uploads for file in upload.files.all() for number in file.reports}
    rows = {row.id: row for row in Report.objects.filter(id__in=wanted).defer("text")} if wanted else {}
    return [
        Standing(
            upload,
            tuple(upload.files.all()),
            {number: rows[number] for file in upload.files.all() for number in file.reports if number in rows},
        )
        for upload in uploads
    ]


def sender(upload: Upload) -> Actor:
    """Who sent it, with just the right by which it was taken: for that unit, or as the office's."""
    if not upload.by:
        return Actor(Role.SYSTEM, upload.way)
    role, units = (Role.CLERK, frozenset({upload.unit_code})) if upload.unit_code else (Role.COMPILER, None)
    return Actor(Role.PERSON, upload.by, (Grant(role, units),))


def read(office: Office, upload: Upload) -> None:
    """Read what is not read yet. Killed at any moment, it can be run again: what is in is found in."""
    files = list(upload.files.filter(done=False))
    deliveries = [_delivery(office, upload, file, partial(_bytes, office.root, file)) for file in files]
    outcomes = receive_all(office, deliveries, upload.day, upload.unit_code or None)
    for file, of_file in _by_file(files, outcomes):
        if file.name == PASTED and any(_another_s(upload, one.received) for one in of_file):
            of_file = _with_heading(office, upload, file)
        _tell(upload, file, of_file)


def _delivery(office: Office, upload: Upload, file: Sent, data: Callable[[], bytes]) -> Delivery:
    arrived = office.local(upload.made)
    now = arrived.date() == upload.day  # else it was sent on another day than the one that it is for
    return Delivery(file.name, data, arrived if now else None, tuple(file.context))


def _another_s(upload: Upload, received: Received | None) -> bool:
    """Whether the same bytes were there before as a report of another unit, or day."""
    if received is None or not received.again or not upload.unit_code:
        return False
    return received.unit_code != upload.unit_code or (received.told or received.day) != upload.day


def _with_heading(office: Office, upload: Upload, file: Sent) -> list[Outcome]:
    """Pasted words that another unit sent too, or this one on another day (今日无新增): with a heading they differ."""
    unit = office.workspace.units[upload.unit_code]
    heading = f"{unit.name}{upload.day.year}年{upload.day.month}月{upload.day.day}日\n"
    data = heading.encode() + _bytes(office.root, file)
    return list(receive_all(office, [_delivery(office, upload, file, lambda: data)], upload.day, upload.unit_code))


def _bytes(root: Path, file: Sent) -> bytes:
    return inbox.read(root, file.digest, file.name)


def _by_file(files: list[Sent], outcomes: Iterator[Outcome]) -> Iterator[tuple[Sent, list[Outcome]]]:
    """Each file with what became of it, as soon as all of that is known."""
    waiting, of_file = iter(files), list[Outcome]()
    for outcome in outcomes:
        of_file.append(outcome)
        if outcome.last:
            yield next(waiting), of_file
            of_file = []


def _tell(upload: Upload, file: Sent, outcomes: list[Outcome]) -> None:
    mine = [one.received for one in outcomes if one.received and not _of_others(upload, one.received)]
    file.reports = [one.report for one in mine]
    file.refused = [one.refused for one in outcomes if one.refused]
    if len(mine) + len(file.refused) < len(outcomes):
        file.refused.append(
            say(
                f"{file.name} 和别处已交的文件完全一样，没有重复记录；请看看是不是选错了文件。",
                f"{file.name} is the very file that was sent elsewhere before; it was not recorded. Is it right?",
            )
        )
    file.notes = [note for one in outcomes for note in one.notes]
    file.notes += [note for one in mine if one.unit_code for note in one.notes]
    file.done = True
    file.save(update_fields=["reports", "refused", "notes", "done"])


def _of_others(upload: Upload, received: Received) -> bool:
    """Whether the same bytes are another unit's report: not for this sender to see."""
    return bool(upload.unit_code) and received.again and received.unit_code not in ("", upload.unit_code)


def give_up(upload: Upload) -> None:
    """Say that it could not be read, after several workers died of it."""
    for file in upload.files.filter(done=False):
        file.refused = [
            say(
                f"{file.name} 读了 {TRIES} 次都没读成，原件已留存；请另存为 Word 或文本再传一次。",
                f"{file.name} could not be read in {TRIES} tries; its bytes are kept. Save it as Word or text and "
                "send it again.",
            )
        ]
        file.done = True
        file.save(update_fields=["refused", "done"])
