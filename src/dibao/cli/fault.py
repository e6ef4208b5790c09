"""Our own mistakes as a file for the maintainers: where it happened, without what the office's data was."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator

_DATA = re.compile(r"""'[^']*'|"[^"]*"|[^\x00-\x7f]+|[0-9]{5,}""")
"""What of a message may be somebody's: what is quoted, what is not English, long numbers."""


def told(error: BaseException) -> str:
    """The traceback with its causes; of the messages only the words of programs. A worker's is a message, too."""
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain:
        chain.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join("".join(_one(each)) for each in reversed(chain))


def _one(error: BaseException) -> Iterator[str]:
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}:\n"
    source = False
    for line in str(error).splitlines():
        place = re.match(r'  File "[^"]*", line \d+, in [\w<>.]+$', line) is not None
        yield (line if place or source else _DATA.sub("…", line)) + "\n"
        source = place
