"""One left-to-right pass over running text: each number with what is in force where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from dibao.figures import NO_WINDOW, Basis, How, Window
from dibao.reading import phrases
from dibao.reading.layout import Passage
from dibao.reading.lexer import MASK, TIME, Count, Lexed, lex
from dibao.reading.lexicon import rows
from dibao.reading.measures import Kind
from dibao.reading.phrases import Verb
from dibao.reading.scope import Force, Scope
from dibao.reading.times import Calendar, Sort, Time

_STOPS = re.compile(r"[。！？；（）]|[，：](?=[一二三四五六七八九]是)")
_SECTION = re.compile(
    r"(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>（[一二三四五六七八九十]{1,3}）)|(?P<three>\d{1,2}[.．、](?!\d)|[①-⑳])"
    r"|(?P<four>(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，、：]))"
)
_RATE = re.compile(
    r"每(?!个?人都)|天天|(?:日|月|年|周|人|户|场|次|村|平|车|校|家)均|(?<![今昨前当明即次节假每几\d生])日(?=最大|最高|接待|接种|飞|产|播|发|采样|检测|处理|供|滚动|循环)|折合"
)
_PEAK = re.compile(
    r"(?:单[条篇场日件个集期部次](?:成绩)?最[高多大])|最[高火]|峰值|纪录|最[^，。；]{1,3}的(?:那|这)?一?[条篇场件个集期部首次则]|单[条篇场日](?=播放|阅读|点击|点赞|浏览|在线|观看)|头条阅读"
)
_WHOLE = re.compile(r"其中|(?<![包])含(?!量)|包括|包含|分别是|分类看|按[^，。；]{1,6}[：:]")
_RESPECTIVELY = re.compile(r"分别|依次")
_ONCE = re.compile(r"^(?:约|近|达到?|为|共|共计|有|已|超过?|突破|逾|将近|接近|了|不少于|：|数|量|\s)*$")
_NAMES = re.compile(r"[、和与及]|以及")
_PLACE = re.compile(r"(?:^|[，、并])(?:并|还|又)?(?:在|从|由|对|给|与|为|于|沿)[^，。；、]{0,14}$")


@cache
def _heads() -> re.Pattern[str]:
    groups: dict[str, list[str]] = {}
    for word, basis in rows("heads.csv"):
        groups.setdefault(basis, []).append(word)
    return re.compile("|".join(f"(?P<{basis}>{'|'.join(words)})" for basis, words in groups.items()))


@dataclass(slots=True)
class Read:
    """A count with everything that its words say, on its way to becoming a Figure."""

    passage: Passage
    count: Count
    phrase: str = ""
    actor: str = ""
    actor_how: How = How.DEFAULT
    basis: Basis | None = None
    basis_how: How = How.DEFAULT
    window: Window = NO_WINDOW
    window_how: How = How.DEFAULT
    force: Force | None = None
    acted: bool = False
    """A verb of doing governs it."""
    part_of: int | None = None
    section: int = 0
    level: int = 0
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sentence:
    """What is carried from item to item of one sentence."""

    head: str = ""
    head_how: How = How.STATED
    outside: str = ""
    """The head outside the brackets that are open."""
    in_brackets: bool = False
    peak: bool = False
    rate: bool = False
    verb: str = ""
    acted: bool = False
    whole: int | None = None
    actor: str = ""
    names: list[str] = field(default_factory=list)
    tail: str = ""


class Prose:
    """Reads passages in order, with what carries over from one to the next."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.scope = Scope()
        self.reads: list[Read] = []
        self.actor = ""
        self._passage_from = 0

    def read(self, passage: Passage) -> None:
        """Read one passage."""
        lexed = lex(passage.text, self.calendar)
        self._passage_from = len(self.reads)
        self._enter(passage)
        heading = passage.heading
        marks: list[tuple[int, int, Count | Time | re.Match[str]]] = []
        for match in _STOPS.finditer(lexed.plain):
            marks.append((match.start(), 0, match))
        if not lexed.counts and not lexed.times and not marks:
            return
        marks += [(time.start, 1, time) for time in lexed.times]
        marks += [(count.start, 2, count) for count in lexed.counts]
        marks.sort(key=lambda mark: mark[:2])
        self._walk(passage, lexed, marks, heading)

    def _enter(self, passage: Passage) -> None:
        section = _SECTION.match(passage.text)
        if section:
            self.scope.enter({"one": 1, "two": 2, "three": 3, "four": 4}[section.lastgroup or "four"])
            self.actor = ""
        self.scope.sentence_ends()

    def _walk(
        self,
        passage: Passage,
        lexed: Lexed,
        marks: list[tuple[int, int, Count | Time | re.Match[str]]],
        heading: bool,
    ) -> None:
        sentence = _Sentence()
        at = begin = 0
        counted = False
        for start, _, mark in marks:
            if isinstance(mark, Count):
                self._count(passage, lexed, mark, at, begin, sentence)
                at, counted = mark.after, True
            elif isinstance(mark, Time):
                self._time(mark, lexed, leading=not counted, heading=heading, counted=counted)
            else:
                sign = mark.group()
                if sign == "（":
                    sentence.in_brackets, sentence.outside = True, sentence.head
                elif sign == "）":
                    if sentence.in_brackets:
                        sentence.in_brackets, sentence.head = False, sentence.outside
                elif sign == "；":
                    self.scope.item_ends()
                    sentence = _Sentence(head=sentence.head if sentence.head == "asof" else "", actor=sentence.actor)
                    at = begin = start + 1
                else:
                    self.scope.sentence_ends()
                    sentence, counted = _Sentence(), False
                    at = begin = start + 1
                    self._item(lexed.text, begin)

    def _item(self, text: str, begin: int) -> None:
        """一是 … 六是 inside a paragraph are items of their own."""
        section = _SECTION.match(text, begin)
        if section and section.lastgroup in ("four", "two", "one"):
            self.scope.enter({"one": 1, "two": 2, "four": 4}[section.lastgroup])
            self.actor = ""

    def _time(self, time: Time, lexed: Lexed, *, leading: bool, heading: bool, counted: bool) -> None:
        self.scope.say(time, leading=leading, heading=heading, counted=counted)
        if time.sort in (Sort.UNTIL, Sort.TOLD) and time.window.end:
            for read in self.reads[self._passage_from :]:
                if read.force and read.force.sort is Sort.SINCE and read.window.start and read.window.end is None:
                    read.window = Window(read.window.start, time.window.end)

    # --- one number ---

    def _count(
        self, passage: Passage, lexed: Lexed, count: Count, at: int, begin: int, sentence: _Sentence
    ) -> None:
        plain, text = lexed.plain, lexed.text
        left = plain[at : count.start]
        first = at == begin
        read = Read(passage, count, section=self.scope.section, level=self.scope.level)
        self._heads(left, sentence)
        cut = max(left.rfind("，"), left.rfind("："), left.rfind("（"), left.rfind("）"))
        piece = left[cut + 1 :]
        if cut == len(left) - 1 and cut > 0 or not phrases.core(piece):
            before = left[:cut] if cut > 0 else ""
            cut = max(before.rfind("，"), before.rfind("："))
            piece = left[cut + 1 :]
        listed = not first and left[:1] == "、" and cut < 0
        self._subject(read, plain, at + cut + 1, text[at + cut + 1 : count.start], piece, sentence, left, at, text)
        self._name(read, lexed, at + cut + 1, piece, listed, sentence)
        self._window(read)
        self._basis(read, plain, left, piece, listed, sentence)
        self._parts(read, left, sentence)
        self.reads.append(read)

    def _heads(self, left: str, sentence: _Sentence) -> None:
        last: re.Match[str] | None = None
        for last in _heads().finditer(left):
            pass
        sentence.head_how = How.INHERITED
        if last is not None:
            sentence.head = last.lastgroup or ""
            sentence.head_how = How.STATED
            if not sentence.in_brackets:
                sentence.peak = False
        if sentence.in_brackets and "（" not in left and last is None and not sentence.outside:
            return

    def _subject(
        self, read: Read, plain: str, start: int, text: str, piece: str, sentence: _Sentence, left: str, at: int, full: str
    ) -> None:
        """Find who did it: before the verb of the clause, or of an earlier clause of the sentence."""
        found = ""
        for clause_start, clause in self._clauses(left, at):
            body = full[clause_start : clause_start + len(clause)]
            blanked = "".join("\ue001" if c == TIME else b for b, c in zip(body, clause, strict=False))
            lead = phrases._LEAD.match(phrases._FILL.sub("", blanked))
            stripped = phrases._FILL.sub("", blanked)
            verb = phrases.verb_in(stripped, lead.end() if lead else 0)
            subject = phrases.actor_in(stripped[: verb.start] if verb else stripped.rstrip("：，"))
            if subject:
                found = subject
        if found:
            sentence.actor = self.actor = found
            read.actor_how = How.STATED
        elif self.actor:
            read.actor_how = How.INHERITED
        read.actor = found or sentence.actor or self.actor

    def _clauses(self, left: str, at: int) -> list[tuple[int, str]]:
        if "，" not in left and "：" not in left:
            return [(at, left)]
        made, begin = [], 0
        for index, sign in enumerate(left):
            if sign in "，：":
                made.append((at + begin, left[begin:index]))
                begin = index + 1
        made.append((at + begin, left[begin:]))
        return made

    def _name(
        self, read: Read, lexed: Lexed, start: int, piece: str, listed: bool, sentence: _Sentence
    ) -> None:
        """The phrase: what stands before the number, what stands after it, and what was elided."""
        count, text, plain = read.count, lexed.text, lexed.plain
        raw = text[start : count.start]
        shown = "".join(a if b != TIME else TIME for a, b in zip(raw, plain[start : count.start], strict=True))
        core = phrases.core(shown)
        verb = phrases.verb_in(core) if core else None
        name = core
        if verb is not None:
            name = core[verb.start :]
            read.acted = verb.kind in (Verb.ACT, Verb.SHORT)
            bare = core[verb.end :].strip("了出到的") == ""
            if verb.start and verb.kind is Verb.STATE:
                name = core[: verb.start]  # 队伍有1.1万支: the noun stands before the verb
                bare = False
        else:
            bare = not core or core == read.actor or phrases.actor_in(core) == core
        if bare or (verb and verb.kind is Verb.AID):
            noun = phrases.right(plain, count.after, 24 if verb and verb.kind is Verb.AID else 16)
            if noun and (verb is None or verb.kind is not Verb.AID):
                name = (core[verb.start :] if verb else "") + noun
            elif noun:
                rest = re.match(r"[^，。；（）]{1,24}", plain[count.after :])
                name = name + (rest[0] if rest else noun)
            elif verb and verb.start and not core[verb.end :].strip("了出到的"):
                name = core  # 横幅悬挂35条: the noun stands before the verb
            elif not name or verb:
                name = self._elided(count.unit, name)
        if listed and sentence.verb and (verb is None):
            name = sentence.verb + name
            read.acted = sentence.acted
        elif verb is not None:
            sentence.verb, sentence.acted = core[verb.start : verb.end], read.acted
            if verb.kind in (Verb.STATE, Verb.AID):
                sentence.verb = ""
        else:
            sentence.verb, sentence.acted = "", False
        read.phrase = name.replace(MASK, "").replace(TIME, "").strip("，、：的")

    def _elided(self, unit: str, verb: str) -> str:
        """The phrase of the last figure of this passage with the same measure word, with this verb."""
        for read in reversed(self.reads[self._passage_from :]):
            if read.count.unit == unit and read.phrase:
                noun = read.phrase
                found = phrases.verb_in(noun)
                if verb and found and found.start == 0:
                    noun = noun[found.end :]
                return verb + noun if not noun.startswith(verb) else noun
        return verb or (self.reads[-1].phrase if len(self.reads) > self._passage_from else "")

    def _window(self, read: Read) -> None:
        force, how = self.scope.force()
        read.force = force
        if force is not None and force.window:
            read.window, read.window_how = force.window, how

    def _basis(
        self, read: Read, plain: str, left: str, piece: str, listed: bool, sentence: _Sentence
    ) -> None:
        count, force = read.count, read.force
        if _PEAK.search(left):
            sentence.peak = True
        rate = bool(_RATE.search(piece)) or (listed and sentence.rate) or plain[count.after : count.after + 1] == "/"
        sentence.rate = rate
        if count.kind is Kind.SHARE:
            self._set(read, Basis.RATE, How.STATED, "a share")
        elif rate:
            self._set(read, Basis.RATE, How.STATED, "per day or per unit")
        elif count.kind is Kind.KIND:
            self._set(read, Basis.OTHER, How.STATED, "a number of kinds")
        elif sentence.peak:
            self._set(read, Basis.OTHER, How.STATED, "one item's maximum")
        elif sentence.head:
            self._by_head(read, left, sentence)
        elif force is not None:
            placed = bool(_PLACE.search(piece))
            if force.eventful and read.acted:
                self._set(read, Basis.NEW, How.INHERITED, "in a bounded window")
            elif force.running and read.acted:
                self._set(read, Basis.CUMULATIVE, How.INHERITED, "since a start or up to an end")
            elif force.running and force.window.bounded and piece and not placed:
                self._set(read, Basis.CUMULATIVE, How.INHERITED, "since a start, up to an end")
        if read.basis is Basis.CUMULATIVE and force and force.eventful and force.short:
            read.window = Window(None, force.window.end)

    def _by_head(self, read: Read, left: str, sentence: _Sentence) -> None:
        head, force = sentence.head, read.force
        how = sentence.head_how
        if head == "cumulative":
            self._set(read, Basis.CUMULATIVE, how, "累计")
        elif head == "new":
            self._set(read, Basis.NEW, how, "新增")
        elif head == "asof":
            self._set(read, Basis.ASOF, how, "现有")
        elif force is not None and force.eventful:
            self._set(read, Basis.NEW, how, "a total inside a bounded window")
        else:
            self._set(read, Basis.CUMULATIVE, how, "a total")
            read.reasons.append("total")
        last: re.Match[str] | None = None
        for last in _heads().finditer(left):
            pass
        if last is not None and _ONCE.match(left[last.end() :]):
            sentence.head = ""  # 累计约 5670: said of this number only

    def _set(self, read: Read, basis: Basis, how: How, reason: str) -> None:
        read.basis, read.basis_how = basis, how
        read.reasons.append(reason)

    def _parts(self, read: Read, left: str, sentence: _Sentence) -> None:
        """其中 makes this figure, and the like ones after it, a part of the one before."""
        here = len(self.reads)
        if _WHOLE.search(left) and here > self._passage_from:
            sentence.whole = here - 1
            for index in range(here - 1, self._passage_from - 1, -1):
                if self.reads[index].count.unit == read.count.unit and self.reads[index].part_of is None:
                    sentence.whole = index
                    break
        if sentence.whole is not None and self.reads[sentence.whole].count.unit == read.count.unit:
            read.part_of = sentence.whole
