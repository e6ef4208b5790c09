"""Where a figure stands among the words: what is named right after its measure word, and what before the number."""

from __future__ import annotations

import re
from typing import Final

from dibao.catalogue.link_lexicon import Beside, Lexicon
from dibao.catalogue.link_text import FILLER, NOUN, QUANTITY, VERB, Hit, Lexed, made_of
from dibao.reading.layout import count_before

GAP_RIGHT: Final = 0.12
"""What each unknown character between the measure word and the thing takes away."""
LED_BACK: Final = 0.8
LED_AWAY: Final = 0.7
"""What is left of a thing that an act stands before: 36名进驻社区的志愿者, 36名进驻社区."""
SUFFIX: Final = 0.65
"""The strength of an unknown thing whose last character tells its sort."""
REACH: Final = 28
"""How many words back a part of a sentence is looked through."""
AWAY: Final = frozenset("在从被由向给将把用于对让为往到就并又还均也已") | {"通过", "利用", "分别"}
"""Words after a measure word that lead away from the number: what follows them is not the thing counted."""
_BETWEEN: Final = frozenset('”"’》)有共约达近超为')
"""What may stand between a thing's last character and its number."""
ATTRIBUTING: Final = frozenset("的在、和与")
_ENDING: Final = frozenset(",。、;:)\n和及与")
"""What stands behind the last word of a name."""
_QUOTED: Final = frozenset('”"’》')
MEDIA: Final = frozenset(("screen", "loud", "broadcast", "taxi"))
"""Tags of what plays something: of several in a passage the last one does."""
PERSONAL: Final = frozenset(("staff", "group"))
"""Tags of what an unknown name of several characters is told by its last one to be: people, or groups of them."""
APART: Final = AWAY | frozenset("的和及与")
"""Words that end the name of the thing counted."""
ENTERED: Final = frozenset("入")
"""The character before the number of homes that were entered (我已入72户居民家): tagged `entered`."""
_ATTENDING: Final = re.compile("(?:参加|参与)[^,。;]{0,12}(?:活动|仪式|比赛|竞赛|宣誓|启动)")
_LISTED: Final = re.compile("[、及和等]")
"""Right after the number of a list: who took part (各部门负责人及志愿者500余人参加活动): the tag `attending`."""
_GIVEN: Final = re.compile("(?:为|给|向|对|帮|替)(?:[^,。;、:为]{0,12})$")
"""Before a number: what is counted is given something (为该社区近千名居民送上): the tag `given`."""


class Place:
    """Where a figure stands in the plain text: number from `start`, measure word up to `after`."""

    __slots__ = (
        "after",
        "attributed",
        "behind",
        "first",
        "fused",
        "last",
        "left",
        "number",
        "right",
        "sentence",
        "start",
    )

    def __init__(self, lexed: Lexed, start: int, after: int, left: int, right: int, following: int, stop: int) -> None:
        starts = lexed.starts
        self.start, self.after = start, after
        self.left = left
        """Where its own words may begin: behind the figure before, in the same part of the sentence."""
        self.right = right
        """Where its own words end: the next stop or figure."""
        self.sentence = lexed.sentence_start(start)
        self.fused = following < stop
        """Whether the words on the right run on into the next figure."""
        self.attributed = start > 0 and lexed.text[start - 1] in ATTRIBUTING
        """Whether what is before is not the thing counted (车站的500块屏, 横幅、15条标语), by what stands between."""
        self.number = count_before(starts, start)
        """Of the text's known words, the first behind `start`, and those behind `left`, `after` and `right`."""
        self.first = count_before(starts, left)
        self.behind = count_before(starts, after, self.number)
        self.last = count_before(starts, right, self.number)


class Named:
    """What is named after a measure word: the thing and how strongly, or something `unknown`, or nothing."""

    def __init__(self, thing: Hit | None = None, strength: float = 0.0, *, unknown: bool = False) -> None:
        self.thing, self.strength, self.unknown = thing, strength, unknown


UNNAMED: Final = Named()


