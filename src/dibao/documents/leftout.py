"""What was inside a file and is no report: counted, and said in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dibao.language import say


@dataclass(slots=True)
class LeftOut:
    """Counts of what was left out of a container."""

    media: int = 0
    links: int = 0

    def notes(self) -> Iterator[str]:
        """A sentence for each kind."""
        if self.media:
            yield say(
                f"其中 {self.media} 个图片或音视频没有读；数字若在图片里，请发文字。",
                f"{self.media} pictures or recordings in it were not read; where figures are in pictures, send text.",
            )
        if self.links:
            yield say(
                f"其中 {self.links} 个链接指向别处，没有取。",
                f"{self.links} links in it lead elsewhere and were left alone.",
            )
