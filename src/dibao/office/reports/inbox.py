"""The bytes of reports in the workspace, each under the hash of its content."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path, PurePath

from dibao.errors import DibaoError
from dibao.language import say

FOLDER = "inbox"


def place(root: Path, digest: str, name: str) -> Path:
    """Where a report's bytes lie; the suffix of its name is kept, so that a program opens it."""
    return root / FOLDER / (digest + PurePath(name).suffix.lower())


def keep(root: Path, data: bytes, digest: str, name: str) -> Path:
    """Put the bytes on disk for good, before any transaction speaks of them.

    A process that is killed leaves at most a file that nothing refers to; the next run with the same bytes uses it.
    """
    target = place(root, digest, name)
    try:
        if _holds(target, digest):
            return target
        target.parent.mkdir(exist_ok=True)
        part = target.with_name(f".{digest}.{os.getpid()}.part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):  # another process has just put the same bytes there and cleaned up
            part.replace(target)
        _sync_folder(target.parent)
        for left in target.parent.glob(f".{digest}.*.part"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise DibaoError(
            say(
                f"来件存不进 {target.parent}（{error.strerror}），请检查工作区是否可写、磁盘是否已满。",
                f"The report cannot be kept in {target.parent} ({error.strerror}); is it writable, or full?",
            ),
            code="inbox",
        ) from error
    return target


def _holds(file: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can sync a folder."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
