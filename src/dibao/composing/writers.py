"""Writes a brief into a file; the format is found by the file's suffix."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from dibao.composing.brief import Brief
from dibao.errors import DibaoError
from dibao.language import say

Writer = Callable[[Brief], bytes]
"""A whole file from a brief; DibaoError where it cannot be made."""


def _docx(brief: Brief) -> bytes:
    from dibao.composing.word import to_docx

    return to_docx(brief)


def _pdf(brief: Brief) -> bytes:
    from dibao.composing.pdf import to_pdf

    return to_pdf(brief)


def _html(brief: Brief) -> bytes:
    from dibao.composing.html import to_html

    return to_html(brief)


def _json(brief: Brief) -> bytes:
    from dibao.composing.provenance import plain

    return (json.dumps(plain(brief), ensure_ascii=False, indent=1) + "\n").encode()


WRITERS: dict[str, Writer] = {".docx": _docx, ".pdf": _pdf, ".html": _html, ".json": _json}
"""By suffix. A writer loads its library only when it is used."""


def write(brief: Brief, path: Path) -> None:
    """Write the brief in the format of the file's suffix: the whole file or nothing.

    DibaoError: `no_writer` for another suffix, `no_fonts` for a PDF without Chinese fonts, `unwritable`.
    """
    save(path, writer_for(path)(brief))


def writer_for(path: Path) -> Writer:
    """The writer of the file's suffix; DibaoError `no_writer` where there is none."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        given = path.suffix or path.name or str(path)
        raise DibaoError(
            say(
                f"不能写成 {given}，请用 {'、'.join(WRITERS)} 之一作后缀。",
                f"Cannot write {given}; end the file's name with one of {', '.join(WRITERS)}.",
            ),
            code="no_writer",
        )
    return writer


def save(path: Path, data: bytes) -> None:
    """Replace a file by these bytes in one step."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise DibaoError(
            say(
                f"写不进 {path}（{error.strerror}），请换个地方或检查权限。",
                f"Cannot write {path} ({error.strerror}); choose another place or check its permissions.",
            ),
            code="unwritable",
        ) from error
