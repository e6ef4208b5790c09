"""Lists of titles in a brief (刊发《…》《…》等重点稿件): today's stand there tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LIST = re.compile("《[^《》]+》(?:[、，]?《[^《》]+》)*等?")
_TOLD = re.compile("刊播?发|刊登|刊载|播发|播出|推出|推送|发布|发表|采写|编发|上线|报道|制作|策划|登载")
_WORKS = re.compile("等?.{0,14}?(?:稿件|作品|报道|产品|文章|消息|新闻|节目|视频|图解|评论|通讯|专题|海报|歌曲)")


@dataclass(frozen=True, slots=True)
class TitleList:
    """Characters [start, end) of a line that are titles of what was published; without the marks inside of it."""

    start: int
    end: int
    text: str


def lists(line: str) -> Iterator[TitleList]:
    """The lists of published titles in a line: several titles, or one with 等 and the sort of work behind it.

    A single title is as likely a document that is quoted (按照《…》要求), and so is what no act of publishing leads to.
    """
    for match in _LIST.finditer(line):
        clause = max(line.rfind(sign, 0, match.start()) for sign in "，。；：》") + 1
        works = _WORKS.match(line, match.end()) is not None
        several = match[0].count("《") > 1
        if not _TOLD.search(line, clause, match.start()) and not (works and several):
            continue
        if several or (works and match[0].endswith("等")):
            yield TitleList(match.start(), match.end(), match[0])
