"""Who reports: units (单位), their groups, and finding one in a phrase, a heading or a file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from dibao.catalogue import plain
from dibao.language import say

KINDS = ("office", "media", "district", "department", "platform", "other")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.csv. `parent` is a unit's code or ""; `kind` one of KINDS; `place` its tile on a map without
    outlines, row and column."""

    code: str
    name: str
    kind: str
    parent: str = ""
    aliases: tuple[str, ...] = field(default=())
    place: tuple[int, int] | None = None


class Units(Mapping[str, Unit]):
    """Units by code, in the order of the file."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_code = {unit.code: unit for unit in units}
        self._groups: dict[str, frozenset[str]] = {}

    def __getitem__(self, code: str) -> Unit:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)

    @classmethod
    def load(cls, path: Path) -> Units:
        """Read units.csv (code,name,kind,parent,aliases); DibaoError names the line that is wrong."""
        units: dict[str, Unit] = {}
        lines: dict[str, int] = {}
        for line, row in plain.rows(path, "code", "name"):
            unit = _unit(row, path, line)
            if unit.code in units:
                raise plain.wrong(path, line, say(f"代码 {unit.code} 重复", f"code {unit.code} is there twice"))
            units[unit.code], lines[unit.code] = unit, line
        for code, line in lines.items():
            if _circles(code, units):
                what = say(f"{code} 的上级绕了一圈又是自己", f"the parents of {code} lead back to itself")
                raise plain.wrong(path, line, what)
        return cls(units.values())

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
    def kinds(self) -> dict[str, str]:
        """Each unit's kind, by code."""
        return {code: unit.kind for code, unit in self._by_code.items()}

    @cached_property
    def offices(self) -> frozenset[str]:
        """The codes of the units of the kind office."""
        return frozenset(code for code, kind in self.kinds.items() if kind == "office")

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The codes of the units right below each one that has some; the office is above nobody."""
        return {
            code: tuple(child.code for child in below)
            for code, below in self._children.items()
            if code in self and code not in self.offices
        }

    def codes(self, scope: str) -> frozenset[str]:
        """The codes of `group(scope)`, put together once."""
        if scope not in self._groups:
            self._groups[scope] = frozenset(unit.code for unit in self.group(scope))
        return self._groups[scope]

    @cached_property
    def _children(self) -> dict[str, list[Unit]]:
        children: dict[str, list[Unit]] = {}
        for unit in self.values():
            if unit.parent and unit.parent != unit.code:
                children.setdefault(unit.parent, []).append(unit)
        return children

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Whose a name is. An alias that several units have is that of all of them; a unit's full name is its own."""
        names: dict[str, tuple[str, ...]] = {}
        for unit in self.values():
            for alias in map(_plain, unit.aliases):
                names[alias] = tuple(dict.fromkeys((*names.get(alias, ()), unit.code)))
        full: dict[str, tuple[str, ...]] = {}
        for unit in self.values():
            full[_plain(unit.name)] = (*full.get(_plain(unit.name), ()), unit.code)
        return {name: codes for name, codes in (names | full).items() if name}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name and alias, white space and width aside."""
        return frozenset(self._names)

    @property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """Names and aliases that do not tell units apart, with the codes of those units."""
        return {name: codes for name, codes in self._names.items() if len(codes) > 1}

    @property
    def written(self) -> dict[str, str]:
        """Names and aliases that are one unit's alone, white space and width aside, each with that unit's name."""
        return {name: self[codes[0]].name for name, codes in self._names.items() if len(codes) == 1}

    @cached_property
    def _finder(self) -> AhoCorasick:
        return AhoCorasick(list(self._names), matchkind=MatchKind.LeftmostLongest)

    def named(self, text: str) -> Unit | None:
        """The one unit whose name or alias is exactly this text, white space and width aside."""
        codes = self._names.get(_plain(text), ())
        return self[codes[0]] if len(codes) == 1 else None

    def mentioned(self, text: str) -> list[Unit]:
        """The units whose names or aliases stand in a text, in order of first mention, longest names first."""
        if not self._names:
            return []
        found: dict[str, None] = {}
        for name in self._finder.find_matches_as_strings(_plain(text)):
            found.update(dict.fromkeys(self._names[name]))
        return [self[code] for code in found]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _unit(row: dict[str, str], path: Path, line: int) -> Unit:
    code, name, kind = row.get("code", ""), row.get("name", ""), row.get("kind", "") or "other"
    if not code or not name:
        raise plain.wrong(path, line, say("缺代码或名称", "a code or a name is missing"))
    if kind not in KINDS:
        raise plain.wrong(
            path, line, say(f"类别 {kind} 不在 {'、'.join(KINDS)} 之中", f"kind {kind} is none of {', '.join(KINDS)}")
        )
    aliases = tuple(alias.strip() for alias in row.get("aliases", "").split("|") if alias.strip())
    return Unit(code, name, kind, row.get("parent", ""), aliases, _place(row.get("place", ""), path, line))


_PLACE = re.compile(r"(\d{1,2})[-,，./ ](\d{1,2})")


def _place(text: str, path: Path, line: int) -> tuple[int, int] | None:
    match = _PLACE.fullmatch(unicodedata.normalize("NFKC", text))
    if text and match is None:
        raise plain.wrong(path, line, say(f"place “{text}”应写作 行-列，如 2-3", f"write the place {text!r} as 2-3"))
    return (int(match[1]), int(match[2])) if match else None


def _circles(code: str, units: Mapping[str, Unit]) -> bool:
    seen = {code}
    parent = units[code].parent
    while parent in units and parent not in seen:
        seen.add(parent)
        parent = units[parent].parent
    return parent == code
