"""A number that counts, and the words around it that say how exact it is: 近, 超过 before it; 以上, 左右 after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dibao.figures import Approx, Interval, Number
from dibao.reading.lexicon import Lazy
from dibao.reading.measures import Kind
from dibao.reading.numerals import Amount, interval

_BEFORE: Final = Lazy(
    r"(?:(?P<about>将近|接近|大约|约莫|大概|大致|差不多|估计|(?<![最附远临靠亲邻就拉])近|(?<![预签节相合制违公特条])约)"
    r"|(?P<least>超过|超出|突破|冲破|不低于|不少于|不下于|不亚于|不下|不止|至少|高于|多于|大于|(?<![高Bb])超(?!市)|逾"
    r"|(?:至少|不少于|不低于|不下)[^，。；、：\d]{1,4})"
    r"|(?P<most>不超过|不到|不足|不满|未满|未达|不及|至多|最多|不多于|不高于|低于|少于))[了有为达计出]?$"
)
PASSED: Final = Lazy(r"[过破上](?<![通经度渡走看办开做穿路错难胜举受读][过破上])了?$")
_BEHIND: Final = frozenset("以+开不有出多余左上")
_LAST: Final = frozenset("近约莫概致多计过出破于下止少超逾到足满达及了有为上")
_NOT_OVER: Final = frozenset("晚早网线街路车船身墙地版以之台加冲攀飙蹿窜爬登刷跃飞涌奔")
"""Before 上: 网上3万条, 冲上3万; but 受教育的上10万人次."""
AFTER: Final = Lazy(
    r"(?P<least>以上|\+|开外|不止|(?P<little>有余|出头|[多余](?![个家名种数样媒])))|(?P<about>左右|上下)|(?P<most>以内|之内|以下|不到(?=[，。；、]|$))"
)

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_ABOUT: Final = Approx.ABOUT
_AT_LEAST: Final = Approx.AT_LEAST
_AT_MOST: Final = Approx.AT_MOST
_EXACT: Final = Approx.EXACT


def before(text: str, start: int) -> tuple[Approx | None, bool]:
    """What the words before the number at `start` say: (approx, whether it is 近, which stays under the number)."""
    if not start or (text[start - 1] not in _LAST and "少" not in text[max(0, start - 6) : start]):
        return None, False
    words = text[max(0, start - 8) : start]
    match = _BEFORE.search(words)
    if match is None:
        return (_AT_LEAST, False) if words[-1] in "过破了" and PASSED.search(words) else (None, False)
    if match["most"] == "最多" and "单" in words[: match.start()]:
        return None, False  # 单日来电最多42个: so many it was
    if match["about"]:
        return _ABOUT, match["about"] in ("近", "将近", "接近")
    return (_AT_LEAST if match["least"] else _AT_MOST), False


def exactness(
    text: str, amount: Amount, start: int, more: str, after: int, *, share: bool
) -> tuple[Approx, Interval, int]:
    """How exact the words say a number is: approx, interval, and where its words end.

    `more`: the mark inside the number (余, 多, 来, +, 上); `after`: the end of its measure word.
    """
    said, below = before(text, start)
    if said is _AT_LEAST and amount.value < 1000 and text[start - 1] in "过破" and not (share or more == "成"):
        said = None if text[start - 2 : start] not in ("超过", "突破", "冲破") else said
    if said is None and text[start - 1 : start] == "上" and amount.value >= 10**4:
        said = _AT_LEAST if start > 1 and text[start - 2] not in _NOT_OVER else None
    behind = AFTER.match(text, after) if text[after : after + 1] in _BEHIND else None
    if behind:
        after = behind.end()
    elif said is None and not more and amount.upper is None:
        value = amount.value
        return _EXACT, interval(amount, _EXACT) if amount.last else exactly(value), after
    approx, inside = _EXACT, False
    if amount.upper is not None or said is _ABOUT or (said is None and more == "来"):
        approx = _ABOUT
    elif said is not None:
        approx = said
    elif more in ("余", "多", "几"):
        approx, inside = _AT_LEAST, True
    elif more in ("+", "上"):
        approx = _AT_LEAST
    elif behind:
        approx = _AT_LEAST if behind["least"] else _ABOUT if behind["about"] else _AT_MOST
        inside = behind["little"] is not None
    return approx, interval(amount, approx, more=inside, below=below), after


def exactly(value: Number) -> Interval:
    """The interval of one number; whole ones come again and again (a decimal also keeps how it is written)."""
    return _whole(value) if isinstance(value, int) else Interval(value, value)


@lru_cache(4096)
def _whole(value: int) -> Interval:
    return Interval(value, value)


@dataclass(slots=True)
class Count:
    """A number that counts something: token [start, end), its measure word up to `after`, and its exactness."""

    start: int
    end: int
    amount: Amount
    approx: Approx
    allowed: Interval
    unit: str
    kind: Kind
    after: int
    shared: bool
    """The measure word is written with a later number of the same list."""
    plain: bool
    """No measure word is written at all: it counts unless a later number of the list lends it one."""

    def __init__(
        self,
        start: int,
        end: int,
        amount: Amount,
        approx: Approx,
        allowed: Interval,
        unit: str,
        kind: Kind,
        after: int,
        shared: bool = False,
        plain: bool = False,
    ) -> None:
        self.start, self.end, self.amount, self.approx, self.allowed = start, end, amount, approx, allowed
        self.unit, self.kind, self.after, self.shared, self.plain = unit, kind, after, shared, plain


def allowed(count: Count) -> Interval:
    """The interval again, after the number was scaled."""
    return interval(count.amount, count.approx, more=count.allowed.open_high)
