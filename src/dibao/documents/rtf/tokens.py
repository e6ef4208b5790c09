"""An RTF's bytes as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # a word and its number
    r"|\\'([0-9a-fA-F]{2})"  # a byte
    r"|\\([^a-zA-Z])"  # a symbol
    r"|([{}])"
    r"|([^\\{}\r\n\x00]+)"  # text
    r"|[\r\n\x00]+|\\",
    re.DOTALL,
)
_WORD, _NUMBER, _BYTE, _SYMBOL, _BRACE, _TEXT = range(1, 7)

Token = tuple[str, str, int | None]
"""(kind, text, number). Kinds: `{`, `}`, `word`, `symbol` and `text`, whose characters stand for a byte each."""


def tokens(data: bytes) -> Iterator[Token]:
    """All tokens; binary data (`\\bin`) is left out."""
    text = data.decode("latin-1")
    match_at = _TOKEN.match
    position, end = 0, len(text)
    while position < end:
        match = match_at(text, position)
        if match is None:  # cannot be: a lone backslash is the last alternative
            return
        position = match.end()
        kind = match.lastindex
        if kind in {_WORD, _NUMBER}:
            word, written = match.group(_WORD, _NUMBER)
            number = None if written is None else int(written)
            if word == "bin":
                position += max(number or 0, 0)
            else:
                yield "word", word, number
        elif kind == _BRACE:
            yield match[_BRACE], "", None
        elif kind == _BYTE:
            yield "text", chr(int(match[_BYTE], 16)), None
        elif kind == _TEXT:
            yield "text", match[_TEXT], None
        elif kind == _SYMBOL:
            yield "symbol", match[_SYMBOL], None
