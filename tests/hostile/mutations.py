"""Good files broken by chance, from a seed: the same seed breaks the same way."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator

from hostile.samples import good

Broken = tuple[str, bytes]
"""A name and the bytes."""

_NUMBERS = (b"0", b"-1", b"2147483648", b"4294967295", b"99999999999999999999", b"1e999", b"NaN", b"x", b"")
_INTEGERS = (0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, len(data)) :]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    new = chance.choice((chance.randbytes(chance.randrange(1, 200)), b"\0" * 1000, b"<" * 500, b"((((" * 300))
    return data[:at] + new + data[at:]


def remove(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 300) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.randrange(1, 500)] * chance.choice((2, 50, 500)) + data[at:]


def zero(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data)), chance.randrange(1, 600)
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size :]


def shuffle(data: bytes, chance: random.Random) -> bytes:
    size = chance.choice((16, 64, 512))
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    first, second = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[first], pieces[second] = pieces[second], pieces[first]
    return b"".join(pieces)


def oversize(data: bytes, chance: random.Random) -> bytes:
    """A field of four bytes, as headers have them, says something enormous, or nothing."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 40))):
        at = chance.randrange(0, max(1, len(changed) - 4), chance.choice((1, 2, 4)))
        changed[at : at + 4] = struct.pack("<I", chance.choice(_INTEGERS))
    return bytes(changed[: max(len(data), 1)])


def renumber(data: bytes, chance: random.Random) -> bytes:
    """Numbers that are written in digits."""
    found = list(re.finditer(rb"\d+", data))
    for match in chance.sample(found, min(len(found), chance.choice((1, 4, 20)))):
        # From behind would be needed to keep places; a place that has moved is one more way to break.
        data = data[: match.start()] + chance.choice(_NUMBERS) + data[match.end() :]
    return data


PLAIN = (cut, behead, flip, insert, remove, repeat, zero, shuffle, oversize, renumber)


# --- inside of zips ---


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _written(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(data: bytes, chance: random.Random) -> tuple[dict[str, bytes], str]:
    members = _members(data)
    return members, chance.choice([name for name, content in members.items() if content])


def swap(data: bytes, chance: random.Random) -> bytes:
    members, one = _part(data, chance)
    other = chance.choice(list(members))
    members[one], members[other] = members[other], members[one]
    return _written(list(members.items()))


def lose(data: bytes, chance: random.Random) -> bytes:
    members, one = _part(data, chance)
    del members[one]
    return _written(list(members.items()))


def twice(data: bytes, chance: random.Random) -> bytes:
    members, one = _part(data, chance)
    return _written([*members.items(), (one.upper(), members[one][::-1])])


def stray(data: bytes, chance: random.Random) -> bytes:
    members, one = _part(data, chance)
    name = chance.choice(
        ("../../../tmp/x", "/etc/passwd", "C:\\x", "a" * 60_000, "\u202excod.exe", "con", ".", "//x/y")
    )
    return _written([(name if each == one else each, content) for each, content in members.items()])


def nest(data: bytes, chance: random.Random) -> bytes:
    members, one = _part(data, chance)
    for _ in range(chance.choice((1, 3, 8))):
        members[one] = data = _written(list(members.items()))
    return data


def inside(data: bytes, chance: random.Random) -> bytes:
    """A member broken like any bytes; the zip around it is whole."""
    members, one = _part(data, chance)
    members[one] = chance.choice(PLAIN)(members[one], chance)
    return _written(list(members.items()))


def markup(data: bytes, chance: random.Random) -> bytes:
    """XML that is well formed, or nearly, and says something mad."""
    members, one = _part(data, chance)
    content = members[one]
    ends = [match.end() for match in re.finditer(rb">", content)]
    if not ends:
        return inside(data, chance)
    at = chance.choice(ends)
    attributes = [match.span(1) for match in re.finditer(rb'="([^"]{0,80})"', content)]
    kind = chance.randrange(5)
    if kind == 0:
        content = content[:at] + b"<a>" * 3000 + b"</a>" * 3000 + content[at:]
    elif kind == 1:
        content = content[:at] + b"&a;&#0;&#xD800;" + content[at:]
    elif kind == 2 and attributes:
        start, end = chance.choice(attributes)
        content = content[:start] + chance.choice((*_NUMBERS, b"A" * 2_000_000, b"../" * 2000)) + content[end:]
    elif kind == 3:
        element = re.search(rb"<([\w:]+)[^<>]*>[^<>]*</\1>", content[chance.randrange(len(content)) :])
        content = content[:at] + (element[0] if element else b"<b/>") * 5000 + content[at:]
    else:
        content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]>' + re.sub(rb"^<\?xml[^>]*>", b"", content)
    members[one] = content
    return _written(list(members.items()))


ZIPPED = (swap, lose, twice, stray, nest, inside, inside, markup, markup, markup)


def broken(seed: int, each: int) -> Iterator[Broken]:
    """`each` broken files of every kind that the registry knows. Names tell what was done."""
    for kind, (suffix, data) in good().items():
        ways: tuple[Callable[[bytes, random.Random], bytes], ...] = PLAIN
        if data.startswith(b"PK"):
            ways = (*PLAIN, *ZIPPED)
        for number in range(each):
            chance = random.Random(f"{seed} {kind} {number}")
            way = ways[number % len(ways)]
            yield f"{kind}-{number}-{way.__name__}{suffix}", way(data, chance)
