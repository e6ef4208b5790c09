"""Which earlier figure one that names nothing may follow: its whole, its neighbour, the one told by the same act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dibao.catalogue.link_evidence import Evidence
from dibao.catalogue.link_lexicon import Lexicon
from dibao.catalogue.link_places import Place, Surroundings, places
from dibao.catalogue.link_text import CONTEXT, NOUN, VERB, Hit, Lexed
from dibao.figures import Figure
from dibao.reading.turnout import GREW

_COUNTED: Final = re.compile("人次?$|场次$|(?<=入)户$")
WATCHED: Final = frozenset(("listening.items", "listening.topic_items"))
FROM_SAME: Final = 1.0
FROM_WHOLE: Final = 0.9
FROM_NEIGHBOUR: Final = 0.7
FROM_EARLIER: Final = 0.6
"""How much a figure that names nothing takes over: said with the same act (张贴海报260张，累计张贴7570张), a part of a
whole, a neighbour in a list, an earlier sentence of a text that counts only one thing so."""


class Neighbours:
    """The figures of one document with their places, and what the earlier ones were taken for."""

    def __init__(self, lexed: Lexed, lexicon: Lexicon, figures: Sequence[Figure]) -> None:
        self.lexed, self.lexicon, self.figures = lexed, lexicon, figures
        self.around = Surroundings(lexed, lexicon)
        self.besides = [lexicon.beside(figure.unit or self._headed(figure)) for figure in figures]
        self.units = [beside.parts for beside in self.besides]
        self._counted = [beside.counted for beside in self.besides]
        self.places = places(lexed)
        self.found: list[Evidence] = []
        self.codes: list[str | None] = []
        self.items: list[str] = []

    def _headed(self, figure: Figure) -> str:
        """What the head of a column says it counts by, where no measure word is written (参加人数)."""
        counted = _COUNTED.search(figure.phrase) if self.lexed.in_table(figure.span.start) else None
        return counted.group() if counted is not None else ""

    def source(self, index: int, own: list[Hit]) -> tuple[int | None, float]:
        """The figure that this one may follow, and how surely."""
        whole = self.figures[index].part_of
        if whole is not None and whole < index:
            return whole, FROM_WHOLE
        place = self.places[index]
        if GREW in self.figures[index].reasons:
            before = self._before(index)
            if before is not None:
                return before, FROM_SAME
        if any(hit.role & VERB for hit in own):
            told = self._told_before(index, own)
            if told is not None:
                return told, FROM_SAME
        for earlier in range(index - 1, max(-1, index - 8), -1):
            if self._counted[earlier].isdisjoint(self._counted[index]) or self._is_part(earlier, place):
                continue
            if self.places[earlier].sentence == place.sentence:
                if self._same_act(place, own, self.places[earlier]) and not self._another(earlier, index):
                    return earlier, FROM_SAME
                stated = "其中" in self.lexed.text[place.left : place.start]
                return earlier, FROM_WHOLE if stated else FROM_NEIGHBOUR
            if not self._always(index, self.codes[earlier]):
                break
            return earlier, FROM_EARLIER
        return None, 0.0

    def _before(self, index: int) -> int | None:
        """The figure of the sentence that this one may be the growth of (推送短信83万条，较前一日增加31万条)."""
        place = self.places[index]
        for earlier in range(index - 1, -1, -1):
            if self.places[earlier].sentence != place.sentence:
                break
            if self.units[earlier] == self.units[index] and not self._is_part(earlier, place):
                return earlier
        return None

    def _told_before(self, index: int, own: list[Hit]) -> int | None:
        """The figure of the sentence that was told with the same act (受理咨询34件，办结30件；累计受理446件)."""
        place = self.places[index]
        for earlier in range(index - 1, -1, -1):
            if self.places[earlier].sentence != place.sentence:
                break
            if self._counted[earlier].isdisjoint(self._counted[index]) or self._is_part(earlier, place):
                continue
            if self._same_act(place, own, self.places[earlier]):
                return earlier
        return None

    def _another(self, earlier: int, index: int) -> bool:
        """Whether a figure between two others names something else."""
        place = self.places[index]
        return any(self.found[at].heads and not self._is_part(at, place) for at in range(earlier + 1, index))

    def told_apart(self, index: int) -> bool:
        """Whether a part of stories is told by where it appeared (刊发稿件84篇，其中报纸32篇、客户端52篇)."""
        whole = self.figures[index].part_of
        if whole is None or whole >= index or self.codes[whole] not in ("media.stories", None):
            return False
        return any("story" in hit.tags or "file" in hit.tags for hit in self.found[whole].heads)

    def watched(self, index: int) -> bool:
        """Whether it is a part of what was watched: told by where that was seen (监测信息900条，其中微博300条)."""
        whole = self.figures[index].part_of
        return whole is not None and whole < index and self.codes[whole] in WATCHED

    def _is_part(self, earlier: int, place: Place) -> bool:
        """Whether an earlier figure is only a part of what it follows."""
        return self.figures[earlier].part_of is not None or self.around.enclosed(self.places[earlier], place)

    def counted_before(self, index: int, code: str) -> int | None:
        """The figure before in the same sentence that counts the same by the same measure word, parts aside."""
        place = self.places[index]
        for earlier in range(index - 1, -1, -1):
            if self.places[earlier].sentence != place.sentence:
                break
            same = self.codes[earlier] == code and self.units[earlier] == self.units[index]
            if same and not self._is_part(earlier, place):
                return earlier
        return None

    def _same_act(self, place: Place, own: list[Hit], earlier: Place) -> bool:
        """Whether nothing but the act of an earlier figure, or no act, stands before the number (累计7570张)."""
        lexed = self.lexed
        if lexed.bare[place.start] > lexed.bare[place.left] or place.start == place.left:
            return False
        if any(hit.role & (NOUN | CONTEXT) for hit in own if hit.start >= place.left):
            return False
        return self.acts_known(own, earlier)

    def acts_known(self, own: list[Hit], earlier: Place) -> bool:
        """Whether a figure's acts, if any, are those of an earlier figure."""
        text = self.lexed.text
        acts = {text[hit.start : hit.end] for hit in own if hit.role & VERB}
        return acts <= {text[hit.start : hit.end] for hit in self.around.beside(earlier) if hit.role & VERB}

    def _always(self, index: int, code: str | None) -> bool:
        """Whether the text has counted the same thing by this measure word three times, and nothing else by it."""
        codes = [self.codes[at] for at in range(index) if not self._counted[at].isdisjoint(self._counted[index])]
        return len(codes) >= 3 and all(known == code for known in codes)
