"""The kinds of files that can be read or unpacked, found as modules of `dibao.documents.formats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from types import ModuleType

from dibao.documents import deceptive, unreadable
from dibao.documents.blocks import Document
from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.office import Converted
from dibao.errors import DibaoError
from dibao.language import say


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `recognises(data)`: whether the bytes are such a file, cheaply; a broken one that can be nothing else counts.
    `read(data, name)` gives the document; its digest is filled in by the registry. Any exception that is no
    DibaoError means that the file is broken. The module must be cheap to import: heavy imports belong inside `read`.
    `also`: suffixes of other programs under which this is met too, so that the content decides. `telling`: whether
    the content alone tells the format, without its suffix. `target`: what LibreOffice is asked to make, `docx` or
    `xlsx`, of a file that `read` cannot read, or of any where there is no `read`.
    """

    name: str
    suffixes: tuple[str, ...]
    zh: str
    en: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document] | None
    also: tuple[str, ...] = ()
    telling: bool = True
    target: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file that holds files.

    `recognises(data)` as for a format. `unpack(data, name, unpacking)` gives the files of one level, named from there
    inwards, counting each with `unpacking.take` before its bytes are taken out. What `read` may raise and import holds
    here too.
    """

    name: str
    suffixes: tuple[str, ...]
    zh: str
    en: str
    recognises: Callable[[bytes], bool]
    unpack: Callable[[bytes, str, Unpacking], Unpacked]


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a Word/Excel 97-2003 file begins, and every encrypted docx or xlsx."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_VBA = "_VBA_PROJECT".encode("utf-16-le")


@cache
def _modules() -> tuple[ModuleType, ...]:
    import importlib
    import pkgutil

    from dibao.documents import formats as package

    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}") for name in names)


def known() -> None:
    """Import the formats, so that workers need not each do it."""
    _modules()


@cache
def formats() -> tuple[Format, ...]:
    """All formats, by name."""
    return tuple(module.FORMAT for module in _modules() if hasattr(module, "FORMAT"))


@cache
def containers() -> tuple[Container, ...]:
    """All containers, by name."""
    return tuple(module.CONTAINER for module in _modules() if hasattr(module, "CONTAINER"))


def container(data: bytes, name: str) -> Container | None:
    """The container that these bytes are; None for a file that stands by itself.

    Where the suffix is a format's, only containers of that suffix are asked; else the bytes decide.
    """
    suffix = _suffix(name)
    asked = [each for each in containers() if suffix in each.suffixes]
    if not any(suffix in (*each.suffixes, *each.also) for each in formats()):
        asked += [each for each in containers() if each not in asked]
    return next((each for each in asked if each.recognises(data)), None)


def read(data: bytes, name: str, converted: Converted | None = None) -> Document:
    """The document in these bytes, read in this process. DibaoError where that cannot be done.

    `converted`: what LibreOffice made of them, where that was asked for (`unreadable.wanted`). MemoryError and
    ImportError are left to the caller: they say nothing against the file.
    """
    import hashlib

    if container(data, name):
        raise unreadable.holds_files(name)
    chosen, notes = _choose(data, name)
    try:
        if converted is not None and converted.format == chosen.target:
            other = next(each for each in formats() if each.name == chosen.target)
            document = replace(_read(other, converted.data, name), format=chosen.name)
            notes = (*notes, _was_converted(chosen.target))
        else:
            document = _read(chosen, data, name)
    except (DibaoError, MemoryError, ImportError):
        raise
    except Exception as error:
        # Bytes from outside: whatever a parser stumbles over, the clerk is told that the file is broken.
        raise unreadable.corrupt(name) from error
    document = deceptive.sound(document)
    if data.startswith(_OLE) and _VBA in data:
        notes += (say("文件带有宏，没有运行，也没有读取。", "It holds macros, which were neither run nor read."),)
    return replace(document, digest=hashlib.sha256(data).hexdigest(), notes=(*notes, *document.notes))


def _read(chosen: Format, data: bytes, name: str) -> Document:
    """What the format's own reader reads; where it cannot, and LibreOffice may, that is asked for."""
    if chosen.read is None:
        raise unreadable.unconverted(unreadable.needs_office(name, chosen.target), chosen.target)
    try:
        return chosen.read(data, name)
    except (MemoryError, ImportError):
        raise
    except Exception as error:
        if not chosen.target:
            raise
        told = error if isinstance(error, DibaoError) else unreadable.corrupt(name)
        raise unreadable.unconverted(told, chosen.target) from error


