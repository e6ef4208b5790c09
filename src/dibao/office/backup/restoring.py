"""Restoring: a backup becomes an office in an empty folder, and an empty database where that is elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.db import connection, connections, transaction

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.backup.archive import FILES, TABLES, Manifest, members, verified
from dibao.office.backup.tables import empty, load, renumber, tables
from dibao.office.site.opening import open_database


def restore(source: Path, root: Path) -> Manifest:
    """The office of the backup in the folder `root`, all of it or nothing. DibaoError says what stands in the way.

    The backup is read through and compared with its own list before anything is written.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise DibaoError(
            say(
                f"{root} 里已有东西，恢复要一个空文件夹：dibao -w 新文件夹 restore {source}。",
                f"{root} is not empty; restore into a new folder: dibao -w DIR restore {source}.",
            ),
            code="exists",
        )
    manifest = verified(source)
    part = root.with_name(f".{root.name}.{os.getpid()}.restoring")
    try:
        part.mkdir(parents=True)
        _files(source, part)
        open_database(part)
        with transaction.atomic():
            _rows(source, manifest)
            if connection.vendor == "postgresql":
                part.replace(root)  # the last step but the commit: neither is there without the other
        if connection.vendor != "postgresql":
            connections.close_all()
            part.replace(root)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def _files(source: Path, target: Path) -> None:
    for name, content in members(source):
        if name.startswith(FILES):
            path = target / name.removeprefix(FILES)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)


def _rows(source: Path, manifest: Manifest) -> None:
    if not empty():
        raise DibaoError(
            say(
                "DIBAO_DATABASE_URL 指的数据库里已有一个办公室，请另建一个空库。",
                "The database of DIBAO_DATABASE_URL holds an office already; make an empty one.",
            ),
            code="exists",
        )
    known = {f"{TABLES}{model._meta.label}.jsonl": model for model in tables()}
    for name, content in members(source):
        if not name.startswith(TABLES):
            continue
        model = known.get(name)
        try:
            if model is None:
                raise ValueError(name)
            done = load(model, _lines(content))
        except ValueError as error:
            raise DibaoError(
                say(
                    f"这份备份里有这个版本不认识的内容（{error}），请用写它的那个版本（{manifest.dibao}）恢复。",
                    f"This version does not know a part of the backup ({error}); restore with Dibao {manifest.dibao}.",
                ),
                code="newer_backup",
            ) from error
        assert done == manifest.tables[model._meta.label]  # the member's hash was compared: it is what was written
    renumber()


def _lines(content: IO[bytes]) -> Iterator[str]:
    for line in content:
        yield line.decode()
