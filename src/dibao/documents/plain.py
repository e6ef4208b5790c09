"""Plain text as a document: running text, and the grids of cells that were pasted into it."""

from __future__ import annotations

from dibao.documents.blocks import Block, Document, Prose

DELIMITERS = "\t|｜│┃"
"""What parts the fields of a pasted grid."""


def document(text: str, name: str, *, notes: tuple[str, ...] = ()) -> Document:
    """The text as it is, in blocks.

    Line breaks, blank lines too, may come from a layout, so running text is one block up to the next grid. A grid is
    at least two lines in a row that tabs or bars part into at least two filled fields.
    """
    import hashlib

    blocks: list[Block] = []
    if any(delimiter in text for delimiter in DELIMITERS):
        from dibao.documents import grids

        blocks += grids.blocks(text)
    elif text.strip():
        blocks.append(prose(text, 0, len(text)))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, text, tuple(blocks), "txt", digest, notes)


def prose(text: str, start: int, end: int) -> Prose:
    """Running text without the white space around it; there must be some."""
    return Prose(*trimmed(text, start, end), wrapped=True)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch [start, end) without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
