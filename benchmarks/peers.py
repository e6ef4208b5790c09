"""What one would otherwise read figures with, run in an environment of its own (its packages clash with newer ones).

Reads a line of JSON on stdin ({"peer": name, "texts": [...]}) and answers with the seconds taken and the figures as
[start, end, value or null, measure word]. Started by reading.py.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

Found = list[tuple[int, int, float | None, str]]


def recognizers() -> Callable[[str], Found]:
    """recognizers-text-suite: numbers; it knows no measure words."""
    from recognizers_number import recognize_number
    from recognizers_text import Culture

    def read(text: str) -> Found:
        found = recognize_number(text, Culture.Chinese)
        return [(hit.start, hit.end + 1, _float(hit.resolution.get("value")), "") for hit in found]

    return read


def jionlp() -> Callable[[str], Found]:
    """jionlp: times and money; it reads no other numbers."""
    import jionlp as jio

    def read(text: str) -> Found:
        jio.ner.extract_time(text, time_base={"year": 2020})
        money = jio.ner.extract_money(text)
        return [(*hit["offset"], _float(hit["detail"]["num"]), "元") for hit in money]

    return read


def tokens() -> Callable[[str], Found]:
    """jieba's tokens: a number token and the measure word that it holds or that follows; cn2an for the value."""
    import cn2an
    import jieba.posseg

    jieba.setLogLevel(60)
    jieba.initialize()
    number = re.compile(r"[\d.,零一二两三四五六七八九十百千万亿]+")

    def read(text: str) -> Found:
        found: Found = []
        at = 0
        for word, flag in jieba.posseg.cut(text):
            if flag == "m" and (match := number.match(word)):
                rest = word[match.end() :].strip("余多+几来")
                found.append((at, at + match.end(), _chinese(match.group(), cn2an), rest))
            elif flag in ("q", "v", "n") and found and found[-1][1] == at and not found[-1][3] and len(word) <= 2:
                found[-1] = (*found[-1][:3], word)
            at += len(word)
        return found

    return read


def _chinese(text: str, cn2an: Any) -> float | None:
    try:
        return float(cn2an.cn2an(text.replace(",", ""), "smart"))
    except ValueError:
        return None


def _float(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


PEERS = {"recognizers-text-suite": recognizers, "jionlp": jionlp, "jieba + glue": tokens}


def main() -> None:
    """Serve one request after another, so that rounds alternate with Dibao's."""
    real, sys.stdout = sys.stdout, sys.stderr  # one of them greets on stdout when it is imported
    readers = {name: make() for name, make in PEERS.items()}
    for line in sys.stdin:
        request = json.loads(line)
        read = readers[request["peer"]]
        begin = time.process_time()
        figures = [read(text) for text in request["texts"]]
        seconds = time.process_time() - begin
        real.write(json.dumps({"seconds": seconds, "figures": figures}) + "\n")
        real.flush()


if __name__ == "__main__":
    main()
