"""Headings of a brief from which clauses were left out: none with nothing under it, numbered one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dibao.composing.brief import Block, Paragraph, Role, Text
from dibao.composing.wording import ordinal


def without_empty(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without headings that have nothing under them any more."""
    held = list(blocks)
    depth = {Role.SECTION: 1, Role.PART: 2}
    kept: list[Block] = []
    for position, block in enumerate(held):
        level = depth.get(block.role, 0) if isinstance(block, Paragraph) else 0
        if level:
            following = held[position + 1] if position + 1 < len(held) else None
            below = depth.get(following.role, 3) if isinstance(following, Paragraph) else 3 if following else 0
            if isinstance(following, Paragraph) and following.role in (Role.CLOSING, Role.SEAL):
                below = 0
            if below <= level:
                continue
        kept.append(block)
    return kept if len(kept) == len(held) else without_empty(kept)


_SECTION, _PART = re.compile(r"^[一二三四五六七八九十]+(?=、)"), re.compile(r"^（[一二三四五六七八九十]+）")


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """Headings numbered one after the other again."""
    section = part = 0
    renumbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.runs and isinstance(first := block.runs[0], Text):
            text = first.text
            if block.role is Role.SECTION and _SECTION.match(text):
                section, part = section + 1, 0
                text = _SECTION.sub(ordinal(section), text)
            elif block.role is Role.PART and _PART.match(text):
                part += 1
                text = _PART.sub(f"（{ordinal(part)}）", text)
            if text != first.text:
                block = replace(block, runs=(replace(first, text=text), *block.runs[1:]))
        renumbered.append(block)
    return renumbered
