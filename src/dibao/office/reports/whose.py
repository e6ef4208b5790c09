"""Whose report it is: the unit that the clerk names, else the report's heading, the file's name, what stood around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dibao.catalogue import Unit, Units
from dibao.documents import Document, Table
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.reports.fingerprint import undated

_HEADING_LINES = 4
_HEADING_LENGTH = 40
_UNNAMED_SHEET = re.compile(r"(?i:sheet|工作表|表)\d*")
_SEVERAL = re.compile("等|各|汇总")
"""A folder or mail so named holds the reports of more units than it names."""
_LEAD = re.compile(r"\s*(?:[【\[〔](?P<bracket>[^】\]〕]{1,30})[】\]〕]|(?P<colon>[^：:，,。；;]{1,30})[：:])")


@dataclass(frozen=True, slots=True)
class Whose:
    """`unit` None: nobody can tell. `how`: told | heading | file | context | "". `other`: whom the file's name says."""

    unit: Unit | None = None
    how: str = ""
    other: Unit | None = None


def whose(document: Document, file: str, told: str | None, units: Units, context: Sequence[str] = ()) -> Whose:
    """The unit that sent a document. DibaoError (code `unknown_unit`) where `told` names none.

    `context`: names around the file, the nearest first: folders, a mail's subject, an archive's name. A line that
    names two units decides nothing: asked, not guessed. The office itself is an addressee, and a sender only where a
    heading begins with its name.
    """
    if told:
        return Whose(told_unit(told, units), "told")
    lines = list(_heading(document))
    by_file = _one(_named(PurePath(file).stem, units))
    for line, leads in lines:
        unit = _one(_senders(units, line))
        if unit and (not leads or _alone(unit, document, units)):
            return Whose(unit, "heading", by_file if by_file != unit else None)
    if by_file:
        return Whose(by_file, "file")
    for around in context:
        unit = None if _SEVERAL.search(around) else _one(_named(around, units))
        if unit:
            return Whose(unit, "context")
    for line, leads in lines[:1]:
        own = next((u for u in units.mentioned(line) if u.kind == "office" and _begins(line, u)), None)
        if own and not leads:
            return Whose(own, "heading")
    return Whose()


def told_unit(told: str, units: Units) -> Unit:
    """The unit that a clerk names by code, name or alias; DibaoError (code `unknown_unit`) where there is none."""
    unit = units.get(told.strip()) or units.named(told)
    if unit is None:
        raise DibaoError(
            say(
                f"units.csv 里没有“{told}”这个单位，请核对代码、名称或别名。",
                f"units.csv has no unit {told!r}; check the code, name or alias.",
            ),
            code="unknown_unit",
        )
    return unit


def _senders(units: Units, text: str) -> list[Unit]:
    return [unit for unit in units.mentioned(text) if unit.kind != "office"]


def _one(found: list[Unit]) -> Unit | None:
    return found[0] if len(found) == 1 else None


def _begins(line: str, unit: Unit) -> bool:
    return line.strip().startswith((unit.name, *unit.aliases))


def _named(stem: str, units: Units) -> list[Unit]:
    """The units that a file's name names: by name or alias, else by code between other signs than letters and digits.

    A code of digits alone counts only as the whole name: it may be a day.
    """
    found = _senders(units, stem)
    if found:
        return found
    plain = unicodedata.normalize("NFKC", stem).casefold()
    return [
        unit
        for unit in units.values()
        if plain == unit.code.casefold()
        or (
            re.search(r"[^\W\d_]", unit.code)
            and re.search(rf"(?<![^\W_]){re.escape(unit.code.casefold())}(?![^\W_])", plain)
        )
    ]


def _heading(document: Document) -> Iterator[tuple[str, bool]]:
    """The lines above the text, and whether each only leads a text in (`东河区：今日…`, `【东河区】今日…`).

    They are short and hold no full stop and no figure but dates; the first other line ends them, its lead counts.
    """
    for count, line in enumerate(_lines(document)):
        if count == _HEADING_LINES:
            return
        bare = len(line) <= _HEADING_LENGTH and not re.search(r"[。；;]", line) and not re.search(r"\d", undated(line))
        if bare and not line.endswith(("：", ":")):
            yield line, False
        elif not bare or count == 0:
            if lead := _lead(line):
                yield lead, True
            if not bare:
                return


def _lead(line: str) -> str:
    match = _LEAD.match(line)
    return (match["bracket"] or match["colon"]) if match else ""


def _alone(unit: Unit, document: Document, units: Units) -> bool:
    """Whether no other unit leads a text in: a chat in which several speak is no report of the first."""
    return all(sender == unit for line in _lines(document) for sender in _senders(units, _lead(line)))


def _lines(document: Document) -> Iterator[str]:
    """The document's non-empty lines from the top; of a table its title and its first row."""
    for block in document.blocks:
        if isinstance(block, Table):
            first = min((cell.row for cell in block.cells), default=0)
            row = (document.text[cell.start : cell.end].strip() for cell in block.cells if cell.row == first)
            title = "" if _UNNAMED_SHEET.fullmatch(block.title.strip()) else block.title.strip()
            yield from filter(None, (title, "　".join(filter(None, row))))
        else:
            yield from filter(None, (line.strip() for line in document.text[block.start : block.end].splitlines()))
