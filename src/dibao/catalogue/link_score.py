"""How strongly a figure's surroundings speak for each indicator.

The thing counted stands right after the measure word (12家媒体) or before the number (横幅35条, 横幅全镇挂出35条).
What is nearest counts most; words that no lexicon knows between it and the number count against it. Verbs, channels
and the setting decide where a thing alone does not. A figure that names nothing follows its whole or its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.link_evidence import Evidence
from dibao.catalogue.link_lexicon import Beside, Lexicon
from dibao.catalogue.link_neighbours import FROM_NEIGHBOUR, FROM_WHOLE, Neighbours
from dibao.catalogue.link_places import SUFFIX, Place
from dibao.catalogue.link_text import CONTEXT, FILLER, NOUN, QUANTITY, VERB, Hit, Lexed, plain, theme
from dibao.figures import Figure
from dibao.reading.layout import count_before

COLUMN: Final = 40
"""How many figures back the one above in a column is looked for."""
GAP_LEFT: Final = 0.13
"""What each unknown character between the thing and the number takes away."""
MODIFIES: Final = 0.65
"""What is left of a word that something unknown follows at once: it only tells the sort of that (快板|版)."""
FAR: Final = 0.6
"""Beyond a comma."""
SECOND: Final = 0.35
JOINED: Final = 0.8
"""A thing further off; a thing joined by 、 or 和 to the nearest."""
UNKNOWN_OBJECT: Final = 0.4
UNKNOWN_TAIL: Final = 0.6
UNKNOWN_ACT: Final = 0.7
"""What is left of the things before an unknown object or an unknown end of a name, and of the act before the former."""
SAID: Final = 0.9
"""The same where a quantity is said of something unknown (覆盖上班族86万人次)."""
UNKNOWN_HEAD: Final = 0.3
"""What is left of everything else where an unknown thing stands right after the measure word."""
VERB_ALONE: Final = 0.9
VERB_WITH: Final = 0.7
VERB_BESIDE: Final = 0.4
"""An act where no thing is named, where one is named further off, and beside it."""
CARRIED: Final = 0.66
"""A thing named for the figure before, counted again by another measure word (宣传单14种，共计4万张)."""
FOREIGN: Final = 0.4
"""What is left of an indicator that the governing act speaks against."""
OWN_ACT: Final = 0.55
"""What is left of a neighbour's indicator where the figure has an act of its own."""
PAST_COMMA: Final = 0.7
"""What is left of it beyond a comma, where something unknown is named."""
FROM_PHRASE: Final = 0.85
NAMED: Final = 0.45
"""From this strength on, a figure names its thing itself."""
JOINERS: Final = frozenset(("", "、", "和", "及", "与", "或", "以及", "/", "()", "("))
HANDED_ON: Final = frozenset("件 条 篇 名 人 位 人次 份 次 户 期 场 场次 篇次 条次 万 起 通".split()) | {""}  # noqa: SIM905
"""Measure words with which a figure that names nothing may follow its neighbour."""
RUNS: Final = frozenset(("次", "条次", "遍", "分钟", "小时", "个小时"))
"""Measure words of how often and how long: what the figure before counts does so (118块大屏每隔15分钟)."""
DISTRICTS: Final = frozenset("省市区县旗州盟镇乡村")
"""The last characters of places: they say where, not what."""
WHILE: Final = ("期间", "过程", "现场", "当天", "当日", "以来", "之前", "之后", "前夕", "开始前", "结束后")
"""What follows a word that only says when or where (演练期间): it is not counted."""
WHERE: Final = frozenset(("channel", "broadcast"))
PARTED: Final = ("(其中", "(含", "(包括")
"""What a bracket begins with that tells parts (刊发76篇(其中央视3篇)): their words are not the whole's."""
SEEN: Final = WHERE | {"video", "post", "outlet", "live"}
"""Tags of where a story appeared, and of where something watched was seen."""
LIVING: Final = frozenset("户 万户 余户 人 万人 名 口 余人 户人".split())  # noqa: SIM905
PLACED: Final = frozenset(("area.communities", "area.people", "accounts.reach"))
VISITS: Final = frozenset("household household_only hand_out care outside_act dispatch staff volunteer".split())  # noqa: SIM905
TOLD_AFTER: Final = 3.0
"""Homes and people that follow places, what those are taken for, what speaks against it, and how sure it is."""
_NO_HITS: Final[list[Hit]] = []
NOTHING: Final[frozenset[str]] = frozenset()


