"""Files that are not as they should be: a sentence each, the items that can be read, and never a traceback."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dibao.errors import DibaoError
from dibao.listening import Options, listen

HEADS, ROW = "发布时间,平台,正文", "2026-02-04 10:00,微博,哪里买口罩"
FEED = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE rss [<!ENTITY a "口罩"><!ENTITY x SYSTEM "file:///etc/passwd">{}]>'
    '<rss version="2.0"><channel><title>安澜日报</title><item><title>问 &amp;amp; 答 &lt;b&gt;{}&lt;/b&gt;</title>'
    "<pubDate>Wed, 04 Feb 2026 10:00:00 +0800</pubDate></item></channel></rss>"
)
LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>安澜日报</title><entry><title type="html">&amp;lt;口罩&amp;gt; '
    "&#128513;</title><updated>2026-02-04T10:00:00Z</updated></entry></feed>"
)


def read(tmp_path: Path, name: str, data: bytes | str) -> list[str]:
    """The titles and texts of a file's items."""
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    listen(Options((path,), tmp_path / "out", workers=1))
    rows = [row for file in sorted((tmp_path / "out").glob("*.parquet")) for row in pq.read_table(file).to_pylist()]
    return [f"{row['title']}{row['text']}" for row in rows]


@pytest.mark.parametrize(
    ("name", "data", "items"),
    [
        ("bom.csv", f"\ufeff{HEADS}\r\n{ROW}\r\n", ["哪里买口罩"]),
        ("gb.csv", f"{HEADS}\n{ROW}\n".encode("gb18030"), ["哪里买口罩"]),
        ("utf16.csv", f"{HEADS}\n{ROW}\n".encode("utf-16"), ["哪里买口罩"]),
        ("tabs.csv", f"{HEADS}\n{ROW}".replace(",", "\t"), ["哪里买口罩"]),
        ("semicolons.csv", f"{HEADS}\n{ROW}".replace(",", ";"), ["哪里买口罩"]),
        ("quoted.csv", '"时间","正文"\n2026-02-04,"他说""好"",\n走"\n2026-02-04,5" 屏\n', ['他说"好",\n走', '5" 屏']),
        ("old.csv", "published,text\r2026-02-04,一\r2026-02-04,二\r", ["一", "二"]),
        ("ragged.csv", f"{HEADS}\n2026-02-04\n{ROW},多,余\n", ["", "哪里买口罩"]),
        ("one.jsonl", '{"text":"一"}', ["一"]),
        ("pretty.jsonl", json.dumps({"text": "一"}, indent=1), ["一"]),
        ("odd.jsonl", '{"text":"a\\u0000b"}\n{"text":"\\ud800c"}\n{"text":{}}\n{"n":NaN}', ["ab", "?c", "", ""]),
        ("entities.xml", FEED.format("utf-8", "", "&a;"), ["问 & 答 口罩"]),
        ("gb.xml", FEED.format("gb2312", "", "&a;").encode("gb18030"), ["问 & 答 口罩"]),
        ("outside.xml", FEED.format("utf-8", "", "&x;"), ["问 & 答"]),
        ("laughs.xml", FEED.format("utf-8", LAUGHS, "&l9;"), ["问 & 答 &l9;"]),
        ("some.atom", ATOM, ["<口罩> 😁"]),
    ],
)  # fmt: skip
def test_what_is_odd_is_read(tmp_path: Path, name: str, data: bytes | str, items: list[str]) -> None:
    assert read(tmp_path, name, data) == items


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.jsonl", "", "重新导出"),
        ("blank.jsonl", " \n\n", "JSON Lines"),
        ("array.jsonl", '[{"text":"a"}]', "JSON Lines"),
        ("csv.jsonl", f"{HEADS}\n{ROW}", "JSON Lines"),
        ("parquet.jsonl", b"PAR1" + bytes(200) + b"PAR1", "JSON Lines"),
        ("zip.parquet", b"PK\3\4" + bytes(200), "重新导出"),
        ("no.jsonl.gz", b"not gzip", "重新导出"),
        ("cut.jsonl.gz", gzip.compress(b'{"text":"a"}\n' * 50)[:-9], "重新导出"),
        ("none.jsonl.gz", gzip.compress(b""), "没有一条"),
        ("heads.csv", HEADS, "没有一条"),
        ("headless.csv", f"{ROW}\n{ROW}", "published,channel"),
        ("open.csv", f'{HEADS}\n2026-02-04,微博,"没有完\n{ROW}\n{ROW}\n', "重新导出"),
        ("json.csv", '{"published":"2026-02-04","text":"x"}', "published,channel"),
        ("page.xml", "<html><body>x</body></html>", "RSS"),
        ("cut.xml", FEED.format("utf-8", "", "")[:-20], "重新导出"),
        ("blank.xml", '<rss version="2.0"><channel><title>安澜日报</title></channel></rss>', "没有一条"),
        ("items.txt", ROW, ".txt"),
        ("items", ROW, "无扩展名"),
        ("items.xlsx", b"PK\3\4", ".jsonl"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, data: bytes | str, word: str) -> None:
    with pytest.raises(DibaoError, match=word) as raised:
        read(tmp_path, name, data)
    assert "Word" not in str(raised.value) and not list((tmp_path / "out").glob("*.parquet"))


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"text": pa.array(["a", "a"]).dictionary_encode(), "published": pa.array([20488, None], pa.date32())}),
        pa.table({"text": pa.array([b"\xff", b"ok"]), "published": pa.array([1, 2])}),
        pa.table({"text": pa.array([["a"], ["b"]]), "title": pa.array([True, None])}),
        pa.table({"text": pa.array(["a", None], pa.large_string()), "published": pa.array([1, 2], pa.duration("s"))}),
    ],
)
def test_columns_of_other_kinds(tmp_path: Path, table: pa.Table) -> None:
    pq.write_table(table, tmp_path / "a.parquet")
    assert listen(Options((tmp_path / "a.parquet",), tmp_path / "out", workers=1)).items == 2


