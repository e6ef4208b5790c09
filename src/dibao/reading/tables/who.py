"""Who a name in a table may be: someone known to the workspace, or someone by the name's last character."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from dibao.reading import phrases
from dibao.reading.lexicon import Lazy

_NUMBERED: Final = Lazy(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])+")
_FILLED: Final = Lazy(r"^[一-龥]{0,4}单位(?:名称)?[：:]")
"""填报单位：, before who fills a form in."""
_SPACE: Final = Lazy(r"\s+")


@lru_cache(4)
def _finder(names: frozenset[str]) -> AhoCorasick:
    return AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)


class Who:
    """Tells names of those who report. `names`: the names that are known, without white space."""

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names

    def known(self, text: str) -> bool:
        """Whether it is a name that is known."""
        return text in self._names or _SPACE.sub("", text) in self._names

    def may(self, text: str) -> bool:
        """Whether it is a name that is known, or looks like one."""
        return self.known(text) or phrases.who(text)

    def of_title(self, text: str) -> str:
        """The one who a title, or a sheet's name, is about; "" where it names nobody or several."""
        plain = _FILLED.sub("", _NUMBERED.sub("", _SPACE.sub("", text)), 1).strip("：:（）()【】")
        if not plain or self.may(plain):
            return plain
        found = set(_finder(self._names).find_matches_as_strings(plain)) if self._names else set()
        return found.pop() if len(found) == 1 else ""
