"""What one would otherwise build for listening, on the same items: run by benchmarks/listening.py in the peers' own
environment (`PYTHONPATH` leads to dibao.privacy, so that both sides take out the same personal data).

    python listening_peers.py bulk|loop FEW.jsonl ITEMS.jsonl CLAIMS.csv LEXICON.csv OUT.jsonl

bulk: datasketch's bulk hashing and LSH of 64 permutations, rjieba, BM25 (rank-bm25), equal texts done once.
loop: datasketch as its documentation shows it (128 permutations, one text after another), jieba, BM25.
Both verify every pair by its exact Jaccard, as Dibao does.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH
from rank_bm25 import BM25Okapi

from dibao.privacy import redact, sieve, taken_out

THRESHOLD = 0.7


def grams(text: str) -> frozenset[str]:
    bare = "".join(text.split())
    if len(bare) < 3:
        return frozenset([bare]) if bare else frozenset()
    return frozenset(bare[at : at + 3] for at in range(len(bare) - 2))


def hashed(kind: str, sets: list[frozenset[str]]) -> list[MinHash]:
    tokens = [[gram.encode() for gram in one] for one in sets]
    if kind == "bulk":
        made: list[MinHash] = MinHash.bulk(tokens, num_perm=64)
        return made
    hashes = []
    for one in tokens:
        minhash = MinHash(num_perm=128)
        for token in one:
            minhash.update(token)
        hashes.append(minhash)
    return hashes


def pairs(kind: str, sets: list[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Candidates of the LSH, each with its exact Jaccard at the threshold."""
    lsh = MinHashLSH(num_perm=64, params=(16, 4)) if kind == "bulk" else MinHashLSH(threshold=THRESHOLD, num_perm=128)
    for row, minhash in enumerate(hashed(kind, sets)):
        if not sets[row]:
            continue
        for other in lsh.query(minhash):
            both = len(sets[row] & sets[other])
            if both / (len(sets[row]) + len(sets[other]) - both) >= THRESHOLD - 1e-12:
                yield other, row
        lsh.insert(row, minhash)


def cleaned(kind: str, texts: list[str]) -> list[str]:
    """Without personal data: one text after another, or as Dibao does it, all different ones at once."""
    if kind == "loop":
        return list(map(redact, texts))
    different = list(dict.fromkeys(texts))
    flat = np.frombuffer("".join(different).encode("utf-32-le"), np.uint32)
    looks = sieve.looks(flat, np.fromiter(map(len, different), np.int64))
    found = {text: text for text in different} | {
        different[row]: taken_out(different[row], look)[0] for row, look in looks
    }
    return [found[text] for text in texts]


def find(above: list[int], row: int) -> int:
    while above[row] != row:
        above[row] = above[above[row]]
        row = above[row]
    return row


def analysed(kind: str, items: Path, claims: Path, lexicon: Path, out: Path) -> list[tuple[int, int]]:
    if kind == "bulk":
        import rjieba

        cut = rjieba.cut
    else:
        import jieba

        cut = jieba.lcut
    with claims.open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    with lexicon.open(encoding="utf-8") as file:
        terms = re.compile("|".join(re.escape(row["term"]) for row in csv.DictReader(file)))
    bm25 = BM25Okapi([list(cut(row["text"])) for row in told])
    with items.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    texts = cleaned(kind, [unicodedata.normalize("NFKC", f"{row['title']}\n{row['text']}".strip()) for row in rows])
    firsts: dict[str, int] = {}
    group = [firsts.setdefault(text, row) for row, text in enumerate(texts)] if kind == "bulk" else [*range(len(texts))]
    different = sorted(set(group))
    sets = [grams(texts[row]) for row in different]
    near = [(different[one], different[two]) for one, two in pairs(kind, sets)]
    for one, two in near:
        one, two = find(group, one), find(group, two)
        group[max(one, two)] = min(one, two)
    met: dict[int, tuple[str, float]] = {}
    for row in different:
        scores = bm25.get_scores(list(cut(texts[row])))
        best = int(scores.argmax())
        met[row] = told[best]["code"], float(scores[best])
    with out.open("w", encoding="utf-8") as file:
        for row, item in enumerate(rows):
            first = find(group, row)
            claim = met[row if row in met else firsts[texts[row]]]
            topical = terms.search(texts[row]) is not None
            found = {**item, "text": texts[row], "copy_of": first, "claim": claim, "on_topic": topical}
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
    return near


def main() -> None:
    kind, *paths = sys.argv[1:]
    few, items, claims, lexicon, out = map(Path, paths)
    analysed(kind, few, claims, lexicon, out)  # so that the dictionaries are loaded, as Dibao's are
    began = time.process_time()
    near = analysed(kind, items, claims, lexicon, out)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "memory": memory, "pairs": near}))


if __name__ == "__main__":
    main()