def places(lexed: Lexed) -> list[Place]:
    """The place of each figure, in order."""
    found: list[Place] = []
    behind = 0
    text, hits, starts, stops = lexed.text, lexed.hits, lexed.starts, lexed.stops
    nexts = [start for start, _ in lexed.spans[1:]] + [len(text)]
    for at in range(len(nexts) - 2, -1, -1):
        if nexts[at] == lexed.spans[at][1]:  # 879户2657人: what follows the second is said of both
            nexts[at] = nexts[at + 1]
    for (start, after), following in zip(lexed.spans, nexts, strict=False):
        stop = stops[count_before(stops, made_of(text, after))]
        held = hits[count_before(starts, stop) - 1] if hits else None
        if held is not None and held.start < stop < held.end:  # the parenthesis of a name: 镇（街道）分馆
            stop = lexed.clause_end(held.end)
        left, right = max(behind, lexed.part_start(start)), min(stop, max(following, after))
        found.append(Place(lexed, start, after, left, right, following, stop))
        behind = after
    return found


class Surroundings:
    """The words around figures."""

    def __init__(self, lexed: Lexed, lexicon: Lexicon) -> None:
        self.lexed, self.lexicon = lexed, lexicon

    def gap(self, hit: Hit, place: Place) -> int:
        """How many unknown characters stand between a word and the number."""
        return self.lexed.bare[place.start] - self.lexed.bare[hit.end]

    def left(self, place: Place) -> list[Hit]:
        """The known words before the number, the nearest first, back to the figure before."""
        hits = self.lexed.hits[max(place.first, place.number - REACH) : place.number]
        if hits and hits[-1].end > place.start:
            hits.pop()
        hits.reverse()
        return hits

    def beside(self, place: Place) -> list[Hit]:
        """The words on both sides, back to the figure before, up to the next stop, parenthesis or figure."""
        lexed = self.lexed
        opened = lexed.text.find("(", place.after, place.right)
        end = place.last if opened < 0 else count_before(lexed.starts, opened)
        return lexed.hits[place.first : end]

    def enclosed(self, earlier: Place, later: Place) -> bool:
        """Whether an earlier figure stands in a parenthesis that is closed before a later one."""
        between = self.lexed.text[earlier.after : later.start]
        closed = between.find(")")
        return closed >= 0 and "(" not in between[:closed]

    def set_up(self, place: Place) -> list[Hit]:
        """The things set up at the places counted, in 在74处景区、文博场馆设立宣传点."""
        lexed = self.lexed
        if not lexed.text.endswith("在", 0, place.start):
            return []
        end = lexed.weak[count_before(lexed.weak, place.after) :][:1]
        hits = lexed.hits[place.behind : count_before(lexed.starts, min([*end, lexed.part_end(place.after)]))]
        at = next((at for at, hit in enumerate(hits) if "setup" in hit.tags), len(hits))
        return [hit for hit in hits[at:] if hit.role & NOUN]

    def after(self, place: Place) -> list[Hit]:
        """The words after the measure word, up to the next stop or figure."""
        return self.lexed.hits[place.behind : place.last]

    def inside(self, place: Place) -> list[Hit]:
        """The words of a parenthesis that stands right after the measure word (78条（微信32条、微博46条）)."""
        lexed = self.lexed
        end = lexed.text.find(")", place.after, place.after + 80)
        return lexed.hits[place.behind : count_before(lexed.starts, end)] if end > 0 else []

    def tell(self, near: set[str], place: Place, own: list[Hit]) -> None:
        """Add the tags of what no known word says."""
        text = self.lexed.text
        if text[place.start - 1] in ENTERED:
            near.add("entered")
        joined = text[place.after] == "参" and _ATTENDING.match(text, place.after) is not None
        if joined and _LISTED.search(text, place.left, place.start):
            near.add("attending")
        given = _GIVEN.search(text, place.left, place.start)
        if given and all("area" in hit.tags or hit.role & FILLER for hit in own if hit.start > given.start()):
            near.add("given")

    def tags_before(self, place: Place) -> set[str]:
        """The tags of the sentence and of the one before it, up to the number; of several media the last one."""
        lexed = self.lexed
        begun = lexed.sentence_start(place.sentence - 1) if place.sentence else 0
        first = max(count_before(lexed.starts, begun), place.number - REACH)
        found: set[str] = set()
        media: tuple[str, ...] = ()
        for hit in lexed.hits[first : place.number]:
            for tag in hit.tags:
                found.add(tag)
                if tag in MEDIA:
                    media = hit.tags
        if media and len(found & MEDIA) > 1:
            found -= MEDIA.difference(media)
        return found

    def right(self, place: Place, beside: Beside, own: list[Hit], hits: list[Hit]) -> Named:
        """What is named after the measure word.

        `own`: the words before the number, the nearest first; `hits`: those after the measure word.
        """
        lexed = self.lexed
        if lexed.text[place.after] == "(":
            return UNNAMED
        thing, led_away, ended = self._name(hits, beside)
        near: Hit | None = None
        # In 学校设置3个… the act stands between: what is unknown on the right is then the thing, not the school.
        acted = False
        for hit in own[:3]:
            if hit.role & NOUN and beside[hit.tags].named and not self.ends_unknown(hit):
                near = hit
                break
            acted = acted or bool(hit.role & VERB)
        acted = acted and near is not None
        named_left = near is not None and self.gap(near, place) <= 1 and not place.attributed
        if thing is not None:
            gap = lexed.bare[thing.start] - lexed.bare[place.after]
            fits = beside[thing.tags].named
            described = fits and gap and not led_away and lexed.text[thing.start - 1] == "的"
            if described:  # 15条暖心的标语: what describes the thing is no other one
                return Named(thing, max(0.2, 1 - GAP_RIGHT * min(gap, 2)))
            runs_on = place.fused and not ended and not (acted and self._stands_off(thing, place, hits))
            if named_left and (runs_on or led_away or gap or not fits):
                return UNNAMED
            thing = self._with_suffix(thing, place, beside)
            led = 1.0 if not led_away else LED_BACK if lexed.text[thing.start - 1] == "的" else LED_AWAY
            return Named(thing, max(0.2, 1 - GAP_RIGHT * gap) * led)
        if (named_left and not acted) or (place.fused and not led_away):
            return UNNAMED
        first = min(hits[0].start, place.right) if hits else place.right
        if lexed.bare[first] - lexed.bare[place.after] >= 2:
            telling = self._telling(place.after, min(first, place.after + 6), beside)
            return Named(unknown=True) if telling is None else Named(telling, SUFFIX)
        return UNNAMED

    def _with_suffix(self, thing: Hit, place: Place, beside: Beside) -> Hit:
        """The same thing, or what an unknown end makes of it: 核酸|点 a place, 信息|传播员 a person."""
        text, bare = self.lexed.text, self.lexed.bare
        end = stop = self._chained(thing.end)
        while stop < place.right and bare[stop + 1] > bare[stop]:
            stop += 1
        tags = self.lexicon.suffixes.get(text[stop - 1], ())
        if stop == end + 1:  # one unknown character, and nothing unknown behind it
            alone = end - thing.start > 1 and bare[stop] == bare[stop + 1] and beside[tags].named
            return Hit(thing.start, stop, NOUN, tags) if alone else thing
        if end != thing.end or not 1 < stop - end <= 4:
            return thing
        if not PERSONAL.isdisjoint(tags) and beside[tags].named and (stop == place.right or text[stop] in APART):
            return Hit(thing.start, stop, NOUN, tags)
        listed = stop == end + 2 and text[stop] in "和及与以、" and "area" in thing.tags
        return Hit(thing.start, stop, NOUN, ()) if listed else thing

    def _chained(self, end: int) -> int:
        """Where known words end that follow one another at once."""
        at = count_before(self.lexed.starts, end)
        while at < len(self.lexed.hits) and self.lexed.hits[at].start == end and self.lexed.hits[at].role != FILLER:
            end, at = self.lexed.hits[at].end, at + 1
        return end

    def _stands_off(self, thing: Hit, place: Place, hits: list[Hit]) -> bool:
        """Whether something stands between a thing and the next number (深入8个乡镇开庭审理案件14件)."""
        return self.lexed.bare[place.right] > self.lexed.bare[thing.end] or hits[-1].start > thing.start

    def _name(self, hits: list[Hit], beside: Beside) -> tuple[Hit | None, bool, bool]:
        """The thing, whether an act or a preposition stands before it, and whether an act ends its name."""
        thing: Hit | None = None
        led_away = False
        for hit in hits[:12]:
            word = self.lexed.text[hit.start : hit.end]
            if thing is None and word in AWAY:
                return None, True, False
            if hit.end - hit.start == 1 and hit.role & NOUN and not beside[hit.tags].named:
                continue  # a character of something unknown (村|村通)
            if hit.role & NOUN and (thing is None or self._names_on(thing, hit, beside)):
                led_away = led_away or (thing is None and bool(hit.role & VERB))
                thing = hit if thing is None else Hit(thing.start, hit.end, hit.role, hit.tags)
            elif thing is not None and (hit.role & (NOUN | VERB) or word in APART):
                return thing, led_away, bool(hit.role & VERB)
            elif hit.role & VERB:
                led_away = True
        return thing, led_away, False

    def _names_on(self, thing: Hit, hit: Hit, beside: Beside) -> bool:
        """Whether a second thing ends the same name (社区 | 卫生服务站) rather than beginning what follows."""
        quoted = hit.start == thing.end + 1 and self.lexed.text[thing.end] in _QUOTED  # “小喇叭”巡逻车
        if (hit.start > thing.end and not quoted) or hit.role & VERB or hit.role & QUANTITY:
            return False
        # What ends a name is what is counted: 3个县机房.
        ends = "area" in thing.tags and (hit.end >= len(self.lexed.text) or self.lexed.text[hit.end] in _ENDING)
        return beside[hit.tags].named or not beside[thing.tags].named or ends

    def _telling(self, start: int, end: int, beside: Beside) -> Hit | None:
        """An unknown thing that starts at a place and whose last character tells its sort."""
        for at in range(start + 1, end):
            tags = self.lexicon.suffixes.get(self.lexed.text[at], ())
            if beside[tags].named:
                return Hit(start, at + 1, NOUN, tags)
        return None

    def tail(self, place: Place, own: list[Hit]) -> Hit | None:
        """The known word before something unknown that stands right before the number (知识|杯垫2万个).

        What is unknown is then the thing counted, or its name; not where it is quoted (公众号“安澜发布”38条).
        """
        if self.lexed.text[place.start - 1] in _QUOTED:
            return None
        for hit in own:
            if hit.role != FILLER:
                return hit if self.gap(hit, place) >= 2 else None
        return None

    def ending(self, place: Place) -> Hit | None:
        """The same for an unknown thing right before the number: 巡堤员86名, and 咨询|点25个 made of a known word."""
        bare, at = self.lexed.bare, place.start - 1
        while at > place.left and self.lexed.text[at] in _BETWEEN:
            at -= 1
        tags = self.lexicon.suffixes.get(self.lexed.text[at], ()) if at > 0 else ()
        if tags and bare[at + 1] > bare[at] and (bare[at] > bare[at - 1] or self._ends_noun(at)):
            return Hit(at, at + 1, NOUN, tags)
        return None

    def _ends_noun(self, at: int) -> bool:
        """Whether a noun ends at a place."""
        index = count_before(self.lexed.starts, at) - 1
        return index >= 0 and self.lexed.hits[index].end == at and bool(self.lexed.hits[index].role & NOUN)

    def ends_unknown(self, hit: Hit) -> bool:
        """Whether a known character only ends an unknown word (圩镇)."""
        return hit.end - hit.start == 1 and self.lexed.bare[hit.start] > self.lexed.bare[max(0, hit.start - 1)]
