"""Wrong use and unreadable input: exit 2, one sentence that says what to do, nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Desk


def sentence(err: str) -> str:
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1, err
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nonsense"], "没有命令"),
        (["read"], "缺少"),
        (["read", "--frobnicate", "a.txt"], "没有选项"),
        (["read", "a.txt", "--date", "yesterday"], "2026-02-03"),
        (["check"], "dibao init"),
        (["brief"], "缺少"),
        (["brief", "-o", "a.docx"], "dibao init"),
        (["trace", "missing.docx"], "missing.docx"),
        (["verify", "missing.docx"], "missing.docx"),
        (["check", "-w", "nowhere"], "dibao init"),
    ],
)
def test_wrong_use_is_one_sentence(desk: Desk, arguments: list[str], word: str) -> None:
    run = desk(*arguments)
    assert run.code == 2
    assert word in sentence(run.err)
    english = desk(*arguments, locale="en")
    assert english.code == 2
    assert not any("\u4e00" <= character <= "\u9fff" for character in sentence(english.err))


def test_the_other_files_are_still_read(desk: Desk) -> None:
    (desk.folder / "good.txt").write_text("发放宣传单1200份。", encoding="utf-8")
    (desk.folder / "bad.docx").write_bytes(b"not a document")
    run = desk("read", "missing.txt", "bad.docx", "good.txt", "--json")
    assert run.code == 2
    assert [line["file"] for line in run.lines] == ["good.txt"]
    assert "missing.txt" in run.err and "bad.docx" in run.err


def test_a_workspace_is_not_made_twice(desk: Desk) -> None:
    assert desk("init", "office").code == 0
    before = {path: path.stat().st_mtime_ns for path in (desk.folder / "office").glob("*.*")}
    assert {path.name for path in before} >= {
        "dibao.toml",
        "units.csv",
        "catalogue.csv",
        "wordings.csv",
        "opening.csv",
        "template.docx",
    }
    run = desk("init", "office")
    assert run.code == 2 and "没有改动" in sentence(run.err)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_wrong_setting_names_its_file_and_line(desk: Desk) -> None:
    desk("init", "office")
    units = desk.folder / "office" / "units.csv"
    units.write_text("code,name,kind,parent,aliases\n,无名,district,,\n", encoding="utf-8")
    run = desk("check", "-w", "office")
    assert run.code == 2 and "units.csv 第 2 行" in sentence(run.err)


def test_a_brief_with_nothing_in_the_ledger_is_refused_or_says_so(desk: Desk) -> None:
    desk("init", "office")
    run = desk("brief", "-w", "office", "-o", "a.docx")
    assert run.code == 2 and not (desk.folder / "a.docx").exists()
    assert "来件" in sentence(run.err)


def test_an_unknown_suffix_writes_nothing(desk: Desk) -> None:
    desk("init", "office", "--example")
    (desk.folder / "望海区2月3日.txt").write_text("2月3日，望海区新增发放宣传单1200份。", encoding="utf-8")
    assert desk("receive", "望海区2月3日.txt", "--date", "2026-02-03", "-w", "office").code == 0
    run = desk("brief", "--date", "2026-02-03", "-w", "office", "-o", "a.odt")
    assert run.code == 2 and not (desk.folder / "a.odt").exists()


def test_receiving_the_same_bytes_twice_is_one_report_and_no_unit_waits(desk: Desk) -> None:
    desk("init", "office", "--example")
    (desk.folder / "望海区2月3日.txt").write_text("2月3日，望海区新增发放宣传单1200份。", encoding="utf-8")
    (desk.folder / "note.txt").write_text("新增发放宣传单900份。", encoding="utf-8")
    receive = ("receive", "望海区2月3日.txt", "note.txt", "--date", "2026-02-03", "-w", "office", "--json")
    first, second = desk(*receive), desk(*receive)
    assert [line["state"] for line in first.lines] == ["counted", "waiting"]
    assert [line["again"] for line in second.lines] == [True, True]
    assert second.lines[0]["report"] == first.lines[0]["report"]


def test_doctor_names_what_is_missing(desk: Desk) -> None:
    desk("init", "office")
    run = desk("doctor", "-w", "office")
    assert run.code == 0 and "数据库" in run.out
    Path(desk.folder / "office" / "dibao.toml").write_text("[office", encoding="utf-8")
    assert desk("doctor", "-w", "office").code == 1
