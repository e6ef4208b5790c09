"""Hundreds of broken and hostile files in one batch: each is read or refused in a sentence, the good ones are read."""

from __future__ import annotations

import hashlib
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pytest

from dibao import documents, language
from dibao.documents import registry
from dibao.documents.isolation import isolated
from dibao.errors import DibaoError
from hostile import batches, packages, texts

SECONDS = 10
GB = 1_000_000_000


@pytest.fixture
def canary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address on this machine that nobody may call, and a folder that nobody may touch: the current one."""
    (tmp_path / "ledger.db").write_text("kept")
    (tmp_path / "inbox").mkdir()
    monkeypatch.chdir(tmp_path)
    before = _seen(tmp_path)
    language.use("zh")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            server.accept()
    language.use(None)
    assert _seen(tmp_path) == before
    assert not Path("/tmp/canary.txt").exists()


def _seen(folder: Path) -> list[tuple[str, int, str]]:
    return sorted(
        (str(path), path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in (folder, *folder.rglob("*"))
    )


@pytest.mark.slow
def test_each_is_read_or_refused_in_a_sentence(canary: str, capfd: pytest.CaptureFixture[str]) -> None:
    # In a process of its own, as a command is: what is measured are its workers, not what this one has grown to.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        told = process.submit(batches.run, canary).result()
    assert told.wrong == []
    assert told.bad >= 500 and told.good >= 20
    assert told.refused > 100 and told.read > 100
    assert capfd.readouterr() == ("", "")
    if sys.platform == "linux":
        assert 0 < told.most < GB


def test_nothing_is_fetched_even_where_nothing_would_hinder_it(canary: str) -> None:
    """The parsers themselves, in this process, without a worker's barriers."""
    fetching = chain(packages.entities(canary), packages.elsewhere(canary), texts.pages(canary), texts.rich(canary))
    small = [(name, data) for name, data in fetching if len(data) < 200_000 and "deep" not in name]
    assert len(small) > 40
    for name, data in small:
        try:
            text = registry.read(data, name).text
        except DibaoError:
            continue
        assert "root:" not in text and len(text) < 1_000_000


@pytest.mark.parametrize(
    ("make", "name", "told"),
    [
        (packages.elsewhere, "macros.docm", "文件带有宏"),
        (packages.elsewhere, "macros.xlsm", "文件带有宏"),
        (packages.elsewhere, "controls.docx", "控件 1 个"),
        (packages.elsewhere, "object.xlsx", "嵌入的对象 1 个"),
        (packages.elsewhere, "template.docx", "外部模板、图片或数据 5 处"),
        (packages.elsewhere, "outside.docx", "外部模板、图片或数据 5 处"),
        (packages.elsewhere, "renamed.docx", "内容却是 Excel 工作簿"),
        (packages.elsewhere, "renamed.txt", "内容却是 Word 文档"),
    ],
)
def test_what_was_left_alone_is_said(make: object, name: str, told: str, canary: str) -> None:
    data = dict(make(canary))[name]  # type: ignore[operator]
    document = documents.from_bytes(data, name)
    assert any(told in note for note in document.notes), document.notes


@pytest.mark.parametrize("name", ["figures.txt", "digits.txt", "brackets.txt", "turned.txt", "cells.xlsx"])
def test_one_alone_takes_no_longer_than_it_may(name: str) -> None:
    data = dict(chain(texts.lines(), packages.shapes()))[name]
    begin = time.monotonic()
    try:
        isolated(batches.taken, (name, data), name=name)
    except DibaoError as error:
        assert batches.is_sentence(str(error)) or language.current() == "en"
    assert time.monotonic() - begin < SECONDS
