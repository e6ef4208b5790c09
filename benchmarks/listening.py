"""How fast is a day of public items analysed, and is every near-copy found? Dibao's whole chain beside two usual ones.

    make .venv/.bench && .venv/bin/python benchmarks/listening.py titles.parquet

The items are public titles (any Parquet, jsonl or CSV with a `title` will do) and, for long ones, ten of them put
together; the claims are 300 of the titles. Everybody reads the same JSON lines, takes out the same personal data, finds
near-copies (3-grams, Jaccard >= .7, each pair verified), topics and claims, and writes the items. Dibao alone also
finds and groups questions, counts the days and looks for bursts: `as far` leaves out what of that comes behind the
near-copies. Processor time of one core, the least of some rounds that alternate; one process a run. What is done once
is counted for nobody: each chain analyses a few other items before, so that modules, word lists and dictionaries are
loaded. Recall of pairs against all pairs on 20,000 titles.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from dibao.listening import Options, copies, listen
from dibao.listening.grams import gram_sets
from dibao.listening.readers import portions

ROOT = Path(__file__).parents[1]
TERMS = ["疫情", "疫苗", "核酸", "口罩", "确诊", "隔离", "病例", "新冠", "防控", "感染", "医院", "检测", "病毒", "发热"]
FEW = 20
"""Items that each chain analyses before time is taken."""
CHAINS = ("dibao", "bulk", "loop")
NAMES = {
    "dibao": "dibao",
    "bulk": "datasketch bulk, rjieba, BM25",
    "loop": "datasketch loop, jieba, BM25",
}


def titles(path: Path, number: int) -> list[str]:
    """The first titles of a file."""
    found: list[str] = []
    for portion in portions(path):
        found += portion.load().batch.column("title").to_pylist()
        if len(found) >= number:
            break
    return found[:number]


def written(folder: Path, name: str, texts: list[str]) -> Path:
    path = folder / f"{name}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for at, text in enumerate(texts):
            item = {"published": f"2026-02-0{1 + at * 3 // len(texts)}T08:00", "channel": "榜单", "region": ""}
            file.write(json.dumps({**item, "title": text, "text": "", "url": ""}, ensure_ascii=False) + "\n")
    return path


def settings(folder: Path, titles: list[str]) -> tuple[Path, Path]:
    """300 of the titles as claims, and a lexicon."""
    claims, lexicon = folder / "claims.csv", folder / "lexicon.csv"
    with claims.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"c{at}", text) for at, text in enumerate(random.Random(6).sample(sorted(set(titles)), 300))]
        csv.writer(file).writerows([("code", "text"), *rows])
    lexicon.write_text("term,topic\n" + "".join(f"{term},疫情\n" for term in TERMS), "utf-8")
    return claims, lexicon


def child(few: Path, items: Path, claims: Path, lexicon: Path, out: Path) -> None:
    """Dibao's chain, as `dibao listen --workers 1` does it."""
    listen(Options((few,), out, lexicon=lexicon, claims=claims, workers=1))
    shutil.rmtree(out)
    began = time.process_time()
    reached: dict[str, float] = {}

    def progress(what: str, done: int, of: int) -> None:
        reached[what] = time.process_time() - began

    listen(Options((items,), out, lexicon=lexicon, claims=claims, workers=1, progress=progress))
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "copies": reached["copies"], "memory": memory}))


