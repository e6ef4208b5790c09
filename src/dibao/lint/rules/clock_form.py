"""clock_form: 9:00 here, 9时 there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_COLON = re.compile(r"(?<=[日号午至晨晚—～~\-])(?P<h>\d{1,2})[:：](?P<m>\d{2})(?!\d)")
_WORD = re.compile(
    r"(?<=[日号午至晨晚—～~\-])(?P<h>\d{1,2})(?P<word>[时点])(?:(?P<m>\d{1,2})分|(?P<half>半)|整)?(?!间|段|期|候|长|数|名|击|赞|位)"
)


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """The places of the rarer way, where a brief has both."""
    colons, words = list(found(manuscript, _COLON)), list(found(manuscript, _WORD))
    if not colons or not words:
        return
    rarer = words if len(words) <= len(colons) else colons
    for line, match in rarer:
        if rarer is words:
            right = f"{match['h']}:{'30' if match['half'] else (match['m'] or '0').zfill(2)}"
        else:
            right = f"{match['h']}时" + (f"{int(match['m'])}分" if int(match["m"]) else "")
        yield manuscript.remark(
            "clock_form",
            Severity.NOTE,
            *place(line, match),
            say(
                f"全文时刻 {len(colons)} 处写作“9:00”、{len(words)} 处写作“9时”，请统一，如“{right}”。",
                f"Times are written as 9:00 in {len(colons)} places and as 9时 in {len(words)}; write one way, as "
                f"{right}.",
            ),
            right,
        )


RULE = Rule(
    "clock_form",
    77,
    "时刻一处写“9:00”、一处写“9时”。GB/T 15835-2011 4.3 同类别同形式。",
    "Times written 9:00 in one place and 9时 in another. GB/T 15835-2011, 4.3.",
    find,
)
