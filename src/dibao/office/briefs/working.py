"""The draft that the office works on in the browser: its bytes lie in the workspace, and the newest one counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dibao.catalogue.brief_series import BriefSeries
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs.models import Draft
from dibao.office.shared import vault
from dibao.office.shared.office import Office

FOLDER = "drafts"
"""The folder of the workspace with the bytes of the drafts that were made in the browser, under their hashes."""


def place(root: Path, digest: str) -> Path:
    """Where the bytes of a draft lie."""
    return vault.place(root / FOLDER, digest, "brief.docx")


def keep(root: Path, data: bytes) -> str:
    """Put a draft's bytes on disk for good, and give what they are called."""
    digest = vault.digest_of(data)
    vault.keep(root / FOLDER, [(data, digest, "brief.docx")])
    return digest


def newest(office: Office, series: str, first: date, last: date) -> Draft | None:
    """The draft of those days that was kept last."""
    rows = Draft.objects.filter(series=series, first=first, last=last).order_by("-id")
    return next((row for row in rows if place(office.root, row.digest).is_file()), None)


def versions(office: Office, series: BriefSeries, day: date) -> list[Draft]:
    """The drafts of the period that `day` lies in whose bytes are kept here, oldest first."""
    rows = Draft.objects.filter(series=series.code, first=series.first_day(day), last=day).order_by("id")
    return [row for row in rows if place(office.root, row.digest).is_file()]


def read(office: Office, draft: Draft) -> bytes:
    """A draft's bytes; DibaoError (code `draft_lost`) where they are gone or are others."""
    path = place(office.root, draft.digest)
    if not vault.holds(path, draft.digest):
        raise DibaoError(
            say(
                f"草稿 {path.name} 不见了或被改过，请从备份恢复，或重新起草。",
                f"The draft {path.name} is gone or was changed; restore it from a backup, or begin anew.",
            ),
            code="draft_lost",
        )
    return path.read_bytes()


def stale() -> DibaoError:
    """What is said where somebody else saved the draft in the meantime."""
    return DibaoError(
        say(
            "这份草稿刚被别人存过一稿，您的改动没有存：请看过新稿再存一次。",
            "Somebody else saved this draft in the meantime, and yours was not saved: look at theirs and save again.",
        ),
        code="stale",
    )
