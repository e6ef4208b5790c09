"""Signs that show one number and hold another: none of them may be read as a figure without a word."""

from __future__ import annotations

import re

from dibao.documents.blocks import Document

TURNING = "\u202b\u202e\u2067"
"""They turn what follows from right to left, up to the end of the line or to what ends them."""
ENDING = "\u202c\u2069"
WIDTHLESS = "\u00ad\u061c\u180e\u200b-\u200f\u202a\u202c\u202d\u2060-\u2064\u2066\u2068\u2069\ufeff"
BROKEN = "\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
COMBINING = "\u0300-\u036f\u0483-\u0489\u20d0-\u20e2\u20e4-\u20ff"
FOREIGN = (
    "\u0180-\u024f\u0370-\u1fff\u2c80-\u2dff\ua490-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"
    "\U00010000-\U0001cfff\U0001e000-\U0001efff"
)


_SUSPECT = re.compile(f"[{TURNING}{WIDTHLESS}{BROKEN}{BLANK}{COMBINING}{FOREIGN}]")
_BETWEEN = re.compile(r"[0-9][OolI|][0-9]")
"""Letters that a hurried hand writes for digits."""


def sound(document: Document) -> Document:
    """The same document, in which no number can be read that a person does not see.

    The text keeps its length, so that every block keeps its place. Digits of a number that is shown turned round,
    or with signs in it that look like digits or hide some, are replaced by `masking.MASK`; control characters and
    halves of characters by `masking.INVALID`; what turns text round by `masking.NOTHING`. The notes say so.
    """
    text = document.text
    written = any(letter in text for letter in "OolI|") and _BETWEEN.search(text)
    if not written and not _SUSPECT.search(text):
        return document
    from dibao.documents import masking  # honest text pays nothing for it

    return masking.sound(document)
