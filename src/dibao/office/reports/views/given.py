"""What comes with a request that sends reports: files with the folders around them, pasted words, when it began."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from dibao.documents import LIMIT
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.reports.actions.send import Given
from dibao.office.reports.uploads import PASTED
from dibao.office.shared.pages import Request

_SALT = "dibao.opened"
_DAY = 24 * 60 * 60
_DIGITS = 6
_TOGETHER = 300 << 20
"""Bytes that may come at once: a folder of a whole day is a tenth of it."""


def opened_now(request: Request) -> str:
    """The moment, signed: a form carries it back, so that what a report costs a unit is measured and not asked."""
    return signing.dumps(request.office.clock().timestamp(), salt=_SALT)


def opened(request: Request) -> datetime | None:
    """When the page was opened that this form is from; None where that is not known."""
    try:
        moment = signing.loads(request.POST.get("opened", ""), salt=_SALT, max_age=_DAY)
        return datetime.fromtimestamp(float(moment), UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def day(text: str, default: date) -> date:
    """A day as a form gives it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


def number(text: str) -> int:
    """The number of a part of a list as an address gives it, from 1; 1 where it is none."""
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 1


def given(request: Request) -> list[Given]:
    """What was sent, by name: files (of a folder, with its names around them) and pasted words as a text of their own.

    Hidden files and editors' lock files of a folder are left out.
    """
    files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    if sum(file.size or 0 for file in files) > _TOGETHER:
        raise DibaoError(
            say(
                f"一次传的文件合起来超过 {_TOGETHER >> 20} MB，请分几次传。",
                f"These files are more than {_TOGETHER >> 20} MB together; send them in several goes.",
            ),
            code="too_large",
        )
    paths = request.POST.get("paths", "").split("\n") if request.POST.get("paths") else []
    taken = []
    for place, file in enumerate(files):
        name = file.name or "file"
        around = _around(paths[place], name) if place < len(paths) else ()
        if not (around and name.startswith((".", "~$"))):
            taken.append(Given(name, file.read(LIMIT + 1), around))
    text = request.POST.get("text", "").strip()
    return [*taken, *([Given(PASTED, text.replace("\r\n", "\n").encode())] if text else [])]


def _around(path: str, name: str) -> tuple[str, ...]:
    """The names of the folders around a file, the nearest first; none where the path is not this file's."""
    parts = PurePosixPath(path.strip()).parts
    return tuple(reversed(parts[:-1])) if parts and parts[-1] == name else ()
