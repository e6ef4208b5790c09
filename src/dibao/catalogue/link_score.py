"""How strongly a figure's surroundings speak for each indicator.

The thing counted stands right after the measure word (12家媒体) or before the number (横幅35条, 横幅全镇挂出35条); what is
nearest counts most, words that no lexicon knows between it and the number count against it. Verbs, channels and the
setting decide where a thing alone does not. A figure that names nothing takes over from the whole or from its neighbour.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.link_lexicon import Lexicon, Sense, parts
from dibao.catalogue.link_text import CONTEXT, NOUN, VERB, Hit, Lexed, find, plain
from dibao.figures import Figure

GAP_LEFT, GAP_RIGHT = 0.13, 0.16
"""What each unknown character between the thing and the number takes away."""
FAR = 0.6
"""Beyond a comma."""
SECOND, JOINED = 0.35, 0.8
"""A thing further off; a thing joined by 、 or 和 to the nearest."""
UNKNOWN_HEAD = 0.3
"""What is left of everything else where an unknown thing stands right after the measure word."""
SUFFIX = 0.65
"""An unknown thing whose last character tells its sort."""
VERB_ALONE, VERB_BESIDE = 0.9, 0.4
FROM_WHOLE, FROM_NEIGHBOUR, FROM_EARLIER = 0.9, 0.75, 0.62
OWN_ACT = 0.55
"""What is left of a neighbour's indicator where the figure has an act of its own."""
FROM_PHRASE = 0.85
REACH = 28
"""How many words back the sentence is looked through."""
NAMED = 0.45
"""From this strength on, a figure names its thing itself."""
JOINERS = frozenset(("", "、", "和", "及", "与", "或", "以及", "/", "()", "(", "等"))
AWAY = frozenset(["在", "从", "被", "由", "向", "给", "将", "把", "用", "于", "对", "让", "为", "往", "到", "通过", "利用", "就", "并", "又", "还", "均", "也", "已", "分别"])
"""Words after a measure word that lead away from the number: what follows them is not the thing counted."""
HANDED_ON = frozenset(["件", "条", "篇", "名", "人", "人次", "份", "次", "户", "期", "场", "场次", "篇次", "条次", "万", "起", "通"]) | {""}
"""Measure words with which a figure that names nothing may follow its neighbour."""
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Evidence:
    """What was found for one figure."""

    scores: dict[str, float] = field(default_factory=dict)
    heads: list[Hit] = field(default_factory=list)
    """The words that name the thing counted, joined ones too, as they stand."""
    near: set[str] = field(default_factory=set)
    """Tags of its own clause."""
    scope: set[str] = field(default_factory=set)
    """Tags of its sentence and the one before, up to the number."""
    noun: float = 0.0
    """The strength of the nearest thing: 0 where nothing is named."""
    why: list[tuple[str, float, str]] = field(default_factory=list)
    """Code, what it gained, the word."""
    passed_on: dict[str, float] = field(default_factory=dict)
    """What was taken over, before it was weakened: the next in the row takes over as much."""

    def add(self, code: str, gain: float, word: str) -> None:
        self.scores[code] = self.scores.get(code, 0.0) + gain
        self.why.append((code, gain, word))

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.scores.items(), key=lambda entry: -entry[1])


@dataclass(slots=True)
class Place:
    """Where a figure stands in the plain text: number from `start`, measure word up to `after`."""

    start: int
    after: int
    left: int
    """Where its own words may begin: behind the figure before, in the same part of the sentence."""
    right: int
    """Where its own words end: the next stop or figure."""
    sentence: int
    fused: bool
    """Whether the words on the right run on into the next figure."""


