"""The second opinion that is shipped is the one that the labelled texts give."""

from __future__ import annotations

from pathlib import Path

import pytest

from dibao import catalogue
from dibao.catalogue.second_opinion import stored, train
from support.opinions import examples, labelled

SHIPPED = Path(catalogue.__file__).with_name("second_opinion.tsv")


@pytest.mark.slow
def test_training_again_gives_what_is_shipped() -> None:
    """`python benchmarks/second_opinion.py --write` after a change of the texts, the reader or the signs."""
    assert stored(*train(examples(labelled()))) == SHIPPED.read_text("utf-8")
