"""The search for leaks finds what is planted, wherever and however it is written."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dibao.listening.grams import gram_sets
from support.everywhere import under, watched
from support.planted import AUTHORS, HANDLES, PHONE, secrets


def _zipped(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{PHONE}</w:t>")


def _metadata(folder: Path) -> None:
    table = pa.table({"text": ["x"]}).replace_schema_metadata({b"dibao": PHONE.encode()})
    pq.write_table(table, folder / "00000.parquet", compression="lz4")


def _sets(folder: Path) -> None:
    sets = gram_sets(["没有", f"请打{PHONE}"])
    np.savez_compressed(folder / "00000.npz", tokens=sets.tokens, sizes=sets.sizes)


def _database(folder: Path, *, deleted: bool) -> None:
    with closing(sqlite3.connect(folder / "dibao.db")) as connection:
        connection.execute("PRAGMA secure_delete = off")
        connection.execute("CREATE TABLE item (text)")
        connection.execute("INSERT INTO item VALUES (?)", (zlib.compress(PHONE.encode()) if not deleted else PHONE,))
        connection.commit()
        if deleted:
            connection.execute("DROP TABLE item")


def _log(folder: Path) -> None:
    connection = sqlite3.connect(folder / "dibao.db")
    connection.executescript(f"PRAGMA journal_mode = WAL; CREATE TABLE item (a); INSERT INTO item VALUES ('{PHONE}')")
    shutil.copy(folder / "dibao.db-wal", folder / "left.db-wal")
    connection.close()
    (folder / "dibao.db").unlink()


def _backup(folder: Path) -> None:
    with tarfile.open(folder / "all.tar.gz", "w:gz") as tar:
        entry = tarfile.TarInfo("items.jsonl")
        data = json.dumps({"text": f"{AUTHORS[1]}说"}).encode()
        entry.size = len(data)
        tar.addfile(entry, io.BytesIO(data))


def _written(text: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda folder: (folder / "a.txt").write_text(text, encoding)


def _column(folder: Path) -> None:
    pq.write_table(pa.table({"n": [1, int(PHONE)]}), folder / "a.parquet", compression="zstd")


def _digest(folder: Path) -> None:
    (folder / "a.bin").write_bytes(hashlib.blake2b(HANDLES[1].encode(), digest_size=8).digest())


LEAKS: dict[str, Callable[[Path], object]] = {
    "a name of a file": lambda folder: (folder / f"{AUTHORS[3]}.txt").touch(),
    "a container": _zipped,
    "a column": _column,
    "what a column says of itself": _metadata,
    "sets of 3-grams": _sets,
    "a packed cell": lambda folder: _database(folder, deleted=False),
    "a free page": lambda folder: _database(folder, deleted=True),
    "a database's log": _log,
    "a backup": _backup,
    "escapes": _written(json.dumps(AUTHORS[2])),
    "an address": _written(quote(AUTHORS[2])),
    "GB18030": _written(AUTHORS[2], "gb18030"),
    "UTF-16": _written(AUTHORS[2], "utf-16"),
    "separators": _written(f"{PHONE[:3]}-{PHONE[3:7]} {PHONE[7:]}"),
    "words": _written(PHONE.translate(dict(zip(range(48, 58), "〇一二三四五六七八九", strict=True)))),
    "wide digits": _written(PHONE.translate({48 + n: 0xFF10 + n for n in range(10)})),
    "a digest": _written(hashlib.sha256(PHONE.encode()).hexdigest()),
    "a short digest": _digest,
    "a number": lambda folder: np.save(folder / "a.npy", np.array([int(PHONE)])),
}


@pytest.mark.parametrize("way", LEAKS)
def test_what_is_planted_anywhere_is_found(way: str, tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    LEAKS[way](tmp_path / "left")
    assert secrets().found(under(tmp_path / "left"))


def test_what_was_there_for_a_moment_is_found(tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    with watched(tmp_path / "left", tmp_path / "kept"):
        (tmp_path / "left" / "a.txt").write_text(PHONE)
        time.sleep(0.1)
        (tmp_path / "left" / "a.txt").unlink()
    assert not secrets().found(under(tmp_path / "left")) and secrets().found(under(tmp_path / "kept"))
