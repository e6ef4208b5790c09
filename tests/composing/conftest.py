"""Every Word file that a test of composing writes is looked at: are its parts, marks and ids sound?"""

from __future__ import annotations

import pytest
from docx.document import Document

from dibao.composing import package
from support.word_schema import structure


@pytest.fixture(autouse=True)
def sound_files(monkeypatch: pytest.MonkeyPatch) -> None:
    written = package.to_bytes

    def checked(word: Document) -> bytes:
        data = written(word)
        assert structure(data) == []
        return data

    monkeypatch.setattr(package, "to_bytes", checked)