def run(chain: str, python: Path, folder: Path, *files: Path) -> dict[str, Any]:
    """One run of a chain in a process of its own, on one core."""
    out = folder / f"out-{chain}"
    shutil.rmtree(out, ignore_errors=True)
    out.unlink(missing_ok=True)
    peer = [str(python), str(Path(__file__).with_name("listening_peers.py")), chain]
    command = [sys.executable, __file__, "--child"] if chain == "dibao" else peer
    core = min(os.sched_getaffinity(0))
    done = subprocess.run(
        [*command, *map(str, (*files, out))],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"},
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def compared(
    title: str, texts: list[str], told: list[str], few: list[str], python: Path, rounds: int
) -> dict[str, dict[str, Any]]:
    """Print items a second of each chain and Dibao's as a multiple."""
    best: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        items, before = written(folder, "items", texts), written(folder, "few", few)
        claims, lexicon = settings(folder, told)
        for turn in range(rounds):
            for chain in CHAINS:
                if chain == "loop" and turn > 1:
                    continue
                one = run(chain, python, folder, before, items, claims, lexicon)
                if chain not in best or one["seconds"] < best[chain]["seconds"]:
                    best[chain] = one
    length = sum(map(len, texts)) / len(texts)
    print(f"\n{title}: {len(texts):,} items of {length:.0f} characters, {rounds} rounds")
    print(f"{'chain':34}{'items/s':>10}{'dibao is':>10}{'as far':>10}{'memory':>10}")
    for chain in CHAINS:
        seconds = best[chain]["seconds"]
        whole, as_far = (seconds / best["dibao"][name] for name in ("seconds", "copies"))
        rate, memory = len(texts) / seconds, best[chain]["memory"]
        print(f"{NAMES[chain]:34}{rate:10,.0f}{whole:9.1f}x{as_far:9.1f}x{memory:6} MiB", flush=True)
    return best


def all_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """Every pair with Jaccard >= .7, from the grams that each pair shares: all that have a Jaccard above zero."""
    holders: dict[str, list[int]] = defaultdict(list)
    sets = [frozenset(bare[at : at + 3] for at in range(len(bare) - 2)) for bare in map("".join, map(str.split, texts))]
    truth: set[tuple[int, int]] = set()
    for row, tokens in enumerate(sets):
        shared: dict[int, int] = defaultdict(int)
        for token in tokens:
            for other in holders[token]:
                shared[other] += 1
            holders[token].append(row)
        for other, both in shared.items():
            if both / (len(tokens) + len(sets[other]) - both) >= copies.THRESHOLD - 1e-12:
                truth.add((other, row))
    return truth


def exactness(texts: list[str], best: dict[str, dict[str, Any]]) -> None:
    """Print recall and precision of pairs for each chain."""
    truth = all_pairs(texts)
    built = copies.index(gram_sets(texts), np.arange(len(texts)))
    own = {
        (min(pair), max(pair))
        for larger, smaller, _ in copies.edges(built)
        for pair in zip(larger.tolist(), smaller.tolist(), strict=True)
    }
    print(f"\nPairs with Jaccard >= .7 among {len(texts):,} titles, of {len(truth):,} by comparing all:")
    first = {text: row for row, text in reversed(list(enumerate(texts)))}
    different = {(one, two) for one, two in truth if first[texts[one]] == one and first[texts[two]] == two}
    for chain in CHAINS:
        theirs = {(min(pair), max(pair)) for pair in map(tuple, best[chain].get("pairs", ()))}
        found = own if chain == "dibao" else {pair for pair in theirs if pair[1] < len(texts)}
        wanted = different if chain == "bulk" else truth
        recall, precision = len(found & wanted) / len(wanted), len(found & truth) / len(found)
        print(f"{NAMES[chain]:34} recall {recall:.4f}  precision {precision:.4f}")


def main() -> None:
    """Compare on titles and on long items, then count pairs."""
    if sys.argv[1:2] == ["--child"]:
        child(*map(Path, sys.argv[2:]))
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("items", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--number", type=int, default=40_000)
    options.add_argument("--peers", type=Path, default=ROOT / ".venv-bench" / "bin" / "python")
    chosen = options.parse_args()
    texts = titles(chosen.items, chosen.number * 5 + FEW)
    short = texts[: chosen.number]
    few = texts[-FEW:]
    best = compared("Titles", short, short, few, chosen.peers, chosen.rounds)
    longer = ["，".join(texts[at : at + 10]) for at in range(0, len(texts) - FEW, 10)]
    compared("Ten titles each", longer, short, few, chosen.peers, chosen.rounds)
    exactness(short[:20_000], best)


if __name__ == "__main__":
    main()
