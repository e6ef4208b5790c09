"""Everything that files hold: containers opened, pages decoded; and secrets looked for in all their forms."""

from __future__ import annotations

import base64
import codecs
import gzip
import hashlib
import html
import io
import os
import re
import sqlite3
import struct
import tarfile
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyarrow.parquet as pq
import pypdfium2
from ahocorasick_rs import AhoCorasick

from dibao.listening.grams import gram_sets

DEEPEST = 6
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SEPARATED = re.compile(r"(?<=[0-9])[\s\-－—–·•._/|,，、~()（）]{1,3}(?=[0-9])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_DIGITS = str.maketrans("〇零○一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899")
_UNESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256")
_SHORTENED = (6, 8, 16, 20, 32)
"""Bytes of a BLAKE2 digest: another length is another digest."""
_SHOWN = 6
"""Bytes of a digest by which it is known again."""
LEAST = 10
"""Digits of a number that is looked for without what stands between them: shorter ones come about by chance."""
_Automaton = tuple[AhoCorasick, list[str]]
"""It, and what stands for each of its forms."""


def inside(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The data itself, and everything that it contains, by where it is."""
    yield name, data
    if depth > DEEPEST or not data:
        return
    for within, part in _members(data):
        yield from inside(f"{name}!{within}", part, depth + 1)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(b"PK\x03\x04"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member, archive.read(member)
    elif data.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError, zlib.error):
            yield "gzip", gzip.decompress(data)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for entry in tar:
                if (file := tar.extractfile(entry)) is not None:
                    yield entry.name, file.read()
    elif data[:1] == b"\x78":
        with suppress(zlib.error):
            yield "zlib", zlib.decompress(data)
    elif data.startswith(b"PAR1"):
        yield from _parquet(data)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)


def _parquet(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        table = pq.read_table(io.BytesIO(data))
    except (OSError, ValueError):  # on its way when the process ended
        return
    metadata = pq.ParquetFile(io.BytesIO(data)).metadata.to_dict()
    yield "schema", f"{table.schema}\n{table.schema.metadata}\n{metadata}".encode()
    for column in table.column_names:
        cells = (str(value) for value in table[column].to_pylist() if value is not None)
        yield column, "\n".join(cells).encode()


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    for number, match in enumerate(_STREAM.finditer(data)):
        with suppress(zlib.error):
            yield f"stream {number}", zlib.decompressobj().decompress(match.group(1))
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document):
            yield f"page {number + 1}", page.get_textpage().get_text_range().encode()
    finally:
        document.close()


def rows_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every table of a SQLite file, with what its log holds; the raw bytes are looked at besides, free pages too."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            cells = [cell for row in connection.execute(f'SELECT * FROM "{name}"') for cell in row]
            yield name, "\n".join(str(cell) for cell in cells if not isinstance(cell, bytes)).encode()
            for number, cell in enumerate(cell for cell in cells if isinstance(cell, bytes)):
                yield f"{name} {number}", cell


def under(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything below a folder: names, bytes, what containers contain."""
    for path in sorted(folder.rglob("*")):
        where = str(path.relative_to(folder))
        yield f"name of {where}", where.encode()
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        yield from inside(where, data)
        if data.startswith(b"SQLite format 3\0"):
            for name, part in rows_of(path):
                yield from inside(f"{where}!{name}", part)


@contextmanager
def watched(folder: Path, kept: Path) -> Iterator[None]:
    """Files that come and go below a folder: each gets a second name in `kept`, under which it stays."""
    over = threading.Event()
    kept.mkdir(parents=True, exist_ok=True)
    known: set[int] = {path.stat().st_ino for path in kept.iterdir()}

    def look() -> None:
        for root, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    path = Path(root, name)
                    number = path.stat().st_ino
                    if number not in known:
                        (kept / f"{number}-{len(known)}").hardlink_to(path)
                        known.add(number)

    def keep_looking() -> None:
        while not over.wait(0.002):
            look()

    thread = threading.Thread(target=keep_looking, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        look()


def plain(text: str) -> str:
    """One way of writing: NFKC, nothing invisible, no escapes, Chinese digits as digits, nothing between digits."""
    if "\\u" in text:
        text = _UNESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(text))).lower()
    return _SEPARATED.sub("", text.translate(_DIGITS))


def number_of(value: str) -> str:
    """The digits of a number however it is written, "" where it has fewer than a telephone's."""
    digits = re.sub(r"[^0-9x]", "", plain(value))
    return digits if len(digits) >= LEAST else ""


@dataclass(frozen=True)
class Secrets:
    """What must be nowhere. `values`: as they were given; `people`: those of which a digest would tell who it was."""

    values: frozenset[str]
    people: frozenset[str]

    def found(self, parts: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
        """(where, which value) for each that is there, in whatever form."""
        (raw, raw_forms), (read, read_forms) = self._automata
        hits: set[tuple[str, str]] = set()
        seen: set[bytes] = set()
        for where, data in parts:
            digest = hashlib.sha256(data).digest()
            if digest in seen:
                continue
            seen.add(digest)
            hits |= {(where, raw_forms[at]) for at, _, _ in raw.find_matches_as_indexes(data.decode("latin-1"))}
            for text in _texts(data):
                hits |= {(where, read_forms[at]) for at, _, _ in read.find_matches_as_indexes(plain(text))}
            if data.startswith(b"PK\x03\x04") and b"tokens.npy" in data[:100]:
                hits |= {(where, value) for value in self._in_sets(data)}
        return sorted(hits)

    @cached_property
    def _automata(self) -> tuple[_Automaton, _Automaton]:
        """For bytes as they are, and for text that is written one way."""
        return _automaton(self._raw()), _automaton({plain(form): value for form, value in self._read().items()})

    def _raw(self) -> Mapping[str, str]:
        """Bytes as latin-1: each value in the encodings that there are, digests of people, numbers as numbers."""
        forms: dict[bytes, str] = {}
        for value in self.values | self.people:
            written = {value, unicodedata.normalize("NFKC", value), value.lower()}
            for one in written:
                forms[one.encode()] = value
                for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
                    if len(form := one.encode(encoding)) > _SHOWN:
                        forms[form] = value
                forms[quote(one).encode()] = value
                forms[one.encode("unicode_escape")] = value
        for value in self.people:
            for one in {value, value.lstrip("@"), number_of(value)} - {""}:
                for digest in _digests(one.encode()):
                    short = digest[:_SHOWN]
                    forms |= {short: value, short.hex().encode(): value, short.hex().upper().encode(): value}
                    forms[base64.b64encode(digest)[:8]] = value
                forms[base64.b64encode(one.encode()).rstrip(b"=")[:-1]] = value
        for value in self.values:
            if (number := number_of(value)).isdigit() and int(number) < 1 << 63:
                forms |= {struct.pack("<q", int(number)): value, struct.pack(">q", int(number))[2:]: value}
        return {form.decode("latin-1"): value for form, value in forms.items()}

    def _read(self) -> Mapping[str, str]:
        """What is looked for in text that is written one way."""
        numbers = {number: value for value in self.values if (number := number_of(value))}
        return {value: value for value in self.values | self.people} | numbers

    def _in_sets(self, data: bytes) -> Iterator[str]:
        """Values of which all 3-grams stand in the set of one item."""
        with np.load(io.BytesIO(data)) as held:
            order = np.argsort(held["tokens"], kind="stable")
            tokens, items = held["tokens"][order], np.repeat(np.arange(len(held["sizes"])), held["sizes"])[order]
        values = sorted(value for value in self.values | self.people if len(value) > 2)
        sets = gram_sets([unicodedata.normalize("NFKC", value) for value in values])
        for value, start, size in zip(values, sets.starts.tolist(), sets.sizes.tolist(), strict=True):
            own = sets.tokens[start : start + size]
            first, last = np.searchsorted(tokens, own), np.searchsorted(tokens, own, "right")
            rows = [set(items[a:b].tolist()) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
            if rows and set.intersection(*rows):
                yield value


def _digests(data: bytes) -> Iterator[bytes]:
    for name in _HASHES:
        yield hashlib.new(name, data).digest()
    for size in _SHORTENED:
        yield hashlib.blake2b(data, digest_size=size).digest()
        yield hashlib.blake2s(data, digest_size=size).digest()
    yield hashlib.blake2b(data).digest()


def _texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "ignore")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield data.decode("utf-16", "ignore")


def _automaton(forms: Mapping[str, str]) -> _Automaton:
    kept = {form: value for form, value in forms.items() if form}
    return AhoCorasick(list(kept)), list(kept.values())
