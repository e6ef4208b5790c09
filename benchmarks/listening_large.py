"""Two million items in one run on two cores: rate by tenths, memory, and the same result after kill -9 in the middle.

    python benchmarks/listening_large.py titles.parquet [--number 2000000] [--folder DIR]

Items are two public titles each; one in five is an earlier item with a character changed, words before it or nothing
changed at all. Memory: the proportional set sizes of all processes of the run added up, the greatest of samples
taken four times a second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dibao.listening import Options, listen
from dibao.listening.readers import portions

TERMS = ["疫情", "疫苗", "核酸", "口罩", "确诊", "隔离", "病例", "新冠", "防控", "感染", "医院", "检测", "病毒", "发热"]


def made(path: Path, titles: list[str], number: int) -> None:
    """Write the items."""
    rng = random.Random(2)
    earlier: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            if earlier and rng.random() < 0.2:
                text = changed(rng, earlier[int(rng.random() * len(earlier))])
            else:
                text = f"{titles[int(rng.random() * len(titles))]}，{titles[int(rng.random() * len(titles))]}"
                if len(earlier) < 200_000:
                    earlier.append(text)
            day, minute = at * 7 // number, at % 1440
            item = {
                "published": f"2026-02-{1 + day:02d}T{minute // 60:02d}:{minute % 60:02d}",
                "channel": ("论坛", "微博", "短视频", "热线")[at % 4],
                "region": f"第{at % 9}区",
                "title": "",
                "text": text,
                "author": f"user{at % 9973}",
            }
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


def changed(rng: random.Random, text: str) -> str:
    """A copy as people make them."""
    kind, place = rng.random(), int(rng.random() * len(text))
    if kind < 0.4:
        return text
    if kind < 0.7:
        return text[:place] + "某" + text[place + 1 :]
    return rng.choice(("转：", "【求证】", "速看 ")) + text


def child(items: Path, lexicon: Path, out: Path) -> None:
    """One run, telling how far it is as it goes."""
    began = time.perf_counter()

    def progress(what: str, done: int, of: int) -> None:
        print(json.dumps({"what": what, "done": done, "of": of, "at": time.perf_counter() - began}), flush=True)

    found = listen(Options((items,), out, lexicon=lexicon, workers=2, progress=progress))
    told = {**found.json(), "questions": len(found.questions)}
    print(json.dumps({"summary": told, "seconds": found.seconds, "timing": dict(found.timing)}), flush=True)


def memory(leader: int) -> int:
    """MiB of the process and those that it started."""
    total, waiting = 0, [leader]
    while waiting:
        process = waiting.pop()
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            waiting += map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total // 1024


def run(items: Path, lexicon: Path, out: Path, kill_at: float | None = None) -> tuple[list[dict[str, Any]], int]:
    """What a run told, and its greatest memory. `kill_at`: the share of items at which it is ended by kill -9."""
    size = sum(1 for _ in items.open("rb"))
    process = subprocess.Popen(
        [sys.executable, __file__, "--child", str(items), str(lexicon), str(out)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    told: list[dict[str, Any]] = []
    greatest, rest = 0, ""
    while process.poll() is None:
        rest += _read(process)
        *lines, rest = rest.split("\n")
        told += [json.loads(line) for line in lines]
        greatest = max(greatest, memory(process.pid))
        if kill_at is not None and told and told[-1].get("done", 0) >= size * kill_at:
            process.send_signal(signal.SIGKILL)
        time.sleep(0.25)
    rest += _read(process)
    told += [json.loads(line) for line in rest.split("\n") if line]
    return told, greatest


def _read(process: subprocess.Popen[bytes]) -> str:
    """What has been written since; a line is never cut inside a character: numbers and ASCII names only."""
    assert process.stdout is not None
    pieces = []
    while piece := process.stdout.read():
        pieces.append(piece)
    return b"".join(pieces).decode()


def digest(out: Path) -> str:
    """Everything in the days' files."""
    whole = hashlib.sha256()
    for path in sorted(out.glob("*.parquet")):
        whole.update(path.name.encode())
        for batch in pq.ParquetFile(path).iter_batches(20_000):
            whole.update(repr(batch.to_pylist()).encode())
    return whole.hexdigest()


def tenths(told: list[dict[str, Any]], what: str) -> list[float]:
    """How many a second in each tenth."""
    steps = [(one["done"], one["at"]) for one in told if one.get("what") == what]
    cut = [steps[round(part * (len(steps) - 1) / 10)] for part in range(11)]
    return [(after[0] - before[0]) / max(after[1] - before[1], 1e-9) for before, after in pairwise(cut)]


def main() -> None:
    """Run, run again with a kill in the middle, compare."""
    if sys.argv[1:2] == ["--child"]:
        child(*map(Path, sys.argv[2:]))
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("titles", type=Path)
    options.add_argument("--number", type=int, default=2_000_000)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="dibao-listening-"))
    folder.mkdir(parents=True, exist_ok=True)
    items, lexicon = folder / "items.jsonl", folder / "lexicon.csv"
    titles = [text for portion in portions(chosen.titles) for text in portion.load().batch.column("title").to_pylist()]
    if not items.exists():
        made(items, titles, chosen.number)
    lexicon.write_text("term,topic\n" + "".join(f"{term},疫情\n" for term in TERMS), "utf-8")
    for name in ("whole", "killed"):
        shutil.rmtree(folder / name, ignore_errors=True)
    told, greatest = run(items, lexicon, folder / "whole")
    found = told[-1]
    summary, timing = found["summary"], {step: round(seconds, 1) for step, seconds in found["timing"].items()}
    rate = summary["items"] / found["seconds"]
    print(f"{summary['items']:,} items in {found['seconds']:.0f} s: {rate:,.0f} a second; {timing}")
    print(f"copies {summary['copies']}, {summary['copies']['items'] / summary['items']:.1%} of the items")
    print(f"greatest memory of all processes: {greatest:,} MiB")
    for what in ("portions", "copies"):
        rates = tenths(told, what)
        shown = " ".join(f"{one:,.1f}" for one in rates)
        print(f"{what} a second by tenths: {shown}; last to first {rates[-1] / max(rates[0], 1e-9):.2f}")
    run(items, lexicon, folder / "killed", kill_at=0.5)
    left = len(list((folder / "killed" / ".work").rglob("[0-9]*.parquet")))
    again, _ = run(items, lexicon, folder / "killed")
    same = digest(folder / "whole") == digest(folder / "killed")
    print(f"killed in the middle ({left} portions were finished), then {again[-1]['seconds']:.0f} s: same = {same}")


if __name__ == "__main__":
    main()
