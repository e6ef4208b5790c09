"""Files inside files, level by level: what each container gives is looked at again, down to a fixed depth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from dibao.documents import inner, registry, unreadable
from dibao.documents.enclosed import BYTES, Enclosed, Unpacked, Unpacking
from dibao.documents.isolation.limits import Limits
from dibao.errors import DibaoError
from dibao.language import say

DEPTH = 3
"""How many containers may stand around a file: an archive in a mail in an archive."""


LIMITS = Limits(output=BYTES + Limits().output)
"""All files inside may be sent out of the worker together."""


def inside(one: Enclosed, work: Unpacking) -> Unpacked | None:
    """The files inside a file, as `unpack` gives them; None for a file that stands by itself."""
    return None if registry.container(one.data, one.name) is None else unpack(one, work)


def unpack(one: Enclosed, work: Unpacking, depth: int = 0) -> Unpacked:
    """The files inside a file, or the file itself. DibaoError where nothing can be taken out of it."""
    kind = registry.container(one.data, one.name)
    if kind is None:
        return Unpacked((one,))
    if depth == DEPTH:
        raise unreadable.too_deep(one.name, DEPTH)
    try:
        inside = kind.unpack(one.data, one.name, work)
    except (DibaoError, MemoryError, ImportError):
        raise
    except Exception as error:
        # Bytes from outside: whatever a parser stumbles over, the clerk is told that the file is broken.
        raise unreadable.torn(one.name) from error
    files: list[Enclosed] = []
    notes = [say(f"{one.name}：{note}", f"{one.name}: {note}") for note in inside.notes]
    refused = list(inside.refused)
    taken: set[str] = set()
    for file in inside.files:
        try:
            deeper = unpack(_placed(file, one, taken), work, depth + 1)
        except DibaoError as error:
            refused.append(str(error))
            continue
        files += deeper.files
        notes += deeper.notes
        refused += deeper.refused
    if not files and not refused:
        raise unreadable.nothing_inside(one.name)
    return Unpacked(tuple(files), tuple(notes), tuple(refused))


def _placed(file: Enclosed, outer: Enclosed, taken: set[str]) -> Enclosed:
    """The file with its whole path and everything around it."""
    name = inner.apart(inner.safe(file.name), taken)
    folders = tuple(reversed(PurePosixPath(name).parts[:-1]))
    around = (*file.context, *folders, PurePosixPath(outer.name).stem, *outer.context)
    return replace(file, name=f"{outer.name}/{name}", context=around, sent=file.sent or outer.sent)
