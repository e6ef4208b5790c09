"""Every figure of the labelled texts is read and named as it was."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from dibao.documents import from_bytes
from support.opinions import SETS, labelled
from support.scoring import document
from support.written_figures import kept, lines


@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_as_it_was(name: str) -> None:
    """A change that is meant to change figures writes them anew: `python benchmarks/figures.py --write`."""
    before = kept(name).read_text("utf-8").splitlines()
    assert list(unified_diff(before, lines(name), "kept", "read", n=0, lineterm="")) == []


def test_a_worker_reads_what_is_read_here() -> None:
    for text in labelled(SETS)[::20]:
        assert from_bytes(text.path.read_bytes(), text.path.name) == document(text), text.path.name
