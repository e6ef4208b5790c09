"""Who reports: units (单位), their groups, and finding one in a phrase, a heading or a file's name."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dibao.errors import DibaoError
from dibao.language import say

KINDS = ("office", "media", "district", "department", "platform", "other")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.csv. `parent` is a unit's code or ""; `kind` one of KINDS."""

    code: str
    name: str
    kind: str
    parent: str = ""
    aliases: tuple[str, ...] = field(default=())


class Units(Mapping[str, Unit]):
    """Units by code, in the order of the file."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_code = {unit.code: unit for unit in units}

    def __getitem__(self, code: str) -> Unit:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    @classmethod
    def load(cls, path: Path) -> Units:
        """Read units.csv (code,name,kind,parent,aliases); DibaoError names the line that is wrong."""
        units: list[Unit] = []
        seen: set[str] = set()
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                unit = _unit({key: (value or "").strip() for key, value in row.items() if key}, path, line)
                if unit.code in seen:
                    raise _wrong(path, line, say(f"代码 {unit.code} 重复", f"code {unit.code} is there twice"))
                seen.add(unit.code)
                units.append(unit)
        return cls(units)

    def group(self, scope: str) -> tuple[Unit, ...]:
        """The units of a scope: `all`, a unit's code (with everything below it), or `kind:district`.

        A unit without children is its own group. An unknown scope is the empty group.
        """
        if scope == "all":
            return tuple(unit for unit in self.values() if unit.kind != "office")
        if scope.startswith("kind:"):
            return tuple(unit for unit in self.values() if unit.kind == scope[5:])
        if scope not in self:
            return ()
        return (self[scope], *self._below(scope))

    def _below(self, code: str) -> Iterator[Unit]:
        for child in self._children.get(code, ()):
            yield child
            yield from self._below(child.code)

    @cached_property
    def _children(self) -> dict[str, list[Unit]]:
        children: dict[str, list[Unit]] = {}
        for unit in self.values():
            if unit.parent and unit.parent != unit.code:
                children.setdefault(unit.parent, []).append(unit)
        return children

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for unit in self.values():
            for name in (unit.name, *unit.aliases):
                names.setdefault(_plain(name), unit.code)
        names.pop("", None)
        return names

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._names:
            return None
        return re.compile("|".join(map(re.escape, sorted(self._names, key=len, reverse=True))))

    def named(self, text: str) -> Unit | None:
        """The unit whose name or alias is exactly this text, white space and width aside."""
        code = self._names.get(_plain(text))
        return self[code] if code else None

    def mentioned(self, text: str) -> list[Unit]:
        """The units whose names or aliases stand in a text, in order of first mention, longest names first."""
        if self._pattern is None:
            return []
        found: dict[str, None] = {}
        for match in self._pattern.finditer(_plain(text)):
            found.setdefault(self._names[match.group()])
        return [self[code] for code in found]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _unit(row: dict[str, str], path: Path, line: int) -> Unit:
    code, name, kind = row.get("code", ""), row.get("name", ""), row.get("kind", "") or "other"
    if not code or not name:
        raise _wrong(path, line, say("缺代码或名称", "a code or a name is missing"))
    if kind not in KINDS:
        raise _wrong(
            path, line, say(f"类别 {kind} 不在 {'、'.join(KINDS)} 之中", f"kind {kind} is none of {', '.join(KINDS)}")
        )
    aliases = tuple(alias.strip() for alias in row.get("aliases", "").split("|") if alias.strip())
    return Unit(code, name, kind, row.get("parent", ""), aliases)


def _wrong(path: Path, line: int, what: str) -> DibaoError:
    return DibaoError(
        say(f"{path.name} 第 {line} 行：{what}，请改正。", f"{path.name}, line {line}: {what}; please correct it."),
        code="bad_settings",
    )
