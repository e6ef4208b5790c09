"""From what a unit sent to the reports in it: one place for every way in. Needs no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from dibao import documents, reading
from dibao.catalogue import Workspace
from dibao.documents import Enclosed, Unpacked
from dibao.documents.isolation import isolated
from dibao.errors import DibaoError
from dibao.language import say

_ENCLOSING = re.compile("附件|附上|附表|随信|随附|查收|attach|enclos", re.IGNORECASE)
"""In the words of a number that counts the files a mail brings; it is no figure of a report."""


def opened(data: bytes, name: str, workspace: Workspace, near: date | None = None) -> Unpacked:
    """The reports in a file, each to be received by itself; a plain file is its own. DibaoError where there is none.

    A mail's own text is a report where it tells figures or brings nothing else; else it is left out and said. `near`:
    the day around which years that are not written are chosen.
    """
    unpacked = documents.unpack(data, name, units=workspace.units.written, near=near)
    idle = {file.name for file in unpacked.files if file.body and not _may_tell(file)}
    left = [name for name in idle if _brings_more(name, unpacked.files, idle)]
    notes = [
        say(f"{name}：没有数字，没有作为来件。", f"{name}: it tells no figures and was not taken as a report.")
        for name in sorted(left)
    ]
    files = tuple(file for file in unpacked.files if file.name not in left)
    return replace(unpacked, files=files, notes=(*unpacked.notes, *notes))


def sent_on(sent: datetime | None, zone: ZoneInfo) -> date | None:
    """The day on which a mail or message was sent, where the office is; a time without a zone is local already."""
    if sent is None:
        return None
    return (sent if sent.tzinfo is None else sent.astimezone(zone)).date()


def _may_tell(body: Enclosed) -> bool:
    """Whether a mail's text tells a figure; one that cannot be read may."""
    try:
        return isolated(_tells, body, name=body.name)
    except DibaoError:
        return True


def _tells(body: Enclosed) -> bool:
    document = documents.from_bytes(body.data, body.name)
    return any(not _ENCLOSING.search(figure.phrase) for figure in reading.read(document))


def _brings_more(body: str, files: Sequence[Enclosed], idle: set[str]) -> bool:
    mail = f"{PurePosixPath(body).parent}/"
    return any(file.name.startswith(mail) and file.name not in idle for file in files)
