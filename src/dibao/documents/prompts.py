"""What the placeholder of a form's field says, which is no text of the report."""

from __future__ import annotations

import re

_ASKS = re.compile(r"单击|点击|点按|轻触|请输入|请填|请选择|选择一?项|\b(?:click|tap|choose|enter)\b", re.IGNORECASE)


def asks(text: str) -> bool:
    """Whether the words ask to be replaced."""
    return _ASKS.search(text) is not None
