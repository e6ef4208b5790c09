"""The numbers of a masked text that count something, with their measure words."""

from __future__ import annotations

import re
import string
from functools import cache
from operator import itemgetter
from typing import Final

from dibao.reading import marks, measures
from dibao.reading.lexicon import Lazy, endings, listed, pattern, rows
from dibao.reading.lists import lend
from dibao.reading.marks import Count
from dibao.reading.measures import Kind, Measure
from dibao.reading.numerals import Amount, arabic, chinese_amount

_HAN: Final = "零〇一二两三四五六七八九十百千万亿"
_TO: Final = Lazy(r"[至到~～]|[-—–－]{1,3}")
_ARABIC: Final = Lazy(
    r"\d(?<![0-9.,]\d)(?:\d{0,2}(?:,\d{3}){1,5}(?!\d)|\d{0,14})(?:\.\d{1,9})?(?!\d)(?P<inner>[余多几])?"
    r"(?P<scale> ?[wW](?![A-Za-z])|[十百千]?万(?!向|众|物)|[十百千万]?亿|千(?![米克瓦伏卡字帕赫家])|百(?!分|家))?"
    r"(?P<rest>(?<=[亿万])零?\d{1,9}(?:\.\d{1,9})?(?:千万|百万|[万千百])?(?![年月日号时.]))?"
    r"(?P<mark>来(?!自|信|电|访|件|源|稿|函|宾|到)|余|多(?!媒|样|元|种形)|几|\+|＋)?",
    re.ASCII,
)
_CHINESE: Final = Lazy(
    rf"[上{_HAN}](?:(?<!上)|(?=[百千万亿]))[{_HAN}]*(?P<point>(?<=[零一二三四五六七八九十百])点[零〇一二三四五六七八九]+(?=[万亿%倍]))?(?P<inner>[余多几])?(?P<scale>[万亿])?"
    r"(?P<mark>来(?!自|信|电|访|件|源|稿|函|宾|到)|[余多])?"
)
_ROUND: Final = frozenset(("万", "十万", "百万", "千万", "亿"))
_EACH_PAST: Final = Lazy(r"\d[余多]?[件篇条部个款组支首则][^，。；、\d]{0,14}量[均都]?(?:过|破|超过?|突破|上)$")
"""363件产品点击量过百万: what each of those counted is past is no count."""
_PERCENT: Final = Lazy(rf"百分之(?:(?P<digits>\d+(?:\.\d+)?)|(?P<han>[{_HAN}]+))(?P<mark>[余多])?")
_TENTHS_NOT: Final = tuple("立为员功果长效都绩就本分熟型套人品交了因")
_COUNTED: Final = Lazy(
    r"(?:[量数额]|阅读|播放|点击|浏览|点赞|评论|转发|收藏|关注|粉丝|观看|围观|收听|互动|转评赞|留言|点播|人次|受众|人群|访问)"
    r"(?:总|共|计|总计|共计|合计|累计|最高|也|都|已|均|就|便|分别|依次|先后|高|飙|刷|冲|攒|涨|升|跑|越|达到|达|到|至|为|是|有|了|约|近|超过|超|过|破|突破|冲破|逾|将近|接近|不低于|不足|不到|不少于|不下|至少|仅|只有|只|：|:)*$"
)
_HOTLINE: Final = Lazy(r"\d{3,}(?:热线|平台|专线|电话|工单|服务|消防|公共|市民|便民|政务|号)")
_GROWN: Final = Lazy(r"大关|[蹿窜飙猛冲激翻]|增|升|提(?![，。；、）！])|涨|扩|跃|上升|攀|下降|降|减|变|到(?=\d)")
"""What may follow a bare number: 从4.5万增加到6.8万, 突破20万大关."""
_RANGED: Final = frozenset("至到~～-—–－")
_RANKED: Final = frozenset("，。；、（排名列位居进入跻身省市县区国球冲占的为到")
_NOT_BARE: Final = frozenset("第号码址楼室栋层路龄拨版章款届表图件题节页注步前年月日时点分秒至到和与及或比以每个各某")
_CODES: Final = ("KN", "iOS", "FM", "ISO", "TOP", "Top", "top", "PM", "GB", "DB", "NO", "No", "COVID", "AQI")
"""Latin letters with which a number makes a code."""
_REACHED: Final = Lazy(r"(?:达|达到|增至|增到|升至|升到|增加到|攀升到|涨到|累计|合计|共计|总计)$")
_EVERY: Final = Lazy(r"[0-9二两三四五六七八九十]天$")
_NAMED: Final = Lazy(r"[^，。；、]{1,8}、[^，。；、\d]{1,6}$")
_DOUBTFUL: Final = frozenset(("例", "次", "遍", "家", "类", "人", "剂"))
"""Measure words with which some numbers are no counts."""
_JOINS: Final = frozenset("对·×/：:")
"""Between two numbers these make a score or a ratio of them."""
_START: Final = itemgetter(0)
_SHORT_NUMBER: Final = Lazy(r"1[0-2]\d|12\d{3}|100\d\d|9[56]\d{3}")
"""Emergency and service numbers: 119, 12345, 96110."""
_SPLIT: Final = Lazy(r"(?<!\d)\d{1,3} $")
_UNKNOWN: Final = Lazy(
    r"[\u4e00-\u9fff](?<![的了和与及等中里内外上下前后多余来以至到年月日时分强佳甲优杰大小天])(?=[，。；、）！？（]|$)"
)
_WITHIN: Final = ("仅", "短短", "短短的", "只用", "只用了", "仅用", "仅用了", "用了不到", "不到")
"""Before a length of time: how fast something went, which is no count."""
_CELL: Final = Lazy("约|近|超过?|逾|突破|≥|≤|不少于|不低于|至少|共|累计")
_CLOSE: Final = frozenset("，。；、）！？：和与及·…")

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_BARE: Final = Kind.BARE
_COUNT: Final = Kind.COUNT
_KIND: Final = Kind.KIND
_LOOSE: Final = Kind.LOOSE
_NO: Final = Kind.NO
_SHARE: Final = Kind.SHARE
_TIME: Final = Kind.TIME


