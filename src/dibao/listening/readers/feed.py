"""RSS and Atom files that were fetched and saved; the names of those who wrote are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import strftime
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree, html

from dibao.documents import bytes_of, unreadable
from dibao.listening import normal
from dibao.listening.readers.portion import Portion, gathered
from dibao.privacy import organisation

SUFFIXES = (".xml", ".rss", ".atom")
_KEPT = frozenset(("title", "summary", "content", "link", "published", "updated"))
_ENDS, _TAIL = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE), 4096
"""A feed without its end lacks entries."""
_DETAIL = re.compile(r".*_(?:detail|parsed)$|links$|guidislink$")
"""What feedparser adds to a feed's own fields."""


def portions(path: Path) -> Iterator[Portion]:
    """The entries of a feed."""
    data = bytes_of(path)
    read = feedparser.parse(data, response_headers={"content-type": "application/xml"})
    if not read.version:
        raise unreadable.not_what_it_says(path.name, path.suffix, "RSS / Atom")
    if not _ENDS.search(data[-_TAIL:].replace(b"\0", b"")):  # UTF-16 has a zero beside each letter
        raise unreadable.cut_off(path.name)
    yield from gathered(map(_Entries(read.feed), read.entries), path)


class _Entries:
    """Entries of one feed as items; the channel is the organisation that its title names, else the host of a public
    body or a medium: any other may be somebody's own."""

    def __init__(self, feed: Mapping[str, Any]) -> None:
        host = urlsplit(normal.link(str(feed.get("link", "")))).hostname or ""
        self._channel = organisation(str(feed.get("title", ""))) or host.removeprefix("www.")

    def __call__(self, entry: Mapping[str, Any]) -> dict[str, str]:
        bodies = [str(part.get("value", "")) for part in entry.get("content", ())]
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        item = {
            "published": strftime("%Y-%m-%dT%H:%M:%SZ", when) if when else "",
            "channel": self._channel,
            "title": _plain(str(entry.get("title", ""))),
            "text": _plain(max([str(entry.get("summary", "")), *bodies], key=len)),
            "url": str(entry.get("link", "")),
        }
        return item | {name: "x" for name in entry if name not in _KEPT and not _DETAIL.match(name)}


def _plain(marked_up: str) -> str:
    """The words of a piece of HTML."""
    if "<" not in marked_up and "&" not in marked_up:
        return marked_up
    try:
        return "".join(map(str, html.fromstring(f"<div>{marked_up}</div>").itertext()))
    except (etree.LxmlError, ValueError):
        return ""
