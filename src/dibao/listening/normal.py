"""Normalising: one way of writing for each character, no invisible ones, single spaces; links and times made plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from dibao.listening.arrow import Column, coded, compute, strings, take
from dibao.listening.arrow import texts as texts_of
from dibao.listening.grams import code_points, cut
from dibao.listening.lists import rows
from dibao.privacy import find

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)
"""Controls, zero-width and direction marks, variation selectors: nobody sees them, and they hide a copy or a number."""
_ODD = re.compile(f"{_INVISIBLE.pattern}|[\t\r\u1680\u2000-\u200a\u2028\u2029\ue000]")
_AS_THEY_ARE = ((0x3400, 0xA000), (0xAC00, 0xD7A4))
"""Code points of Chinese characters and Korean syllables."""
_USUAL = ((0, 0x3400), (0xA000, 0xAC00), (0xD7B0, 0xD800), (0xE000, 0x10000), (0x1F000, 0x1FC00))
"""Others whose characters are told from a table: the rest of the first plane, and pictures."""
_JAMO = range(0x1160, 0x1200)
_FURTHER = 0xFFFF
"""Stands for a character that has to be looked at with its neighbours; is none itself."""
# Each pattern begins with one class of characters: `re` then passes over all others at once.
_LINE_END = re.compile("[\r\n\u2028\u2029][\\s\u2028\u2029]*")
_BEFORE_LINE_END = re.compile("[ \t]+\n")
_SPACES = re.compile("[ \t\u1680\u2000-\u200a](?:[ \t\u1680\u2000-\u200a]+|(?<=\t))")
# Each begins with letters, for the same reason.
_LINKS = tuple(
    re.compile(rf"{begin}(?:[!-.0-?A-~]|/(?!/@)|@(?=[!-~]))+(?:(?<=/[nu]/)\w{{1,30}})?")
    for begin in ("https?://", "HTTPS?://", "Https?://", r"www\.", r"WWW\.")
)
_DROPPED = "〔链接〕"
_BETWEEN = "\ue000"
"""Parts texts while they are one string: for private use, so that nobody else's text means anything by it."""


def texts(written: Sequence[str]) -> list[str]:
    """NFKC without invisible characters; line ends kept as one each, other white space as one space; links as `link`
    leaves them, a mark in the place of others."""
    found: list[str] = []
    for some in cut(written):
        found += _changed(written[some])
    return found


def _changed(written: Sequence[str]) -> list[str]:
    """In most texts each character is changed by itself, if at all: from a table, in all of them at once."""
    flat, sizes = code_points(written)
    flat = _each_alone()[flat]
    white = (flat == ord(" ")) | (flat == ord("\n"))
    further = flat == _FURTHER
    further[1:] |= white[1:] & white[:-1]
    for one, two in (":/", "ww", "WW"):  # as links begin
        further[1:] |= (flat[1:] == ord(two)) & (flat[:-1] == ord(one))
    whole = flat.tobytes().decode("utf-32-le")
    ends = np.cumsum(sizes)
    found = [whole[begin:end].strip(" \n") for begin, end in zip((ends - sizes).tolist(), ends.tolist(), strict=True)]
    rows = np.unique(np.searchsorted(ends, np.flatnonzero(further), side="right")).tolist()
    for row, text in zip(rows, _looked_at([written[row] for row in rows]), strict=True):
        found[row] = text
    return found


@cache
def _each_alone() -> npt.NDArray[np.uint32]:
    """What is written for each code point, whatever stands beside it; `_FURTHER`, where that is not known."""
    table = np.full(0x110000, _FURTHER, np.uint32)
    codes = [code for first, last in _USUAL for code in range(first, last)]
    characters = "".join(map(chr, codes))
    parts = map(str.split, map(unicodedata.decomposition, characters))
    # What joins the character before it, or makes several of one, is left to the library.
    joining = {int(part[1], 16) for part in parts if len(part) == 2 and not part[0].startswith("<")}
    joining |= {code for code, joins in zip(codes, map(unicodedata.combining, characters), strict=True) if joins}
    left = np.zeros(0x110000, bool)
    left[[*joining, *_JAMO, *map(ord, _ODD.findall(characters))]] = True
    written = texts_of(compute.utf8_normalize(strings(characters), form="NFKC"))
    flat, sizes = code_points(written)
    one = sizes == 1
    code, instead = np.asarray(codes)[one], flat[(np.cumsum(sizes) - 1)[one]]
    alone = ~(left[code] | left[instead])
    table[code[alone]] = instead[alone]
    for first, last in _AS_THEY_ARE:
        table[first:last] = np.arange(first, last)
    return table


