"""Which elements a reader of the page does not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@[a-z-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
"""Rules for some media only, such as print or a small screen."""
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<sort>[.#])(?P<name>[\w-]+)", re.IGNORECASE)
_LONGEST = 500_000


class Hidden:
    """Knows the page's own style rules for single classes and ids."""

    def __init__(self, root: _Element) -> None:
        self._classes: set[tuple[str, str]] = set()
        self._ids: set[str] = set()
        for style in root.iter("style"):
            if not (style.get("media") or "").strip().lower().startswith("print"):
                self._learn((style.text or "")[:_LONGEST])

    def hides(self, element: _Element) -> bool:
        """Whether the element itself is hidden, with all that is in it."""
        if element.get("hidden") is not None or (element.get("type") or "").lower() == "hidden":
            return True
        if _HIDES.search(element.get("style") or ""):
            return True
        if (element.get("id") or "") in self._ids:
            return True
        classes = (element.get("class") or "").split() if self._classes else ()
        return any((tag, each) in self._classes for each in classes for tag in ("", str(element.tag)))

    def _learn(self, sheet: str) -> None:
        for rule in _RULE.finditer(_MEDIA.sub("", _COMMENT.sub("", sheet))):
            if not _HIDES.search(rule[2]):
                continue
            for selector in rule[1].split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                if found and found["sort"] == "#":
                    self._ids.add(found["name"])
                elif found:
                    self._classes.add(((found["tag"] or "").lower(), found["name"]))


def words(element: _Element) -> str:
    """All text inside an element."""
    return "".join(map(str, element.itertext()))
