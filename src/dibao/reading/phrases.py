"""The words that name what is counted: verb and noun, what was elided put back; and who did it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from dibao.reading.lexicon import Lazy, Longest, Signs, endings, lengths, listed, rows


class Verb(StrEnum):
    """How a verb governs a number."""

    ACT = "act"
    """Something done in a time: an output."""
    NOUN = "noun"
    """A verb that is as often a noun (宣传, 培训): it names a thing, but does not say that it was done."""
    STATE = "state"
    """Something that is so."""
    AID = "aid"
    """What it governs is a means (利用215块大屏播放…)."""
    SHORT = "short"
    """One character, a verb only at the beginning of a clause or right before the number."""
    NONE = "none"
    """Two characters that are no verb, though the first or the last could be one (推文, 支出)."""


class Found:
    """A verb in a text."""

    def __init__(self, start: int, end: int, kind: Verb) -> None:
        self.start, self.end, self.kind = start, end, kind


# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_ACT: Final = Verb.ACT
_AID: Final = Verb.AID
_NONE: Final = Verb.NONE
_NOUN: Final = Verb.NOUN
_SHORT: Final = Verb.SHORT
_STATE: Final = Verb.STATE


class _Verbs:
    """The verbs of the list."""

    def __init__(self) -> None:
        kinds = {word: Verb(kind) for word, kind in rows("verbs.csv")}
        self.short = frozenset([word for word, kind in kinds.items() if kind is _SHORT])
        self.none = frozenset([word for word, kind in kinds.items() if kind in (_NONE, _NOUN)])
        self.kinds: dict[str, Verb] = {word: kind for word, kind in kinds.items() if kind not in (_SHORT, _NONE)}
        """Of those that are not short."""
        self.lengths = Longest(self.kinds)
        self.begins = Signs(self.short | _RESULTS | {word[0] for word in self.kinds})
        """What any of them may begin with."""

    def lengths_at(self, plain: str, at: int) -> tuple[int, ...]:
        """How long a verb that is not short may be at a place, the longest first."""
        return self.lengths.get(plain[at : at + 2]) or self.lengths.get(plain[at], ())


@cache
def _verbs() -> _Verbs:
    return _Verbs()


@cache
def _fillers() -> tuple[frozenset[str], dict[str, tuple[int, ...]], frozenset[str], dict[str, tuple[int, ...]]]:
    words = listed("fillers.csv")
    leads, tails = frozenset(words["lead"]) | {"\ue001"}, frozenset(words["tail"]) | {"\ue001"}
    return leads, lengths(leads), tails, lengths(tails, last=True)


@cache
def _subjects() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    words = listed("subjects.csv")
    return endings(words["org"]), endings(words["standing"]), endings(words["fixture"])


_LAST_VERBS: Final = frozenset("调派发铺跑捐送添建办挂贴拉摆装换签教录拍讲唱种栽修补救印做征招推出")
"""A verb right before the number: 志愿者总会再调15辆."""
_RESULTS: Final = frozenset("出掉完足走满")
"""After one more character these make a verb of doing: 铲掉, 唱足, 打出."""
_SET_UP: Final = frozenset("开设立摆搭挂贴印")
_SUBJECT_ENDS: Final = frozenset("台局县市区镇乡村部会团们街场口")
"""After who does it, these are verbs: 省台开专栏."""
_NO_VERB: Final = frozenset("\ue000\ue001，、（）")
_ADVERBS: Final = frozenset("共已新各再又另便就均还")
"""After these a one-character verb is one: 市县两级共设41座."""
_COMPOUND: Final = frozenset(
    "车点站岗栏牌板员队组班卡屏器箱亭室单册画片证码厅馆部会者人品栋类员袋包台周月日课号专矩团产作性量数率群志期中热通渠平氛机阵材资工活力标"
)
"""After a verb that may be a noun, these make a noun of it: 宣传车, 服务站, 监测点."""
_SHARED: Final = frozenset("青产享建治识有鸣防抗创")
"""共 before these begins a word."""
_GROWN: Final = frozenset("增升扩涨降减添开加大展多少高")
"""With 到 or 至 these say how many there are by now (增开至30条)."""
_INTO: Final = ("分成", "编成", "编入", "分为", "编为", "组成", "划为")
_STOP: Final = Lazy(
    "[，。；、：！？（）\\d\ue001\ue000被把将由已均都在向为占拿做用以](?:(?<![用以])|(?<=用)(?!户|品)|(?<=以)(?!上))"
)
_BLANK: Final = Lazy("[\ue000\ue001\\s]+")
_LEADING: Final = Lazy("(?:由|经|在|向|对|从|据|自|把|将|让|令|请|被|通过|协调|各类|为|与|和|及|等|给)+")

_TO_WHOM: Final = frozenset("向对给为比")
"""Before a name these say to or for whom something is done, or what it is compared with (向市委报送, 比全市多)."""


def trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without conjunctions, adverbs, head words and times around it."""
    leads, first, tails, last = _fillers()
    while start < end:
        for length in first.get(plain[start], ()):
            word = plain[start : start + length]
            if word in leads and start + length <= end and not (word == "共" and plain[start + 1] in _SHARED):
                start += length
                break
        else:
            break
    while end > start:
        for length in last.get(plain[end - 1], ()):
            if length <= end - start and plain[end - length : end] in tails:
                end -= length
                break
        else:
            break
    return start, end


