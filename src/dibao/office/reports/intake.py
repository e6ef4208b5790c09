"""Everything about a report that needs no lock: reading, naming, whose it is, for which day."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from dibao import catalogue, documents, reading
from dibao.catalogue import Receipt, Workspace, post
from dibao.catalogue.quote import sentence
from dibao.documents import Converted, Document, Enclosed
from dibao.documents.isolation import isolated
from dibao.entries import Draft
from dibao.figures import Figure
from dibao.office.reports.misdated import set_right
from dibao.office.reports.opened import sent_on
from dibao.office.reports.whose import Whose, whose


@dataclass(frozen=True, slots=True)
class Taken:
    """A report read and named, not yet written. `arrived` local, None where unknown."""

    file: str
    digest: str
    document: Document
    figures: Sequence[Figure]
    masked: Sequence[str]
    drafts: Sequence[Draft]
    whose: Whose
    day: date
    dated: date | None
    told: date | None
    arrived: datetime | None


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _inside(file: str) -> str:
    """The path of a file inside another; one that leads elsewhere is cut to its name."""
    path = PurePath(file)
    return path.name if path.is_absolute() or ".." in path.parts else file


def warm(workspace: Workspace) -> None:
    """Make what every report needs and a worker inherits: built there, it would be lost with the worker."""
    catalogue.link(documents.from_text(""), (), workspace.catalogue, units=workspace.units)
    workspace.units.mentioned("")


def take(
    enclosed: Enclosed,
    workspace: Workspace,
    now: datetime,
    told: date | None = None,
    unit: str | None = None,
    arrived: datetime | None = None,
    counts: date | None = None,
) -> Taken:
    """Read and name a report. DibaoError where it cannot be read or `unit` is none.

    A date inside the report wins over `told`, that over the day on which the mail or message was sent, that over
    today; over all of them `counts`, where a person says of which day it is. Where `arrived` is not given, it is now if
    the report is received for today, else unknown.
    """
    warm(workspace)
    name = _inside(enclosed.name)
    return documents.converting(
        lambda ready: isolated(taken, enclosed, workspace, now, told, unit, arrived, ready, counts, name=name),
        enclosed.data,
        name,
    )


def _figures(document: Document, day: date, dated: date | None, workspace: Workspace) -> Sequence[Figure]:
    found = reading.read(document, date=day, names=workspace.units.names)
    return found if dated in (None, day) else set_right(found, dated, day)


def taken(
    enclosed: Enclosed,
    workspace: Workspace,
    now: datetime,
    told: date | None,
    unit: str | None,
    arrived: datetime | None,
    ready: Converted | None,
    counts: date | None = None,
) -> Taken:
    """As `take`, in this process, which should be a worker: what makes a parser stumble may keep the reader busy."""
    file = _inside(enclosed.name)
    document = documents.from_bytes(enclosed.data, file, converted=ready)
    near = told or sent_on(enclosed.sent, workspace.settings.zone) or now.date()
    dated = reading.report_date(document, near)
    day = counts or dated or near
    sender = whose(document, file, unit, workspace.units, enclosed.context)
    figures = catalogue.link(
        document,
        _figures(document, day, dated, workspace),
        workspace.catalogue,
        wordings=workspace.wordings,
        units=workspace.units,
    )
    if arrived is None and (told or day) == now.date():
        arrived = now
    return Taken(
        file=file,
        digest=digest_of(enclosed.data),
        document=document,
        figures=figures,
        masked=[sentence(document, span.start, span.end) for span in reading.masked(document)],
        drafts=post(document, figures, Receipt(sender.unit.code, day), workspace) if sender.unit else (),
        whose=sender,
        day=day,
        dated=dated,
        told=told,
        arrived=arrived,
    )
