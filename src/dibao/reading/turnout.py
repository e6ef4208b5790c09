"""Who stands ready, and who came or went: what the words around a number of people, teams or offices say of it."""

from __future__ import annotations

from typing import Final

from dibao.reading import phrases
from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count

_PERSONS: Final = frozenset(("人", "名", "位"))
_OFFICES: Final = frozenset(("家", "所", "个"))
_GOING: Final = frozenset(("人", "名", "位", "支", "辆", "台"))
_TEAMS: Final = frozenset("个组队班支")
GREW: Final = "more than before"
PLANNED: Final = Lazy(
    r"(?:(?<![按原成超照入])计划(?!生育|[内外的中书])|(?<![模虚比草])拟(?![定订态人制])|预计|力争"
    r"|将(?:再|继续|陆续|于)?(?:开展|举办|组织|印制|发放|推出|新增|新建|投放|培训)(?![好的完成了])|[还尚仍]缺|急[需缺]|短缺|缺口|(?:^|[，。；：、])缺(?![席勤乏失]))(?=[^，。；、\d]{0,14}$)"
    r"|任务(?:[数量]|（)[为是]?(?=$)",
    needs="划拟预力将缺急任",
)
"""计划印制3万册, 急需口罩2000只, 完成任务（120场）的九成: what is to be done or had, and is not."""
_GREW: Final = Lazy(
    r"(?:比(?!赛|例|较|武|拼)|较(?!大|多|好|为)|同比|环比)[^，。；、\d]{0,16}(?:增加|增长|新增|净增|多出|增|多)了?(?:[约近超逾]|超过)?$"
)
_GREW_UNLIKE: Final = frozenset(("%", "个百分点", "倍"))
_MADE_UP: Final = Lazy(r"[^，。；、\d]{0,10}组成")
_SPLIT: Final = Lazy(r"[^，。；、\d]{0,4}?[组队班]")
_ALL_SET_UP: Final = Lazy(
    r"全[省市县区镇乡村州旗盟][^，。；、\d]{0,4}?(?:开设|设立|设置|布设|设|开放|划成|建成)[^，。；、\d]{0,8}$"
)
_CAME: Final = Lazy(
    r"到场|到馆|入场|入馆|围观|迎来|迎客|来了[约近]?$|(?:现场|在线|线上)[^，。；、\d]{0,4}(?:群众|观众|听众|市民|居民|师生|学生|网友|网民)|(?<![\u4e00-\u9fff])(?:观众|听众)[^，。；、\d]{0,4}$"
)
_WENT: Final = Lazy(r"[^，。；、\d]{0,12}?(?:分赴|奔赴|赶赴|出征|驰援|出发|下沉|上街|分头|分片|进[村湾企校]|同台|到场)")
_AT_ONE: Final = Lazy(r"[^，。；、\d]{0,14}?(?:参加|出席|参与)了?[^，。；、\d]{0,6}(?:年会|大会|论坛|仪式|典礼)")
_VISITED: Final = Lazy(r"(?:走进|跑了|停靠|走访|走村|进驻|送进)[^，。；、\d]{0,3}$")
_AWARDED: Final = Lazy(r"(?:等|金|银|铜|优秀|优胜|入围|提名)奖$")
_AWARDED_AFTER: Final = Lazy(r"获?(?:得|评)?(?:[一二三特]等|金|银|铜|优秀|优胜|入围|提名)奖")
_AWARDS: Final = frozenset("获得评一二三特金银铜优入提")
_HAS: Final = Lazy(r"(?:队伍|团队|队|小组|专班|班子)(?:现|共)?有$")
_THERE_WERE: Final = Lazy(r"共有[约近]?$")


def grew(plain: str, piece: int, count: Count) -> bool:
    """Whether it is how many more there are than before (比上年末增加2家): what came in between is new."""
    if count.unit in _GREW_UNLIKE:
        return False
    return _GREW.search(plain, piece, count.start) is not None


def awarded(plain: str, piece: int, count: Count) -> bool:
    """Whether it counts the prizes of one judging (一等奖2件)."""
    if plain.endswith("奖", piece, count.start) and _AWARDED.search(plain, piece, count.start):
        return True
    return plain[count.after : count.after + 1] in _AWARDS and _AWARDED_AFTER.match(plain, count.after) is not None


def at_one_meeting(plain: str, count: Count) -> bool:
    """Whether they took part in one meeting (300名代表参加了年会): new, whatever its day."""
    return count.unit in _PERSONS and _AT_ONE.match(plain, count.after) is not None


def set_up(plain: str, piece: int, count: Count) -> bool:
    """Whether it is how many a team has (由8人组成, 队伍有38人), or what a whole place has set up (全省开设116处)."""
    before = plain[count.start - 1 : count.start]
    if before == "由":
        return count.unit in _PERSONS and _MADE_UP.match(plain, count.after) is not None
    if count.unit in _PERSONS and _HAS.search(plain, piece, count.start):
        return True
    return before not in "了过" and _ALL_SET_UP.search(plain, piece, count.start) is not None


def split(plain: str, count: Count) -> bool:
    """分3个小组, 分3班: into how many a team is split."""
    if not plain.endswith(("分", "分成", "分为"), 0, count.start) or count.unit[-1:] not in _TEAMS:
        return False
    return count.unit in ("组", "队", "班") or _SPLIT.match(plain, count.after) is not None


def took_part(plain: str, piece: int, count: Count) -> bool:
    """Whether they came (到场志愿者40人), went (14名记者出征) or were those who did it (共有29家单位投入)."""
    if count.unit in _PERSONS and _CAME.search(plain, piece, count.start) is not None:
        return True
    if count.unit in _GOING and _WENT.match(plain, count.after) is not None:
        return True
    return count.unit in _OFFICES and did(plain, piece, count)


def did(plain: str, piece: int, count: Count) -> bool:
    """Whether 共有 tells those who did something, not all that there are."""
    if _THERE_WERE.search(plain, piece, count.start) is None:
        return False
    end = phrases.right(plain, count.after, 10)
    found = phrases.verb_in(plain, end, min(len(plain), end + 4))
    return found is not None and found.start == end and found.kind is phrases.Verb.ACT


def visited(plain: str, piece: int, count: Count) -> bool:
    """Whether it counts the places where they went (走进22个小区)."""
    return count.unit in ("个", "家", "座", "所") and _VISITED.search(plain, piece, count.start) is not None