def verb_in(plain: str, start: int, end: int) -> Found | None:
    """The first verb of the stretch; a short one only at its beginning or its end."""
    verbs = _verbs()
    begins, kinds, short, none = verbs.begins, verbs.kinds, verbs.short, verbs.none
    at = start - 1
    while (at := begins.next(plain, at + 1, end)) >= 0:
        sign = plain[at]
        for length in verbs.lengths_at(plain, at):
            stop = at + length
            kind = kinds.get(plain[at:stop]) if stop <= end else None
            if kind is not None:
                if kind is _NOUN and stop < end and plain[stop] in _COMPOUND:
                    break
                return Found(at, stop, _STATE if plain.startswith("着", stop) else kind)
        if sign in short and (at == start or plain[at - 1] in _ADVERBS) and plain[at : at + 2] not in none:
            return Found(at, at + 1, _STATE if plain.startswith("着", at + 1) else _ACT)
        if (
            sign in _SET_UP
            and at > start
            and at + 2 < end
            and plain[at - 1] in _SUBJECT_ENDS
            and plain[at : at + 2] not in none
        ):
            return Found(at, at + 1, _ACT)
        if sign in _RESULTS and at > start and plain[at - 1] not in _NO_VERB and plain[at - 1 : at + 1] not in none:
            return Found(at - 1, at + 1, _ACT)
    last = plain[end - 1 : end]
    if end - start > 1 and (last in _LAST_VERBS or (last in short and plain.startswith("了", end))):
        return Found(end - 1, end, _ACT)
    return None


def acts(plain: str, found: Found | None, end: int) -> bool:
    """Whether a verb of doing governs the number that stands at `end`, up to which the clause is trimmed."""
    if plain.endswith(_INTO, 0, end):
        return False  # 抽人编成5个小组: how they are set up
    while found is not None:
        if found.kind is _ACT:
            return not (plain[end - 1] in _GROWN and plain[end : end + 1] in ("到", "至") and found.end == end)
        if found.kind is _NOUN and bare(plain, found.end, end):
            return True
        if found.kind is _STATE:
            return False
        found = verb_in(plain, found.end, end) if found.end < end else None
    return False


def done(phrase: str) -> bool:
    """Whether a phrase begins with a verb of doing (收集问题), and does not end with those who do it (播出机构)."""
    found = verb_in(phrase, 0, len(phrase)) if phrase and not (who(phrase) or standing(phrase)) else None
    return found is not None and found.start == 0 and acts(phrase, found, len(phrase))


def bare(plain: str, start: int, end: int) -> bool:
    """Whether nothing but an ending is left: 发放了."""
    return not plain[start:end].strip("了出到的过起上来着")


def right(plain: str, start: int, limit: int) -> int:
    """Where the noun that begins at `start` ends: before a verb, a preposition or a mark."""
    limit = min(len(plain), start + limit)
    stop = _STOP.search(plain, start, limit)
    end = stop.start() if stop else limit
    verbs = _verbs()
    begins = verbs.begins
    at = start
    while (at := begins.next(plain, at + 1, end)) >= 0:
        for length in verbs.lengths_at(plain, at):
            kind = verbs.kinds.get(plain[at : at + length]) if at + length <= end else None
            if kind is not None and kind is not _AID:
                if kind is _NOUN and at + length < end:
                    break
                return at
    return end


def shown(text: str, plain: str, start: int, end: int) -> str:
    """The words of a stretch without the times in it."""
    piece = text[start:end]
    blank = plain[start:end]
    if "\ue001" in blank:
        piece = "".join(sign for sign, mask in zip(piece, blank, strict=True) if mask != "\ue001")
    return piece.strip("，、：的了 ")


def actor(text: str, plain: str, start: int, end: int) -> str:
    """The subject that fills the stretch before a verb, if it is someone who can act; else ""."""
    return subject(text, plain, *trim(plain, start, end))


def subject(text: str, plain: str, start: int, end: int) -> str:
    """The same of a stretch that is trimmed."""
    if end - start < 2 or text[end - 1] not in _subjects()[0] or plain[start] in _TO_WHOM:
        return ""
    lead = _LEADING.match(plain, start, end)
    if lead:
        start = lead.end()
    if not 1 < end - start <= 28:
        return ""
    subject = shown(text, plain, start, end)
    return subject if _ends(subject, _subjects()[0]) and "，" not in subject else ""


def _ends(name: str, words: dict[str, tuple[str, ...]]) -> bool:
    """Whether a name ends with one of the words."""
    fitting = words.get(name[-1:])
    return fitting is not None and name.endswith(fitting)


def who(name: str) -> bool:
    """Whether a name is someone's who can act."""
    return 1 < len(name) <= 28 and _ends(name, _subjects()[0])


def place(plain: str, start: int) -> bool:
    """Whether a place or those living there begin at `start`: 23个乡镇设分会场."""
    return plain.startswith(_places(), start)


@cache
def _places() -> tuple[str, ...]:
    return tuple(word for words in _subjects()[1].values() for word in words if len(word) > 1)


def standing(name: str) -> bool:
    """Whether the words name places, people living there or followers: they are so, they were not done."""
    return _ends(name.rstrip("里内上中的总"), _subjects()[1])


def fixed(name: str) -> bool:
    """Whether the words name what hangs or stands somewhere for good (音柱, 大屏): there before an event and after."""
    return _ends(name, _subjects()[2])


def fixed_at(plain: str, start: int) -> bool:
    """Whether such a thing's name begins at `start`."""
    return plain.startswith(_fixtures(), start)


@cache
def _fixtures() -> tuple[str, ...]:
    return tuple(word for words in _subjects()[2].values() for word in words)
