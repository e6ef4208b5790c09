"""`dibao revise`: what an edited brief says, on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Desk, Run
from support.revising import identity, retyped

BRIEF = "city/briefs/2026-02-04.docx"


@pytest.fixture
def edited(demo: tuple[Desk, Run], tmp_path: Path) -> tuple[Desk, Path]:
    desk, _ = demo
    texts = {"media.reprints new": "40", "training.courses new": "5"}
    return desk, retyped(desk.folder / BRIEF, tmp_path / "改.docx", texts, added="另印手册300册。")


def test_an_edited_brief_is_listed_and_nothing_is_recorded(edited: tuple[Desk, Path]) -> None:
    desk, brief = edited
    run = desk("revise", brief, "--json", "-w", "city")
    assert run.code == 1
    rows = {(row["kind"], row.get("text_now")): row for row in run.lines}
    figure = rows["figure", "40"]
    assert (figure["text_then"], figure["ledger"], figure["unit"], figure["reason"]) == ("38", 38, "daily", "")
    assert [choice["value_now"] for choice in figure["choices"]] == [40]
    assert rows["typed", "300"]["sentence"].endswith("另印手册300册。")
    assert [row["what"] for row in run.lines if row["kind"] == "words"] == ["changed"]
    assert desk("verify", BRIEF, "-w", "city").code == 0
    english = desk("revise", brief, "-w", "city", locale="en")
    assert english.code == 1 and "only listed" in english.err and "reason" in english.out


def test_an_untouched_brief_has_nothing_to_ask(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    run = desk("revise", BRIEF, "-w", "city")
    assert (run.code, run.out) == (0, "")


def test_reasons_come_from_a_table_and_the_new_files_verify(edited: tuple[Desk, Path], tmp_path: Path) -> None:
    desk, brief = edited
    one, other = identity(brief, "media.reprints new"), identity(brief, "training.courses new")
    out = tmp_path / "新.docx"
    refused = desk("revise", brief, "-o", out, "-w", "city", "--reason", f"{one}=来电更正")
    assert refused.code == 1 and not out.exists() and f"--reason {other}=" in refused.err
    table = tmp_path / "缘由.csv"
    table.write_text(f"id,reason,unit\n{one},来电更正,\n{other},漏计两场,brief\n", encoding="utf-8-sig")
    run = desk(
        "revise", brief, "-o", out, "-o", out.with_suffix(".html"), "--answers", table, "-w", "city", "--by", "李岚"
    )
    assert run.code == 0, run.err
    told = {row["id"]: row for row in desk("trace", out, "--json").lines}
    assert told[one]["value"] == 40 and "来电更正" in told[one]["arithmetic"]
    assert told[other]["accepted"] | {"ledger": None} == {
        "then": "3", "now": "5", "reason": "漏计两场", "by": "李岚", "ledger": None
    }  # fmt: skip
    assert told["h1"]["sources"] == []
    found = desk("verify", out, "--json", "-w", "city")
    assert [(row["id"], row["kind"]) for row in found.lines] == [("h1", "added")]
    settled = tmp_path / "再.docx"
    assert desk("revise", out, "-o", settled, "--reason", "h1=主任补充", "-w", "city").code == 0
    assert desk("verify", settled, "-w", "city").code == 0
    assert desk("audit", "-w", "city").code == 0
    again = desk("revise", brief, "-o", out, "--answers", table, "-w", "city")
    assert again.code == 2 and "覆盖" in again.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--reason", "f10"), "编号=内容"),
        (("--reason", "f999=错"), "f999"),
        (("-o", "x.odt"), ".docx"),
        (("--answers", "none.csv"), "none.csv"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(edited: tuple[Desk, Path], options: tuple[str, ...], words: str) -> None:
    desk, brief = edited
    run = desk("revise", brief, *options, "-w", "city")
    assert run.code == 2 and words in run.err


def test_on_a_terminal_the_reasons_are_asked(edited: tuple[Desk, Path], tmp_path: Path) -> None:
    desk, brief = edited
    out = tmp_path / "问.docx"
    texts = {"media.stories new": "410"}
    brief = retyped(desk.folder / BRIEF, tmp_path / "一处.docx", texts)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "dibao", "revise", str(brief), "-o", str(out), "-w", "city"]
    process = subprocess.Popen(
        command, cwd=desk.folder, env={**desk.environment, "DIBAO_LOCALE": "zh"}, stdin=theirs,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.write(ours, "2\n日报社来电，多一篇\n".encode())
    _, err = process.communicate(timeout=120)
    told = {row["id"]: row for row in desk("trace", out, "--json").lines}[identity(brief, "media.stories new")]
    assert process.returncode == 0 and "0 台账不改" in err.decode()
    assert told["value"] == 410 and "日报社来电，多一篇" in told["arithmetic"]
