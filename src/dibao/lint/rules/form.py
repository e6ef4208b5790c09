"""form: the official form's page and dress, where a Word file is in it."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.composing.brief import Role
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.word import Page

_SIZE, _MARGINS, _LINES = (210.0, 297.0), (37.0, 35.0, 28.0, 26.0), 28.95
_SLACK = 1.0
"""Millimetres: the standard's own tolerance."""
_FONTS = {Role.SECTION: "黑体", Role.PART: "楷体", Role.BODY: "仿宋", Role.TITLE: "小标宋"}
_FAMILIES = {"SimHei": "黑体", "KaiTi": "楷体", "FangSong": "仿宋"}
_POINTS = {Role.SECTION: 16.0, Role.PART: 16.0, Role.BODY: 16.0, Role.TITLE: 22.0}
_OUR_FORM = frozenset((Role.TITLE, Role.BODY))


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Warnings on page, margins, lines a page, and on words pasted in another font or size."""
    word = manuscript.word
    if word is None or not word.roles >= _OUR_FORM:
        return
    for page in dict.fromkeys(word.pages):
        for message in _page(page):
            yield Remark("form", Severity.WARNING, message)
    for dressed in word.dressed:
        font, points = _FONTS.get(dressed.role), _POINTS.get(dressed.role)
        if font is None or points is None:
            continue
        family = next((name for latin, name in _FAMILIES.items() if latin in dressed.font), dressed.font)
        wrong_font = bool(dressed.font) and font not in family
        wrong_size = dressed.size is not None and abs(dressed.size - points) > 0.5
        place = manuscript.find(dressed.text)
        if not (wrong_font or wrong_size) or place is None:
            continue
        has = "、".join(
            filter(None, (dressed.font if wrong_font else "", f"{dressed.size:g} 磅" if wrong_size else ""))
        )
        yield manuscript.remark(
            "form",
            Severity.WARNING,
            *place,
            say(
                f"“{dressed.role.value}”应为{font}、{points:g} 磅，这里是{has}；像是粘贴带来的格式，请清除。",
                f"{dressed.role.value} is in {font}, {points:g} pt, this is not ({has}); clear the pasted formatting.",
            ),
        )


def _page(page: Page) -> Iterator[str]:
    if any(abs(has - right) > _SLACK for has, right in zip(page.size, _SIZE, strict=True)):
        yield say(
            f"纸张是 {page.size[0]:g}×{page.size[1]:g} 毫米，公文用 A4（210×297）。",
            f"The paper is {page.size[0]:g} × {page.size[1]:g} mm; official documents are A4.",
        )
    names = (("上", "top"), ("下", "bottom"), ("左", "left"), ("右", "right"))
    wrong = [
        (name, has, right)
        for name, has, right in zip(names, page.margins, _MARGINS, strict=True)
        if abs(has - right) > _SLACK
    ]
    if wrong:
        zh = "、".join(f"{name[0]} {has:g}（应为 {right:g}）" for name, has, right in wrong)
        en = ", ".join(f"{name[1]} {has:g} ({right:g})" for name, has, right in wrong)
        yield say(f"页边距（毫米）：{zh}。", f"Margins in mm, and what they should be: {en}.")
    if page.pitch is not None and abs(page.pitch - _LINES) > 0.3:
        lines = round(225 / 25.4 * 72 / page.pitch)
        yield say(f"每页约 {lines} 行，公文每页 22 行。", f"About {lines} lines a page; official documents have 22.")


RULE = Rule(
    "form",
    90,
    "用本系统公文样式的 Word 稿：A4，页边距 37/35/28/26 毫米（允许 1 毫米），每页 22 行，标题小标宋 22 磅、一级黑体、"
    "二级楷体、"
    "正文仿宋 16 磅。其他格式的稿不查。GB/T 9704-2012 5.2、7.3。",
    "A Word file in this program's official styles: A4, margins 37/35/28/26 mm (to 1 mm), 22 lines a page, title in "
    "小标宋 22 pt, headings in 黑体 and 楷体, text in 仿宋 16 pt. Other forms are left alone. GB/T 9704-2012, 5.2 "
    "and 7.3.",
    find,
)
