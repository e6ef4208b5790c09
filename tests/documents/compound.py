"""Compound files (OLE), as Outlook writes mails."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]
_END, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: Tree) -> bytes:
    """A compound file of 512-byte sectors: streams are bytes, storages are trees."""
    sectors: list[bytes] = []
    table: list[int] = []
    small, small_table = bytearray(), list[int]()
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, 0, 0]]

    def chain(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512].ljust(512, b"\0"))
            table.append(len(sectors))
        table[-1] = _END
        return first

    def stream(data: bytes) -> int:
        if len(data) >= 4096:
            return chain(data)
        if not data:
            return _END
        first = len(small_table)
        for at in range(0, len(data), 64):
            small.extend(data[at : at + 64].ljust(64, b"\0"))
            small_table.append(len(small_table) + 1)
        small_table[-1] = _END
        return first

    def add(owner: int, inside: Tree) -> None:
        before = _NONE
        for name, value in inside.items():
            number = len(entries)
            if isinstance(value, bytes):
                entries.append([name, 2, before, _NONE, stream(value), len(value)])
            else:
                entries.append([name, 1, before, _NONE, 0, 0])
                add(number, value)
            before = number
        entries[owner][3] = before

    add(0, tree)
    entries[0][4:] = [chain(bytes(small)), len(small)]
    packed = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    directory = chain(packed + _entry("", 0, _NONE, _NONE, 0, 0) * (-len(entries) % 4))
    small_first = chain(b"".join(struct.pack("<I", each) for each in small_table))
    count = 1
    while (len(table) + count) * 4 > count * 512:
        count += 1
    first = len(sectors)
    table += [_FAT] * count
    fat = b"".join(struct.pack("<I", each) for each in table).ljust(count * 512, b"\xff")
    sectors += [fat[at : at + 512] for at in range(0, len(fat), 512)]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIII", 0, count, directory, 0, 4096)
    head += struct.pack("<IIII", small_first, -(-len(small_table) // 128), _END, 0)
    head += b"".join(struct.pack("<I", first + each) for each in range(count)).ljust(436, b"\xff")
    return head + b"".join(sectors)


def _entry(name: str, kind: int, left: int, child: int, start: int, size: int) -> bytes:
    wide = (name + "\0").encode("utf-16-le") if name else b""
    packed = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, left, _NONE, child)
    return packed + bytes(36) + struct.pack("<IQ", start, size)


def text(key: int, value: str, charset: str = "") -> Tree:
    """A property of text: wide, or in an 8-bit charset."""
    if charset:
        return {f"__substg1.0_{key:04X}001E": value.encode(charset)}
    return {f"__substg1.0_{key:04X}001F": value.encode("utf-16-le")}


def properties(head: int, *fixed: tuple[int, int, int]) -> Tree:
    """Properties of fixed length as (kind, key, value), after so many bytes."""
    rows = b"".join(struct.pack("<HHIQ", kind, key, 6, value) for kind, key, value in fixed)
    return {"__properties_version1.0": bytes(head) + rows}


def moment(when: datetime) -> tuple[int, int, int]:
    """When a mail was sent."""
    epoch = datetime.fromisoformat("1601-01-01T00:00:00+00:00")
    return 0x0040, 0x0039, int((when - epoch).total_seconds()) * 10_000_000


def attachment(name: str, data: bytes, **more: Tree | str) -> Tree:
    """An attachment by value."""
    tree = {**text(0x3707, name), "__substg1.0_37010102": data, **properties(8, (3, 0x3705, 1))}
    for key, value in more.items():
        tree |= text({"mime": 0x370E, "cid": 0x3712}[key], str(value))
    return tree
