"""LibreOffice as a converter: what only it can read becomes a docx or an xlsx, in a folder and profile of its own.

It runs in the limits of `isolation.program`, without macros and without fetching what a file links to.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dibao.documents import ole, unreadable
from dibao.errors import DibaoError

R = TypeVar("R")

SECONDS = 25.0
"""Wall clock for one file; a start alone takes one or two where nothing else runs, many where much does."""
_BUSY = 8.0
"""Processor time for one file: what takes longer turns in circles."""
_MORE = 2.0
"""Seconds for each further file of the same start."""
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_BEGINNING = 4000
_WORD_XML = b"http://schemas.microsoft.com/office/word/2003/wordml"
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL_BINARY = "xl/workbook.bin"
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
    "</prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
    ("Java/VirtualMachine", "Enable", "false"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    + "</oor:items>"
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as LibreOffice saved it: a `docx` or an `xlsx`."""

    data: bytes
    format: str


def found() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def converting(read: Callable[[Converted | None], R], data: bytes, name: str) -> R:
    """What `read` gives, which gets the converted file once it has asked for it (`unreadable.unconverted`).

    Inside a worker, which starts no programs, the question goes on to whoever started the worker.
    """
    from dibao.documents.isolation import inside

    try:
        return read(None)
    except DibaoError as asked:
        wanted = unreadable.wanted(asked)
        if not wanted or inside():
            raise
        if found() is None:
            raise DibaoError(str(asked), code=unreadable.CODE) from asked
    (made,) = convert({name: data}, wanted).values()
    if isinstance(made, DibaoError):
        raise made
    return read(made)


@dataclass(frozen=True, slots=True)
class _Way:
    """How LibreOffice is to open a file: left to itself, it takes any bytes for text."""

    suffix: str
    filter: str


def _way(data: bytes) -> _Way | None:
    """The way for these bytes; None for what it is not asked to open."""
    streams = ole.names(data)
    if "WordDocument" in streams:
        return _Way(".doc", "MS Word 97")
    if not streams.isdisjoint({"Workbook", "Book"}):
        return _Way(".xls", "MS Excel 97")
    if is_word_xml(data):
        return _Way(".xml", "MS Word 2003 XML")
    if is_excel_xml(data):
        return _Way(".xml", "MS Excel 2003 XML")
    return _Way(".xlsb", "Calc MS Excel 2007 Binary") if is_excel_binary(data) else None


def is_excel_binary(data: bytes) -> bool:
    """Whether this is a workbook whose parts are no XML."""
    from dibao.documents import archive

    return archive.holds(data, _EXCEL_BINARY)


def is_word_xml(data: bytes) -> bool:
    """Whether this is a Word 2003 document in one XML file."""
    return _is_xml(data, _WORD_XML)


def is_excel_xml(data: bytes) -> bool:
    """Whether this is an Excel 2003 workbook in one XML file."""
    return _is_xml(data, _EXCEL_XML)


def _is_xml(data: bytes, namespace: bytes) -> bool:
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and namespace in data[:_BEGINNING]


def convert(files: Mapping[str, bytes], format: str) -> dict[str, Converted | DibaoError]:
    """Files by name as `docx` or `xlsx`, those of a kind in one start of LibreOffice, or why not.

    For a batch: read every file first, collect those whose error is `unreadable.wanted`, convert them here some dozens
    at a time, and read those again with what came of it.
    """
    office = found()
    if office is None:
        return {name: unreadable.needs_office(name, format) for name in files}
    results: dict[str, Converted | DibaoError] = {name: unreadable.not_converted(name, format) for name in files}
    ways = {name: way for name, data in files.items() if (way := _way(data)) is not None}
    for way in set(ways.values()):
        alike = {name: files[name] for name, its in ways.items() if its == way}
        results |= _started(office, alike, way, format)
    return results


def _started(office: str, files: dict[str, bytes], way: _Way, format: str) -> dict[str, Converted | DibaoError]:
    """One start for all files. Where one ends it before its time, the others are tried again, each by itself."""
    from dibao.documents.isolation.outside import made

    inputs = {f"{number}{way.suffix}": data for number, data in enumerate(files.values())}
    outputs = [f"out/{number}.{format}" for number in range(len(files))]
    command = [
        *(office, "-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck"),
        *("--nodefault", "--nofirststartwizard", f"--infilter={way.filter}", "--convert-to", _FILTERS[format]),
        *("--outdir", "{folder}/out", *(f"{{folder}}/{each}" for each in inputs)),
    ]
    profile = {"profile/user/registrymodifications.xcu": _PROFILE.encode()}
    more = _MORE * (len(files) - 1)
    written: dict[str, bytes] = {}
    failed: DibaoError | None = None
    try:
        written = made(
            command,
            name=next(iter(files)),
            files={**inputs, **profile},
            outputs=outputs,
            seconds=SECONDS + more,
            busy=_BUSY + more,
        )
    except DibaoError as error:
        failed = error
    results: dict[str, Converted | DibaoError] = {}
    for output, (name, data) in zip(outputs, files.items(), strict=True):
        if output in written:
            results[name] = Converted(written[output], format)
        elif len(files) > 1:
            results |= _started(office, {name: data}, way, format)
        else:
            results[name] = failed or unreadable.not_converted(name, format)
    return results
