"""punctuation: marks that stand double, lead nowhere or have no partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, own_lines, place

_DOUBLE = re.compile(r"[，。；、：]{2,}|(?<=[！？])[，。；、：]+|(?<=[（《“])[，。；、：]+")
_DANGLING = re.compile(r"[、，]$")
_TWICE = re.compile(r"(累计|新增|发放|开展|发布|共计|其中|截至|现有|举办|张贴)\1|(?<![目有])的的(?!确)")
_SENTENCES, _BARE = re.compile(r"。[^。]{12,}$"), re.compile(r"[\u4e00-\u9fff\d%]$")
_PARAGRAPHS = frozenset(("docx", "odt", "doc", "rtf"))
"""Formats that say where a paragraph ends."""
_RANK = "、，：；。"
_PAIRS = {"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕"}
_LABEL = re.compile(r"^(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})）|[①-⑳]|(?<=[；。，：])(?:\d{1,2}|[a-zA-Z])）")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each place."""
    for line, match in found(manuscript, _DOUBLE):
        kept = max(match[0], key=_RANK.index) if line.text[match.start() - 1 : match.start()] not in "！？（《“" else ""
        yield manuscript.remark(
            "punctuation",
            Severity.WARNING,
            *place(line, match),
            say(f"标点“{match[0]}”重复或多余，请改。", f"The marks {match[0]} are doubled or too many; mend them."),
            kept or say("（删去）", "(take it out)"),
        )
    for line, match in found(manuscript, _TWICE):
        once = match[1] or "的"
        yield manuscript.remark(
            "punctuation",
            Severity.WARNING,
            *place(line, match),
            say(f"“{match[0]}”重复了，请删一个。", f"“{match[0]}” stands twice; take one out."),
            once,
        )
    pages = manuscript.document.format == "pdf"
    for line in own_lines(manuscript):
        yield from _ends(manuscript, line)
        if manuscript.document.format in _PARAGRAPHS:
            yield from _unended(manuscript, line)
        if not pages:  # a page's lines may be cut into paragraphs inside a bracket
            yield from _partners(manuscript, line)


def _ends(manuscript: Manuscript, line: Line) -> Iterator[Remark]:
    match = None if line.cell or len(line.text) < 6 else _DANGLING.search(line.text)
    if match:
        yield manuscript.remark(
            "punctuation",
            Severity.WARNING,
            *place(line, match),
            say(
                f"这一段以“{match[0]}”结束，像没写完，请补完或改标点。",
                f"The paragraph ends in {match[0]}, unfinished.",
            ),
            "。",
        )


def _unended(manuscript: Manuscript, line: Line) -> Iterator[Remark]:
    """A paragraph of sentences whose last one has no stop."""
    if line.cell or line.heading or not _SENTENCES.search(line.text) or not _BARE.search(line.text):
        return
    end = len(line.text)
    yield manuscript.remark(
        "punctuation",
        Severity.WARNING,
        *line.place(end - 1, end),
        say("这一段末尾没有句号，请看是否写完。", "The paragraph has no stop at its end; is it finished?"),
        line.text[-1] + "。",
    )


def _partners(manuscript: Manuscript, line: Line) -> Iterator[Remark]:
    if line.cell:
        return
    words = _LABEL.sub(lambda match: "　" * len(match[0]), line.text)
    for opening, closing in _PAIRS.items():
        depth, at = 0, -1
        for place_, sign in enumerate(words):
            if sign == opening:
                depth, at = depth + 1, place_
            elif sign == closing:
                depth -= 1
                at = place_ if depth < 0 else at
            if depth < 0:
                break
        if depth:
            missing = closing if depth > 0 else opening
            yield manuscript.remark(
                "punctuation",
                Severity.WARNING,
                *line.place(at, at + 1),
                say(
                    f"这一段的“{words[at]}”没有配对的“{missing}”。", f"{words[at]} has no {missing} in this paragraph."
                ),
            )


RULE = Rule(
    "punctuation",
    40,
    "重复或多余的标点（。。 ，， 、， ；。），以顿号、逗号结束或末尾没有句号的段落（后者只看 Word 等分段的格式），"
    "没有配对的括号、引号、书名号，"
    "重复的词（累计累计）。",
    "Doubled marks (。。 ，， 、， ；。), a paragraph that ends in 、 or ， or, in Word files and the like, without "
    "a stop, brackets and quotation marks without a "
    "partner, "
    "words that stand twice (累计累计).",
    find,
)
