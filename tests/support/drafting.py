"""Drafts of briefs for tests: composed from the office's ledger, edited as a person would edit them in Word."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta

from docx import Document

from dibao.composing.word import to_docx
from dibao.figures import Basis
from dibao.office.briefs.drafting import composed
from dibao.office.ledger.actions import Count
from dibao.office.shared.office import Office
from support.ledger_lines import DAY, draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tell(office: Office, day: date = DAY, **leaflets: int) -> list[int]:
    """Let units tell what they handed out on a day, new and in all; the numbers of the entries."""
    passed = (day - DAY).days + 1
    lines = [draft(unit, value, day=day) for unit, value in leaflets.items()]
    totals = [draft(unit, value * 10 * passed, day=day, basis=Basis.CUMULATIVE) for unit, value in leaflets.items()]
    return Count([*lines, *totals]).run(office)


def word(office: Office, day: date = DAY, series: str = "daily") -> bytes:
    """The day's draft as a Word file."""
    return to_docx(composed(office, day, series))


def typed_over(data: bytes, texts: Mapping[str, str]) -> bytes:
    """The file after somebody typed over words in it, the first place of each."""
    document = Document(io.BytesIO(data))
    left = dict(texts)
    for node in document.element.body.iter(f"{W}t"):
        if node.text in left:
            node.text = left.pop(node.text)
    assert not left, left
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def after(days: int) -> date:
    return DAY + timedelta(days=days)
