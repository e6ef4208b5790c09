"""Public items full of personal data, in files of every format; and all that must be nowhere afterwards."""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dibao import privacy
from dibao.catalogue.create import example
from support.everywhere import Secrets
from support.redaction_scoring import items, scored

LABELLED = Path(__file__).parents[1] / "privacy" / "labelled.jsonl"
SPLITS = ("dev", "test")
AUTHORS = [f"种下的作者{at:04d}" for at in range(40)]
HANDLES = [f"zhongxia{at:04d}_{at * 7919 % 9973:04d}" for at in range(40)]
MISSED = 51
"""So many of the test half's places redaction may miss: its floors are in tests/privacy. No message shows one."""
PAGES = (
    "https://weibo.example/u/{}/p/{}",
    "https://bbs1.people.com.cn/user/{}/{}.html",
    "https://liuyan.people.com.cn/threads/list?author={}&id={}",
    "https://{}.blog.gmw.cn/{}.html",
    "https://www.gov.cn/hudong/@{}/{}",
)


def rows_of(split: str) -> Iterator[dict[str, str]]:
    """The labelled texts as a crawler would give them, and some that were passed on by name."""
    held = [(item["title"], item["text"]) for item in items(LABELLED, split)]
    for at, (author, handle) in enumerate(zip(AUTHORS, HANDLES, strict=True)):
        held.append(
            ("", f"转发微博//@{author}:口罩在哪里买http://t.cn/A6x{at}//@{handle}:同问https://weibo.com/n/{author}")
        )
    for at, (title, text) in enumerate(held):
        author, handle = AUTHORS[at % len(AUTHORS)], HANDLES[at % len(HANDLES)]
        yield {
            "published": f"2026-02-0{1 + at % 4}T{at % 11:02d}:15:00+08:00",
            "channel": "社区论坛" if at % 3 else "短视频",
            "region": "东河区",
            "title": title,
            "text": text,
            "url": PAGES[at % len(PAGES)].format(handle, at),
            "author": author,
            "handle": f"@{handle}",
            "avatar": f"https://img.example/{handle}.png",
        }


@cache
def secrets() -> Secrets:
    """Every value that must be nowhere: all that is labelled, but for what redaction is known to miss."""
    missed, values, people, allowed = set(), set(), {*AUTHORS, *HANDLES, *(f"@{one}" for one in HANDLES)}, []
    for split in SPLITS:
        held = list(items(LABELLED, split))
        missed |= {text for _, _, text in scored(held, privacy.find).misses}
        for item in held:
            values |= {span["text"] for span in item["spans"]}
            people |= {span["text"] for span in item["spans"] if span["kind"] in ("phone", "id_number", "email")}
            at = 0
            for span in sorted(item["spans"], key=lambda span: int(span["start"])):
                allowed.append(item["text"][at : span["start"]])
                at = span["end"]
            allowed.append(item["text"][at:])
    too_many = len(missed) > MISSED
    assert not too_many
    # What stands elsewhere in the set by leave of its labels is no leak, nor is a name that is a word of Dibao's.
    left = unicodedata.normalize("NFKC", "\n".join(allowed) + "\n".join(missed))
    words = "\n".join(path.read_text("utf-8") for path in _own_texts())
    kept = {
        value
        for value in values
        if unicodedata.normalize("NFKC", value) not in left and (len(value) > 3 or value not in words)
    }
    return Secrets(frozenset(kept), frozenset(people & kept | {one for one in people if one in {*AUTHORS, *HANDLES}}))


def _own_texts() -> Iterator[Path]:
    source = Path(privacy.__file__).parents[1]
    yield from (path for path in source.rglob("*") if path.suffix in {".py", ".csv", ".html", ".txt", ".js", ".css"})
    yield from (path for path in example().rglob("*") if path.suffix in {".csv", ".toml", ".geojson"})


TOLD = {*AUTHORS, *HANDLES, *(span["text"] for item in items(LABELLED, "dev") for span in item["spans"])}


def given(folder: Path) -> list[Path]:
    """The items in files of every format, some of them broken."""
    folder.mkdir()
    rows = [row for split in SPLITS for row in rows_of(split)]
    part = -(-len(rows) // 7)
    parts = [rows[at : at + part] for at in range(0, len(rows), part)]
    lines = [json.dumps(row, ensure_ascii=False) for row in parts[0]]
    lines[40:40] = [lines[39][:-5], f'["{AUTHORS[0]}", "13800138000"]', json.dumps({AUTHORS[1]: "她", "text": "你好"})]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, parts[1])).encode()))
    for name, encoding, these in (("c.csv", "gb18030", parts[2]), ("d.tsv", "utf-16", parts[3])):
        with (folder / name).open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(these[0]), delimiter="\t" if name.endswith("tsv") else ",")
            writer.writeheader()
            writer.writerows(these)
    pq.write_table(pa.Table.from_pylist(parts[4]), folder / "e.parquet")
    (folder / "f.xml").write_text(feed(parts[5]), "utf-8")
    (folder / "g.ndjson").write_text("\n".join(json.dumps(row) for row in parts[6]), "utf-8")
    (folder / "h.parquet").write_bytes((folder / "e.parquet").read_bytes()[:-200])
    (folder / "i.jsonl").write_text(f"{AUTHORS[0]},13800138000\n", "utf-8")
    return sorted(folder.iterdir())


def feed(rows: list[dict[str, str]]) -> str:
    """Somebody's own feed."""
    entries = "".join(
        f"<item><title>{escape(row['title'])}</title><description>{escape(escape(row['text']))}</description>"
        f"<link>{escape(row['url'])}</link><author>{row['author']}</author><dc:creator>{row['handle']}</dc:creator>"
        f"<pubDate>Tue, 03 Feb 2026 {at % 11:02d}:15:00 +0800</pubDate></item>"
        for at, row in enumerate(rows)
    )
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{AUTHORS[0]}的博客</title><link>https://{HANDLES[0]}.blog.example</link>{entries}</channel></rss>"
    )


PHONE = next(
    span["text"]
    for item in items(LABELLED, "dev")
    for span in item["spans"]
    if span["text"].isdigit() and span["kind"] == "phone"
)
"""One of them."""
