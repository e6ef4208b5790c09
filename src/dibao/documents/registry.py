"""The formats that can be read, found as modules of `dibao.documents.formats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath

from dibao.documents import unreadable
from dibao.documents.blocks import Document
from dibao.errors import DibaoError


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `recognises(data)`: whether the bytes are such a file, cheaply; a broken one that can be nothing else counts.
    `read(data, name)` gives the document; its digest is filled in by the registry. Any exception that is no
    DibaoError means that the file is broken. The module must be cheap to import: heavy imports belong inside `read`.
    """

    name: str
    suffixes: tuple[str, ...]
    zh: str
    en: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a Word/Excel 97-2003 file begins, and every encrypted docx or xlsx."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SAVE_AS = {
    ".docx": (".doc", ".wps", ".wpt", ".rtf", ".odt", ".dot", ".ofd", ".pages", ".mht", ".htm", ".html"),
    ".xlsx": (".xls", ".et", ".ett", ".xlsb", ".ods", ".csv", ".numbers"),
}
"""Formats of the same programs that a clerk can save anew."""


@cache
def formats() -> tuple[Format, ...]:
    """All formats, by name."""
    import importlib
    import pkgutil

    from dibao.documents import formats as package

    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").FORMAT for name in names]
    return tuple(found)


def read(data: bytes, name: str) -> Document:
    """The document in these bytes. DibaoError where that cannot be done."""
    import hashlib

    chosen = _choose(data, name)
    try:
        document = chosen.read(data, name)
    except DibaoError:
        raise
    except Exception as error:
        # Bytes from outside: whatever a parser stumbles over, the clerk is told that the file is broken.
        raise unreadable.corrupt(name) from error
    return replace(document, digest=hashlib.sha256(data).hexdigest())


def _choose(data: bytes, name: str) -> Format:
    suffix = PurePath(name).suffix.lower()
    if not (suffix.isascii() and suffix[1:].isalnum() and suffix[1].isalpha()):  # 东河区2.3 is a date, not a format
        suffix = ""
    named = next((each for each in formats() if suffix in each.suffixes), None)
    if named is None and suffix:
        save_as = next((new for new, old in _SAVE_AS.items() if suffix in old), "")
        raise unreadable.unknown_format(name, suffix, save_as)
    if not data:
        raise unreadable.empty(name)
    if named is not None and named.recognises(data):
        return named
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise unreadable.encrypted(name)
        raise unreadable.old_office(name, suffix if suffix in _SAVE_AS else ".docx / .xlsx")
    actual = next((each for each in formats() if each is not named and each.recognises(data)), None)
    if named is None:
        if actual is None:
            raise unreadable.unknown_format(name, suffix, "")
        return actual
    if actual is not None:
        raise unreadable.wrong_suffix(name, suffix, actual.zh, actual.en, actual.suffixes[0])
    if named.name == "txt":
        raise unreadable.not_text(name)
    raise unreadable.not_what_it_says(name, suffix, named.suffixes[0])
