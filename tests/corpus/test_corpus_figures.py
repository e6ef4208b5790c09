"""Every figure of the labelled texts is read and named as it was."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from support.opinions import SETS
from support.written_figures import kept, lines


@pytest.mark.parametrize("name", SETS)
def test_every_figure_is_as_it_was(name: str) -> None:
    """A change that is meant to change figures writes them anew: `python benchmarks/figures.py --write`."""
    before = kept(name).read_text("utf-8").splitlines()
    assert list(unified_diff(before, lines(name), "kept", "read", n=0, lineterm="")) == []
