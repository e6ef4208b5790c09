"""Files in, days out: formats, what is dropped, what is kept, and going on after an end in the middle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dibao.errors import DibaoError
from dibao.listening import COLUMNS, Options, listen

ROWS = [
    {
        "published": f"2026-02-0{3 + at // 12}T{at % 12:02d}:05:00+08:00",
        "channel": "社区论坛",
        "region": "东河区",
        "title": "",
        "text": f"请问东河区哪里可以买到口罩？{'急' * (at % 3)}电话13800138000",
        "url": "https://forum.example/u/7/p/9?from=abc",
        "author": "李某某",
        "handle": "@lmm",
    }
    for at in range(24)
]


def write(folder: Path, suffix: str, rows: list[dict[str, str]]) -> Path:
    path = folder / f"items{suffix}"
    names = list(rows[0])
    if suffix == ".jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    elif suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif suffix == ".csv":
        lines = [",".join(names), *(",".join(f'"{row[name]}"' for name in names) for row in rows)]
        path.write_text("\r\n".join(lines), "gb18030")
    else:
        entries = "".join(
            f"<item><title>{row['title']}</title><description>&lt;p&gt;{row['text']}&lt;/p&gt;</description>"
            f"<link>{row['url']}</link><author>{row['author']}</author>"
            f"<pubDate>{'Tue' if '03T' in row['published'] else 'Wed'}, {row['published'][8:10]} Feb 2026 "
            f"{row['published'][11:19]} +0800</pubDate></item>"
            for row in rows
        )
        path.write_text(
            f"<rss version='2.0'><channel><title>社区论坛</title><link>https://forum.example</link>{entries}"
            "</channel></rss>",
            "utf-8",
        )
    return path


def run(folder: Path, *files: Path, **options: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    out = folder / "out"
    summary = listen(Options(files, out, workers=1, **options)).json()
    rows = [row for path in sorted(out.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return summary, rows


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xml"])
def test_every_format_gives_the_same_items(tmp_path: Path, suffix: str) -> None:
    summary, rows = run(tmp_path, write(tmp_path, suffix, ROWS))
    assert summary["items"] == len(rows) == 24
    assert sorted(path.name[:10] for path in (tmp_path / "out").glob("*.parquet")) == ["2026-02-03", "2026-02-04"]
    assert rows[1]["published"] == "2026-02-03T01:05"
    assert rows[1]["text"] == "请问东河区哪里可以买到口罩?急电话〔手机号〕"
    assert {row["url"] for row in rows} == {""}
    assert rows[0]["copy_of"] is None and rows[3]["copy_of"] == rows[0]["id"]
    assert summary["copies"] == {"groups": 1, "items": 23, "short": 0}
    assert summary["redactions"] == {"mobile": 24}
    assert "author" in summary["dropped_columns"] and summary["dropped_columns"]["author"] == 24


def test_the_columns_of_the_contract(tmp_path: Path) -> None:
    run(tmp_path, write(tmp_path, ".jsonl", ROWS))
    names = pq.read_table(tmp_path / "out").column_names
    assert names[: len(COLUMNS) + 1] == ["id", *COLUMNS]
    assert {"on_topic", "copy_of", "claim", "question", "redactions"} <= set(names)


def test_nothing_but_days_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".2026-02-01-0badbabe.parquet.part").write_bytes(b"PAR1 of another run that was ended")
    run(tmp_path, write(tmp_path, ".jsonl", ROWS))
    left = {path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".parquet"}
    assert left == {".lock"}


def test_lines_that_are_no_items_are_told_and_the_others_analysed(tmp_path: Path) -> None:
    path = write(tmp_path, ".jsonl", ROWS)
    text = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*text[:5], "{broken", "[1]", "", *text[5:]]), "utf-8")
    summary, _ = run(tmp_path, path)
    assert summary["items"] == 24 and summary["unreadable_lines"] == 2


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = write(tmp_path, ".jsonl", ROWS), tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 not really")
    found = listen(Options((bad, good, tmp_path / "missing.csv"), tmp_path / "out", workers=1))
    assert found.items == 24 and len(found.refused) == 2
    with pytest.raises(DibaoError):
        listen(Options((bad,), tmp_path / "out", workers=1))


def test_the_same_files_again_replace_their_days(tmp_path: Path) -> None:
    path = write(tmp_path, ".jsonl", ROWS)
    first = run(tmp_path, path)[1]
    assert run(tmp_path, path)[1] == first


def test_two_processes_find_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, ".jsonl", ROWS)
    first = run(tmp_path, path)[1]
    listen(Options((path,), tmp_path / "two", workers=2))
    assert [
        row for file in sorted((tmp_path / "two").glob("*.parquet")) for row in pq.read_table(file).to_pylist()
    ] == first


def test_what_one_wrote_and_many_passed_on_gives_no_label(tmp_path: Path) -> None:
    """A plea is the words of one, however often it is repeated; a short question is asked by many."""
    plea = "我父亲住在老机械厂宿舍，高烧五天没有床位，谁能帮帮我们"
    own = [row | {"text": plea + "!" * (at % 3)} for at, row in enumerate(ROWS)]
    summary, rows = run(tmp_path, write(tmp_path, ".jsonl", own))
    assert summary["questions"] == [] and {row["question"] for row in rows} == {None}
    others = [row | {"text": f"{chr(0x5E00 + 9 * at)}{chr(0x6E00 + 7 * at)}{plea}"} for at, row in enumerate(ROWS[:4])]
    summary, _ = run(tmp_path / "more", write(tmp_path, ".jsonl", [*own, *others]))
    assert summary["questions"] == []
    asked = [row | {"text": "哪里能买到口罩"} for row in ROWS]
    summary, _ = run(tmp_path / "short", write(tmp_path, ".jsonl", [*own, *asked]))
    assert [(one["label"], one["count"]) for one in summary["questions"]] == [("哪里能买到口罩", 24)]
