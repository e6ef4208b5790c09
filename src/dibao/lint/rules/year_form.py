"""year_form: 二零二六年, 26年2月, 2026年二月, 2026年02月04日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark
from dibao.lint.search import found, place
from dibao.reading.numerals import chinese

_HAN = "一二三四五六七八九"
_ZERO = re.compile(rf"(?P<year>二[零Oo0○]\d?[零〇○Oo0{_HAN}]{{1,2}})年(?!代)")
_SHORT = re.compile(r"(?<![\d.,第])(?P<year>[0-3]\d)年(?=0?[1-9]月|1[0-2]月)")
_MIXED = re.compile(r"(?P<year>20\d\d)年(?P<m>[一二三四五六七八九十]{1,2})月(?:(?P<d>[一二三四五六七八九十]{1,3})日)?")
_LEADING = re.compile(r"(?P<y>20\d\d年)(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each, with the date as it should be written."""
    write = partial(manuscript.to_write, "year_form")
    for line, match in found(manuscript, _ZERO):
        year = re.sub("[零Oo0○]", "〇", match["year"])
        if len(year) == 4:
            yield write(*place(line, match), match[0], year + "年", "汉字年份用“〇”", "the zero is 〇")
    for line, match in found(manuscript, _SHORT):
        right = f"20{match['year']}年"
        yield write(*place(line, match), match[0], right, "年份写四位", "a year has four digits")
    for line, match in found(manuscript, _MIXED):
        month, day = chinese(match["m"]), chinese(match["d"]) if match["d"] else None
        right = f"{match['year']}年{month}月" + (f"{day}日" if day else "")
        yield write(*place(line, match), match[0], right, "年月日用同一种数字", "one kind of digits")
    for line, match in found(manuscript, _LEADING):
        right = f"{match['y']}{int(match['m'])}月{int(match['d'])}日"
        if right != match[0]:
            yield write(*place(line, match), match[0], right, "月、日不编虚位", "no leading zeros")


RULE = Rule(
    "year_form",
    76,
    "日期写法：二〇二六年（不写二零），年份四位（不写26年2月），年月日用同一种数字，月、日不编虚位（不写02月04日）。"
    "GB/T 15835-2011 5.1.4、5.2.5、5.3，GB/T 9704-2012 7.3.5.4。",
    "Dates: 二〇二六年 with 〇, years with four digits, one kind of digits in one date, no leading zeros (2月4日). "
    "GB/T 15835-2011, 5.1.4, 5.2.5 and 5.3; GB/T 9704-2012, 7.3.5.4.",
    find,
)
