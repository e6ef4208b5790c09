"""The rules that there are: every module of `dibao.lint.rules` that has a `RULE`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.remark import Remark


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `order`: in which they are documented, weighty ones first."""

    code: str
    order: int
    zh: str
    en: str
    find: Callable[[Manuscript], Iterable[Remark]]

    def explain(self) -> str:
        """What the rule looks for."""
        return say(self.zh, self.en)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule in its order."""
    import dibao.lint.rules as package

    modules = (
        importlib.import_module(f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    )
    found = [rule for module in modules if isinstance(rule := getattr(module, "RULE", None), Rule)]
    return tuple(sorted(found, key=lambda rule: (rule.order, rule.code)))


def explain(code: str) -> str:
    """What the rule with this code looks for; "" for an unknown code."""
    return next((rule.explain() for rule in all_rules() if rule.code == code), "")
