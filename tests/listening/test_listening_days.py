"""Reporting days, bursts over stored days, small numbers, and the command with its report; nobody is in any file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow.parquet as pq
import pytest

from dibao.cli.listen import day_page
from dibao.listening import Options, listen, normal
from dibao.listening.anonymity import anonymous
from dibao.listening.counts import tallied
from dibao.listening.readers import jsonl
from dibao.listening.topics import Lexicon

AUTHORS = [f"作者甲乙{chr(0x4E00 + at)}丙" for at in range(40)]


def write(path: Path, day: int, number: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            asked = "请问口罩在哪里买" if at % 3 else "今天天气不错"
            item = {
                "published": f"2026-02-{day:02d}T{at % 24:02d}:30",
                "channel": "社区论坛",
                "region": "东河区" if at % 9 else "西河区",
                "title": f"第{at}条",
                "text": f"{asked}{chr(0x5E00 + at % 200)}，电话1380013{8000 + at % 9}",
                "url": f"https://forum.example/u/{at}",
                "author": AUTHORS[at % 40],
                "user_id": f"uid{at % 40:08d}x",
            }
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
    return path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-02-03T09:40:00+08:00", "2026-02-03T09:40"),
        ("2026-02-03T01:40:00Z", "2026-02-03T09:40"),
        ("2026-02-03 09:40:31", "2026-02-03T09:40"),
        ("2026-02-03", "2026-02-03"),
        ("2026/2/3 9:05", "2026-02-03T09:05"),
        ("2026年2月3日9时5分", "2026-02-03T09:05"),
        ("1770082800", "2026-02-03T09:40"),
        ("1770082800000", "2026-02-03T09:40"),
        ("20260203094000", "2026-02-03T09:40"),
        ("Tue, 03 Feb 2026 01:40:00 GMT", "2026-02-03T09:40"),
        ("Tue Feb 03 09:40:00 +0800 2026", "2026-02-03T09:40"),
        ("Tue Feb 03", ""),
        ("0001-01-01T00:00+12:00", ""),
        ("9999-12-31T23:59:59Z", ""),
        ("2026-02-03T25:00", ""),
        ("1e400", ""),
        ("昨天", ""),
        ("2026-13-40", ""),
        ("", ""),
    ],
)
def test_times(written: str, read: str) -> None:
    assert normal.moment(written, ZoneInfo("Asia/Shanghai")) == read


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.gov.cn/zhengce/1.htm?from=x#y", "https://www.gov.cn/zhengce/1.htm"),
        ("https://weibo.com/u/123", ""),
        ("https://notgov.cn/a", ""),
        ("https://user:pass@www.people.com.cn/n1", "https://www.people.com.cn/n1"),
        (
            "http://society.people.com.cn/n1/2020/0204/c1008-31570000.html",
            "http://society.people.com.cn/n1/2020/0204/c1008-31570000.html",
        ),
        (
            "http://www.xinhuanet.com/politics/2020-02/04/c_1125530000.htm",
            "http://www.xinhuanet.com/politics/2020-02/04/c_1125530000.htm",
        ),
        # What people write on the sites of public bodies and media.
        ("https://bbs1.people.com.cn/post/1.html", ""),
        ("https://liuyan.people.com.cn/threads/content?tid=1", ""),
        ("https://zhangsan.blog.gmw.cn/a.html", ""),
        ("https://www.gov.cn/User/zhangsan", ""),
        ("https://www.gov.cn/hudong/@zhangsan/1", ""),
        ("https://www.gov.cn/hudong/13800138000.html", ""),
        ("https://www.gov.cn/%E5%BC%A0%E4%B8%89/1.html", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
    ],
)
def test_links(url: str, kept: str) -> None:
    assert normal.link(url) == kept


def test_text_is_normal() -> None:
    texts = ["１２\u200b３ ＡＢ\u3000\u3000口罩", "a\r\n\r\n b\tc", "\ue000x", ""]
    assert normal.texts(texts) == ["123 AB 口罩", "a\nb c", "x", ""]
    assert normal.texts([]) == []


@pytest.mark.parametrize(
    ("lines", "titles", "unreadable"),
    [
        ('null\n{"title":"x"}', ["x"], 1),
        ("\n null\nnull", [], 2),
        ('{"title":"x"}\nnull\n{"title":"y"}\n', ["x", "y"], 1),
        ('{"title":"x"} null\n{"title":"y"}', ["y"], 1),
        ('{"title":"x"}{"title":"y"}\n', [], 1),
        # Headings that the first line does not have, one of them with what looks like a time.
        ('{"text":"a"}\n{"标题":"2026-02-03"}\n{"title":"","标题":"y"}', ["", "2026-02-03", "y"], 0),
        ('{"text":"a"}\n{"标题":1}\n{"标题":["a"]}', ["", "1", ""], 0),
        ('  {"title":"x"}\r\n{"title":null}\r\n\r\n', ["x", ""], 0),
    ],
)
def test_lines_are_read_the_same_at_once_and_one_by_one(lines: str, titles: list[str], unreadable: int) -> None:
    for read in (jsonl.rows_of, jsonl._line_by_line):
        rows = read(lines.encode())
        assert rows.batch.column("title").to_pylist() == titles
        assert rows.unreadable == unreadable


def test_a_lexicon_finds_every_topic_once(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("term,topic\n口罩,物资\nＮ95口罩,物资\n核酸,检测\npcr,检测\n", "utf-8")
    lexicon = Lexicon.load(path)
    assert lexicon.found(["N95口罩和口罩", "PCR", "别的", "口罩核酸"]) == [("物资",), ("检测",), (), ("物资", "检测")]


def test_small_numbers_and_what_gives_them_away() -> None:
    assert anonymous({"a": 50, "b": 9, "c": 3}, 5) == {"a": 50, "b": None, "c": None}
    assert anonymous({"a": 50, "b": 9, "c": 3, "d": 2}, 5) == {"a": 50, "b": 9, "c": None, "d": None}
    assert anonymous({"a": 50, "b": 9, "c": 3}, 5, total_told=False) == {"a": 50, "b": 9, "c": None}
    assert anonymous({"a": 1}, 5) == {"a": None}


def test_a_reporting_day_ends_with_its_window(tmp_path: Path) -> None:
    found = listen(Options((write(tmp_path / "a.jsonl", 3, 48),), tmp_path / "out", workers=1, closes=11 * 60))
    assert found.days == ("2026-02-03", "2026-02-04")
    assert (found.tally.total("items", day="2026-02-03"), found.tally.total("items", day="2026-02-04")) == (22, 26)
    with duckdb.connect() as connection:
        plain = tallied(connection, sorted((tmp_path / "out").glob("*.parquet")))
    assert plain.days() == ["2026-02-03"]


def test_what_is_given_again_in_another_file_is_counted_once(tmp_path: Path) -> None:
    """A better export of the same day, another part of it, and the same words a minute later: those are others."""
    lines = write(tmp_path / "a.jsonl", 3, 60).read_text("utf-8").splitlines()
    lines += [lines[0]] * 3  # four people in the same minute
    later = [line.replace(':30"', ':31"') for line in lines[:20]]
    out = tmp_path / "out"
    for name, these, items, again in (
        ("b", lines, 63, 0),
        ("c", [*lines[:40], json.dumps({"published": "2026-02-03T09:00", "text": "漏掉的一条"})], 64, 40),
        ("d", later, 84, 40),
        ("d", later, 84, 40),
    ):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(these), "utf-8")
        found = listen(Options((tmp_path / f"{name}.jsonl",), out, workers=1))
        assert (found.tally.total("items"), found.tally.total("again")) == (items, again), name
        assert found.items == len(these)
    assert sum(found.tally.names("channel").values()) == 83, "the one that was left out has none"


def test_a_burst_is_seen_against_the_days_that_are_stored(tmp_path: Path) -> None:
    for day in range(1, 9):
        number = 400 if day == 8 else 60 + day % 3
        found = listen(Options((write(tmp_path / f"{day}.jsonl", day, number),), tmp_path / "out", workers=1))
        assert [burst.day for burst in found.bursts if burst.kind == "items"] == (["2026-02-08"] if day == 8 else [])
    [burst] = [one for one in found.bursts if one.kind == "items"]
    assert burst.count == 400 and 60 < burst.expected < 62 and burst.limit < 70


def test_the_report_says_what_it_cannot_judge(tmp_path: Path) -> None:
    """Without seven days before nothing is no burst; what is told of a day is that day's."""
    for day in range(1, 10):
        found = listen(Options((write(tmp_path / f"{day}.jsonl", day, 60),), tmp_path / "out", workers=1))
        told = day_page(found, f"2026-02-{day:02d}", None, None).decode()
        assert ("判断不了" in told, "没有超过上限" in told) == (day < 8, day >= 8)
        assert found.tally.total("redactions", day=f"2026-02-{day:02d}") == 60
    both = listen(Options((tmp_path / "8.jsonl", tmp_path / "9.jsonl"), tmp_path / "both", workers=1))
    assert sum(both.redactions.values()) == 120 and both.tally.total("redactions", day="2026-02-09") == 60


