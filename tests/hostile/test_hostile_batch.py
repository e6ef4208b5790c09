"""Hundreds of broken and hostile files in one batch: each is read or refused in a sentence, the good ones are read."""

from __future__ import annotations

import hashlib
import resource
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
import wholeness

from dibao import documents, language, reading
from dibao.catalogue import default_catalogue, link
from dibao.documents import registry, unreadable
from dibao.documents.isolation import Limits, Pool, isolated
from dibao.errors import DibaoError
from hostile import packages, samples, texts
from hostile.mutations import Broken, broken
from support.processes import unharmed

SEED = 20260203
EACH = 36
GOOD_EVERY = 25
SECONDS = 10
SHORT = Limits(seconds=2)
"""What never ends, ends sooner here."""
KIB = 1_000_000
"""1 GB."""

Told = tuple[list[str], list[tuple[int, str]], str]
"""The sentences of what was refused, the figures of what was read, and what went wrong in us."""


def by_hand(url: str) -> Iterator[Broken]:
    yield from chain(packages.bombs(), packages.paths(), packages.entities(url), packages.shapes())
    yield from chain(packages.elsewhere(url), texts.lines(), texts.pages(url), texts.rich(url), texts.mails(url))
    yield from texts.portable(url)


def good() -> Iterator[Broken]:
    while True:
        for kind in ("docx", "pdf", "txt"):
            suffix, data = samples.good()[kind]
            yield f"good-{kind}{suffix}", data


def batch(url: str) -> Iterator[Broken]:
    whole = good()
    for number, each in enumerate(chain(broken(SEED, EACH), by_hand(url))):
        if number % GOOD_EVERY == 0:
            yield next(whole)
        yield each


def taken(item: Broken) -> Told:
    """The whole way of a file. Whatever we let through but a sentence is told as it is."""
    name, data = item
    refused: list[str] = []
    figures: list[tuple[int, str]] = []
    try:
        inside = documents.unpack(data, name, near=date(2026, 2, 3))
        refused += inside.refused
        for one in inside.files:
            try:
                document = documents.from_bytes(one.data, one.name)
            except DibaoError as error:
                if not _expected(error):
                    return [], [], traceback.format_exc()
                refused.append(str(error))
                continue
            wholeness.check(document)
            document.text.encode()
            found = link(document, reading.read(document, date=date(2026, 2, 3)), default_catalogue())
            reading.masked(document)
            figures += [(int(figure.value), figure.unit) for figure in found[:50]]
    except MemoryError:
        raise
    except DibaoError as error:
        if not _expected(error):
            return [], [], traceback.format_exc()
        refused.append(str(error))
    except Exception:
        return [], [], traceback.format_exc()
    return refused, figures, ""


def _expected(error: DibaoError) -> bool:
    """A refusal, or the question whether LibreOffice can help."""
    return error.code == unreadable.CODE or bool(unreadable.wanted(error))


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
    counts = {"all": 0, "refused": 0, "read": 0, "good": 0}
    wrong: list[str] = []
    with unharmed():
        for (name, _), told in Pool(2, limits=SHORT).run(taken, batch(canary), name=lambda item: item[0]):
            counts["all"] += 1
            if isinstance(told, DibaoError):
                told = ([str(told)], [], "" if _expected(told) else repr(told))
            refused, figures, ours = told
            if ours:
                wrong.append(f"{name}: {ours}")
            if name.startswith("good"):
                counts["good"] += 1
                if (1200, "份") not in figures:
                    wrong.append(f"{name}: {told}")
            counts["refused"] += bool(refused)
            counts["read"] += not refused
            wrong += [f"{name}: {sentence!r}" for sentence in refused if not _is_sentence(sentence)]
    assert wrong == []
    assert counts["all"] - counts["good"] >= 500 and counts["good"] >= 20
    assert counts["refused"] > 100 and counts["read"] > 100
    assert capfd.readouterr() == ("", "")
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < KIB


def _is_sentence(sentence: str) -> bool:
    return sentence.isprintable() and len(sentence) < 400 and sentence.endswith("。")


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
        isolated(taken, (name, data), name=name)
    except DibaoError as error:
        assert _is_sentence(str(error)) or language.current() == "en"
    assert time.monotonic() - begin < SECONDS
