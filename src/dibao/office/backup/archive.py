"""The file of a backup: a compressed tar whose last member lists every other with its size and SHA-256."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from dibao.errors import DibaoError
from dibao.language import say

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, FILES = "tables/", "files/"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `tables`: rows by table; `count`, `head`: how the ledger stood; `members`: size and hash."""

    made: str
    dibao: str
    tables: Mapping[str, int]
    count: int
    head: str
    members: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Adds members one by one, each hashed on its way."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self.members: dict[str, tuple[int, str]] = {}

    def add(self, name: str, source: IO[bytes]) -> None:
        """A member with what `source` holds now; what is appended to it meanwhile is not in it."""
        with tempfile.TemporaryFile() as held:
            digest = sha256()
            while block := source.read(_CHUNK):
                digest.update(block)
                held.write(block)
            self._put(name, held, digest.hexdigest())

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """A member of lines; how many there were after the first."""
        with tempfile.TemporaryFile() as held:
            digest, number = sha256(), -1
            for line in lines:
                number += 1
                block = (line + "\n").encode()
                digest.update(block)
                held.write(block)
            self._put(name, held, digest.hexdigest())
        return number

    def _put(self, name: str, held: IO[bytes], digest: str) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = held.tell(), 0o600
        held.seek(0)
        self._archive.addfile(entry, held)
        self.members[name] = (entry.size, digest)

    def close(self, manifest: Manifest) -> None:
        """The list of members, last."""
        data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(data), 0o600
        self._archive.addfile(entry, io.BytesIO(data))


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A new backup at `target`, there only when it is whole; readable by its owner alone: it holds everything."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as raw:
            with gzip.open(raw, "wb", compresslevel=3) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
                yield Writer(archive)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(part, target)  # unlike a rename, it never takes the place of another backup
    except FileExistsError as error:
        raise DibaoError(
            say(f"{target} 已经有了，请换个名字。", f"{target} is there already; choose another name."), code="exists"
        ) from error
    except OSError as error:
        raise DibaoError(
            say(
                f"备份写不进 {target}（{error.strerror}），请换个位置或腾出空间。",
                f"The backup cannot be written to {target} ({error.strerror}); choose another place or make room.",
            ),
            code="backup",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The members in their order, each to be read before the next, inside `told`."""
    with tarfile.open(path, mode="r|gz") as archive:
        for entry in archive:
            name = PurePosixPath(entry.name)
            content = archive.extractfile(entry) if entry.isfile() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                raise _damaged(path, entry.name)
            yield entry.name, content


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever goes wrong in reading the file, as one sentence: it is no backup, it is cut off, it cannot be read."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path, "") from error
    except OSError as error:
        raise DibaoError(
            say(f"打不开 {path}（{error.strerror}）。", f"{path} cannot be opened ({error.strerror})."),
            code="unreadable",
        ) from error


def verified(path: Path) -> Manifest:
    """Read the whole backup once and compare every member with the list; DibaoError names what is wrong."""
    with told(path):
        found, listed = _found(path)
    if not isinstance(listed, dict) or "format" not in listed:
        raise _damaged(path, MANIFEST)
    if listed["format"] != FORMAT:
        raise DibaoError(
            say("这份备份由更新版本的邸报写成，请升级邸报。", "A newer Dibao wrote this backup; upgrade Dibao."),
            code="newer_backup",
        )
    listed["members"] = {name: (size, digest) for name, (size, digest) in listed["members"].items()}
    manifest = Manifest(**listed)
    if wrong := sorted(set(found.items()) ^ set(manifest.members.items())):
        raise _damaged(path, wrong[0][0])
    return manifest


def _found(path: Path) -> tuple[dict[str, tuple[int, str]], dict[str, Any] | None]:
    """Size and hash of every member, and the list that should say the same."""
    found: dict[str, tuple[int, str]] = {}
    listed: dict[str, Any] | None = None
    for name, content in members(path):
        if name == MANIFEST:
            with suppress(ValueError):
                listed = json.loads(content.read())
            continue
        digest, size = sha256(), 0
        while block := content.read(_CHUNK):
            digest.update(block)
            size += len(block)
        found[name] = (size, digest.hexdigest())
    return found, listed


def _damaged(path: Path, member: str) -> DibaoError:
    where = f"（{member}）" if member else ""
    in_english = f" ({member})" if member else ""
    return DibaoError(
        say(
            f"{path} 不是完整的备份{where}，请换另一份。",
            f"{path} is no whole backup{in_english}; take another one.",
        ),
        code="damaged",
    )
