"""width: half-width marks in Chinese text, full-width digits and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import own_lines

_HAN = r"\u4e00-\u9fff"
_HALF = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:!?](?=[{_HAN}“《（\d])|(?<=[{_HAN}])\.(?=[{_HAN}]|$)|(?<=[\d%])[,;](?=[{_HAN}“《])"
    rf"|\((?=[{_HAN}])|(?<=[{_HAN}])\)"
)
_FULL = re.compile("[，；：！？（）。]")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")
_FORMS = str.maketrans(",;:!?.()", "，；：！？。（）")
_LABEL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?\.|附件\d{0,2}:")
_MOST = 5
"""More places are told in one remark."""


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each place, one for all where there are many."""
    half: list[tuple[int, int, str]] = []
    wide: list[tuple[int, int, str]] = []
    full = 0
    for line in own_lines(manuscript):
        label = _LABEL.match(line.raw)  # its mark is told as that of a number, or of annexes
        after = label.end() if label else 0
        half += [(line.start + one.start(), line.start + one.end(), one[0]) for one in _HALF.finditer(line.raw, after)]
        wide += [(line.start + one.start(), line.start + one.end(), one[0]) for one in _WIDE.finditer(line.raw)]
        full += len(_FULL.findall(line.raw))
    if full:
        yield from _told(manuscript, half, full)
    if len(wide) > _MOST:
        start, end, words = wide[0]
        yield manuscript.remark(
            "width",
            Severity.NOTE,
            start,
            end,
            say(f"有 {len(wide)} 处全角数字和字母，请改半角。", f"{len(wide)} digits and letters are full-width."),
            _narrow(words),
        )
        return
    for start, end, words in wide:
        yield manuscript.remark(
            "width",
            Severity.NOTE,
            start,
            end,
            say(f"“{words}”是全角，数字和字母用半角。", f"{words} is full-width; digits and letters are half-width."),
            _narrow(words),
        )


def _narrow(words: str) -> str:
    return "".join(chr(ord(sign) - 0xFEE0) for sign in words)


def _told(manuscript: Manuscript, half: list[tuple[int, int, str]], full: int) -> Iterator[Remark]:
    if len(half) > _MOST:
        start, end, _ = half[0]
        yield manuscript.remark(
            "width",
            Severity.NOTE if len(half) > full else Severity.WARNING,
            start,
            end,
            say(
                f"中文里有 {len(half)} 处半角标点，全角标点 {full} 处，请统一用全角。",
                f"There are {len(half)} half-width marks among {full} full-width ones; make them all full-width.",
            ),
        )
        return
    for start, end, sign in half:
        yield manuscript.remark(
            "width",
            Severity.WARNING,
            start,
            end,
            say(f"中文里用了半角的“{sign}”，请改全角。", f"The half-width {sign} stands in Chinese text."),
            sign.translate(_FORMS),
        )


RULE = Rule(
    "width",
    41,
    "中文语句里混用的半角标点（, ; : . ( )），全角的数字和字母。",
    "Half-width marks (, ; : . ( )) mixed into Chinese text, full-width digits and letters.",
    find,
)
