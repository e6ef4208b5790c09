"""The thing itself under an indicator: 抽纸 under outreach.goods. Part of the ledger's key, so it must be stable.

An item is given only where exactly one specific thing is named; a generic or a joined name gives "".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from dibao.catalogue.link_evidence import Evidence
from dibao.catalogue.link_lexicon import rows, split
from dibao.catalogue.link_score import NAMED, Scorer
from dibao.catalogue.link_text import plain
from dibao.reading.lexicon import Lazy

SETTING: Final = frozenset(
    (
        "accounts.posts",
        "accounts.reads",
        "accounts.followers",
        "accounts.plays",
        "media.stories_upper",
        "listening.calls",
        "accounts.engagement",
    )
)
"""Indicators whose item is the channel or the kind named beside the figure, not the thing counted."""
_KIND: Final = Lazy("(?:(?<![一-鿿])(?P<own>[一-鿿]{2}类)|类|其[他它])(?:诉求|事项|问题|工单|来电)?[共计有达为约近]?$")
"""The figure's own kind (咨询类诉求1件、感谢类4件): the item of the one before is not its."""


class ItemNames:
    """Item names by code and word."""

    def __init__(self, names: Mapping[str, Mapping[str, str]]) -> None:
        self._names = names

    @classmethod
    def default(cls) -> ItemNames:
        """The items that ship with Dibao."""
        return _default()

    def name(self, code: str, scorer: Scorer, index: int, found: Evidence) -> str:
        """The item of figure `index` under a code, or ""."""
        names = self._names.get(code)
        if names is None:
            return ""
        text = scorer.lexed.text
        place = scorer.places[index]
        if found.words and code in SETTING:
            named = {names[word] for word in found.told if word in names}
        elif found.words:
            named = {_named(names, word) for word in found.words}
        elif code in SETTING:
            words = [text[hit.start : hit.end] for hit in scorer.around.beside(place)]
            named = {names[word] for word in words if word in names}
        else:
            heads = scorer.around.set_up(place) or found.heads or found.topic
            words = [text[hit.start : hit.end] for hit in heads]
            named = {_named(names, word) for word in words}
        if named:
            return named.pop() if len(named) == 1 else ""
        if code in SETTING and (kind := _KIND.search(text, max(0, place.start - 12), place.start)):
            return names.get(kind["own"], "")
        before = found.follows
        if before is None and found.noun >= NAMED and code in SETTING:
            before = scorer.counted_before(index, code)
        return scorer.items[before] if before is not None and scorer.codes[before] == code else ""


def _named(names: Mapping[str, str], word: str) -> str:
    """The item of a word, or the only one that a compound holds (出租车LED顶灯)."""
    if word in names or len(word) < 4:
        return names.get(word, "")
    held = {item for known, item in names.items() if len(known) > 1 and known in word}
    return held.pop() if len(held) == 1 else ""


@cache
def _default() -> ItemNames:
    names: dict[str, dict[str, str]] = {}
    for row in rows("link_items.csv"):
        for word in map(plain, split(row["words"])):
            names.setdefault(row["code"], {})[word] = row["item"]
    return ItemNames(names)
