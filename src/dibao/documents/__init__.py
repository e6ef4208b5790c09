"""A file becomes a Document: text that remembers where each character stood.

`open(path)` reads a file, `from_bytes(data, name)` what was uploaded or pasted, `from_text(text, name)` plain text.
`unpack(data, name)` takes the files out of a file that holds files (an archive, a mail, a pasted chat).
A format is a module in `documents/formats/` with a `FORMAT`, a file that holds files one with a `CONTAINER`; nothing
else changes when one is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dibao.documents import deceptive, plain, registry, unpacking, unreadable
from dibao.documents.blocks import Block, Cell, Document, Prose, Region, Table
from dibao.documents.enclosed import Enclosed, Unpacked, Unpacking
from dibao.documents.isolation import isolated
from dibao.documents.office import Converted, converting

__all__ = [
    "LIMIT",
    "Block",
    "Cell",
    "Converted",
    "Document",
    "Enclosed",
    "Prose",
    "Region",
    "Table",
    "Unpacked",
    "bytes_of",
    "converting",
    "from_bytes",
    "from_text",
    "open",
    "unpack",
]

LIMIT = 50 * 1024 * 1024
"""The largest file that is read, in bytes."""


def open(path: Path | str, *, limit: int = LIMIT) -> Document:
    """Read a file, in a worker process. DibaoError (code `unreadable`) with one sentence where that cannot be done.

    The document's name is the file's name without its folder; `limit` is in bytes.
    """
    path = Path(path)
    return from_bytes(bytes_of(path, limit=limit), path.name, limit=limit)


def bytes_of(path: Path, *, limit: int = LIMIT) -> bytes:
    """A file's bytes; never more than the limit is read, also of what has no size, such as a pipe. Raises as `open`."""
    try:
        if path.is_dir():
            raise unreadable.folder(path.name or str(path))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise unreadable.missing(str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise unreadable.no_access(path.name) from error
    if len(data) > limit:
        raise unreadable.too_large(path.name, limit)
    return data


def from_bytes(data: bytes, name: str, *, limit: int = LIMIT, converted: Converted | None = None) -> Document:
    """Read a file's bytes, in a worker process. Raises as `open` does.

    The name's suffix says the format; where it is missing, or the bytes are clearly of another, the bytes decide.
    What only LibreOffice can read is converted first, if it is there; `converted` is what came of that where it has
    happened already (see `converting`).
    """
    if len(data) > limit:
        raise unreadable.too_large(name, limit)
    registry.known()
    if converted is not None:
        return isolated(registry.read, data, name, converted, name=name)
    return converting(lambda ready: isolated(registry.read, data, name, ready, name=name), data, name)


def unpack(
    data: bytes, name: str, *, units: Mapping[str, str] | None = None, near: date | None = None, limit: int = LIMIT
) -> Unpacked:
    """The files inside a file, at whatever depth; a file that stands by itself is its own. Nothing is written to disk.

    `units`: names and aliases of units, each with the name of the unit that has it; they tell units from people in a
    chat. `near`: the day around which a year that is not written is chosen. Raises as `open` does where nothing can be
    taken out; a file inside that cannot be had spoils none of the others.
    """
    if len(data) > limit:
        raise unreadable.too_large(name, limit)
    registry.known()
    outer = Enclosed(name, data)
    inside = isolated(unpacking.inside, outer, Unpacking(units or {}, near), name=name, limits=unpacking.LIMITS)
    return Unpacked((outer,)) if inside is None else inside


def from_text(text: str, name: str = "") -> Document:
    """Plain text that is already decoded, such as a pasted chat message. Offsets are offsets into `text`."""
    return deceptive.sound(plain.document(text, name))
