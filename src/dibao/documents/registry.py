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
    `also`: suffixes of other programs under which this is met too, so that the content decides. `telling`: whether
    the content alone tells the format, without its suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    zh: str
    en: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]
    also: tuple[str, ...] = ()
    telling: bool = True


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a Word/Excel 97-2003 file begins, and every encrypted docx or xlsx."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SAVE_AS = {
    ".docx": (".doc", ".wps", ".wpt", ".rtf", ".odt", ".dot", ".ofd", ".pages", ".mht", ".htm", ".html"),
    ".xlsx": (".xls", ".xlt", ".et", ".ett", ".xlsb", ".ods", ".numbers"),
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


def readable() -> tuple[str, ...]:
    """The usual suffix of every format that can be read."""
    return tuple(each.suffixes[0] for each in formats())


def _choose(data: bytes, name: str) -> Format:
    suffix = PurePath(name).suffix.lower()
    if not (suffix.isascii() and suffix[1:].isalnum() and suffix[1].isalpha()):  # 东河区2.3 is a date, not a format
        suffix = ""
    named = next((each for each in formats() if suffix in each.suffixes), None)
    expected = [] if named is None else [named]
    expected += [each for each in formats() if suffix in each.also]
    if not expected and suffix:
        raise unreadable.unknown_format(name, suffix, _save_as(suffix), readable())
    if not data:
        raise unreadable.empty(name)
    for each in expected:
        if each.recognises(data):
            return each
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise unreadable.encrypted(name)
    others = (each for each in formats() if each.telling and each not in expected)
    actual = next((each for each in others if each.recognises(data)), None)
    if actual is not None:
        if not expected:
            return actual
        raise unreadable.wrong_suffix(name, suffix, actual.zh, actual.en, actual.suffixes[0])
    if data.startswith(_OLE):
        raise unreadable.old_office(name, suffix if suffix in _SAVE_AS else ".docx / .xlsx")
    if not expected:
        raise unreadable.unknown_format(name, suffix, "", readable())
    if named is not None and named.name == "txt":
        raise unreadable.not_text(name)
    raise unreadable.not_what_it_says(name, suffix, _save_as(suffix) or expected[0].suffixes[0])


def _save_as(suffix: str) -> str:
    """The suffix to save a file as that has this one; "" where that is not known."""
    return next((new for new, old in _SAVE_AS.items() if suffix in old), "")
