"""The next day's version of a text: figures changed, items and clauses reordered, reworded, dropped and added.

A text is held with each figure as one character of the private use area, so that edits of the text never lose a
figure; numbers are put in last. What a variant says of its figures is right by construction.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dibao.documents import from_text
from dibao.documents.blocks import Document
from dibao.figures import Basis, Figure
from dibao.reading.layout import laid

FIRST, ADDED = 0xE000, 0xF000
"""The characters of a text's own figures, and of added ones."""
_MARK = re.compile("[\ue000-\uf8ff]")
_TITLE = re.compile("《[^《》]*》|“[^“”]*”")
_DATE = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日|(?<=[—至-])(\d{1,2})日")
_ITEM = re.compile("[一二三四五六七八九十]{1,2}是")
_ORDINALS = "一二三四五六七八九十"
_GOVERNS = re.compile(
    "^[^\ue000-\uf8ff]{0,2}[\ue000-\uf8ff]|占|累计|新增|共|其中|截至|截止|以来|另|还|分别|同时|此外|当日|今日|昨日|目前"
)

NEW = (
    "开设健康科普夜校#个班",
    "组织线上知识竞答#轮",
    "更新橱窗图片#组",
    "设置便民服务台#处",
    "录制方言快板#段",
    "接待群众来访#批次",
    "办理居民通行证#张",
    "配送生活物资#单",
    "回访隔离人员#人次",
    "发送慰问信#封",
    "调试应急设备#台",
    "制作胸牌#枚",
    "制作短视频#条",
    "转载网民评论#条",
    "代写春联#条",
    "发放慰问品#份",
    "更换警示牌#块",
    "采写内参#篇",
    "调解纠纷#件",
    "巡查夜市#次",
    "修缮凉亭#个",
    "检修水泵#台",
    "接送医护#名",
    "改派货车#辆",
)
"""Clauses of other work, each with one figure; those whose thing a text tells already are not added to it."""


@dataclass(frozen=True)
class Variant:
    """A text, and for the place where each of its numbers begins the figure of the learned text (None: a new one)."""

    text: str
    slots: dict[int, int | None]


def synonyms() -> list[list[str]]:
    """Groups of words that an office might write for each other."""
    with Path(__file__).with_name("synonyms.csv").open(encoding="utf-8", newline="") as file:
        return [row["words"].split("|") for row in csv.DictReader(file)]