def _was_converted(target: str) -> str:
    return say(
        f"先由 LibreOffice 转换为 .{target} 再读取，请对照原文。",
        f"It was converted to .{target} by LibreOffice before it was read; please compare it with the original.",
    )


def readable() -> tuple[str, ...]:
    """The usual suffix of every kind of file that can be read or unpacked without another program."""
    suffixes = [each.suffixes for each in formats() if each.read is not None] + [each.suffixes for each in containers()]
    return tuple(each[0] for each in suffixes if each)


def _suffix(name: str) -> str:
    """A name's suffix as formats write it, "" where it has none."""
    suffix = PurePath(name).suffix.lower()
    # 东河区2.3 is a date, not a format.
    usual = suffix.isascii() and suffix[1:].isalnum() and suffix[1].isalpha()
    return suffix if usual or unreadable.is_foreign(suffix) else ""


def _choose(data: bytes, name: str) -> tuple[Format, tuple[str, ...]]:
    """The format that these bytes are in, and what is to be said of it."""
    suffix = _suffix(name)
    if any(suffix in each.suffixes for each in containers()) and not any(suffix in each.suffixes for each in formats()):
        suffix = ""  # a docx that someone called .zip is a docx
    named = next((each for each in formats() if suffix in each.suffixes), None)
    expected = [] if named is None else [named]
    expected += [each for each in formats() if suffix in each.also]
    if not expected and suffix:
        raise unreadable.unknown_format(name, suffix, readable())
    if not data:
        raise unreadable.empty(name)
    for each in expected:
        if each.recognises(data):
            return each, ()
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise unreadable.encrypted(name)
    others = (each for each in formats() if each.telling and each not in expected)
    actual = next((each for each in others if each.recognises(data)), None)
    if actual is not None and not expected:
        return actual, ()
    if actual is not None and actual.name != "txt":  # anything may look like text
        return actual, (_renamed(suffix, actual),)
    found = actual or next((each for each in containers() if each.recognises(data)), None)
    if found is not None:
        raise unreadable.wrong_suffix(name, suffix, found.zh, found.en, found.suffixes[0])
    if data.startswith(_OLE):
        raise _old(name)
    if not expected:
        raise unreadable.unknown_format(name, suffix, readable())
    if named is not None and named.name == "txt":
        raise unreadable.not_text(name)
    raise unreadable.not_what_it_says(name, suffix, _save_as(suffix) or expected[0].suffixes[0])


def _old(name: str) -> DibaoError:
    """For a compound file that none of the formats and containers takes for its own."""
    suffix = _suffix(name)
    if any(suffix in each.suffixes for each in containers()):
        return unreadable.torn(name)
    return unreadable.old_office(name, suffix if suffix in {".docx", ".xlsx"} else ".docx / .xlsx")


def _renamed(suffix: str, actual: Format) -> str:
    return say(
        f"扩展名是 {suffix}，内容却是{actual.zh}，已按内容读取。",
        f"It is named {suffix} but is {actual.en}, and was read as such.",
    )


def _save_as(suffix: str) -> str:
    """The suffix to save a file as that LibreOffice would convert; "" where that is not known."""
    target = next((each.target for each in formats() if suffix in each.suffixes and each.target), "")
    return f".{target}" if target else ""
