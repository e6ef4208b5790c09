"""The names in a compound file (OLE), the container of Office 97 to 2003 and of many other programs."""

from __future__ import annotations

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_FREE = 0xFFFFFFFA
"""Sector and entry numbers from here on mean none."""
_ENTRIES = 100_000


def names(data: bytes) -> frozenset[str]:
    """What stands at the top of the file: streams and storages; empty where it is no compound file or broken."""
    if not data.startswith(MAGIC) or len(data) < 512:
        return frozenset()
    directory = _directory(data)
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [_number(directory, 76)] if len(directory) >= 128 else []
    while waiting and len(seen) < _ENTRIES:
        entry = waiting.pop()
        begun = entry * 128
        if entry in seen or begun + 128 > len(directory):
            continue
        seen.add(entry)
        length = int.from_bytes(directory[begun + 64 : begun + 66], "little")
        found.add(directory[begun : begun + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace"))
        waiting += [_number(directory, begun + 68), _number(directory, begun + 72)]
    return frozenset(found)


def _directory(data: bytes) -> bytes:
    """The directory's sectors in a row."""
    shift = int.from_bytes(data[30:32], "little")
    if shift not in {9, 12}:
        return b""
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    tables = [_number(data, at) for at in range(76, 512, 4)]
    further, steps = _number(data, 68), 0
    while further < _FREE and steps < len(data) >> shift:
        block = sector(further)
        if len(block) < size:
            break
        tables += [_number(block, at) for at in range(0, size - 4, 4)]
        further, steps = _number(block, size - 4), steps + 1
    pieces: list[bytes] = []
    seen: set[int] = set()
    current, per = _number(data, 48), size // 4
    while current < _FREE and current not in seen and len(seen) * size < _ENTRIES * 128:
        seen.add(current)
        pieces.append(sector(current))
        index = current // per
        table = sector(tables[index]) if index < len(tables) and tables[index] < _FREE else b""
        current = _number(table, current % per * 4)
    return b"".join(pieces)


def _number(data: bytes, at: int) -> int:
    """Four bytes as a number; one that means none where they are missing."""
    return int.from_bytes(data[at : at + 4], "little") if at + 4 <= len(data) else _FREE
