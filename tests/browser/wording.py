"""Which words of a page are in which language: what Dibao says itself has to be in the reader's.

What others wrote (a report, a brief) is marked with its language, as it has to be for whoever listens to the page;
names of units, files and people, measure words and the names of briefs are the same in both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

from dibao.catalogue import Workspace

_TEXTS = """() => {
  const found = [], names = ["aria-label", "title", "placeholder", "alt", "label"];
  names.push("data-label", "data-done", "data-over", "data-busy", "data-lost");
  const spoken = (node) => (node.closest("[lang]") || document.documentElement).lang;
  const page = document.documentElement.lang;
  const quiet = "code, pre, textarea, script, style, kbd, [translate=no]";
  for (const node of [document.querySelector("title"), ...document.body.querySelectorAll("*")]) {
    if (node.closest(quiet) || spoken(node) !== page) continue;
    for (const child of node.childNodes) if (child.nodeType === 3 && child.data.trim()) found.push(child.data.trim());
    for (const name of names)
      if (node.getAttribute(name)) found.push(node.getAttribute(name));
  }
  return found;
}"""
_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile(r"(?<![\w./@-])[A-Za-z]{3,}(?![\w./@-])")
_CODE = re.compile(r"(?<![\w./@:-])[a-z_]+\.[a-z_]+(?![\w./@-])")
"""What a program calls a thing; a file or an address is none."""
_DATA = (
    re.compile(r"(?:\d{4}-\d\d-\d\d:\d+:)?\b[0-9a-f]{64}\b|\b[A-Z2-7]{32}\b"),  # hashes, seals, secrets
    re.compile(r"[《“][^》”]*[》”]"),  # a file, or what somebody wrote
    re.compile(r"\S+\.(?:docx|xlsx|pdf|txt|csv|toml|html|ofd|md)\b"),
    re.compile("(?:日报|周报|月报|专报)(?:第[0-9]+期)?(?:更正[0-9]+)?(?![\u3400-\u9fff])"),
    re.compile("约?[0-9][0-9,.]*[余多万亿]*"),
    re.compile(r"(?<=In question: ).*"),  # what a brief says of itself, in its own language
    re.compile("(?<=its part )\\S+"),
    re.compile("·\\s?[\u3400-\u9fff、·]+"),  # the thing that an indicator was told of
    re.compile(r"Mozilla/.*"),  # what a browser calls itself
)
_SAME = frozenset(
    (
        *("Word", "PDF", "HTML", "JSON", "CSV", "Excel", "Dibao", "SHA", "English", "TOTP", "IMAP"),
        *("JavaScript", "passkey"),
        *("docx", "xlsx", "pdf", "txt", "html", "csv", "toml", "json", "root"),
        *("compiler", "reviewer", "issuer", "administrator", "reader", "guarded", "clerk", "forgetful"),
    )
)
"""Words that are the same in both languages, and the people of the example."""


@lru_cache
def _names(root: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """Codes, and Chinese names, the longest first."""
    workspace = Workspace.open(root)
    units = list(workspace.units.values())
    zh = {name for unit in units for name in (unit.name, *unit.aliases)}
    zh |= {workspace.settings.office, workspace.settings.city, "口袋里的钥匙", "单位来电更正", "瓶"}
    zh |= {measure for indicator in workspace.catalogue.values() for measure in indicator.units}
    codes = {word for unit in units for word in _LATIN.findall(" ".join((unit.name, unit.code, *unit.aliases)))}
    return frozenset(codes), tuple(sorted(zh, key=len, reverse=True))


def foreign(page: Page, root: Path) -> list[str]:
    """Texts of the page that are in the other language, or partly so."""
    codes, names = _names(root)
    english = page.get_attribute("html", "lang") == "en"
    found = []
    for text in page.evaluate(_TEXTS):
        rest = text
        for data in _DATA:
            rest = data.sub("", rest)
        for name in names if english else ():
            rest = rest.replace(name, "")
        wrong = set(_CHINESE.findall(rest) if english else _LATIN.findall(rest)) - _SAME - codes
        wrong |= set(_CODE.findall(rest))
        if wrong:
            found.append(text[:120])
    return list(dict.fromkeys(found))
