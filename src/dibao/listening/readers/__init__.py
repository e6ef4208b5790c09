"""Files of public items, as portions: a portion is read by whoever analyses it, on its own, and always the same way.

A format is a module here with `SUFFIXES` and `portions`. Only the columns of an item leave a reader; others are counted
by name and dropped, whatever they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from dibao.documents import unreadable
from dibao.listening.readers import feed, jsonl, parquet, table
from dibao.listening.readers.portion import Portion, Rows

__all__ = ["Portion", "Rows", "portions", "suffixes"]

_FORMATS = (jsonl, table, parquet, feed)


@cache
def _by_suffix() -> Mapping[str, Callable[[Path], Iterator[Portion]]]:
    plain = {suffix: format.portions for format in _FORMATS for suffix in format.SUFFIXES}
    return plain | dict.fromkeys(jsonl.PACKED, jsonl.unpacked)


def suffixes() -> tuple[str, ...]:
    """The suffixes that can be read."""
    return tuple(_by_suffix())


def portions(path: Path) -> Iterator[Portion]:
    """The portions of a file, in order. DibaoError (code `unreadable`) where there is nothing to read."""
    if path.is_dir():
        raise unreadable.folder(path.name)
    if not path.exists():
        raise unreadable.missing(str(path))
    suffix = "".join(path.suffixes[-2:]).lower()
    if suffix not in _by_suffix():
        suffix = path.suffix.lower()
    if suffix not in _by_suffix():
        raise unreadable.unknown_format(path.name, suffix, suffixes())
    try:
        if not path.stat().st_size:
            raise unreadable.cut_off(path.name)
        yield from _by_suffix()[suffix](path)
    except OSError as error:
        raise unreadable.no_access(path.name) from error
