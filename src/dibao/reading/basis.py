"""What a number counts (口径), where words or a governing head say so; silence is left to the catalogue."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dibao.figures import NO_WINDOW, Basis, How, Window
from dibao.reading import phrases, turnout
from dibao.reading.expressions import Sort
from dibao.reading.layout import Passage
from dibao.reading.lexicon import Lazy, Signs, rows
from dibao.reading.marks import Count
from dibao.reading.measures import Kind
from dibao.reading.scope import Force

RUNNING: Final = "since a start or up to an end"
"""The reason of a figure whose window runs on: without a word, what flows in it is cumulative, bounded or not."""
DATELESS: Final = "at an event whose day is not written"
"""The reason of a figure told of a holiday or an event without a date: what flows there is new."""
DAILY: Final = "the report's other items count one day"
"""The reason of a figure without a window in a daily report: what flows in it is new."""
TOTAL: Final = "a total"
EVENT: Final = "at one event"
PRESENT: Final = "who came or went"

_RATE: Final = Lazy(
    r"每(?!个?人都)|连续[^，。；、]{1,4}[天日]日增|早中晚|天天|日均|月均|年均|周均|人均|户均|场均|次均|村均|平均|车均|校均|家均|篇均|条均|台均|件均|部均|集均|班均|辆均|期均|单均|均均|均(?=不少|不低|超|在|达|有|为|约|突破|保持)"
    r"|日(?<![今昨前当明即次节假每几\d生集周末平近连往单高大多]日)(?=最大|最高|接待|接种|呼入|接诊|接听|受理|飞|产|播|发|采样|检测|处理|供|滚动|循环|上市|销|屠宰|消费|(?:投放|配送|客流|推送|阅读|点击)量)|折合每"
    r"|一(?<![这那当同第整头最]一)(?<![\ue001]一)[天日](?:(?:[约累计共就是可能要达]|超过|大约|将近|合计)*|[^，。；、\d]{1,3})$"
    r"|一(?<![这那第整同另有的]一)个?小时(?:[接进打收来发播]|进来|打进|收到)[^，。；、\d]{0,2}$"
    r"|一(?<![这那第整同另有的]一)(?:[户人组班队车村栋岗校][^，。；、\d]{0,2}|遍[约近]?)$|即[可能]?[送赠领获奖得]"
)
"""Each alternative begins with a letter of its own, so that a search skips what none begins with."""
_ALL: Final = Lazy("[、和及两各都]|分别")
"""Before 均: all of them, not on the average (甲、乙两区均超过200万人)."""
_TIMED: Final = Lazy(r"一(?<![这那第整同另有的]一)[次场节期集圈段轮课堂通趟][^，。；、\d]{0,4}$")
"""一节40分钟: how long each takes."""
_GROUPED: Final = Lazy(r"一[组班队岗桌车轮]|(?<=班)(?:轮|倒)")
"""4至6人一组, 3班轮换: how many make one."""
_GROUPS: Final = frozenset("一轮倒")
_PEAK: Final = Lazy(
    r"单[条篇场日件个集期部次夜天](?:成绩|来电|接听|呼入|接待|访问|客流)?[量数]?最[高多大]|最[高火快久猛远密忙]|最大[^，。；、\d]{0,3}(?:雨量|降雨|风力|流量)|最长[一的]|最多一|拔头筹|高?峰[值日]|纪录(?!片|短|微|电影|长|频道|者)|最[^，。；]{1,3}的(?:那|这)?一?(?:[条篇场件个集期部首次则通夜天日]|(?<=一)[名位家人户])"
    r"|单[条篇场日](?=播放|阅读|点击|点赞|浏览|在线|观看)(?!..量?[“\"]?\d+[万w]\+)|头条阅读",
    needs="单最拔峰纪头",
)
_METRIC: Final = Lazy(
    r"[，、；]?(?:累计|总)?(?:播放|阅读|点赞|评论|转发|点击|浏览|收藏|看过|观看|在线|互动|留言(?!区)|转评赞|收看|[读看][到了过]|被[读看转赞])"
)
_ONCE: Final = Lazy(
    r"(?:观看|播放|阅读|点击|浏览|收看|收听|约|近|达到?|为|共|共计|有|已|超过?|突破|逾|将近|接近|了|不少于|：|[^，。]{0,8}[量数额率]|\s)*$"
)
_CARRIED_RATE: Final = Lazy(r"[窜升降增减涨跌提抬变]?[到至为]$")
_GROWTH: Final = r"(?:增|扩|升|涨|添|降|减|发展|壮大)[^，。；、\d]{0,4}[到至为]"
_GROWING: Final = frozenset("增扩升涨添降减发壮")
_GROWN: Final = Lazy(_GROWTH + "[约近]?$")
_GROWS: Final = Lazy(_GROWTH + r"(?=[约近]?\d)")
"""由45扩到80个: how many there were, and how many there are."""
_PLACED: Final = Lazy(
    r"(?:[在由沿从于]|(?:^|[，、并的])(?:并|还|又)?(?:对|给|与|为|靠|替|同|跟|和|比))[^，。；、]{0,12}$"
)
_WHOLE: Final = Lazy(r"全[国省市县区镇乡村州旗盟校](?:共有|有)?$")
"""全市173个: how many there are."""
_SERVED: Final = Lazy(r"[为给替帮向]$")
"""为61名职工讨回工资: for whom it was done."""
_SERVED_UNITS: Final = frozenset(("户", "人", "名", "位", "家"))
_HAPPENINGS: Final = frozenset(("场", "批", "轮", "趟", "遍", "堂", "课时", "起", "拨"))
_TAKING_PART: Final = frozenset(("家", "所"))
"""What counts offices and schools: named in the account of an event, they take part in it."""
_STANDING_UNITS: Final = frozenset(("户", "人", "口", "座", "所"))

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_KIND: Final = Kind.KIND
_SHARE: Final = Kind.SHARE
_TIME: Final = Kind.TIME
_DEFAULT: Final = How.DEFAULT
_INHERITED: Final = How.INHERITED
_STATED: Final = How.STATED
_CUMULATIVE: Final = Basis.CUMULATIVE
_RATED: Final = Basis.RATE
_NOW: Final = Sort.NOW


def _happens(unit: str) -> bool:
    """Whether the measure word counts happenings (场, 批, any 次), which come about and never stand."""
    return unit.endswith("次") or unit in _HAPPENINGS


class Heads:
    """The head words (a word's pattern says before what it is none)."""

    def __init__(self) -> None:
        words = rows("heads.csv")
        self.words = re.compile("|".join(word for word, _ in words))
        self.begins = Signs({word[0] for word, _ in words})
        """What a head word begins with: most numbers have none of these before them."""
        self.bases = {word.partition("(")[0]: basis for word, basis in words}

    def last(self, left: str) -> re.Match[str] | None:
        """The last head word of a stretch."""
        found = following = self.words.search(left) if self.begins.within(left) else None
        while following is not None:
            found = following
            following = self.words.search(left, found.end())
        return found


@cache
def heads() -> Heads:
    """Read once."""
    return Heads()


class Read:
    """A count with everything that its words say, on its way to becoming a Figure."""

    def __init__(self, passage: Passage, count: Count, *, section: int = 0, level: int = 0) -> None:
        self.passage, self.count, self.section, self.level = passage, count, section, level
        self.phrase = ""
        self.actor = ""
        self.actor_how = _DEFAULT
        self.actor_here = False
        """The actor stands in the number's own clause, before its verb."""
        self.basis: Basis | None = None
        self.basis_how = _DEFAULT
        self.window = NO_WINDOW
        self.window_how = _DEFAULT
        self.force: Force | None = None
        self.acted = False
        """A verb of doing governs it."""
        self.part_of: int | None = None
        self.title = False
        self.reasons: list[str] = []

    def set(self, basis: Basis, how: How, reason: str) -> None:
        """Give it a basis and say why."""
        self.basis, self.basis_how = basis, how
        self.reasons.append(reason)


class Carried:
    """What is carried from item to item of one sentence."""

    def __init__(self, head: str = "", actor: str = "", whole: int | None = None, among: bool = False) -> None:
        self.head, self.actor, self.whole = head, actor, whole
        self.among, self.shared = among, False
        """The whole was named by 来电中, or its parts were told with their shares: they go on beyond ；."""
        self.outside = ""
        """The head outside the brackets that are open."""
        self.in_brackets = self.peak = self.rate = False
        self.rated: Count | None = None
        """The last rate."""
        self.verb, self.acted = "", False
        self.bracketed: int | None = None
        """The figure right before the bracket that is open."""


def decide(
    read: Read,
    plain: str,
    at: int,
    piece: int,
    carried: Carried,
    *,
    listed: bool,
    nounless: bool,
    dated: bool,
    timed: bool,
) -> None:
    """Set the basis of a figure from the words [at, its start) before it, of which [piece, …) is its own clause.

    `listed`: it is an item of a 、 list; `nounless`: only what follows names it; `dated`: the report bears its day;
    `timed`: a time stands before it since the last figure.
    """
    count = read.count
    left = plain[at : count.start]
    head, how = _head(left, carried)
    peak = _PEAK.search(plain, piece, count.start) or _PEAK.search(plain, at, piece)
    if peak and head and head.group() in ("累计", "共", "共有") and at + head.start() >= peak.end():
        peak = None  # 单条阅读过万的累计60条: how many such there are
    said = _said(read, plain, piece, peak)
    if said and head and "，" in plain[said.end() : at + head.start()]:
        said = None  # 每村一个喇叭，共612个
    rate = (
        said is not None
        or (listed and carried.rate)
        or (carried.rate and piece == at and _CARRIED_RATE.search(left) is not None)
        or (carried.rated and not (head or timed or peak) and _rated_on(read, plain, piece, carried.rated))
        or plain[count.after : count.after + 1] == "/"
        or (plain[count.after : count.after + 1] in _GROUPS and _grouped(plain, count))
    )
    carried.rate, carried.rated = rate, count if rate else None
    if peak and (peak.end() > piece or _METRIC.match(plain, piece)):
        carried.peak = True
    elif carried.peak and not listed and (head is not None or not _METRIC.match(left)):
        carried.peak = False
    if rate or count.kind in (_SHARE, _KIND):
        _by_kind(read, rate=rate)
    elif carried.peak:
        read.set(Basis.OTHER, _STATED, "one item's maximum")
    elif turnout.grew(plain, piece, count):
        read.set(Basis.NEW, _STATED, turnout.GREW)
    elif (head is not None or not _by_turn(read, plain, piece)) and (
        carried.head
        and (how is _STATED or not (timed or _lapsed(read, plain, piece, carried, listed=listed, nounless=nounless)))
    ):
        _by_head(read, carried, how, dated)
        if head is not None and _ONCE.match(left, head.end()):
            carried.head = ""  # 累计约 5670, 累计阅读量14.7万: said of this number only
    if read.force is not None:
        _in_force(read, read.force, plain, piece, dated)
    if read.basis is None and turnout.at_one_meeting(plain, count):
        read.set(Basis.NEW, _INHERITED, EVENT)


def _grouped(plain: str, count: Count) -> bool:
    """Whether it is how many make one group."""
    return _GROUPED.match(plain, count.after) is not None and not turnout.split(plain, count)


def _by_kind(read: Read, *, rate: bool) -> None:
    """What is no count of its own: a share, a rate, a number of kinds."""
    kind = read.count.kind
    if kind is _SHARE:
        read.set(_RATED, _STATED, "a share")
    elif kind is _KIND and not rate:
        read.set(Basis.OTHER, _STATED, "a number of kinds")
    else:
        read.set(_RATED, _STATED, "per day or per unit")


def _by_turn(read: Read, plain: str, piece: int) -> bool:
    """What a number without a head is by its turn of phrase; whether one says so."""
    if turnout.awarded(plain, piece, read.count):
        read.set(Basis.NEW, _INHERITED, "the prizes of one judging")
    elif stands := _so(read, plain, piece):
        read.set(Basis.ASOF, _STATED, stands)
    return read.basis is not None


def _lapsed(read: Read, plain: str, piece: int, carried: Carried, *, listed: bool, nounless: bool) -> bool:
    """Whether a head told before says nothing of this number."""
    unnamed = nounless and not listed and not _served(read, plain, piece)
    return unnamed or _stands(carried, listed) or phrases.standing(read.phrase)


def _rated_on(read: Read, plain: str, piece: int, rated: Count) -> bool:
    """Whether a clause without an act of its own goes on with a rate (每人发毛巾1条，水壶1个).

    No part of it is more than it (日均16万人次，其中外籍46万人次).
    """
    count = read.count
    if plain.startswith("其中", piece) and count.amount.value > rated.amount.value:
        return False
    alike = count.unit == rated.unit and (_happens(count.unit) or count.kind is _TIME)
    act = phrases.verb_in(plain, piece, count.start)
    return (alike or count.amount.value == 1) and (act is None or (alike and act.kind is phrases.Verb.NOUN))


def _said(read: Read, plain: str, piece: int, peak: re.Match[str] | None) -> re.Match[str] | None:
    """The words in the number's clause that make it a rate. 最忙的一天 is a peak; in a day's account 一天 is it."""
    count = read.count
    said = _RATE.search(plain, piece, count.start)
    if said and said.group() == "均" and _ALL.search(plain, piece, said.start()):
        return None
    if said is None and count.kind is _TIME:
        return _TIMED.search(plain, piece, count.start)
    if said and said.group()[:2] in ("一天", "一日"):
        inside = peak is not None and piece <= peak.start() < said.start()
        of_the_day = read.force is not None and read.force.short and plain[said.end() - 1] not in "天日"
        return None if inside or of_the_day else said
    return said


def _head(left: str, carried: Carried) -> tuple[re.Match[str] | None, How]:
    if planned := turnout.PLANNED.search(left):
        carried.head = "planned"
        return planned, _STATED
    found = heads().last(left)
    if found is None:
        return None, _INHERITED
    carried.head = heads().bases[found.group()]
    return found, _STATED


def _so(read: Read, plain: str, piece: int) -> str:
    """Why a number without a head says how many there are, "" where it does not."""
    bounded = read.force is not None and read.force.eventful
    if turnout.set_up(plain, piece, read.count) or (not bounded and turnout.split(plain, read.count)):
        return "how it is set up"
    if not read.acted and _level(read, plain, piece):
        return "how many there were, or are by now"
    took_part = read.force is not None and read.force.brief and read.count.unit in ("名", "位")
    whole = not _happens(read.count.unit) and not took_part and _WHOLE.search(plain, piece, read.count.start)
    if whole and turnout.did(plain, piece, read.count):
        return ""
    return "all that there are" if whole else ""


def _level(read: Read, plain: str, piece: int) -> bool:
    """Whether the number is one side of the growth of something that stands: no 发放量, no 场次."""
    count = read.count
    if not count.unit or _happens(count.unit) or read.phrase.endswith("量"):
        return False
    if plain[count.after : count.after + 1] in _GROWING and _GROWS.match(plain, count.after):
        return True
    return plain[count.start - 1] in "到至为约近" and _GROWN.search(plain, piece, count.start) is not None


def _served(read: Read, plain: str, piece: int) -> bool:
    return read.count.unit in _SERVED_UNITS and _SERVED.search(plain, piece, read.count.start) is not None


def _there(name: str) -> bool:
    return phrases.standing(name) or phrases.fixed(name)


def _stands(carried: Carried, listed: bool) -> bool:
    """现有 holds for a 、 list, not for the next clause."""
    return carried.head == "asof" and not listed


def _by_head(read: Read, carried: Carried, how: How, dated: bool) -> None:
    """累计 is cumulative whatever the window; 共 totals the window, and says nothing of what merely is."""
    force = read.force
    if carried.head == "cumulative":
        read.set(_CUMULATIVE, how, "累计")
    elif carried.head == "new":
        since = force is not None and force.sort is Sort.SINCE and force.window.start is not None
        read.set(_CUMULATIVE if since else Basis.NEW, how, "新增")  # 3月以来，新增: all that came since
    elif carried.head == "asof":
        read.set(Basis.ASOF, how, "现有")
    elif carried.head == "planned":
        read.set(Basis.OTHER, how, "planned")
    elif carried.head == "newly":
        if dated and not (force and force.running and force.window.start):
            read.set(Basis.NEW, how, "新")
    elif how is _STATED and not read.acted:
        carried.head = ""
        read.reasons.append(TOTAL)
    elif force is not None and force.eventful:
        read.set(Basis.NEW, how, "a total inside a bounded window")
    else:
        read.set(_CUMULATIVE, how, TOTAL)


def _in_force(read: Read, force: Force, plain: str, piece: int, dated: bool) -> None:
    """What a window in force gives to a figure; a total goes beyond a day, from a start that is not told."""
    if read.basis is None:
        _by_force(read, force, plain, piece, dated)
    if read.basis is _CUMULATIVE and force.eventful and force.short:
        read.window = Window(None, force.window.end)


def _by_force(read: Read, force: Force, plain: str, piece: int, dated: bool) -> None:
    """What a window in force says: done inside a bounded one is new, done since a start is cumulative.

    A dated report counts its day, and beside that names what stands: there only the indicator tells the two apart.
    """
    happens = _happens(read.count.unit)
    if force.running:
        read.reasons.append(RUNNING)
    elif force.eventful and not read.window:
        read.reasons.append(DATELESS)
    if happens and (force.running or force.eventful):
        read.set(Basis.CUMULATIVE if force.running else Basis.NEW, _INHERITED, "the measure word counts happenings")
    if force.sort is _NOW and not happens and not read.acted and read.count.kind is not _TIME:
        read.set(Basis.ASOF, How.INHERITED, "目前")
    present = read.basis is None and turnout.took_part(plain, piece, read.count)
    if present and (force.eventful or (force.running and not dated)):
        read.set(Basis.NEW if force.eventful else _CUMULATIVE, _INHERITED, PRESENT)
    if not (dated or happens or read.basis is not None):
        _by_period(read, force, plain, piece)


def _by_period(read: Read, force: Force, plain: str, piece: int) -> None:
    """What a window says of a figure that only the account of it tells: what was done, for whom, where, by whom."""
    if force.running:
        if read.acted:
            read.set(_CUMULATIVE, _INHERITED, "done")
    elif force.eventful:
        if read.acted:
            read.set(Basis.NEW, _INHERITED, "in a bounded window")
        elif _served(read, plain, piece):
            read.set(Basis.NEW, _INHERITED, "for whom it was done")
        elif turnout.visited(plain, piece, read.count):
            read.set(Basis.NEW, _INHERITED, "where they went")
        elif read.count.unit in _TAKING_PART and force.season:
            read.set(Basis.NEW, _INHERITED, "who takes part")
        elif (
            force.brief
            and read.count.unit not in _STANDING_UNITS
            and not _there(read.phrase)
            and not _there(plain[read.count.after : phrases.right(plain, read.count.after, 12)])
            and not phrases.place(plain, read.count.after)
            and not phrases.fixed_at(plain, read.count.after)
            and not _PLACED.search(plain[piece : read.count.start])
        ):
            read.set(Basis.NEW, _INHERITED, EVENT)
