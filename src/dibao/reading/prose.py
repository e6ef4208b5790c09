"""One left-to-right pass over running text: each number with what is in force where it stands."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import Final

from dibao.figures import Basis, How, Window
from dibao.reading import phrases, turnout
from dibao.reading.basis import Carried, Read, decide
from dibao.reading.expressions import Sort, Time
from dibao.reading.layout import Passage
from dibao.reading.lexer import Lexed, lex
from dibao.reading.lexicon import Lazy, Signs
from dibao.reading.marks import Count
from dibao.reading.measures import Kind
from dibao.reading.phrases import Verb
from dibao.reading.scope import Force, Scope
from dibao.reading.times import Calendar

_STOPS: Final = Signs("。！？；（），：")
_SECTION: Final = Lazy(
    r"(?P<one>[一二三四五六七八九十]{1,3}、)|(?P<two>（[一二三四五六七八九十]{1,3}）)|(?P<three>\d{1,2}[.．、](?!\d)|[①-⑳])"
    r"|(?P<four>(?:[一二三四五六七八九十]{1,2}(?:是|要)|第[一二三四五六七八九十]{1,2}[，、：]))"
)
_NUMBERING: Final = frozenset("一二三四五六七八九十（0123456789第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_LEVELS: Final = {"one": 1, "two": 2, "three": 3, "four": 4}
_PART: Final = Lazy(r"其中|含(?<!包含)(?!量)|包括|包含|按[^，。；]{1,6}[：:]", needs="其含包按")
_AMONG: Final = Lazy(r"(?:来电|来件|来访|诉求|咨询|举报|留言|作品|来稿|稿件|信息|志愿者)(?:之)?中[，：]")
"""当日来电中，… : parts of the figure before, if they are not more than it."""
_WHOLE_AGAIN: Final = Lazy("累计|累积|总计|共计|合计", needs="累总共合")
_NOT_PARTS: Final = Lazy("累计|累积|总计|共|合计|当日|今日|昨日|新增|较|比|同比|环比|日均|平均|占|[\ue000-\ue0ff]")
"""What a bracket may tell beside parts: totals, other days (a time is one masked character), comparisons."""
_SHARED: Final = Lazy("[，、（]?[约近]?占")
"""Behind a part: its share of the whole."""
_CLOSING: Final = Lazy("(?:数据|数字|统计)(?:时间)?[：:]?$")
_CLOSED: Final = frozenset("。）")
"""Around 截至 at the end of a report: a note on what stands above it (（数据截至3月5日12时）)."""
_COMPARED: Final = Lazy("较(?!大|多|好|为)|比(?!赛|例|较|武|拼)|同比|环比")
"""稿件86篇，较前一日增加12篇，累计512篇: the total is of what is compared, and not of the difference."""
_CLAUSE: Final = Lazy("[，：]")
_REST: Final = Lazy(r"[^，。；（）\d]{1,24}")
_NOUN_ENDS: Final = frozenset("，。；、：！？（）\ue001")

_LISTED: Final = 2
_COUNTS_PLACES: Final = frozenset(("个", "家", "处", "所", "座"))
"""What counts the places or offices that the words before name, rather than something of theirs."""

_PLACE: Final = itemgetter(0, 1)
Mark = tuple[int, int, Count | Time | str]

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_ACT: Final = Verb.ACT
_AID: Final = Verb.AID
_NOUN: Final = Verb.NOUN
_STATE: Final = Verb.STATE
_DEFAULT: Final = How.DEFAULT
_INHERITED: Final = How.INHERITED
_STATED: Final = How.STATED
_NEW: Final = Basis.NEW
_SINCE: Final = Sort.SINCE
_SHARE: Final = Kind.SHARE
_TOLD: Final = Sort.TOLD
_UNTIL: Final = Sort.UNTIL
_NO_DAY: Final = (Sort.ASIDE, Sort.NOW, Sort.EVENT, Sort.OCCASION)


class Prose:
    """Reads passages in order, with what carries over from one to the next."""

    def __init__(self, calendar: Calendar, *, dated: bool = False) -> None:
        self.calendar = calendar
        self.dated = dated
        """Whether the report bears its day: a report of that day, not a story."""
        self.scope = Scope()
        self.reads: list[Read] = []
        self.actor = ""
        self.closing: tuple[int, Window] | None = None
        """The window that a note named last gives to what stands above it, and how many figures those were."""
        self._heading = False
        self._from = 0
        """Where this passage's figures begin."""
        self._cuts: list[int] = []
        """The commas, colons and brackets between the number before (or the sentence's beginning) and the next."""

    def read(self, passage: Passage) -> None:
        """Read one passage."""
        self.scope.sentence_ends()
        self._enter(passage.text, 0)
        lexed = lex(passage.text, self.calendar)
        self._from = len(self.reads)
        if not lexed.counts and not lexed.times and not _SECTION.search(lexed.plain):
            return
        # A short line of several figures is an item of a list of days, no title.
        self._heading = passage.heading and (len(lexed.counts) < _LISTED or passage.level > 0)
        plain = lexed.plain
        marks: list[Mark] = []
        stop = _STOPS.next(plain)
        while stop >= 0:
            marks.append((stop, 0, plain[stop]))
            stop = _STOPS.next(plain, stop + 1)
        marks += [(time.start, 1, time) for time in lexed.times]
        marks += [(count.start, 2, count) for count in lexed.counts]
        marks.sort(key=_PLACE)
        self._walk(passage, lexed, marks)

    def _enter(self, text: str, at: int) -> None:
        """一、 and 一是 begin a part with windows and an actor of its own."""
        section = _SECTION.match(text, at) if text[at : at + 1] in _NUMBERING else None
        if section and (at == 0 or section.lastgroup != "three"):
            self.scope.enter(_LEVELS[section.lastgroup or "four"])
            self.actor = ""

    def _walk(self, passage: Passage, lexed: Lexed, marks: list[Mark]) -> None:
        carried = Carried()
        at = 0
        counted = timed = False
        cuts = self._cuts
        cuts.clear()
        for start, _, mark in marks:
            if isinstance(mark, Count):
                self._count(passage, lexed, mark, at, carried, timed)
                at, counted, timed = mark.after, True, False
                cuts.clear()
            elif isinstance(mark, Time):
                timed = timed or mark.sort not in _NO_DAY
                self.scope.say(mark, leading=not counted, heading=self._heading)
                self._backfill(mark)
                self._close(lexed.plain, mark)
            elif mark in "，：（）":
                if start >= at:
                    cuts.append(start)
                if mark == "（":
                    carried.in_brackets, carried.outside = True, carried.head
                    carried.bracketed = len(self.reads) - 1 if counted and start == at else None
                elif mark == "）" and carried.in_brackets:
                    carried.in_brackets, carried.head, carried.bracketed = False, carried.outside, None
            else:
                cuts.clear()
                if mark == "；":
                    self.scope.item_ends()
                    shared = carried.shared or self._shares(carried.whole) > 0
                    kept = carried.whole if carried.among or shared else None
                    head = "asof" if carried.head == "asof" else ""
                    among = carried.among
                    carried = Carried(head=head, actor=carried.actor, whole=kept, among=among)
                    carried.shared = shared and not among
                else:
                    self.scope.sentence_ends()
                    carried, counted = Carried(), False
                    self._enter(lexed.text, start + 1)
                at = start + 1

    def _backfill(self, time: Time) -> None:
        """自…以来 gets its end where the paragraph names it later."""
        if (time.sort is _UNTIL or time.sort is _TOLD) and time.window.end:
            for read in self.reads[self._from :]:
                if read.force and read.force.sort is _SINCE and read.window.start and read.window.end is None:
                    read.window = Window(read.window.start, time.window.end)

    def _close(self, plain: str, time: Time) -> None:
        """A note behind the figures says up to when they count."""
        closed = time.sort is _UNTIL and time.window.end and (plain[time.end : time.end + 1] or "。") in _CLOSED
        if closed and _CLOSING.search(plain, max(0, time.start - 6), time.start):
            self.closing = len(self.reads), Window(None, time.window.end)

    # --- one number ---

    def _count(self, passage: Passage, lexed: Lexed, count: Count, at: int, carried: Carried, timed: bool) -> None:
        plain = lexed.plain
        read = Read(passage, count, section=self.scope.section, level=self.scope.level)
        read.title = passage.heading and not self.reads and self.scope.level == 0
        piece, start, stop, listed, nounless = self._piece(plain, at, count)
        self._name(read, lexed, at, (piece, start, stop), carried, listed=listed)
        force, how = self.scope.force()
        if force is not None:
            read.force, read.window, read.window_how = force, force.window, how
        decide(read, plain, at, piece, carried, listed=listed, nounless=nounless, dated=self.dated, timed=timed)
        if read.basis is Basis.CUMULATIVE and force is not None and self._beyond(read, force):
            read.window = Window(None, force.window.end)
        if read.basis is _NEW and force is not None and force.sort is _UNTIL:
            read.window = self.scope.closed_by(read.window)
        if listed and nounless and read.basis is None:
            self._follow(read)
        if nounless and plain[at : count.start] in ("、", "和", "与"):
            self._grown(read)
        self._part(read, plain, at, carried)
        self.reads.append(read)

    def _follow(self, read: Read) -> None:
        """The item of a 、 list that nothing names is told of what the item before is (停电12个台区、3200户)."""
        before = self.reads[-1] if len(self.reads) > self._from else None
        if before is not None and before.basis is not None and before.basis_how is _INHERITED:
            read.set(before.basis, _INHERITED, "as the item before")

    def _grown(self, read: Read) -> None:
        """An item of a list of differences is one too: 较17日分别增加12.3吨、6.1吨和0.9吨."""
        before = self.reads[-1] if len(self.reads) > self._from else None
        if before is not None and turnout.GREW in before.reasons and turnout.GREW not in read.reasons:
            read.set(_NEW, _STATED, turnout.GREW)
            if read.force is not None:
                read.window = read.force.window

    def _beyond(self, total: Read, force: Force) -> bool:
        """Whether a total is told right behind what is new in a bounded period: 上周接种6.2万剂次，累计31万剂次."""
        before = self.reads[-1] if len(self.reads) > self._from and force.eventful else None
        return (
            before is not None
            and before.force is force
            and total.basis_how is _STATED
            and before.basis is _NEW
            and before.count.unit == total.count.unit
            and before.count.amount.value < total.count.amount.value
        )

    def _piece(self, plain: str, at: int, count: Count) -> tuple[int, int, int, bool, bool]:
        """Where the number's own clause begins, and the stretch in it that names; whether it is an item of a 、 list;
        whether nothing names it there.

        Where the clause is empty up to the number and nothing follows either, the clause before names it:
        致市民的公开信，共2万份; 宣传资料：1200份.
        """
        end = count.start
        cut = self._cuts[-1] if self._cuts else -1
        listed = cut < 0 and plain[at : at + 1] == "、"
        piece = at if cut < 0 else cut + 1
        start, stop = phrases.trim(plain, piece, end)
        if start < stop:
            return piece, start, stop, listed, False
        following = plain[count.after : count.after + 1]
        if cut > at and (not following or following in _NOUN_ENDS):
            piece = self._clause(plain, at, cut)
            start, stop = phrases.trim(plain, piece, cut)
            return piece, start, stop, listed, start >= stop
        return piece, start, stop, listed, True

    def _clause(self, plain: str, at: int, end: int) -> int:
        """Where the clause begins that ends at `end`."""
        for cut in reversed(self._cuts):
            if cut < end and plain[cut] in "，：":
                return cut + 1
        return at

    def _name(
        self, read: Read, lexed: Lexed, at: int, clause: tuple[int, int, int], carried: Carried, *, listed: bool
    ) -> None:
        """The phrase and the actor: what stands before the number, after it, and what was elided."""
        text, plain, count = lexed.text, lexed.plain, read.count
        piece, start, stop = clause
        verb = phrases.verb_in(plain, start, stop)
        self._subject(read, lexed, at, piece, start, verb, carried)
        name, empty = "", False
        if verb is None:
            name = phrases.shown(text, plain, start, stop)
            owner = not (listed and carried.verb) and bool(phrases.subject(text, plain, start, stop))
            empty = not name or owner
        else:
            acting = verb
            if verb.kind is _AID:
                acting = phrases.verb_in(plain, verb.end, stop) or verb
            read.acted = phrases.acts(plain, verb, stop)
            name = phrases.shown(text, plain, verb.start, stop)
            empty = phrases.bare(plain, verb.end, stop) or (verb.kind is _AID and acting is verb)
            if verb.start > start and (verb.kind is _STATE or empty) and not read.actor_here:
                # 队伍有1.1万支, 横幅悬挂35条: the noun stands before the verb
                name, empty = phrases.shown(text, plain, start, stop), False
        if empty:
            counted = verb is None and count.unit in _COUNTS_PLACES
            limit = 24 if verb and verb.kind is _AID else 16
            end = phrases.right(plain, count.after, limit)
            noun = phrases.shown(text, plain, count.after, end)
            if noun and verb is not None and verb.kind is _AID:
                rest = _REST.match(plain, count.after)
                noun = phrases.shown(text, plain, count.after, rest.end()) if rest else noun
            if noun:
                name = (name if verb else "") + noun
                read.acted = read.acted and not phrases.standing(noun)  # 走遍41个行政村
            elif not counted or not name:
                near = count.start - at <= 1 or plain[at : count.start] in ("、约", "约", "、近", "近")
                name = self._elided(count.unit, name if verb else "", near) or name
        named = verb is None or (verb.kind is _NOUN and not read.acted)  # 出动宣传车52台、宣传喇叭104个
        if listed and named and carried.verb and not empty:
            name, read.acted = carried.verb + name, carried.acted
        elif verb is not None and verb.kind in (_ACT, _NOUN):
            carried.verb, carried.acted = plain[verb.start : verb.end], read.acted
        else:
            carried.verb, carried.acted = "", False
        read.phrase = name

    def _subject(
        self, read: Read, lexed: Lexed, at: int, piece: int, start: int, verb: phrases.Found | None, carried: Carried
    ) -> None:
        """Who did it: the subject before the clause's verb, else of an earlier clause, else of the text before."""
        text, plain = lexed.text, lexed.plain
        found = ""
        if verb is not None and verb.start - piece > 1:
            found = phrases.actor(text, plain, piece, verb.start)
        read.actor_here = bool(found)
        begin = piece - 1
        while not found and begin > at:
            first = self._clause(plain, at, begin)
            other = phrases.verb_in(plain, first, begin)
            found = phrases.actor(text, plain, first, other.start if other else begin)
            begin = first - 1
        if found:
            read.actor_how = _STATED
        elif self.actor:
            read.actor_how = _INHERITED
        read.actor = found or carried.actor or self.actor
        if found and "被" not in plain[begin + 1 : read.count.start]:
            carried.actor = self.actor = found  # 被省级媒体采用12篇: they did no more than that

    def _elided(self, unit: str, verb: str, near: bool) -> str:
        """The phrase of the last figure with the same measure word, with this verb; if `near` of the one before."""
        if near and len(self.reads) > self._from:
            return self.reads[-1].phrase
        for read in reversed(self.reads[self._from :]):
            if read.count.unit == unit and read.phrase and not _COMPARED.match(read.phrase):
                noun = read.phrase
                found = phrases.verb_in(noun, 0, len(noun))
                if verb and found and found.start == 0:
                    noun = noun[found.end :]
                return noun if noun.startswith(verb) else verb + noun
        return verb

    def _part(self, read: Read, plain: str, at: int, carried: Carried) -> None:
        """其中 makes this figure, and the like ones after it in the sentence, parts of the one before; so do brackets
        right behind a figure (75条（微信30条、微博45条）) and 来电中，.
        """
        here, left = len(self.reads), plain[at : read.count.start]
        if _PART.search(left):
            carried.whole, carried.among, carried.shared = self._like(read, here), False, False
        elif _WHOLE_AGAIN.search(left):
            carried.whole, carried.among = None, False
        elif "中" in left and _AMONG.search(left):
            carried.whole, carried.among = self._holds(self._like(read, here), read), True
        elif carried.shared and not self._goes_on(carried.whole, read, plain):
            carried.whole = None
        whole = carried.whole
        if carried.bracketed is not None and not _NOT_PARTS.search(left):
            whole = self._holds(carried.bracketed, read)
        if whole is not None and self.reads[whole].count.unit == read.count.unit:
            read.part_of = whole
            told = read.force is self.reads[whole].force  # 其中6月3日推送2期 is of its own day
            if told and read.basis_how is _INHERITED and self.reads[whole].basis is None:
                read.basis, read.basis_how = None, _DEFAULT

    def _like(self, read: Read, here: int) -> int | None:
        """The last figure before this one with its measure word that is no part itself; else the last figure."""
        for index in range(here - 1, self._from - 1, -1):
            before = self.reads[index]
            like = before.count.unit == read.count.unit and before.part_of is None
            if like and not _COMPARED.match(before.phrase):
                return index
        return here - 1 if here > self._from else None

    def _shares(self, whole: int | None) -> int:
        """How many parts of a figure were told with their shares of it (其中，微博30条，占40%；)."""
        if whole is None:
            return 0
        total, told = Decimal(self.reads[whole].count.amount.value), 0
        for part, share in pairwise(self.reads[whole + 1 :]):
            if part.part_of == whole and share.count.kind is _SHARE:
                apart = 100 * part.count.amount.value - share.count.amount.value * total
                told += abs(apart) <= total  # to one in a hundred; else they are shares of something else
        return told

    def _goes_on(self, whole: int | None, read: Read, plain: str) -> bool:
        """Whether a list of parts with their shares goes on with this figure, beyond ；."""
        if whole is None or read.count.unit != self.reads[whole].count.unit:
            return True  # the shares between them
        listed = self._shares(whole) > 1 or _SHARED.match(plain, read.count.after) is not None
        return listed and not read.acted and self._holds(whole, read) is not None

    def _holds(self, whole: int | None, read: Read) -> int | None:
        """That figure, if this one may be a part of it: not more, and counted alike."""
        if whole is None or self.reads[whole].count.unit != read.count.unit:
            return None
        return whole if read.count.amount.value <= self.reads[whole].count.amount.value else None