class Mill:
    """Makes variants of one text, whose figures a reader found."""

    def __init__(self, document: Document, figures: Sequence[Figure], day: date) -> None:
        self._figures, self._day = figures, day
        self._lines = [line for line in self._marked(document) if line]
        self._words = synonyms()

    def variant(self, seed: int, reworded: float) -> Variant:
        """The next day's text; `reworded`: the share of known words that are replaced by another."""
        chance = random.Random(seed)
        lines = [self._later(line) for line in self._lines]
        lines = [self._reordered(line, chance) for line in lines]
        lines = self._dropped(lines, chance)
        lines = [self._reworded(line, chance, reworded) for line in lines]
        lines = self._added(lines, chance)
        return self._filled("\n".join(lines), chance)

    def _marked(self, document: Document) -> list[str]:
        """The text's paragraphs with a mark for each figure."""
        lines = []
        for block in laid(document):
            assert isinstance(block, list), "variants are made of running text"
            for passage in block:
                text, at, raws = passage.text, 0, [passage.raw(place) for place in range(len(passage.text))]
                pieces = []
                for number, figure in enumerate(self._figures):
                    inside = [place for place, raw in enumerate(raws) if figure.span.start <= raw < figure.span.end]
                    if inside:
                        pieces += (text[at : inside[0]], chr(FIRST + number))
                        at = inside[-1] + 1
                lines.append("".join((*pieces, text[at:])))
        return lines

    def _later(self, line: str) -> str:
        """Dates outside titles a day later."""
        kept = [match.span() for match in _TITLE.finditer(line)]

        def moved(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in kept):
                return match[0]
            if match[4]:
                return f"{(self._day.replace(day=int(match[4])) + timedelta(days=1)).day}日"
            then = date(int(match[1] or self._day.year), int(match[2]), int(match[3])) + timedelta(days=1)
            return (f"{then.year}年" if match[1] else "") + f"{then.month}月{then.day}日"

        try:
            return _DATE.sub(moved, line)
        except ValueError:  # 2月30日
            return line

    def _reordered(self, line: str, chance: random.Random) -> str:
        """Two items exchanged and numbered again, two sentences within an item, two clauses of a list."""
        starts = [match.start() for match in _ITEM.finditer(line)]
        if len(starts) < 2:
            return self._sentences(line, chance)
        items = [line[start:end] for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
        bodies = [self._sentences(_ITEM.sub("", item, count=1), chance) for item in items]
        if len(bodies) > 2 and chance.random() < 0.5:
            at = chance.randrange(len(bodies) - 1)
            if not (self._dated(bodies[at]) or self._dated(bodies[at + 1])):
                bodies[at], bodies[at + 1] = bodies[at + 1], bodies[at]
        return line[: starts[0]] + "".join(f"{_ORDINALS[at]}是{body}" for at, body in enumerate(bodies))

    def _dated(self, text: str) -> bool:
        return bool(_DATE.search(_TITLE.sub("", text)))

    def _sentences(self, text: str, chance: random.Random) -> str:
        parts = [self._clauses(part, chance) for part in re.split("(?<=。)", text) if part]
        free = [
            at
            for at in range(1, len(parts) - 1)
            if all(
                part.endswith("。") and not self._dated(part) and not _GOVERNS.match(part) and "：" not in part
                for part in parts[at : at + 2]
            )
        ]
        if free and chance.random() < 0.5:
            at = chance.choice(free)
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
        return "".join(parts)

    def _clauses(self, sentence: str, chance: random.Random) -> str:
        """Two neighbours of a list exchanged, each with one figure and no word that governs others."""
        parts = re.split("([，；])", sentence.removesuffix("。"))
        free = [
            at
            for at in range(2, len(parts) - 2, 2)
            if all(
                len(_MARK.findall(part)) == 1 and not _GOVERNS.search(part) and len(part) < 30
                for part in parts[at : at + 3 : 2]
            )
        ]
        if free and chance.random() < 0.4:
            at = chance.choice(free)
            parts[at], parts[at + 2] = parts[at + 2], parts[at]
        return "".join(parts) + ("。" if sentence.endswith("。") else "")

    def _dropped(self, lines: list[str], chance: random.Random) -> list[str]:
        """Up to two clauses with one figure each left out."""
        for _ in range(chance.choice((0, 1, 1, 2))):
            places = [
                (number, match.span())
                for number, line in enumerate(lines)
                for match in re.finditer("，[^，。；：《》“”]{2,30}(?=[，。])", line)
                if len(_MARK.findall(match[0])) == 1 and not _GOVERNS.search(match[0])
            ]
            if places:
                number, (start, end) = chance.choice(places)
                lines[number] = lines[number][:start] + lines[number][end:]
        return lines

    def _reworded(self, line: str, chance: random.Random, share: float) -> str:
        """Known words replaced, outside titles and quotation marks."""
        pieces = re.split("(《[^《》]*》|“[^“”]*”)", line)
        known = {word: group for group in self._words for word in group}
        pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))

        def other(match: re.Match[str]) -> str:
            if chance.random() >= share:
                return match[0]
            return chance.choice([word for word in known[match[0]] if word != match[0]])

        return "".join(pattern.sub(other, piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))

    def _added(self, lines: list[str], chance: random.Random) -> list[str]:
        """One to three clauses with a figure of work that the learned text does not tell."""
        whole = "".join(self._lines)
        strange = [clause for clause in NEW if clause[2 : clause.index("#")] not in whole]
        for number, clause in enumerate(chance.sample(strange, chance.choice((1, 2, 3)))):
            places = [
                (at, match.start())
                for at, line in enumerate(lines)
                for match in re.finditer("[。；]", line)
                if _MARK.search(line[: match.start()])
            ]
            if places:
                at, place = chance.choice(places)
                text = clause.replace("#", chr(ADDED + number))
                lines[at] = f"{lines[at][:place]}，{text}{lines[at][place:]}"
        return lines

    def _filled(self, text: str, chance: random.Random) -> Variant:
        slots: dict[int, int | None] = {}
        pieces: list[str] = []
        length = at = 0
        for match in _MARK.finditer(text):
            code = ord(match[0])
            number = str(chance.randint(3, 60)) if code >= ADDED else _next(self._figures[code - FIRST], chance)
            length += match.start() - at
            slots[length] = None if code >= ADDED else code - FIRST
            pieces += (text[at : match.start()], number)
            length, at = length + len(number), match.end()
        return Variant("".join((*pieces, text[at:])), slots)


def _next(figure: Figure, chance: random.Random) -> str:
    """The next day's number as the old one was written."""
    written = re.fullmatch(r"(\D*)([\d,.]+)(\D*)", "".join(figure.text.split()))
    if written is None:
        return figure.text  # in Chinese numerals
    before, digits, behind = written.groups()
    value = float(digits.replace(",", ""))
    places = len(digits.partition(".")[2])
    if figure.basis is Basis.CUMULATIVE:
        value += chance.uniform(0.01, 0.15) * value + 10**-places
    elif figure.basis is not Basis.ASOF:
        value = max(10**-places, value * chance.uniform(0.4, 1.9))
    if behind[:1] in ("余", "多"):  # stays a round number
        size = 10 ** max(0, len(str(int(value))) - 1)
        value = max(size, round(value / size) * size)
    new = f"{value:,.{places}f}" if "," in digits else f"{value:.{places}f}"
    return f"{before}{new}{behind}"


def document(variant: Variant, name: str = "next.txt") -> Document:
    """The variant as a document."""
    return from_text(variant.text, name)
