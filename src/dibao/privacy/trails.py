"""Visit trails: where a named private person was, and when, leg by leg; a list of places without a person is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dibao.privacy import names
from dibao.privacy.lists import DATA
from dibao.privacy.names import SURE
from dibao.privacy.people import surnames
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.words import any_of, of_use, one_of

_DATE = (
    r"(?:(?:20[0-9]{2}[年./\-])?[0-9]{1,2}(?:月[0-9]{1,2}[日号]?|[./\-][0-9]{1,2}(?![0-9:点时万亿%.个]))"
    r"|[0-9]{1,2}[日号](?![线楼院门店桌厅馆])|[一二三]?十?[一二三四五六七八九十][日号](?![线楼院门])"
    r"|大?[昨前今当][天日晚早]|次日|第[二三四五]天|(?:上?周|星期|礼拜)[一二三四五六日天])"
)
_PART = "(?:凌晨|清晨|早上|早晨|一早|上午|中午|午后|下午|傍晚|晚上|夜里|夜间|半夜|深夜|晚|早)"
_PART_ENDS = "[晨上午晚里间夜]"
_CLOCK = (
    r"(?:[0-9]{1,2}(?::[0-9]{2}|[点时](?:半|[0-9]{1,2}分?)?)|[一二三四五六七八九十两]{1,3}[点时]半?)(?:许|多|左右|前后)?"
    r"(?: ?[\-~—–至到] ?[0-9]{1,2}(?::[0-9]{2}|[点时](?:半|[0-9]{1,2}分?)?)(?:许|多|左右)?)?"
)
_WHEN = (
    f"(?:{_DATE}(?: {{0,2}}{_PART})?(?: {{0,2}}{_CLOCK})?|{_PART}(?: ?{_CLOCK})"
    f"|(?:[凌清早上中下傍晚夜半深]{_PART_ENDS}|一早|午后)|{_CLOCK})"
)
_BEGINS = "[0-9一二三四五六七八九十两大昨前今当次第上周星礼凌清早中午下傍晚夜半深]"
_WHAT = r"(?P<what>(?:[^，,。；;\n、→！!？?”\"）)〔〕]|[、→](?![0-9])){2,40})"
_LEFT = r"(?:[，,][^，,。；;\n]{0,6}后(?:离开|返回|回家))?"
_LEG = re.compile(rf"(?={_BEGINS})(?<![0-9./\-]){_WHEN}[,:]?{_WHAT}{_LEFT}")
_WENT = re.compile(
    "去|到|在|乘|坐|前往|途经|驾车|开车|骑车|步行|打车|回了?[家村]|返回|参加|接|逛|进|入住|抵达|经过|走|吃|买|看"
    "|店|市场|超市|商场|早市|夜市|茶楼|茶馆|影城|影院|网吧|餐厅|饭馆|酒店|医院|诊所|药房|车站|机场|学校|幼儿园"
    "|公园|广场|大厅|KTV|浴|棋牌|馆|门口|批发|银行|驿站|食堂|菜场|小区|[城楼店馆]$"
)
_WORK = re.compile(
    "累计|共[0-9计有]|启动|发布|召开|开展|接[到入收]|收到|进入(?:防|第|[0-9一二三四])|部署|[下印]发|截至|新增|组织|开放|停[止水电运]|恢复|实施|救援|慰问"
    "|调研|指导|检查组|督查|表示|宣布|通报|[0-9](?:万|余|名|人次)"
)
_BULLETIN = re.compile("警方|公安|通报|依法|拘留|处罚|病例|疾控|指挥部|防控办|法院|检察|判决|立案")
_SHORT = 400
"""In a longer text more must say that a name is one."""
_PLACE = re.compile(r" {1,2}[\u4e00-\u9fffA-Za-z]{2,12}")
_HINT = re.compile("[月日号点时:天晚午早./][^，。；\n]{0,12}(?:去|到|在|乘|坐|走|店|市|馆|城|[家院园场厅吧口 ])")
_CALLED = re.compile(
    r"(?:叫做?|我是|名字?是|姓名[是:]?|那个|见到|看到|遇到|碰到|室友|舍友|邻居|同事|同学|朋友|亲戚|老乡|村民|住户|业主|患者|病人"
    r"|网传|据说|听说|传|确诊者?|密接|阳性|司机|乘客|员工|店主|老板|学生|[老]?[公婆爸妈哥姐弟妹叔姨爷奶]|女的|男的|[(“\"])\s?$"
)
_BEFORE = re.compile(r"(?:[区县市镇村乡楼]|公布|转\]|转】|转:|就是|和|跟|:|[,，。\n])\s?$")
_TOLD = re.compile(
    "自述|本人|的?(?:行程|轨迹|活动轨迹|行踪|通话|路线|流调)|(?:自己)?确诊|[是又]?阳[了性]|自己|[啊呀呢这那]|\\)说"
)
_BEHIND = re.compile('说|,[男女]|[,(:”"]|\\)|$|昨|前天|今|[0-9]')
_OWN = re.compile("行程|轨迹|行踪|自述|流调|活动史|确诊|阳性|密接")
_CASES = re.compile("病例[0-9A-Z一二三]|感染者[0-9A-Z一二三]|排查范围|有交集|涉及场所|公布的?场所")


def trails(text: str) -> Iterator[Personal]:
    """The legs of a trail, where the text names whose it is."""
    text = text.replace("\t", " ")
    if not _HINT.search(text) or _CASES.search(text):
        return
    legs = [match.span() for match in _LEG.finditer(text) if _went(match["what"])]
    if not legs or not (len(legs) > 1 or _OWN.search(text)) or not _somebody(text):
        return
    for start, end in legs:
        yield Personal(Kind.TRAIL, start, end - len(text[start:end]) + len(text[start:end].rstrip()))


def _went(what: str) -> bool:
    """Whether somebody was somewhere: not what an office did or counted."""
    return (_WENT.search(what) is not None or _PLACE.fullmatch(what) is not None) and not _WORK.search(what)


def _somebody(text: str) -> bool:
    """Whether a private person is told apart: by full name, or by a number, an address or an account."""
    if len(text) < _SHORT and (
        DATA in text or _known_as().search(text) or (_masked().search(text) and not _BULLETIN.search(text))
    ):
        return True
    for match in names.name_start().finditer(text):
        for size in (3, 2, 4):
            name = text[match.start() : match.start() + size]
            end = match.start() + len(name)
            said = names.strength(name)
            if said and not names.in_office(text, match.start(), end) and _is_somebody(text, match.start(), end, said):
                return True
    return False


@cache
def _known_as() -> re.Pattern[str]:
    """How a neighbour is called: 张阿姨, 王姐, 老李."""
    surname = one_of(each for each in surnames() if len(each) == 1)
    kin = any_of(of_use("persons.csv", "kin"))
    return re.compile(f"{surname}{kin}|(?<![\u4e00-\u9fff])[小老]{surname}(?![\u4e00-\u9fff]{{0,2}}(?:店|馆|家|铺))")


@cache
def _masked() -> re.Pattern[str]:
    return re.compile(f"{one_of(each for each in surnames() if len(each) == 1)}某")


def _is_somebody(text: str, start: int, end: int, said: int) -> bool:
    """Whether the words around say that these characters are a private person's name."""
    called = _CALLED.search(text, max(start - 6, 0), start) is not None
    told = _TOLD.match(text, end) is not None
    if said != SURE:
        return (called and (told or _BEHIND.match(text, end) is not None)) or (told and end - start > 2)
    before = start == 0 or called or _BEFORE.search(text, max(start - 6, 0), start) is not None
    behind = told or _BEHIND.match(text, end) is not None
    if end - start > 2 and len(text) < _SHORT:
        return before or behind
    return (before and behind) or called or told
