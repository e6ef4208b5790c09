"""The words that name what is counted: verb and noun, what was elided put back; and who did it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from dibao.reading.lexicon import by_first, listed, rows


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


class Found(NamedTuple):
    """A verb in a text."""

    start: int
    end: int
    kind: Verb


@cache
def _verbs() -> tuple[dict[str, Verb], dict[str, tuple[str, ...]], frozenset[str]]:
    kinds = {word: Verb(kind) for word, kind in rows("verbs.csv")}
    long: dict[str, Verb] = {word: kind for word, kind in kinds.items() if kind is not Verb.SHORT}
    return long, by_first(long), frozenset(word for word, kind in kinds.items() if kind is Verb.SHORT)


def _by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(group) for last, group in found.items()}


@cache
def _fillers() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    words = listed("fillers.csv")
    return by_first(words["lead"]), _by_last(words["tail"])


@cache
def _subjects() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = listed("subjects.csv")
    return tuple(words["org"]), tuple(words["standing"])


_NOT_VERB = re.compile(
    "推文|报[纸刊名]|讲[座堂]|挂图|贴[纸士]|收[音入]|立[案足体]|调查|签名|开[水放]|设[施备]|发[展热]|放[假心]|装[备置]"
    "|建[议筑档]|架[构次]|出[租口]|换届|配套|录音|编号|刷屏|办公|印[象章]|上[级下门]|登记|走廊|清单|清[明洁]|购物|评价|补贴|教[育师]|帮扶|代[表码]|领导|画面|采访|唱段|唱词"
)
_LAST_VERBS = frozenset("调派发铺跑捐送添建办挂贴拉摆装换签教录拍讲唱种栽修补救印做征招推出")
"""A verb right before the number: 志愿者总会再调15辆."""
_RESULTS = frozenset("出掉完足走满")
"""After one more character these make a verb of doing: 铲掉, 唱足, 打出."""
_NO_RESULT = re.compile(
    "[演突支输杰外退进付逃行竞不已]出|[逃行奔竞]走|[充补满不知富十]足|[圆充美丰不]满|[上下]完|[\ue000-\ue001，、（）]"
)
_ADVERBS = frozenset("共已新各再又另便就均还")
"""After these a one-character verb is one: 市县两级共设41座."""
_COMPOUND = frozenset(
    "车点站岗栏牌板员队组班卡屏器箱亭室单册画片证码厅馆部会者人品栋类员袋包台周月日课号专矩团产作性量数率群志期中热通渠平氛机阵材资工活力标"
)
"""After a verb that may be a noun, these make a noun of it: 宣传车, 服务站, 监测点."""
_SHARED = frozenset("青产享建治识有鸣防抗创")
"""共 before these begins a word."""
_GROWN = frozenset("增升扩涨降减添开加大展多少高")
"""With 到 or 至 these say how many there are by now (增开至30条)."""
_STOP = re.compile("[，。；、：！？（）\\d\ue001\ue000]|被|把|将|由|已|均|都|在|向|为|占|拿|做|[用](?!户|品)|以(?!上)")
_BLANK = re.compile("[\ue000\ue001\\s]+")
_LEADING = re.compile("(?:由|经|在|向|对|从|据|自|把|将|让|令|请|被|通过|协调|各类|为|与|和|及|等|给)+")


def trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without conjunctions, adverbs, head words and times around it."""
    leads, tails = _fillers()
    while start < end:
        if plain[start] == "\ue001":
            start += 1
            continue
        for word in leads.get(plain[start], ()):
            if plain.startswith(word, start, end) and not (word == "共" and plain[start + 1] in _SHARED):
                start += len(word)
                break
        else:
            break
    while end > start:
        if plain[end - 1] == "\ue001":
            end -= 1
            continue
        for word in tails.get(plain[end - 1], ()):
            if plain.endswith(word, start, end):
                end -= len(word)
                break
        else:
            break
    return start, end


def verb_in(plain: str, start: int, end: int) -> Found | None:
    """The first verb of the stretch; a short one only at its beginning or its end."""
    kinds, index, short = _verbs()
    for at in range(start, end):
        for word in index.get(plain[at], ()):
            if plain.startswith(word, at, end):
                stop = at + len(word)
                kind = kinds[word]
                if kind is Verb.NOUN and stop < end and plain[stop] in _COMPOUND:
                    break
                return Found(at, stop, Verb.STATE if plain.startswith("着", stop) else kind)
        if plain[at] in short and (at == start or plain[at - 1] in _ADVERBS) and not _NOT_VERB.match(plain, at):
            return Found(at, at + 1, Verb.ACT)
        if plain[at] in _RESULTS and at > start and not _NO_RESULT.match(plain, at - 1):
            return Found(at - 1, at + 1, Verb.ACT)
    if end - start > 1 and plain[end - 1] in _LAST_VERBS:
        return Found(end - 1, end, Verb.ACT)
    return None


def acts(plain: str, found: Found | None, end: int) -> bool:
    """Whether a verb of doing governs the number that stands at `end`, up to which the clause is trimmed."""
    while found is not None:
        if found.kind is Verb.ACT:
            return not (plain[end - 1] in _GROWN and plain[end : end + 1] in ("到", "至") and found.end == end)
        if found.kind is Verb.NOUN and bare(plain, found.end, end):
            return True
        if found.kind is Verb.STATE:
            return False
        found = verb_in(plain, found.end, end) if found.end < end else None
    return False


def bare(plain: str, start: int, end: int) -> bool:
    """Whether nothing but an ending is left: 发放了."""
    return all(sign in "了出到的过起上来着" for sign in plain[start:end])


def right(plain: str, start: int, limit: int) -> int:
    """Where the noun that begins at `start` ends: before a verb, a preposition or a mark."""
    limit = min(len(plain), start + limit)
    stop = _STOP.search(plain, start, limit)
    end = stop.start() if stop else limit
    kinds, index, _ = _verbs()
    for at in range(start + 1, end):
        for word in index.get(plain[at], ()):
            if plain.startswith(word, at, end) and kinds[word] is not Verb.AID:
                if kinds[word] is Verb.NOUN and at + len(word) < end:
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
    start, end = trim(plain, start, end)
    lead = _LEADING.match(plain, start, end)
    if lead:
        start = lead.end()
    if not 1 < end - start <= 28:
        return ""
    subject = shown(text, plain, start, end)
    return subject if subject.endswith(_subjects()[0]) and "，" not in subject else ""


def who(name: str) -> bool:
    """Whether a name is someone's who can act."""
    return 1 < len(name) <= 28 and name.endswith(_subjects()[0])


def standing(name: str) -> bool:
    """Whether the words name places, people living there or followers: they are so, they were not done."""
    return name.rstrip("里内上中的总").endswith(_subjects()[1])
