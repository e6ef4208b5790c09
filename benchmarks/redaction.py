"""How fast is personal data taken out of texts that are full of it? Dibao beside the loop of patterns one would write.

    python benchmarks/redaction.py

The texts are those of the labelled set (NFKC), which hold personal data or what looks like it. The loop has a pattern
for numbers, cards, mobiles, plates, e-mails and @names: no labels, check digits, homes, lists of names or trails.
Processor time, the least of five rounds that alternate; items/s, and how much of the time of the loop Dibao takes.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from dibao.listening.grams import code_points
from dibao.privacy import sieve, taken_out

TEXTS = Path(__file__).parents[1] / "tests" / "privacy" / "labelled.jsonl"
LOOP = [
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "〔身份证号〕"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "〔银行卡号〕"),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "〔手机号〕"),
    (
        re.compile(r"[\u4e00-\u9fff][A-Z][·]?[A-Z0-9]{5,6}"),
        "〔车牌号〕",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "〔邮箱〕"),
    (re.compile(r"@[\w-]{2,20}"), "〔账号〕"),
]


def loop(texts: list[str]) -> list[str]:
    """What one would write first."""
    done = []
    for text in texts:
        for pattern, mark in LOOP:
            text = pattern.sub(mark, text)
        done.append(text)
    return done


def dibao(texts: list[str]) -> list[str]:
    """As `dibao listen` does it."""
    found = list(texts)
    for row, look in sieve.looks(*code_points(texts)):
        found[row] = taken_out(texts[row], look)[0]
    return found


def main() -> None:
    """Time both."""
    texts = [unicodedata.normalize("NFKC", json.loads(line)["text"]) for line in TEXTS.read_text("utf-8").splitlines()]
    chains: dict[str, Callable[[list[str]], list[str]]] = {"dibao": dibao, "loop of patterns": loop}
    best = dict.fromkeys(chains, float("inf"))
    changed = dict.fromkeys(chains, 0)
    for _ in range(5):
        for name, chain in chains.items():
            began = time.process_time()
            done = chain(texts)
            best[name] = min(best[name], time.process_time() - began)
            changed[name] = sum(one != text for one, text in zip(done, texts, strict=True))
    print(f"{len(texts):,} texts of {sum(map(len, texts)) / len(texts):.0f} characters")
    for name, seconds in best.items():
        print(f"{name:18}{len(texts) / seconds:10,.0f} items/s, {changed[name]:,} texts changed")
    print(f"dibao takes {best['dibao'] / best['loop of patterns']:.1f} times the loop's time")


if __name__ == "__main__":
    main()
