"""closing_date: the date under the text in Arabic digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.reading.numerals import chinese

_HAN = "〇零○一二三四五六七八九十"
_DATE = re.compile(rf"(?P<y>[二][{_HAN}]{{3}})年(?P<m>[{_HAN}]{{1,3}})月(?P<d>[{_HAN}]{{1,3}})日")
_ENDS = 4


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for a date in characters in head or foot."""
    lines = [line for line in manuscript.prose if line.own]
    for line in {id(one): one for one in (*lines[:_ENDS], *lines[-_ENDS:])}.values():
        match = _DATE.search(line.text) if len(line.text) < 40 else None
        if match is None:
            continue
        parts = [chinese(match[part].replace("○", "〇")) for part in "ymd"]
        right = f"{parts[0]}年{parts[1]}月{parts[2]}日"
        yield manuscript.remark(
            "closing_date",
            Severity.WARNING,
            *line.place(*match.span()),
            say(
                f"成文日期用阿拉伯数字，应写作“{right}”。",
                f"The date of a document is in Arabic digits: {right}.",
            ),
            right,
        )


RULE = Rule(
    "closing_date",
    80,
    "成文日期用阿拉伯数字（2026年2月4日），不用汉字。GB/T 9704-2012 7.3.5.4。",
    "The date of a document is in Arabic digits (2026年2月4日), not in characters. GB/T 9704-2012, 7.3.5.4.",
    find,
)