def _looked_at(written: Sequence[str]) -> list[str]:
    """The same, whatever is in the texts."""
    together = _BETWEEN.join(written)
    if together.count(_BETWEEN) >= max(len(written), 1):
        return _looked_at([text.replace(_BETWEEN, "") for text in written])
    (together,) = texts_of(compute.utf8_normalize(strings([together]), form="NFKC"))
    together = _INVISIBLE.sub("", together)
    together = _LINE_END.sub("\n", together)
    if "\n" in together:
        together = _BEFORE_LINE_END.sub("\n", together)
    together = _SPACES.sub(" ", together)
    for pattern in _LINKS:
        together = pattern.sub(_linked, together)
    return [text.strip(" \n") for text in together.split(_BETWEEN)] if written else []


def each(column: Column, change: Callable[[str], str]) -> Column:
    """`change` of every text, computed once for equal ones."""
    different, rows = coded(column)
    changed: Column = take(strings(map(change, different)), rows)
    return changed


def times(column: Column, zone: ZoneInfo) -> Column:
    """Local minutes as 2026-02-03T09:40, days as 2026-02-03, "" for what cannot be read."""
    return each(column, lambda written: moment(written, zone))


_WRITTEN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时点](\d{1,2})?)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")


_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:\d\d)?")
_MAIL = re.compile(r"[A-Za-z]{3},? ")


def moment(written: str, zone: ZoneInfo) -> str:
    """One time as people and programs write it, in the zone; without a zone of its own it is local already."""
    written = written.strip()
    try:
        if _EPOCH.fullmatch(written):
            seconds = float(written) / (1000 if len(written.split(".")[0]) == 13 else 1)
            return _local(datetime.fromtimestamp(seconds, UTC), zone)
        if _MAIL.match(written):
            return _local(_mailed(written), zone)
        try:
            read = datetime.fromisoformat(written)
        except ValueError:
            return _other(written)
        if len(written) <= 10 and not (read.hour or read.minute):
            return read.date().isoformat()
        return _local(read, zone)
    except (ValueError, OverflowError):
        return ""


def _local(read: datetime, zone: ZoneInfo) -> str:
    if read.tzinfo is not None:
        read = read.astimezone(zone)
    return read.isoformat(timespec="minutes")[:16]


def _mailed(written: str) -> datetime:
    """Wed, 04 Feb 2026 10:00:00 +0800, and Wed Feb 04 10:00:00 +0800 2026, as some networks give it."""
    words = written.replace(",", "").split()
    if len(words) == 6 and words[1].isalpha():
        weekday, month, day, time, offset, year = words
        written = f"{weekday}, {day} {month} {year} {time} {offset}"
    return parsedate_to_datetime(written)


def _other(written: str) -> str:
    match = _DIGITS.fullmatch(written) or _WRITTEN.match(written)
    if match is None:
        return ""
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    read = datetime(year or 0, month or 0, day or 0, hour or 0, minute or 0)
    return read.date().isoformat() if hour is None else read.isoformat(timespec="minutes")


def links(column: Column) -> Column:
    """Links to the pages of authorities and media; any other may lead to a person's post and is dropped."""
    return each(column, link)


def _linked(match: re.Match[str]) -> str:
    written = match[0]
    if not written.startswith(("www", "WWW")):
        return link(written) or _DROPPED
    inside = match.string[match.start() - 1 : match.start()] == "/"  # of one that was looked at with its beginning
    return written if inside else link(f"http://{written}") or _DROPPED


def link(url: str) -> str:
    """The address without query, fragment and user; "" unless its host is a public body's, and where it leads to what
    people write there (`personal_pages.csv`) or names somebody."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    public = next((one for one in _public_hosts() if host == one or host.endswith("." + one)), None)
    if parts.scheme not in ("http", "https") or public is None:
        return ""
    path = unquote(parts.path)
    said = [*host.removesuffix(public).split("."), *path.lower().split("/")]
    if not path.isascii() or "@" in path or "~" in path or find(path):
        return ""
    if any(one.rstrip("0123456789") in _personal_pages() for one in said if one):
        return ""
    return f"{parts.scheme}://{host}{parts.path}"


@cache
def _public_hosts() -> tuple[str, ...]:
    return tuple(row["host"] for row in rows("public_hosts.csv"))


@cache
def _personal_pages() -> frozenset[str]:
    """What stands in the addresses of forums, logs and people's own pages, as a part of the host or of the path."""
    return frozenset(row["part"] for row in rows("personal_pages.csv"))
