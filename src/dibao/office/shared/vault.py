"""Files in a folder of the workspace, each under the hash of its content: written once, for good, never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from dibao.errors import DibaoError
from dibao.language import say


def place(folder: Path, digest: str, name: str) -> Path:
    """Where bytes lie; the suffix of their name is kept, so that a program opens them."""
    return folder / (digest + PurePath(name).suffix.lower())


def digest_of(data: bytes) -> str:
    """What bytes are called: their SHA-256."""
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, files: Sequence[tuple[bytes, str, str]]) -> None:
    """Put files (bytes, digest, name) on disk for good, before any transaction speaks of them.

    A process that is killed leaves at most files that nothing refers to; the next run with the same bytes uses them.
    """
    try:
        folder.mkdir(exist_ok=True)
        wanted = [(data, digest, place(folder, digest, name)) for data, digest, name in files]
        missing = [(data, digest, target) for data, digest, target in wanted if not holds(target, digest)]
        for data, digest, target in missing:
            _put(data, digest, target)
        if missing:
            _sync_folder(folder)
            _tidy(folder, {digest for _, digest, _ in missing})
    except OSError as error:
        raise DibaoError(
            say(
                f"文件存不进 {folder}（{error.strerror}），请检查工作区是否可写、磁盘是否已满。",
                f"The file cannot be kept in {folder} ({error.strerror}); is it writable, or full?",
            ),
            code=folder.name,
        ) from error


def holds(file: Path, digest: str) -> bool:
    """Whether the file is there and has that content."""
    try:
        return digest_of(file.read_bytes()) == digest
    except FileNotFoundError:
        return False


def _put(data: bytes, digest: str, target: Path) -> None:
    part = target.with_name(f".{digest}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):  # another process has just put the same bytes there and cleaned up
        part.replace(target)


def _tidy(folder: Path, digests: Collection[str]) -> None:
    """Take away what processes left that were killed while they put the same bytes there."""
    for left in folder.glob(".*.part"):
        if left.name.split(".")[1] in digests:
            left.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can sync a folder."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