@cache
def _people() -> re.Pattern[str]:
    return re.compile(pattern(row[0] for row in rows("bare_nouns.csv")))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return endings(listed("exclusions.csv")["before"])


@cache
def _namers() -> frozenset[str]:
    """The characters with which something may end that makes a name of the number after it."""
    return frozenset((*_names(), *string.ascii_letters, *"-—.·×:/前"))


@cache
def _ranks() -> tuple[str, ...]:
    return tuple(listed("exclusions.csv")["rank"])


@cache
def _context(kind: str) -> re.Pattern[str]:
    return re.compile(pattern(listed("exclusions.csv")[kind]))


class Numbers:
    """Finds the counts of one masked text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bare: list[Count] = []

    def counts(self) -> list[Count]:
        found: list[Count] = []
        taken = 0
        candidates = [(match.start(), True, match) for match in _ARABIC.finditer(self.text)]
        arabic = len(candidates)
        candidates += [(match.start(), False, match) for match in _CHINESE.finditer(self.text)]
        if 0 < arabic < len(candidates):
            candidates.sort(key=_START)
        for start, digits, match in candidates:
            if start < taken:
                continue
            one = self._arabic(match) if digits else self._chinese(match)
            if one is not None:
                found.append(one)
                taken = one.after if one.after > one.end else one.end
            elif digits:
                taken = match.end()
        return lend(self.text, found, self.bare) if self.bare else found

    def cell(self) -> Count | None:
        """The number of a text that is nothing else: nothing must name it, and a measure word may be missing."""
        prefix = _CELL.match(self.text)
        match = _ARABIC.match(self.text, prefix.end() if prefix else 0)
        if match is None:
            return None
        end = match.end()
        inner, scale, rest, mark = match.group("inner", "scale", "rest", "mark")
        digits = self.text[
            match.start() : match.start("inner" if inner else "scale" if scale else "mark" if mark else 0)
        ]
        if not (inner or scale or mark):
            digits = match.group()
        amount = arabic(digits, (scale or "").strip(), rest or "")
        found = measures.at(self.text, end)
        if found is not None and found.kind is not _NO:
            return self._finish(amount, match.start(), end, inner or mark or "", found.word, found.kind, found.end)
        return self._finish(amount, match.start(), end, inner or mark or "", "", _BARE, end)

    # --- one candidate ---

    def _arabic(self, match: re.Match[str]) -> Count | None:
        text = self.text
        start, end = match.span()
        before = text[start - 1 : start]
        if before in _namers() and self._named(start):
            return None
        if before == "每" and not measures.spaced(text, end):
            return None
        inner, scale, rest, mark = match.groups()
        more, scaled = inner or mark or "", bool(scale)
        if match.lastindex is None:
            digits = match.group()
        elif inner and mark and not scale:
            return None
        else:
            digits = text[start : match.start("inner" if inner else "scale" if scale else "mark")]
        if before == " " and len(digits) == 3 and _SPLIT.search(text, max(0, start - 4), start):
            return None  # 1 200: perhaps one number, perhaps two; not guessed
        if digits[0] == "0" and len(digits) > 1 and digits[1] != ".":
            return None
        amount = arabic(digits, scale.strip() if scale else "", rest or "")
        following = text[end : end + 1]
        if (mark == "+" and following.isdigit()) or (following in _JOINS and text[end + 1 : end + 2].isdigit()):
            return None
        found = measures.at(text, end)
        if found is None or found.kind is not _NO:
            ranged = self._range(amount, start, end, found, scaled)
            if ranged:
                return ranged
        if following == "成" and not scaled and not text.startswith(_TENTHS_NOT, end + 1):
            return self._tenths(amount, start, end)
        if following == "分" and text.startswith("分之", end):
            return None
        return self._measured(amount, start, end, found, more, han=False)

    def _chinese(self, match: re.Match[str]) -> Count | None:
        text, start, end = self.text, match.start(), match.end()
        if text.startswith("百分之", start):
            return self._percent(start)
        if start and (self._named(start) or text[start - 1] in "某同逐统唯每各初周几数月"):
            return None
        if text.startswith("分之", end):
            return None
        inner, scale, mark = match.group("inner", "scale", "mark")
        stop = match.start("inner") if inner else match.start("mark") if mark else end
        if match["point"]:
            return self._chinese_decimal(match, start)
        numeral = text[start:stop]
        over = numeral[0] == "上"
        if over:
            numeral = numeral[1:]
        amount = chinese_amount(numeral)
        if amount is None:
            return None
        if inner and scale:
            factor = 10**4 if scale == "万" else 10**8
            amount = Amount(amount.value * factor, amount.place * factor)
        more = inner or mark or ("上" if over else "")
        following = text[end : end + 1]
        if following == "成" and not text.startswith(_TENTHS_NOT, end + 1) and amount.value < 10:
            return self._tenths(amount, start, end)
        if not more and numeral in _ROUND and _EACH_PAST.search(text, max(0, start - 28), start):
            return None
        if not more and amount.upper is None:
            ranged = self._chinese_range(amount, start, end)
            if ranged is not None:
                return ranged
        if not more and amount.upper is None and not self._told(start, numeral, end):
            return None
        return self._measured(amount, start, end, measures.at(text, end), more, han=True)

    def _chinese_decimal(self, match: re.Match[str], start: int) -> Count | None:
        """三点五万."""
        whole, _, decimals = self.text[start : match.end("point")].partition("点")
        left, right = chinese_amount(whole), chinese_amount(decimals)
        if left is None or right is None:
            return None
        digits = f"{left.value}.{str(right.value).zfill(len(decimals))}"
        amount, end = arabic(digits, match["scale"] or ""), match.end()
        return self._measured(amount, start, end, measures.at(self.text, end), match["mark"] or "", han=False)

    def _told(self, start: int, numeral: str, end: int) -> bool:
        """Whether a Chinese numeral without a mark counts, and is not a turn of phrase."""
        text = self.text
        if numeral[0] in "百千万亿":
            return bool(marks.PASSED.search(text[max(0, start - 3) : start]) or marks.before(text, start)[0])
        if len(numeral) > 1:
            return True
        if numeral in "零〇一":
            return numeral == "一" and text.startswith("倍", end)
        found = measures.at(text, end)
        if found is None or found.kind not in (_COUNT, _KIND, _SHARE):
            return False
        return not text[max(0, start - 2) : start].endswith(
            ("这", "那", "前", "后", "头", "上述", "以上", "其他", "其它", "另外")
        )

    def _named(self, start: int) -> bool:
        """Whether what stands before makes the number a name, an ordinal or a part of a code."""
        text = self.text
        before = text[start - 1]
        if before.isascii() and before.isalpha():
            single = start < 2 or not (text[start - 2].isascii() and text[start - 2].isalpha())
            return single or text.endswith(_CODES, 0, start)  # H5, KN95
        if before in "-—.·×:/" and start > 1 and (text[start - 2].isalnum() and text[start - 2].isascii()):
            return True
        if before == "前":  # 前10名, 位列全省前3; but 天亮前4217户
            return start < 2 or text[start - 2] in _RANKED
        names = _names().get(before)
        return names is not None and text.endswith(names, 0, start)

    def _range(self, first: Amount, start: int, end: int, unit: Measure | None, scaled: bool) -> Count | None:
        """4至6次, 2万到3万, 10%—15%; None where no second, greater number follows."""
        text = self.text
        at = end if unit is None else unit.end
        to = _TO.match(text, at) if text[at : at + 1] in _RANGED else None
        if to is None:
            return None
        if unit is not None and any(sign in text[max(0, start - 8) : start] for sign in "由从"):
            return None
        second = _ARABIC.match(text, to.end()) if to.end() < len(text) and text[to.end()].isdigit() else None
        if second is None:
            return None
        scale = (second["scale"] or "").strip()
        stop = second.start("scale") if scale else second.start("mark") if second["mark"] else second.end()
        if second["inner"]:
            return None
        high = arabic(text[to.end() : stop], scale, second["rest"] or "")
        low = first
        if scale and not scaled and unit is None and first.value < high.value / arabic("1", scale).value:
            low = arabic(str(first.value), scale)
        last = measures.at(text, second.end())
        if low.value >= high.value or (unit and (last is None or last.word != unit.word)):
            return None
        made = Amount(low.value, low.place, 0, high.value)
        return self._measured(made, start, second.end(), last, "", han=False)

    def _chinese_range(self, first: Amount, start: int, end: int) -> Count | None:
        """三至五名; None where no second, greater number follows."""
        to = _TO.match(self.text, end)
        second = to and _CHINESE.match(self.text, to.end())
        if not second or second["inner"] or second["mark"] or second["scale"]:
            return None
        high = chinese_amount(second.group())
        if high is None or high.value <= first.value:
            return None
        made = Amount(first.value, first.place, 0, high.value)
        return self._measured(made, start, second.end(), measures.at(self.text, second.end()), "", han=False)

    def _tenths(self, amount: Amount, start: int, end: int) -> Count | None:
        """七成, 六七成, 三成五: a share in per cent."""
        upper = None if amount.upper is None else amount.upper * 10
        extra = re.compile("半|[一二三四五六七八九](?!个|名|成)").match(self.text, end + 1)
        half = 0 if extra is None else 5 if extra[0] == "半" else (chinese_amount(extra[0]) or amount).value
        stop = end + 1 + (0 if extra is None else 1)
        value = amount.value * 10 + half
        return self._finish(Amount(value, 5 if half else 10, 0, upper), start, stop, "", "%", _SHARE, stop)

    def _percent(self, start: int) -> Count | None:
        match = _PERCENT.match(self.text, start)
        if match is None:
            return None
        amount = arabic(match["digits"]) if match["digits"] else chinese_amount(match["han"])
        if amount is None:
            return None
        return self._finish(amount, start, match.end(), match["mark"] or "", "%", _SHARE, match.end())

    # --- the measure word, or none ---

    def _measured(
        self, amount: Amount, start: int, end: int, found: Measure | None, more: str, *, han: bool
    ) -> Count | None:
        if found is None:
            return self._unmeasured(amount, start, end, more, han)
        word, kind, after = found.word, found.kind, found.end
        if kind is not _COUNT:
            few = han and amount.value < 10
            if kind is _NO or (few and kind in (_LOOSE, _BARE, _TIME)):
                return None
            if kind is _BARE:
                return self._finish(amount, start, end, more, "", _BARE, end)
            if kind is _TIME and (amount.value == 24 or self.text.endswith(_WITHIN, 0, start)):
                return None
        if word in _DOUBTFUL and self._excluded(start, found):
            return None
        return self._finish(amount, start, end, more, word, kind, after)

    def _unmeasured(self, amount: Amount, start: int, end: int, more: str, han: bool) -> Count | None:
        """A number without a measure word: a count only where the words around say so."""
        text = self.text
        following = text[end : end + 1]
        if (
            following in ("的", "年", "月", "日", "号")
            or text.endswith(_ranks(), 0, start)
            or _HOTLINE.match(text, start)
        ):
            return None
        behind = marks.AFTER.match(text, end)
        grown = _GROWN.match(text, end)
        closing = text[behind.end() : behind.end() + 1] if behind else following
        closed = not closing or closing in _CLOSE or grown is not None
        if not closed and (not han or more or amount.value >= 10) and _UNKNOWN.match(text, end):
            # an unknown measure word: one character between a number and the end of its clause (抢答60题)
            return self._finish(amount, start, end, more, text[end], _COUNT, end + 1)
        before = text[max(0, start - 14) : start]
        large = amount.value >= 10**4 and not text[end - 1].isdigit()
        told = (large or bool(more)) and closed and (not han or large)
        if not told and closed:
            told = not han and bool(
                _COUNTED.search(before)
                or (amount.value >= 10 and (_REACHED.search(before) or marks.before(text, start)[0] is not None))
            )
        if not told and _people().match(text, end):
            told = not han or amount.value >= 10
        if not told:
            if closed and not han:  # perhaps the measure word stands with a later number of the list
                one = self._finish(amount, start, end, more, "", _BARE, end)
                one.plain = self._plain(start, end)
                self.bare.append(one)
            return None
        return self._finish(amount, start, end, more, "", _BARE, end)

    def _plain(self, start: int, end: int) -> bool:
        """A number whose measure word is left out: 讲座22、签售9场; 劝返96. No code, hotline or year."""
        digits, before = self.text[start:end], self.text[start - 1 : start]
        if not digits.isdigit() or len(digits) > 6 or not "\u4e00" <= before <= "\u9fff" or before in _NOT_BARE:
            return False
        return not _SHORT_NUMBER.fullmatch(digits) and not (len(digits) == 4 and digits[:2] in ("19", "20"))

    def _excluded(self, start: int, found: Measure) -> bool:
        text = self.text
        if found.word == "例":
            left = max(text.rfind(mark, 0, start) for mark in "，。；")
            return _context("case").search(text, left + 1, min(len(text), found.end + 8)) is not None
        if found.word == "剂":  # 完成2剂: which dose
            return text[start : found.end - 1] in ("1", "2", "3", "4")
        if found.word in ("次", "遍") and _EVERY.search(text, max(0, start - 6), start):
            return True
        if found.word in ("家", "类") and not text[start].isdigit() and _NAMED.search(text, max(0, start - 16), start):
            return True  # 气象、应急两家: the names again
        return found.word == "人" and _context("case").match(text, found.end) is not None

    def _finish(self, amount: Amount, start: int, end: int, more: str, unit: str, kind: Kind, after: int) -> Count:
        share = kind is _SHARE
        approx, allowed, after = marks.exactness(self.text, amount, start, more, after, share=share)
        return Count(start, end, amount, approx, allowed, unit, kind, after)