def test_what_would_give_a_small_number_away_is_said_to_be_left_out(tmp_path: Path) -> None:
    items = tmp_path / "a.jsonl"
    regions = ["东河区"] * 30 + ["西河区"] * 20 + ["北山县"] * 2
    items.write_text("\n".join(json.dumps({"published": "2026-02-03", "region": one, "text": "问"}) for one in regions))
    found = listen(Options((items,), tmp_path / "out", workers=1))
    told = day_page(found, "2026-02-03", None, None).decode()
    assert ("东河区" in told, "西河区" in told, "北山县" in told) == (True, False, False)
    assert told.count("另有一项不列") == 1


def test_nobody_is_in_any_file(tmp_path: Path) -> None:
    """Authors, ids, links and numbers of telephones: not in the days, the summary, the report, nor in what is said."""
    items = write(tmp_path / "items.jsonl", 3, 300)
    names = ["out", "summary.json", "report.html"]
    command = [sys.executable, "-m", "dibao", "listen", items, "--out", tmp_path / "out", "--workers", "1"]
    command += ["--summary", tmp_path / names[1], "--report", tmp_path / names[2], "--no-count"]
    run = subprocess.run([*map(str, command)], cwd=tmp_path, capture_output=True, check=True)
    items.unlink()
    told = [run.stdout + run.stderr]
    for path in tmp_path.rglob("*"):
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            told.append(repr(table.to_pylist()).encode() + str(table.schema).encode())
        elif path.is_file():
            told.append(path.read_bytes())
    everything = b"".join(told).decode("utf-8", "replace")
    secrets = [
        *AUTHORS,
        *(f"uid{at:08d}x" for at in range(40)),
        *(f"1380013{8000 + at}" for at in range(9)),
        "forum.example",
    ]
    assert [secret for secret in secrets if secret in everything] == []
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert summary["items"] == 300 and summary["redactions"] == {"mobile": 300}
    assert summary["dropped_columns"] == {"author": 300, "user_id": 300}
    assert [one["count"] for one in summary["questions"]] == [200]
    report = (tmp_path / "report.html").read_text("utf-8")
    assert "2026年2月3日公开信息情况" in report and "300" in report