def test_a_hundred_thousand_times_the_same_and_very_long_ones(tmp_path: Path) -> None:
    line = json.dumps({"published": "2026-02-04T10:00", "text": "请问哪里能买到口罩"}) + "\n"
    (tmp_path / "same.jsonl").write_text(line * 100_000)
    found = listen(Options((tmp_path / "same.jsonl",), tmp_path / "same", workers=1))
    assert (found.items, found.copy_items, found.copy_groups) == (100_000, 99_999, 1)
    assert found.questions[0].count == 100_000
    texts = [("今天哪里能买到口罩，电话13800138000。" * 5000)[: 100_000 - at] for at in range(3)]
    (tmp_path / "long.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts))
    found = listen(Options((tmp_path / "long.jsonl",), tmp_path / "long", workers=1))
    assert found.copy_items == 2 and found.redactions["mobile"] > 10_000


def test_the_command_never_shows_a_traceback(tmp_path: Path) -> None:
    """Times of every kind, lines of every kind; the reporting day is no day to come."""
    moments = ["昨天", "0001-01-01T00:00+12:00", "9999-12-31T23:59:59Z", "2062-02-04", "1e400", "2026-02-04T10:00"]
    lines = [json.dumps({"text": "问", "published": moment}) for moment in moments]
    odd = ["{", "}", "null", '{"text":"\\ud800"}', "\0", "{" * 5000, '{"text":"a","text":"b"}']
    (tmp_path / "odd.jsonl").write_text("\n".join([*lines, *odd]))
    command = [sys.executable, "-m", "dibao", "listen", "odd.jsonl", "--out", "out", "--report", "day.html"]
    run = subprocess.run([*command, "--workers", "1"], cwd=tmp_path, capture_output=True, check=False)
    said = run.stderr.decode()
    assert run.returncode == 0 and "Traceback" not in said and "8 条" in said and "5 行" in said, said
    assert "2026年2月4日" in (tmp_path / "day.html").read_text("utf-8")
