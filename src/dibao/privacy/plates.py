"""Number plates (GA 36): of five characters, of new-energy cars with six, of learners, trailers, police and borders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.privacy.personal import Kind, Personal

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-Za-hj-z][ ·•・‧.\-_]{0,2}"
    r"([A-HJ-NP-Za-hj-np-z0-9]{2,3}[ ]?[A-HJ-NP-Za-hj-np-z0-9]{2,3})([挂学警港澳领试超]?)(?![A-Za-z0-9年])"
)

_ELECTRIC = frozenset("ABCDEFGHJK")
"""How the serials of new-energy cars begin, or end where they are large."""


def plates(text: str) -> Iterator[Personal]:
    """Number plates of a text."""
    for match in _PLATE.finditer(text):
        serial, after = match[1].replace(" ", "").upper(), match[2]
        digits = sum(character.isdigit() for character in serial)
        # Five with at least three digits; six of a new-energy car, one or two of them letters at an end.
        usual = len(serial) == 5 and digits >= 3
        electric = len(serial) == 6 and digits >= 4 and (serial[0] in _ELECTRIC or serial[-1] in _ELECTRIC)
        if usual or electric or (len(serial) == 4 and after and digits >= 2):
            yield Personal(Kind.PLATE, match.start(), match.end() if after else match.end(1))
