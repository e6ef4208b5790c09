"""A short paper that Dibao writes by itself (a slip, an answer card): its Word template is made for its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dibao.composing.brief import Paragraph, Role
from dibao.composing.form import build_template

_MARKS = {
    Role.MASTHEAD: "【版头】·",
    Role.NUMBER: "【期号】·",
    Role.META: "【署名】·",
    Role.TITLE: "【标题】·",
    Role.SECTION: "一、·",
    Role.PART: "（一）·",
    Role.BODY: "【正文】·",
    Role.CLOSING: "【落款】·",
    Role.SEAL: "【封签】·",
}


def laid_out(paragraphs: Iterable[Paragraph]) -> tuple[bytes, tuple[Paragraph, ...]]:
    """A template with one paragraph of the official form for each, and the paragraphs anchored in it."""
    placed = tuple(replace(paragraph, anchor=place) for place, paragraph in enumerate(paragraphs))
    return build_template("\n".join(_MARKS[paragraph.role] for paragraph in placed)), placed
