"""Account names: @names, and the ids that stand behind 微信, QQ, 抖音 and the like; accounts of public bodies stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from dibao.privacy.labels import label
from dibao.privacy.personal import Kind, Personal
from dibao.privacy.words import any_of, column, of_use, rows

_AT = re.compile(r"(?<![A-Za-z0-9._%+*\-])@ ?((?:[\w·\-]|(?<=[A-Za-z])\.(?=[A-Za-z])){2,40})")
_PRICE = re.compile("[0-9]{1,4}(?:[元块角分折%-]|$)")
_NUMBERED = re.compile("用户[0-9]{4,12}")
_TIMED = re.compile(r"[0-9点半]$")
_ASCII = re.compile(r"[A-Za-z0-9_\-]{4,}(?=[\u4e00-\u9fff])")
_ASCII_ALONE = re.compile(r"[A-Za-z0-9_\-]+")
_GOES_ON = frozenset("是的在爱想和比给跟等陪不为与叫把被")
"""A name does not end with these."""
_SEEN, _USUAL = 6, 8
"""A name up to so long is one as it stands: it may hold words that elsewhere follow names."""
_LONGEST = 16
"""Of a name that runs on without an end in sight."""

# Each begins with one class of characters: `re` then passes over all others at once.
_LIKE_ID = re.compile(r"[A-Za-z](?<![A-Za-z0-9_@.\-].)[A-Za-z0-9_\-]{4,29}(?![A-Za-z0-9_@\-])(?!\.[A-Za-z0-9])")
_NUMBER = re.compile(r"[0-9](?<![0-9.\-].)[0-9]{4,10}(?![0-9A-Za-z\-]|\.[0-9])")
_BEFORE, _GAP = 14, 4
_ASKED = re.compile(r"(?:加我?|搜|私|添加|联系)[^\w]{0,2}(?=[A-Za-z])")
_BARE = frozenset(
    ("微信", "微信号", "加微信", "qq", "加qq", "vx", "加vx", "wx", "wechat", "抖音号", "快手号", "小红书号", "扣扣")
)
"""What an id may follow without a sign between."""
_BREAK = re.compile(r"[。；;！!？?\n〔〕、]")
_CLAUSE = re.compile(r"[。；;！!？?\n〔〕、，,]")
_OFFICIAL = re.compile("公众号|公众|官方|公号|服务号|订阅号|小程序|版本|群(?!主|里|友|内)")
_LEADS = re.compile(
    r"(?:/?微信|/?QQ)?(?:号码?|账号|ID|id|同号|名)?[^\w]{0,3}(?:是|为|叫|加|搜|换成|改成|改为)?[^\w]{0,3}$"
)
_POINTS = re.compile(r"(?:是|为|叫|加|搜|号|[iI][dD]|[:=(“\"\s]|改成|换成)$")
_GOODS = re.compile(
    r"(?:top|ios|iphone|ipad|android|covid|kn?|h|v|win|mate|redmi|wps|tv)[\-_]?[0-9]+[a-z0-9]*$", re.IGNORECASE
)
_SAID_BEHIND = ("微信", "v信", "vx", "wx", "qq", "薇信", "抖音")
_BEHIND_IT = re.compile(rf"\s?[(（](?:{'|'.join(_SAID_BEHIND)})", re.IGNORECASE)


def handles(text: str) -> Iterator[Personal]:
    """Account names of a text."""
    if "@" in text:
        yield from _called(text)
    yield from _labelled(text)


def _called(text: str) -> Iterator[Personal]:
    for match in _AT.finditer(text):
        name = match[1]
        if _TIMED.search(text[max(match.start() - 1, 0) : match.start()]) or _is_none(name):
            continue
        length = _length(name)
        official = _official().fullmatch(name[:length]) or (length > _USUAL and _official().match(name))
        if length >= 2 and not official:
            yield Personal(Kind.HANDLE, match.start(), match.start(1) + length)


def _is_none(name: str) -> bool:
    """Whether what stands behind @ is nobody: everybody, a price, a place."""
    if _PRICE.match(name):
        return True
    if name.lower() in of_use("not_handles.csv", "whole"):
        return True
    return name.startswith(tuple(_begins())) or name.endswith(tuple(of_use("not_handles.csv", "place")))


@cache
def _begins() -> frozenset[str]:
    return of_use("not_handles.csv", "begins") | (of_use("not_handles.csv", "whole") - {"all", "here", "qq", "大家"})


def _length(name: str) -> int:
    """How much of what follows @ is the name, where it runs into the next word."""
    numbered = _NUMBERED.match(name)
    if numbered:
        return numbered.end()
    letters = _ASCII_ALONE.match(name)
    end = max(min(len(name), _LONGEST), letters.end() if letters else 0)
    if end <= _SEEN:
        return end
    for match in _next().finditer(name, 3):
        if name[match.start() - 1] not in _GOES_ON and (len(match[0]) > 1 or len(name) > _USUAL):
            end = match.start()
            break
    latin = _ASCII.match(name)
    return latin.end() if latin and len(name) - latin.end() > 4 else end


@cache
def _next() -> re.Pattern[str]:
    return re.compile(any_of(of_use("not_handles.csv", "next")))


@cache
def _official() -> re.Pattern[str]:
    words = {
        place: [row["word"] for row in rows("official_handles.csv") if row["place"] == place]
        for place in ("begins", "ends")
    }
    return re.compile(
        rf"{any_of(words['begins'])}[\u4e00-\u9fff]{{2,10}}|[\u4e00-\u9fffA-Z]{{2,8}}?{any_of(words['ends'])}"
    )


def _labelled(text: str) -> Iterator[Personal]:
    if not _mentioned().find_matches_as_indexes(text.lower()) and not _ASKED.search(text):
        return
    for match in _LIKE_ID.finditer(text):
        if (
            match[0] in column("handle_labels.csv", "word")
            or _GOODS.match(match[0])
            or label(text, match.start()) == "other"
        ):
            continue
        mixed = any(each.isdigit() or each in "_-" for each in match[0])
        if (_direct(text, match.start(), letters=not mixed) or (mixed and _near(text, match.start()))) or (
            mixed and _BEHIND_IT.match(text, match.end())
        ):
            yield Personal(Kind.HANDLE, *match.span())
    for match in _NUMBER.finditer(text):
        if _direct(text, match.start(), numbers=True):
            yield Personal(Kind.HANDLE, *match.span())


def _direct(text: str, start: int, numbers: bool = False, letters: bool = False) -> bool:
    """Whether a label stands right before, with nothing but 号, 是, ： between."""
    before = _CLAUSE.split(text[max(start - _BEFORE, 0) : start])[-1]
    last = _last_label(before)
    if last is None or (numbers and _takes_numbers()[last[0]] != "yes"):
        return False
    between = before[last.end() :]
    return _LEADS.fullmatch(between) is not None and (between != "" or last[0] in _BARE or not (numbers or letters))


def _near(text: str, start: int) -> bool:
    """Whether a label stands some words before in the same sentence, or one is asked to add the name: 加maxiu9736."""
    before = _BREAK.split(text[max(start - _BEFORE, 0) : start])[-1]
    last = _last_label(before)
    if last is not None and (_POINTS.search(before, last.end()) or len(before) - last.end() <= _GAP):
        return True
    return _ASKED.search(text, max(start - 4, 0), start + 1) is not None


def _last_label(before: str) -> re.Match[str] | None:
    """The last label in these words, unless it is that of a public account or a group."""
    last = max(_labels().finditer(before.lower()), key=lambda match: match.end(), default=None)
    if last is None or _OFFICIAL.search(before, last.end()) or before[: last.start()].endswith("官方"):
        return None
    return last


@cache
def _labels() -> re.Pattern[str]:
    words = {word.lower() for word in column("handle_labels.csv", "word")}
    han = any_of(word for word in words if not word.isascii())
    latin = any_of(word for word in words if word.isascii())
    return re.compile(f"{han}|(?<![a-z]){latin}(?![a-z])")


@cache
def _mentioned() -> AhoCorasick:
    """Finds the words of which one stands beside every account without an @, in lower case."""
    return AhoCorasick([*{word.lower() for word in column("handle_labels.csv", "word")}, *_SAID_BEHIND])


@cache
def _takes_numbers() -> dict[str, str]:
    return {row["word"].lower(): row["numbers"] for row in rows("handle_labels.csv")}
