"""What tells a claim from one like it: numbers, places, things of a kind; words swapped or left unsaid.

An item with the same words but another number, district, school or remedy is about something else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from dibao.listening.lists import rows
from dibao.listening.thresholds import held
from dibao.reading.numerals import chinese

Floats = npt.NDArray[np.float64]

_UNKNOWN = 0.6
"""What a character that no claim has weighs, of the most that one has."""

_NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?)(?P<scale>[百千万亿]*)"
    r"|(?P<written>[零〇一二两三四五六七八九十百千万亿]+)"
)
_HOURS: Mapping[str, int] = {"小时": 1, "钟头": 1, "天": 24, "日": 24, "周": 168, "星期": 168, "礼拜": 168}
"""Hours of measures that say the same time in other words."""
_SAME: Mapping[str, str] = {
    "块": "元", "时": "点", "级": "年级", "栋": "号楼", "幢": "号楼", "届": "次", "名": "人", "位": "人", "例": "人",
    "口": "人", "具": "人", "座": "个", "家": "个", "所": "个", "条": "个",
}  # fmt: skip
_MEASURE = re.compile(
    r"(?:多|余|来|几|整)?(?P<unit>小时|钟头|分钟|星期|礼拜|个月|年级|号楼|号线|公里|公斤|中学|小学|医院|平方|"
    r"[块元天日周点时月年岁人名位例口具次倍度级斤两吨米层楼栋幢户批针剂只条座家所门种件箱包瓶台辆成届环中院号路个折])"
)
_KINDS = "区|县|市|省|镇|乡|街道|水库|水厂|大桥|花园|苑|广场|医院|中学|小学|大学|银行|超市|夜市|车站"
_NO_NAME = "的了把被在到给从不要会卖大都全本各某这那里去进过和跟与或是有没整个各座家所小社城邻外黑夜菜超门灾地园景山校"
"""Characters that stand before such a word and name nothing: 全区, 一座大桥, 超市."""
_NAMED = re.compile(rf"(?P<name>(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2}})(?P<kind>{_KINDS})")


class Against:
    """What speaks against texts meeting claims: `claims` with their codes and texts, `written` as `alike` writes them,
    `weights` of the claims' characters."""

    def __init__(self, claims: Iterable[tuple[str, str]], written: list[str], weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._unknown = _UNKNOWN * max(weights.values(), default=0.0)
        self._texts: dict[str, list[tuple[str, str]]] = {}
        for (code, text), same in zip(claims, written, strict=True):
            self._texts.setdefault(code, []).append((text, same))

    def left(self, texts: list[tuple[str, str]], codes: list[str], scores: list[float], least: float) -> Floats:
        """What is left of each score of a text (as it is, and as `alike` writes it) with the claim beside it, minus
        infinity where that is under `least`; the most, of several texts of a claim."""
        weigh = held("claims")
        left = np.full(len(texts), -np.inf)
        for at, ((text, same), code, score) in enumerate(zip(texts, codes, scores, strict=True)):
            has = set(same)
            for claim, written in self._texts[code]:
                missing = unsaid(has, written, self._weights)
                rest = score - weigh["unsaid"] * missing
                if rest < max(least, left[at]) or differs(text, claim):
                    continue
                if missing:
                    most = (rest - least) / weigh["swapped"]
                    rest -= weigh["swapped"] * swapped(same, written, self._weights, self._unknown, most)
                if rest >= least:
                    left[at] = max(left[at], rest)
        return left


def unsaid(held: set[str], claim: str, weights: Mapping[str, float]) -> float:
    """What the longest part of a claim weighs of which a text holds no character."""
    most = run = 0.0
    if held.issuperset(claim):
        return most
    for character in claim:
        run = 0.0 if character in held else run + weights.get(character, 0.0)
        most = max(most, run)
    return most


def swapped(text: str, claim: str, weights: Mapping[str, float], unknown: float, enough: float = math.inf) -> float:
    """What the words of a claim weigh, at most, that a text has others in place of (`unknown`: a character's weight
    that is not among `weights`). The lighter of both counts: nothing stands in the place of what is only left out.
    Where it is more than `enough`, it may be more than is said."""
    held, known = set(text), set(claim)
    most = 0.0
    for step, begin, end, first, last in SequenceMatcher(None, claim, text, autojunk=False).get_opcodes():
        if step == "replace":
            left = sum([weights.get(one, 0.0) for one in claim[begin:end] if one not in held])
            if left > most:
                there = text[first:last]
                instead = sum([weights.get(one, unknown) for one in there if one not in known and one.isalnum()])
                most = max(most, min(left, instead))
                if most > enough:
                    break
    return most


def differs(text: str, claim: str) -> bool:
    """Whether a text names another number, place or thing of a kind (`instead.csv`) than a claim does."""
    return _other_number(text, claim) or _other_place(text, claim) or _other_thing(text, claim)


def _other_number(text: str, claim: str) -> bool:
    wanted = [(value, unit) for value, unit in numbers(claim) if unit]
    told = numbers(text) if wanted else frozenset()
    values = {value for value, _ in told} | {value % 12 for value, unit in told if unit == "点"}
    units = {unit for _, unit in told}
    return any(
        unit in units and value not in values and (unit != "点" or value % 12 not in values) for value, unit in wanted
    )


@lru_cache(1 << 12)
def numbers(text: str) -> frozenset[tuple[int | Fraction, str]]:
    """The numbers of a text with their measures ("" where there is none), hours for lengths of time."""
    found: set[tuple[int | Fraction, str]] = set()
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None or match.group() == "一":  # 一家, 一封: not a number but an article
            continue
        measure = _MEASURE.match(text, match.end())
        unit = measure["unit"] if measure else ""
        if unit in _HOURS:
            value, unit = value * _HOURS[unit], "小时"
        found.add((value, _SAME.get(unit, unit)))
    return frozenset(found)


def _value(match: re.Match[str]) -> int | Fraction | None:
    if (written := match["written"]) is not None:
        return chinese(written)
    scale = chinese("一" + match["scale"]) if match["scale"] else 1
    digits = match["digits"]
    return None if scale is None else (Fraction(digits) if "." in digits else int(digits)) * scale


def _other_place(text: str, claim: str) -> bool:
    wanted = named(claim)
    told = places(text) if wanted else {}
    return any(name not in text and told.get(kind, {name}) - {name} for name, kind in wanted)


def _other_thing(text: str, claim: str) -> bool:
    wanted = things(claim)
    if not wanted:
        return False
    told = things(text)
    return any(kind in told and not told[kind] & here for kind, here in wanted.items())


@lru_cache(1 << 12)
def things(text: str) -> Mapping[str, frozenset[int]]:
    """Of which kinds of things a text names which, as their lines in instead.csv."""
    found: dict[str, set[int]] = {}
    automaton, lines = _things()
    for word, _, _ in automaton.find_matches_as_indexes(text.lower()):
        kind, line = lines[word]
        found.setdefault(kind, set()).add(line)
    return {kind: frozenset(held) for kind, held in found.items()}


@cache
def _things() -> tuple[AhoCorasick, list[tuple[str, int]]]:
    words = {
        word: (row["group"], line) for line, row in enumerate(rows("instead.csv")) for word in row["words"].split("|")
    }
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), list(words.values())


@lru_cache(1 << 12)
def named(text: str) -> tuple[tuple[str, str], ...]:
    """Two characters before the word that says what kind of place it is, and that word."""
    return tuple((match["name"], match["kind"]) for match in _NAMED.finditer(text))


def places(text: str) -> dict[str, set[str]]:
    """The names of each kind of place."""
    found: dict[str, set[str]] = {}
    for name, kind in named(text):
        found.setdefault(kind, set()).add(name)
    return found
