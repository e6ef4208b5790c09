"""What `dibao listen` leaves anywhere holds none of the planted personal data, no author and no handle."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dibao.cli import main
from dibao.listening import run as listening_run
from support.redaction_scoring import items

LABELLED = Path(__file__).parents[1] / "privacy" / "labelled.jsonl"
SPLIT = "dev"
AUTHORS = [f"种下的作者{at:04d}" for at in range(40)]
SEVERAL = 2
"""A name of two characters may be part of another word."""


def planted() -> tuple[list[dict[str, str]], set[str]]:
    """Items as a crawler would give them, and every value that must be nowhere."""
    rows: list[dict[str, str]] = []
    values = set(AUTHORS)
    for at, item in enumerate(items(LABELLED, SPLIT)):
        author = AUTHORS[at % len(AUTHORS)]
        rows.append(
            {
                "published": f"2026-02-0{1 + at % 4}T{at % 24:02d}:15:00+08:00",
                "channel": "社区论坛",
                "region": "东河区",
                "title": item["title"],
                "text": item["text"],
                "url": f"https://weibo.example/u/{author}/p/{at}",
                "author": author,
                "handle": f"@{author}",
                "avatar": f"https://img.example/{author}.png",
            }
        )
        allowed = "".join(span["text"] for span in item.get("optional", ()))
        for span in item["spans"]:
            if len(span["text"]) > SEVERAL and span["text"] not in allowed:
                values |= {span["text"], unicodedata.normalize("NFKC", span["text"])}
    # What stands elsewhere in the set by leave of its labels is no leak.
    left = "\n".join(span["text"] for item in items(LABELLED, SPLIT) for span in item.get("optional", ()))
    return rows, {value for value in values if value not in left}


def stored(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file under a folder as text: Parquet by its columns, names and metadata, others as they are."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if path.suffix == ".parquet" or path.name.endswith(".parquet.part"):
            table = pq.read_table(path)
            cells = (str(value) for column in table.columns for value in column.to_pylist() if value is not None)
            yield path, "\n".join((str(table.schema), *cells))
        yield path, path.read_bytes().decode("utf-8", "ignore")
        yield path, path.name


@pytest.fixture
def kept_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches on the way are searched, too."""
    monkeypatch.setattr(listening_run.shutil, "rmtree", lambda *_, **__: None)


@pytest.mark.usefixtures("kept_work")
def test_nothing_planted_is_left_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    rows, values = planted()
    assert len(rows) > 800 and len(values) > 900
    given = tmp_path / "given" / "items.jsonl"
    given.parent.mkdir()
    given.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    left = tmp_path / "left"
    (left / "tmp").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(left / "tmp"))
    monkeypatch.setenv("TMPDIR", str(left / "tmp"))
    monkeypatch.chdir(left)
    arguments = ["listen", str(given), "--out", "out", "--summary", "summary.json", "--report", "day.html"]
    monkeypatch.setattr(sys, "argv", ["dibao", *arguments, "--workers", "1"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    told = capfd.readouterr()
    texts = [*stored(left), (Path("log"), caplog.text), (Path("screen"), told.out + told.err)]
    assert any(path.suffix == ".html" for path, _ in texts) and any(".work" in path.parts for path, _ in texts)
    found = {(path.name, value) for path, text in texts for value in values if value in text}
    assert not found
    summary = json.loads((left / "summary.json").read_text("utf-8"))
    assert summary["items"] == len(rows) and min(summary["redactions"].values()) > 30
    assert len(summary["redactions"]) == 9
