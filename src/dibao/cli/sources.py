"""What a command is given to read: a file, a file that holds files, or `-` for what is pasted on standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dibao.cli import output
from dibao.documents import LIMIT, Enclosed, bytes_of, unreadable
from dibao.documents.enclosed import PASTE
from dibao.language import say

STDIN = Path("-")


def name(path: Path) -> str:
    """What a source is called: a file's name, 粘贴 for standard input."""
    return PASTE if path == STDIN else path.name


def place(path: Path, enclosed: Enclosed) -> str:
    """Where a report is, from the path as it was given inwards."""
    return f"{path}{enclosed.name[len(name(path)) :]}"


def read(path: Path) -> bytes:
    """Its bytes. DibaoError (code `unreadable`) where there are none."""
    if path != STDIN:
        return bytes_of(path)
    if sys.stdin is None:  # `<&-`: nobody can paste anything
        raise unreadable.empty(PASTE)
    if sys.stdin.isatty():
        end = "Ctrl-Z" if os.name == "nt" else "Ctrl-D"
        output.note(
            say(f"请粘贴文字，另起一行按 {end} 结束。", f"Paste the text, then press {end} on a line of its own.")
        )
    return sys.stdin.buffer.read(LIMIT + 1)  # one byte over the limit is enough to be refused for it