class Scorer(Neighbours):
    """Scores the figures of one document, in order."""

    def __init__(self, lexed: Lexed, lexicon: Lexicon, figures: Sequence[Figure]) -> None:
        super().__init__(lexed, lexicon, figures)
        self._theme = theme(lexed)
        self._acts: tuple[int, frozenset[str]] = (-1, NOTHING)
        self._claimed = -1
        """Where the thing ends that the figure before counts, named after its measure word."""

    def evidence(self, index: int) -> Evidence:
        """Everything that speaks for figure `index`; earlier figures must have been settled (`codes`)."""
        figure, place, beside, around = self.figures[index], self.places[index], self.besides[index], self.around
        found = Evidence(place, around, self._theme)
        parted = self.lexed.text.startswith(PARTED, place.after)
        left, after = around.left(place), _NO_HITS if parted else around.after(place)
        weak = self.lexed.weak
        crossed = count_before(weak, place.start)
        comma = weak[crossed - 1] if crossed else -1
        own = [hit for hit in left if hit.end > comma] if left and left[-1].end <= comma else left
        acts = self._setting(found, place, own, after)
        claimed = self._claimed
        if left and left[-1].start < claimed:
            # What the figure before counts (3份横幅、500张…) is not counted again.
            left = [hit for hit in left if hit.start >= claimed or not hit.role & NOUN]
            own = [hit for hit in own if hit.start >= claimed or not hit.role & NOUN]
        named = around.right(place, beside, own, after)
        thing = named.thing
        if thing is not None:
            if beside[thing.tags].named:
                self._claimed = thing.end
            self._use(found, thing, named.strength, beside, acts)
            found.heads.append(thing)
        tail = around.tail(place, own)
        factor = UNKNOWN_HEAD if named.unknown else 1.0
        if tail is not None:
            factor *= SAID if tail.role & QUANTITY else UNKNOWN_TAIL if tail.role & NOUN else UNKNOWN_OBJECT
        ending = None if thing is not None else around.ending(place)
        if ending is not None and self._use(found, ending, SUFFIX, beside, acts):
            factor *= SECOND
        places = (
            NOTHING if figure.part_of is None else SEEN if self.watched(index) else self.told_apart(index) and WHERE
        )
        if places:
            left = [hit for hit in left if places.isdisjoint(hit.tags)]
            own = [hit for hit in own if places.isdisjoint(hit.tags)]
        self._use_left(found, place, left, comma, beside, acts, factor)
        if ending is not None and not found.heads:
            found.heads.append(ending)
        self._use_acts(found, own, beside, acts, 1.0 if tail is None or tail.role & NOUN else UNKNOWN_ACT)
        if found.noun < NAMED:
            counted = claimed > place.left and self.units[index].isdisjoint(RUNS)
            self._use_others(found, index, own, acts, unknown=named.unknown, claimed=counted)
        self._use_unit(found, beside, UNKNOWN_HEAD if named.unknown else 1.0)
        # In 慰问值守民警，共计96人 the act stands with the thing, beyond the comma.
        self._doubt(found, left if found.heads and found.heads[-1].end <= comma else own)
        found.topic = found.topic or found.heads
        self.found.append(found)
        return found

    def _use_others(
        self, found: Evidence, index: int, own: list[Hit], acts: frozenset[str], *, unknown: bool, claimed: bool
    ) -> None:
        """What speaks for a figure that names nothing: its table's heads, the figures before, what was put back.

        `claimed`: what is named before the number is what the figure before counts.
        """
        figure = self.figures[index]
        if self.lexed.in_table(figure.span.start):
            self._use_phrase(found, figure, self.besides[index], acts, tabled=True)
            self._as_in_column(found, index)
        elif unknown or not self._live_there(found, index, own):
            if not self._hand_on(found, index, own, unknown) and not unknown:
                self._carry_on(found, index, own, acts)
            if not (found.scores or claimed or self._after_open(index)):
                self._use_phrase(found, figure, self.besides[index], acts)

    def settle(self, code: str | None, item: str) -> None:
        """What the newest figure was taken for: later ones may take it over."""
        self.codes.append(code)
        self.items.append(item)

    def _setting(self, found: Evidence, place: Place, own: list[Hit], after: list[Hit]) -> frozenset[str]:
        """Fill the tags of the clause and of the setting; the acts of the clause, else of the list it stands in."""
        near = found.near
        acts: set[str] = set()
        for hits in (own, after):
            for hit in hits:
                near.update(hit.tags)
                if hit.role & VERB:
                    acts.update(hit.tags)
        if self.lexed.text[place.after] == "(" and not self.lexed.text.startswith(PARTED, place.after):
            near.update(*[hit.tags for hit in self.around.inside(place) if not hit.role & VERB])
        if "reach" in near and any("reach" in hit.tags for hit in own):
            near.add("reached")
        self.around.tell(near, place, own)
        if acts:
            self._acts = (place.sentence, frozenset(acts))
        elif self._acts[0] != place.sentence:
            self._acts = (place.sentence, NOTHING)
        return self._acts[1]

    def _use_left(
        self,
        found: Evidence,
        place: Place,
        left: list[Hit],
        comma: int,
        beside: Beside,
        acts: frozenset[str],
        factor: float,
    ) -> None:
        """Add what the words before the number speak for; `comma`: where the last comma before it stands."""
        lexed = self.lexed
        factor *= SECOND if found.heads else 1.0
        open_group = not found.heads
        nearest: Hit | None = None
        used = 0
        acted = False
        bare, weak = lexed.bare, lexed.weak
        known, origin = bare[place.start], place.start
        opened = self._aside(place, left)
        if opened < origin:
            known -= bare[origin] - bare[opened]
            origin, at = opened, count_before(weak, opened)
            comma = weak[at - 1] if at else -1
        for hit in left:
            start, end, role, tags = hit.start, hit.end, hit.role, hit.tags
            if role & VERB:
                acted = True
            if not role & NOUN or start >= origin or (acted and "outside" in tags and not role & VERB):
                continue
            gap = known - bare[end]
            crossed = 0 if end > comma else count_before(weak, origin) - count_before(weak, end)
            alone = end - start == 1 and (gap or crossed or self.around.ends_unknown(hit))
            if alone or lexed.text.startswith(WHILE, end):
                continue
            if crossed and used:
                break
            strength = max(0.15, FAR * 0.8 ** (crossed - 1) - 0.04 * gap) if crossed else max(0.2, 1 - GAP_LEFT * gap)
            if nearest is not None:
                if open_group:
                    between = lexed.text[end : nearest.start]
                    open_group = between in JOINERS and (between != "" or tags == nearest.tags)
                # What stands right before a thing tells its sort (汛情|提示): it is not the thing.
                told = end == nearest.start and "outside" in tags and not used
                strength *= JOINED if open_group else SECOND if told else SECOND**used
            if bare[min(end + 1, place.start)] > bare[end] and not role & QUANTITY:
                strength *= MODIFIES
            if place.attributed and not role & QUANTITY:
                strength *= SECOND
            fits = self._use(found, hit, strength * factor, beside, acts)
            if open_group and (fits or nearest is None):
                found.heads.insert(0, hit)
            nearest = hit
            used = max(used, 1) if open_group and fits else used + fits
            if used > 2:
                break

    def _aside(self, place: Place, left: list[Hit]) -> int:
        """Where what names the thing ends: here, or before what explains it (宣传片（含自制的）500条次)."""
        text = self.lexed.text
        opened = text.rfind("(", place.left, place.start) if text[place.start - 1] == ")" else -1
        named = opened > place.left and any(hit.end == opened and hit.role & NOUN for hit in left)
        return opened if named else place.start

    def _use(self, found: Evidence, hit: Hit, strength: float, beside: Beside, acts: frozenset[str]) -> bool:
        """Add what a word speaks for, as measure word, act and setting allow; whether it names the thing."""
        named = found.speak(beside[hit.tags].senses, strength, acts, self.lexed.text[hit.start : hit.end])
        if named and hit.role & NOUN and strength > found.noun:
            found.noun = strength
        return named

    def _use_acts(self, found: Evidence, own: list[Hit], beside: Beside, acts: frozenset[str], factor: float) -> None:
        strength = VERB_BESIDE if found.noun > 0.7 else VERB_WITH if found.noun >= NAMED else VERB_ALONE
        strength *= factor
        for hit in own:
            if hit.role & (VERB | CONTEXT) and not hit.role & NOUN:
                found.speak(beside[hit.tags].senses, strength, acts, self.lexed.text[hit.start : hit.end])

    def _as_in_column(self, found: Evidence, index: int) -> None:
        """A total that its row does not name counts what the figures above it in its column count."""
        figure = self.figures[index]
        if found.scores or not figure.phrase or index == 0:
            return
        for earlier in range(index - 1, max(-1, index - COLUMN), -1):
            above = self.figures[earlier]
            if above.phrase == figure.phrase and above.unit == figure.unit:
                code = self.codes[earlier]
                if code is not None:
                    found.add(code, FROM_WHOLE * min(4.0, self.found[earlier].scores[code]), "=")
                return

    def _use_phrase(
        self, found: Evidence, figure: Figure, beside: Beside, acts: frozenset[str], *, tabled: bool = False
    ) -> None:
        """What the reader put back where the text leaves it out, and the heads of a table cell."""
        if not figure.phrase:
            return
        text = plain(figure.actor + figure.phrase if tabled else figure.phrase)
        hits = self.lexicon.words.find(text)
        acts |= {tag for hit in hits if hit.role & VERB for tag in hit.tags}
        found.near.update(tag for hit in hits for tag in hit.tags)
        found.told = [text[hit.start : hit.end] for hit in hits]
        strength = FROM_PHRASE
        words: list[str] = []
        last: Hit | None = None
        for hit in reversed(hits):
            word = text[hit.start : hit.end]
            if hit.role & NOUN and found.speak(beside[hit.tags].senses, strength, acts, word):
                found.noun = max(found.noun, strength)
                strength *= SECOND
                if last is None or text[hit.end : last.start] in JOINERS:
                    words.append(word)
                    last = hit
        found.words = words

    def _doubt(self, found: Evidence, own: list[Hit]) -> None:
        """Weaken what the governing act, or a word beside the number, speaks against."""
        governing: tuple[str, ...] = ()
        for hit in own:
            if hit.role & VERB and hit.end - hit.start > 1:
                governing = hit.tags
                break
        for code, score in found.scores.items():
            foreign = self.lexicon.foreign.get(code) if score >= 1 else None
            if foreign is None or code in found.acted:
                continue
            if (governing and foreign.acts.issuperset(governing)) or not foreign.near.isdisjoint(found.near):
                found.scores[code] = score * FOREIGN
                found.doubted.add(code)

    def _use_unit(self, found: Evidence, beside: Beside, factor: float) -> None:
        """What the measure word says alone, or in its setting: weakened where something unknown is named."""
        if factor == 1.0:
            found.speak(beside.itself, factor, NOTHING, "#")
        else:
            for sense in beside.itself:
                found.speak((sense,), 1.0 if sense.free else factor, NOTHING, "#")
        if not found.scores:
            for sense in beside.alone:
                found.add(sense.code, sense.weight, "#")

    def _hand_on(self, found: Evidence, index: int, own: list[Hit], unknown: bool) -> bool:
        """A figure that names nothing takes over the code of its whole or its neighbour; whether there was one."""
        source, factor = self.source(index, own)
        if source is None or self._counted[source].isdisjoint(self._counted[index]):
            return False
        code = self.codes[source]
        if (unknown and factor != FROM_WHOLE) or (factor < FROM_WHOLE and self.units[index].isdisjoint(HANDED_ON)):
            return False
        if code is None or (code == OTHER and factor < FROM_WHOLE):
            return factor >= FROM_WHOLE
        place, lexed = self.places[index], self.lexed
        full = self.found[source].passed_on.get(code) or min(4.0, self.found[source].scores[code])
        between = lexed.bare[place.start] - lexed.bare[place.left]
        free, each = (6, 0.04) if factor >= FROM_WHOLE else (2, 0.15)
        strength = factor * max(0.3, 1 - each * max(0, between - free))
        if factor < FROM_WHOLE and any(hit.role & VERB and hit.end - hit.start > 1 for hit in own):
            strength *= OWN_ACT
        elif (
            factor == FROM_NEIGHBOUR
            and between
            and lexed.text[place.start - 1] not in DISTRICTS
            and "," in lexed.text[self.places[source].after : place.start]
        ):
            strength *= PAST_COMMA
        found.passed_on = {code: full}
        found.follows = source if factor >= FROM_WHOLE else None
        found.topic = found.heads or self.found[source].topic
        found.add(code, full * strength, "=")
        return True

    def _after_open(self, index: int) -> bool:
        """Whether the figure right before, in a row of the same measure word (依次为240、515、702条), was left open."""
        if index == 0 or self.codes[index - 1] is not None or self.units[index - 1] != self.units[index]:
            return False
        return self.lexed.text[self.places[index - 1].after : self.places[index].start] in ("、", ",", "和")

    def _live_there(self, found: Evidence, index: int, own: list[Hit]) -> bool:
        """Homes and people told right after places, or people after homes, live there: 覆盖13个村、2600户8100人."""
        place, before = self.places[index], self.places[index - 1]
        if index == 0 or self.units[index].isdisjoint(LIVING) or before.sentence != place.sentence:
            return False
        if self.lexed.bare[place.start] > self.lexed.bare[before.after] or any(hit.role != FILLER for hit in own):
            return False
        code, earlier = self.codes[index - 1], self.found[index - 1]
        if code not in PLACED or self.units[index - 1] & self.units[index]:
            return False
        if code == "area.communities":
            if not VISITS.isdisjoint(earlier.near | found.near):
                return False
            code = "accounts.reach" if "reach" in earlier.near else "area.people"
        found.add(code, TOLD_AFTER, "=")
        return True

    def _carry_on(self, found: Evidence, index: int, own: list[Hit], acts: frozenset[str]) -> None:
        """A figure that names nothing may count, by another measure word, what the figure before names."""
        place, lexed = self.places[index], self.lexed
        between = lexed.bare[place.start] - lexed.bare[place.left]
        if index == 0 or found.heads or between > 1 or any(hit.role & VERB for hit in self.around.after(place)):
            return
        before = self.places[index - 1]
        if lexed.part_start(before.start) != lexed.part_start(place.start) or not self.acts_known(own, before):
            return
        found.topic = self.found[index - 1].topic
        strength = CARRIED * (1 - 0.1 * between)
        for hit in reversed(found.topic):
            if (
                strength > 0.3
                and "outside" not in hit.tags
                and self._use(found, hit, strength, self.besides[index], acts)
            ):
                strength *= SECOND
