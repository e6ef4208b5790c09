"""Engines: where portions are worked on. `local` uses the processes of this machine.

The seam is `Engine`: run a pure function on tasks, anywhere, and give the results as they come. A cluster engine is a
module with a class that does that; `tests/listening/test_listening_engines.py` is the test that it has to pass.
"""

from __future__ import annotations

from dibao.errors import DibaoError
from dibao.language import say
from dibao.listening.engines.engine import Engine
from dibao.listening.engines.local import Local

__all__ = ["Engine", "Local", "named"]

_ENGINES = {"local": Local}


def names() -> tuple[str, ...]:
    """The engines that there are."""
    return tuple(_ENGINES)


def named(name: str, workers: int) -> Engine:
    """An engine by its name. DibaoError where there is none."""
    if name not in _ENGINES:
        known = "、".join(_ENGINES)
        raise DibaoError(
            say(f"没有引擎 {name}，现有：{known}。", f"There is no engine {name}; there is {known}."), code="no_engine"
        )
    return _ENGINES[name](workers)
