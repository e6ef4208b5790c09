"""How a unit's messages are kept: text, with a ruling above each message that says which one of the chat it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dibao.documents import plain
from dibao.documents.blocks import Block, Cell, Document, Table

_RULE = "——"
_HEAD = re.compile(rf"{_RULE} 聊天：(?P<who>[^\n]*) {_RULE}\n(?={_RULE} 第\d+条消息 {_RULE}\n)")
_MESSAGE = re.compile(rf"(?m)^{_RULE} (?P<place>第\d+条消息) {_RULE}\n")


def written(who: str, day: date | None, messages: Iterable[tuple[int, str]]) -> bytes:
    """The bytes of a report: messages with their numbers. The head makes two units' same words two files."""
    head = f"{_RULE} 聊天：{who}{f' {day}' if day else ''} {_RULE}\n"
    body = "\n".join(f"{_RULE} 第{number}条消息 {_RULE}\n{_MESSAGE.sub('', said)}" for number, said in messages)
    return f"{head}{body}\n".encode("utf-8", "replace")


def recognises(data: bytes) -> bool:
    """Whether these are the bytes of such a report."""
    if not data.startswith(f"{_RULE} 聊天：".encode()):
        return False
    return _HEAD.match(data[:4096].decode("utf-8", "replace")) is not None


def read(data: bytes, name: str) -> Document:
    """The messages as a document: its text is theirs alone, each knows its number."""
    text = data.decode()
    marks = list(_MESSAGE.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    for mark, end in zip(marks, ends, strict=True):
        said = text[mark.end() : end].rstrip("\n") + "\n"
        blocks += [_placed(block, length, mark["place"]) for block in plain.document(said, name).blocks]
        pieces.append(said)
        length += len(said)
    return Document(name, "".join(pieces).rstrip("\n"), tuple(blocks), "chat")


def _placed(block: Block, by: int, place: str) -> Block:
    """A message's block where it stands among all messages."""
    start, end = block.start + by, block.end + by
    if isinstance(block, Table):
        cells = tuple(_cell(cell, by, place) for cell in block.cells)
        return replace(block, start=start, end=end, cells=cells, locator=f"{place} {block.locator}")
    return replace(block, start=start, end=end, locator=place)


def _cell(cell: Cell, by: int, place: str) -> Cell:
    return replace(cell, start=cell.start + by, end=cell.end + by, locator=f"{place} {cell.locator}")
