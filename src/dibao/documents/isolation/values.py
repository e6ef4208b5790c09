"""Values on their way out of a worker. What a worker sends may be an attacker's: reading it back runs nothing.

On the way they are JSON: plain values as they are, everything else a list that begins with a number, which says what to
build; bytes follow behind it, in order. Besides dates, decimals and paths, only the project's own frozen dataclasses,
named tuples and enums are built, and only those that this process has loaded already.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any

_Coder = Callable[[Any], Any]

_LENGTH = struct.Struct("<Q")
_PLAIN = frozenset((str, int, bool, float, type(None)))
_FIRST = 32
"""The number of the first class of a message; smaller ones stand for what Python itself has."""
_PROJECT = "dibao."


def encode(value: object) -> list[bytes]:
    """The value as bytes, in pieces. TypeError for what cannot be sent."""
    names: list[str] = []
    blobs: list[bytes] = []
    message = _Encoder(names, blobs).encode(value)
    text = json.dumps([names, message], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return [_LENGTH.pack(len(text)), text, *blobs]


def decode(data: bytes | bytearray) -> Any:
    """The value again. ValueError, TypeError, ArithmeticError, LookupError, RecursionError or MemoryError for what no
    honest worker sends.
    """
    if len(data) < _LENGTH.size:
        raise ValueError("broken off")
    view = memoryview(data)
    end = _LENGTH.size + _LENGTH.unpack(view[: _LENGTH.size])[0]
    names, message = json.loads(str(view[_LENGTH.size : end], "utf-8", "surrogatepass"))
    return _Decoder([_allowed(name) for name in names], view[end:]).decode(message)


class _Encoder:
    def __init__(self, names: list[str], blobs: list[bytes]) -> None:
        self._names = names
        self._blobs = blobs
        self._coders: dict[type, _Coder] = {
            list: lambda value: [0, *map(self.encode, value)],
            tuple: lambda value: [1, *map(self.encode, value)],
            dict: lambda value: [2, *(self.encode(each) for pair in value.items() for each in pair)],
            set: lambda value: [3, *map(self.encode, value)],
            frozenset: lambda value: [4, *map(self.encode, value)],
            bytes: self._bytes,
            Decimal: lambda value: [6, str(value)],
            date: lambda value: [7, value.isoformat()],
            datetime: lambda value: [8, value.isoformat()],
            time: lambda value: [9, value.isoformat()],
            timedelta: lambda value: [10, value.days, value.seconds, value.microseconds],
        }

    def encode(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        coder = self._coders.get(kind)
        if coder is None:
            coder = self._coders[kind] = self._learn(kind)
        return coder(value)

    def _bytes(self, value: bytes) -> list[int]:
        self._blobs.append(value)
        return [5, len(value)]

    def _learn(self, kind: type) -> _Coder:
        if issubclass(kind, PurePath):
            return lambda value: [11 if isinstance(value, Path) else 12, str(value)]
        if not _is_value(kind):
            raise TypeError(f"{kind.__qualname__} cannot leave a worker")
        number = _FIRST + len(self._names)
        self._names.append(f"{kind.__module__}:{kind.__qualname__}")
        if issubclass(kind, Enum):
            return lambda value: [number, self.encode(value.value)]
        encode = self.encode
        if issubclass(kind, tuple):
            return lambda value: [number, *map(encode, value)]
        take = _taker(kind)
        return lambda value: [number, *(each if type(each) in _PLAIN else encode(each) for each in take(value))]


def _taker(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """The fields of a dataclass, in the order of its constructor."""
    names = [each.name for each in fields(kind)]
    if any(not each.init or each.kw_only for each in fields(kind)):
        raise TypeError(f"{kind.__qualname__} cannot be built from its fields in order")
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)


class _Decoder:
    def __init__(self, kinds: list[type], blobs: memoryview) -> None:
        self._blobs = blobs
        decode = self._each
        self._coders: dict[int, _Coder] = {
            0: lambda message: list(decode(message)),
            1: lambda message: tuple(decode(message)),
            2: self._dict,
            3: lambda message: set(decode(message)),
            4: lambda message: frozenset(decode(message)),
            5: self._bytes,
            6: lambda message: Decimal(message[1]),
            7: lambda message: date.fromisoformat(message[1]),
            8: lambda message: datetime.fromisoformat(message[1]),
            9: lambda message: time.fromisoformat(message[1]),
            10: lambda message: timedelta(*message[1:]),
            11: lambda message: Path(message[1]),
            12: lambda message: PurePath(message[1]),
        }
        for number, kind in enumerate(kinds, start=_FIRST):
            self._coders[number] = self._builder(kind)

    def _dict(self, message: list[Any]) -> dict[Any, Any]:
        pairs = iter(self._each(message))
        return dict(zip(pairs, pairs, strict=True))

    def _bytes(self, message: list[Any]) -> bytes:
        """The next ones; none is given out twice, so that a short message cannot stand for a long value."""
        length = message[1]
        if not 0 <= length <= len(self._blobs):
            raise ValueError("more bytes than were sent")
        taken, self._blobs = bytes(self._blobs[:length]), self._blobs[length:]
        return taken

    def _builder(self, kind: type) -> _Coder:
        if issubclass(kind, Enum):
            members = {member.value: member for member in kind}
            return lambda message: members[self.decode(message[1])]
        return lambda message: kind(*self._each(message))

    def _each(self, message: list[Any]) -> list[Any]:
        decode = self.decode
        return [each if type(each) is not list else decode(each) for each in message[1:]]

    def decode(self, message: Any) -> Any:
        if type(message) is list:
            return self._coders[message[0]](message)
        if type(message) is dict:
            raise ValueError("no object is ever sent")
        return message


def _is_value(kind: type) -> bool:
    """Whether it is one of the project's value classes: what a constructor takes is what it holds."""
    if not kind.__module__.startswith(_PROJECT):
        return False
    if issubclass(kind, Enum):
        return True
    if issubclass(kind, tuple):
        return hasattr(kind, "_fields")
    return is_dataclass(kind) and bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def _allowed(name: str) -> type:
    module, _, qualified = name.partition(":")
    kind = getattr(sys.modules.get(module), qualified, None) if module.startswith(_PROJECT) else None
    if not isinstance(kind, type) or kind.__module__ != module or not _is_value(kind):
        raise ValueError(f"{name} is no value class that is loaded here")
    return kind
