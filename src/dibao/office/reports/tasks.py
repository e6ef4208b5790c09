"""The jobs of this desk."""

from __future__ import annotations

from django.db.models import F

from dibao.language import use
from dibao.office.reports import uploads
from dibao.office.reports.models import Upload
from dibao.office.shared import jobs


@jobs.job
def read_upload(number: int, language: str) -> None:
    """Read an upload's files; `language`: in which its sender reads."""
    use("en" if language == "en" else "zh")
    Upload.objects.filter(id=number).update(tries=F("tries") + 1)
    upload = Upload.objects.get(id=number)
    if upload.done is not None:
        return
    office = jobs.office_of(uploads.sender(upload))
    if upload.tries > uploads.TRIES:
        uploads.give_up(upload)
    else:
        uploads.read(office, upload)
    upload.done = office.clock()
    upload.save(update_fields=["done"])