class Scorer:
    """Scores the figures of one document, in order."""

    def __init__(self, lexed: Lexed, lexicon: Lexicon, figures: Sequence[Figure]) -> None:
        self.lexed, self.lexicon, self.figures = lexed, lexicon, figures
        self.units = [parts(figure.unit) for figure in figures]
        self.places = list(self._places())
        self.found: list[Evidence] = []
        self.codes: list[str | None] = []
        self._acts: tuple[int, frozenset[str]] = (-1, NOTHING)

    def _places(self) -> Iterator[Place]:
        lexed = self.lexed
        begins = [lexed.place(figure.span.start) for figure in self.figures]
        behind = 0
        for index, figure in enumerate(self.figures):
            start, after = begins[index], lexed.place(figure.span.end)
            unit = plain(figure.unit)
            if unit and lexed.text.startswith(unit, after):
                after += len(unit)
            following = begins[index + 1] if index + 1 < len(begins) else len(lexed.text)
            stop = lexed.clause_end(after)
            left = max(behind, lexed.part_start(start))
            yield Place(
                start, after, left, min(stop, max(following, after)), lexed.sentence_start(start), following < stop
            )
            behind = after

    def setting(self, place: Place) -> list[Hit]:
        """The words beside a figure, on both sides, back to the figure before and to the sentence's start."""
        lexed = self.lexed
        first, last = bisect_left(lexed.starts, place.left), bisect_left(lexed.starts, place.right)
        return lexed.hits[first:last]

    def evidence(self, index: int) -> Evidence:
        """Everything that speaks for figure `index`; earlier figures must have been settled (`codes`)."""
        found, place, unit = Evidence(), self.places[index], self.figures[index].unit
        left = self._left(place)
        own = [hit for hit in left if not self.lexed.crossed(hit.end, place.start)]
        acts = self._near(found, place, own)
        right, unknown = self._right(place, unit, own)
        if right is not None:
            self._use(found, right[0], right[1], unit, acts)
            found.heads.append(right[0])
        self._use_left(found, place, left, unit, acts, UNKNOWN_HEAD if unknown else 1.0)
        if right is None and not unknown and found.noun < NAMED:
            self._use_suffix(found, place.start - 1, unit, acts)
        self._use_acts(found, own, unit, acts)
        if found.noun < NAMED and not unknown:
            self._use_phrase(found, self.figures[index], acts)
        self._use_unit(found, index)
        if not unknown:
            self._hand_on(found, index, own)
        self.found.append(found)
        return found

    def _gap(self, hit: Hit, place: Place) -> int:
        return self.lexed.bare[place.start] - self.lexed.bare[hit.end]

    def _fits(self, hit: Hit, unit: str) -> bool:
        """Whether a word names something that the measure word counts."""
        return any(self.lexicon.allowed(tag, unit).named for tag in hit.tags)

    def _right(self, place: Place, unit: str, own: Sequence[Hit]) -> tuple[tuple[Hit, float] | None, bool]:
        """The thing named after the measure word and its strength, or whether something unknown is named there."""
        lexed = self.lexed
        at = bisect_left(lexed.starts, place.after)
        led_away = False
        chosen: Hit | None = None
        for hit in lexed.hits[at : at + 12]:
            if hit.start >= place.right:
                break
            if chosen is None and lexed.text[hit.start : hit.end] in AWAY:
                led_away = True
                break
            if hit.role & NOUN and (chosen is None or self._names_on(chosen, hit, unit)):
                if chosen is None and hit.role & VERB:
                    led_away = True
                chosen = hit
            elif (chosen is not None and hit.role & (NOUN | VERB)) or (chosen is not None and lexed.text[hit.start : hit.end] in ("的", "和", "及", "与", *AWAY)):
                break
            elif hit.role & VERB:
                led_away = True
        beside = next((hit for hit in own[:3] if hit.role & NOUN and self._fits(hit, unit)), None)
        named_left = beside is not None and self._gap(beside, place) <= 1
        first = lexed.hits[at].start if at < len(lexed.hits) else place.right
        if chosen is not None:
            gap = lexed.bare[chosen.start] - lexed.bare[place.after]
            if named_left and (place.fused or led_away or gap or not self._fits(chosen, unit)):
                return None, False
            return (chosen, max(0.2, 1 - GAP_RIGHT * gap) * (0.7 if led_away else 1.0)), False
        if led_away or named_left or place.fused:
            return None, False
        unknown = lexed.bare[place.right] - lexed.bare[place.after]
        if unknown >= 2 and first > place.after:
            telling = self._telling(place.after, min(first, place.after + 6), unit)
            return (None, True) if telling is None else ((telling, SUFFIX), False)
        return None, False

    def _names_on(self, chosen: Hit, hit: Hit, unit: str) -> bool:
        """Whether a second thing on the right belongs to the same name (社区 | 卫生服务站) rather than to what follows."""
        if self.lexed.bare[hit.start] - self.lexed.bare[chosen.end] > 3 or hit.role & VERB:
            return False
        return self._fits(hit, unit) or not self._fits(chosen, unit)

    def _telling(self, start: int, end: int, unit: str) -> Hit | None:
        """An unknown thing that starts at a place and whose last character tells its sort."""
        for at in range(start + 1, end):
            tags = self.lexicon.suffixes.get(self.lexed.text[at])
            if tags and any(self.lexicon.allowed(tag, unit).named for tag in tags):
                return Hit(start, at + 1, NOUN, tags)
        return None

    def _use_suffix(self, found: Evidence, at: int, unit: str, acts: frozenset[str]) -> None:
        """The same for an unknown thing right before the number."""
        tags = self.lexicon.suffixes.get(self.lexed.text[at]) if at > 0 else None
        if tags and self.lexed.bare[at + 1] > self.lexed.bare[at] and self.lexed.bare[at] > self.lexed.bare[at - 1]:
            self._use(found, Hit(at, at + 1, NOUN, tags), SUFFIX, unit, acts)

    def _left(self, place: Place) -> list[Hit]:
        """The known words before the number, the nearest first, back to the figure before."""
        lexed = self.lexed
        stop = bisect_left(lexed.starts, place.start)
        start = bisect_left(lexed.starts, place.left)
        return [hit for hit in reversed(lexed.hits[max(start, stop - REACH) : stop]) if hit.end <= place.start]

    def _near(self, found: Evidence, place: Place, own: Sequence[Hit]) -> frozenset[str]:
        """Fill the tags of the clause and of the setting; the acts of the clause, else of the list it stands in."""
        lexed = self.lexed
        acts: set[str] = set()
        last = bisect_left(lexed.starts, place.right)
        for hit in (*own, *lexed.hits[bisect_left(lexed.starts, place.after) : last]):
            found.near.update(hit.tags)
            if hit.role & VERB:
                acts.update(hit.tags)
        stop = bisect_left(lexed.starts, place.start)
        before = place.sentence - 1
        if before > 0 and lexed.text[before] != "\n":
            before = lexed.sentence_start(before)
        first = bisect_left(lexed.starts, max(0, before))
        for hit in lexed.hits[max(first, stop - REACH) : stop]:
            found.scope.update(hit.tags)
        if acts:
            self._acts = (place.sentence, frozenset(acts))
        elif self._acts[0] != place.sentence:
            self._acts = (place.sentence, NOTHING)
        return self._acts[1]

    def _use_left(
        self, found: Evidence, place: Place, left: Sequence[Hit], unit: str, acts: frozenset[str], factor: float
    ) -> None:
        lexed = self.lexed
        factor *= SECOND if found.heads else 1.0
        open_group = not found.heads
        nearest: Hit | None = None
        used = 0
        for hit in left:
            gap, crossed = self._gap(hit, place), lexed.crossed(hit.end, place.start)
            if not hit.role & NOUN or (hit.end - hit.start == 1 and (gap or crossed)):
                continue
            if crossed and used:
                break
            strength = (
                max(0.2, 1 - GAP_LEFT * gap) if not crossed else max(0.15, FAR * 0.8 ** (crossed - 1) - 0.04 * gap)
            )
            if nearest is not None:
                open_group = open_group and lexed.text[hit.end : nearest.start] in JOINERS
                strength *= JOINED if open_group else SECOND**used
            fits = self._use(found, hit, strength * factor, unit, acts)
            if open_group and (fits or nearest is None):
                found.heads.insert(0, hit)
            nearest = hit
            used = max(used, 1) if open_group and fits else used + fits
            if used > 2:
                break

    def _use(self, found: Evidence, hit: Hit, strength: float, unit: str, acts: frozenset[str]) -> bool:
        """Add what a word is evidence for, as far as measure word, act and setting allow; whether it names the thing."""
        named = False
        for tag in hit.tags:
            allowed = self.lexicon.allowed(tag, unit)
            for sense in allowed.senses:
                if _holds(sense, acts, found):
                    found.add(sense.code, sense.weight * strength, self.lexed.text[hit.start : hit.end])
                    named = named or sense.weight >= 1
        if hit.role & NOUN and named:
            found.noun = max(found.noun, strength)
        return named

    def _use_acts(self, found: Evidence, own: Sequence[Hit], unit: str, acts: frozenset[str]) -> None:
        strength = VERB_BESIDE if found.noun >= NAMED else VERB_ALONE
        for hit in own:
            if hit.role & (VERB | CONTEXT) and not hit.role & NOUN:
                self._use(found, hit, strength, unit, acts)

    def _use_phrase(self, found: Evidence, figure: Figure, acts: frozenset[str]) -> None:
        """What the reader put back where the text leaves it out, and the heads of a table cell."""
        if not figure.phrase:
            return
        text = plain(figure.phrase)
        hits, _ = find(text, self.lexicon.words)
        acts |= {tag for hit in hits if hit.role & VERB for tag in hit.tags}
        found.near.update(tag for hit in hits for tag in hit.tags)
        strength = FROM_PHRASE
        for hit in reversed(hits):
            if not hit.role & NOUN:
                continue
            named = False
            for tag in hit.tags:
                for sense in self.lexicon.allowed(tag, figure.unit).senses:
                    if _holds(sense, acts, found):
                        found.add(sense.code, sense.weight * strength, text[hit.start : hit.end])
                        named = True
            if named:
                found.noun = max(found.noun, strength)
                strength *= SECOND

    def _use_unit(self, found: Evidence, index: int) -> None:
        """What the measure word says alone."""
        units, measures = self.units[index], self.lexicon.measures
        for name, code, weight in (("money", "money.amount", 6.0), ("share", "rate.share", 8.0), ("kinds", OTHER, 7.0)):
            if units & measures[name]:
                found.add(code, weight, name)
        if units & measures["dead"] and not found.scores:
            found.add(OTHER, 3.5, "dead")
        for sense in self.lexicon.allowed("#", self.figures[index].unit).senses:
            if sense.units & units and _holds(sense, NOTHING, found):
                found.add(sense.code, sense.weight, "#")

    def _hand_on(self, found: Evidence, index: int, own: Sequence[Hit]) -> None:
        """A figure that names nothing of its own takes over the code of its whole or of its neighbour."""
        place = self.places[index]
        if found.noun >= NAMED or self.units[index].isdisjoint(HANDED_ON):
            return
        source, factor = self._source(index)
        if source is None or self.units[source].isdisjoint(self.units[index]):
            return
        code = self.codes[source]
        if code is None:
            return
        full = self.found[source].passed_on.get(code) or min(4.0, self.found[source].scores[code])
        unknown = self.lexed.bare[place.start] - self.lexed.bare[place.left]
        strength = factor * max(0.3, 1 - 0.04 * max(0, unknown - 6))
        if factor < FROM_WHOLE and any(hit.role & VERB and hit.end - hit.start > 1 for hit in own):
            strength *= OWN_ACT
        found.passed_on[code] = full
        found.add(code, full * strength, "=")

    def _source(self, index: int) -> tuple[int | None, float]:
        """The figure that this one may follow, and how surely."""
        whole = self.figures[index].part_of
        if whole is not None and whole < index:
            return whole, FROM_WHOLE
        place = self.places[index]
        for earlier in range(index - 1, max(-1, index - 8), -1):
            if self.units[earlier].isdisjoint(self.units[index]):
                continue
            if self.places[earlier].sentence == place.sentence:
                stated = "其中" in self.lexed.text[place.left : place.start]
                return earlier, FROM_WHOLE if stated else FROM_NEIGHBOUR
            if "\n" in self.lexed.text[self.places[earlier].after : place.start]:
                break
            return earlier, FROM_EARLIER
        return None, 0.0


def _holds(sense: Sense, acts: frozenset[str], found: Evidence) -> bool:
    return (
        (not sense.verb or not sense.verb.isdisjoint(acts))
        and (not sense.near or not sense.near.isdisjoint(found.near))
        and (not sense.scope or not sense.scope.isdisjoint(found.scope))
    )
