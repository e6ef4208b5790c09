"""The words that name what is counted: verb and noun, what was elided put back; and who did it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from dibao.reading.lexicon import by_first, longest, rows


class Verb(StrEnum):
    """How a verb governs a number."""

    ACT = "act"
    """Something done in a time: an output."""
    STATE = "state"
    """Something that is so."""
    AID = "aid"
    """What it governs is a means (利用215块大屏播放…)."""
    SHORT = "short"
    """One character that is a verb at the beginning of a clause only."""


class Found(NamedTuple):
    """A verb in a text."""

    start: int
    end: int
    kind: Verb


@cache
def _verbs() -> tuple[dict[str, Verb], dict[str, tuple[str, ...]], dict[str, Verb]]:
    kinds = {word: Verb(kind) for word, kind in rows("verbs.csv")}
    long = {word: kind for word, kind in kinds.items() if kind is not Verb.SHORT}
    return long, by_first(long), kinds


_SHORT_NOT = re.compile("推文|报[纸刊名]|讲[座堂]|挂图|贴[纸士]|收[音入]|接种|立[案足体]|办公|调查|签名|开水|设[施备]|发[动言热展]|放[假心]|装[备置]|建[议筑档]|架[构次]|出[租口]|换[届]|配[套音]|录[音像]|编[号制辑]|播客|刷[屏]|投诉|开放|推动|推广|有关|有效|为[民了主]|达人|是否|含量|存量")
_FILL = re.compile("[\ue001\ue002]+")
_LEAD = re.compile(
    r"^(?:[，、；：。）（！？\s·]|截至|截止|以来|来|并且|并|而且|又|还|其中|另有|另外|另|此外|同时|同期|再|也|已经|已|先后|陆续|相继|共计|总共|一共|拢共|总计|合计|累计|累积|共(?!同|享|青|产|建)|新增|分别|依次|"
    r"现有|目前|全部|均|则|就|只|仅|约|近|多达|大约|以及|及|和|与|当天|今日|当日|当月|期间|至今|眼下|据统计|据不完全统计|各类|各种|各式|等|了|的|里|中|内|在内|下来|起|止|份(?=，)|"
    r"全[市县区省州乡镇旗国]|我[市县区省州乡镇旗]|本[市县区乡镇]|该[市县区乡镇村]|[县市区省镇乡]内|[县市区省](?=里)|辖区内?|辖区)+"
)
_TAIL = re.compile(
    r"(?:共计|总计|合计|累计|累积|新增|已有|共有|已经|已|共|达到|达|高达|多达|约|近|将近|接近|超过|超|突破|逾|不低于|不少于|至少|不下|为|是|有|了|等|到|至|出|的|计|上|也|都|均|就|又|还|另|分别|依次|先后|各|最多|次之|在|将|给|：|:|，|（|、|”|\s|\ue001|各类|左右|平均|每天|每日)+$"
)
_STOP = re.compile(r"[，。；、：！？（）\d\ue001\ue000]|被|把|将|由|已|均|都|在|向|为|占|拿|做|用(?!户|品)|以(?!上)")
_ORG = re.compile(
    r"(?:[省市县区旗州盟乡镇村局委办部处科站台报网社会队团组院校厅司股所]|街道|社区|中心|媒体|部门|单位|公司|集团|平台|学校|医院|公众号|微博|微信|客户端|抖音号|视频号|账号|头条号|志愿者|干部|党员|群众|市民|各地|各级|企业|个人|机构|商会|协会|支队|大队|总队|中队|派出所|专班|各界|”|网格员|工作者|队员|人员|成员|地区|矩阵|热线|通道|专线|文艺家|乌兰牧骑)$"
)
_ACTOR_LEAD = re.compile(r"^(?:由|经|在|向|对|从|据|自|把|将|让|令|请|被|通过|协调|其余|其他|其它|各类|为|与|和|及|等|给)+")


def verb_in(text: str, start: int = 0) -> Found | None:
    """The first verb at or after `start`; a short one only at `start` itself."""
    kinds, index, every = _verbs()
    for at in range(start, len(text)):
        if text[at] in index:
            word = longest(index, text, at)
            if word:
                if at == start and word in every and _SHORT_NOT.match(text, at) and len(word) == 1:
                    continue
                return Found(at, at + len(word), kinds[word])
        if at == start and every.get(text[at]) is Verb.SHORT and not _SHORT_NOT.match(text, at):
            return Found(at, at + 1, Verb.SHORT)
    return None


def core(text: str) -> str:
    """A stretch of text without the conjunctions, adverbs and number words around it."""
    text = _FILL.sub("", text)
    text = _LEAD.sub("", text)
    return _TAIL.sub("", text)


def right(text: str, start: int, limit: int = 16) -> str:
    """The noun that stands after a number, up to a verb, a preposition or a mark."""
    stop = _STOP.search(text, start, start + limit)
    noun = text[start : stop.start() if stop else min(len(text), start + limit)]
    verb = verb_in(noun + " ", 1) if noun else None
    if verb and verb.kind is not Verb.AID:
        noun = noun[: verb.start]
    return noun.strip("的了和与及等")


def actor_in(text: str) -> str:
    """The subject that ends before the verb, if it is someone who can report; else ""."""
    subject = _ACTOR_LEAD.sub("", _LEAD.sub("", _FILL.sub("", text))).strip("，、：")
    subject = subject.rpartition("，")[2] if "，" in subject else subject
    subject = re.sub(r"(?:共计?|累计|已经?|先后|新增|合计|共同|分别|也|都|均|各|还|又|再|连续|正在|积极|组织|共)+$", "", subject)
    if 1 < len(subject) <= 28 and _ORG.search(subject):
        return subject
    return ""
