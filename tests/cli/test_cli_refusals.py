"""Wrong use and unreadable input: exit 2, one sentence that says what to do, nothing half-written."""

from __future__ import annotations

import shlex
import subprocess
import sys
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
        (["check", "--date", "today"], "--date"),
        (["brief"], "--output"),
        (["trace", "."], "文件夹"),
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
    assert run.code == 0 and "数据库" in run.out and "9 秒" in run.out
    Path(desk.folder / "office" / "dibao.toml").write_text("[office", encoding="utf-8")
    assert desk("doctor", "-w", "office").code == 1


def city(desk: Desk) -> str:
    desk("init", "office", "--example")
    (desk.folder / "望海区2月3日.txt").write_text("2月3日，望海区新增发放宣传单1200份。", encoding="utf-8")
    assert desk("receive", "望海区2月3日.txt", "--date", "2026-02-03", "-w", "office").code == 0
    return "office"


def test_without_a_command_comes_the_help_and_nothing_else(desk: Desk) -> None:
    run = desk()
    assert run.code == 2 and run.out == ""
    assert run.err.startswith("Usage: dibao") and "receive" in run.err


def test_a_file_that_may_not_be_read_stops_none_of_the_others(desk: Desk) -> None:
    (desk.folder / "good.txt").write_text("发放宣传单1200份。", encoding="utf-8")
    (desk.folder / "shut.txt").write_text("发放宣传单1200份。", encoding="utf-8")
    (desk.folder / "shut.txt").chmod(0)
    run = desk("read", "shut.txt", "good.txt", "--json", unprivileged=True)
    assert (run.code, [line["file"] for line in run.lines]) == (2, ["good.txt"])
    assert "shut.txt" in sentence(run.err)


def test_one_output_that_cannot_be_written_stops_none_of_the_others(desk: Desk) -> None:
    office = city(desk)
    (desk.folder / "b.docx").mkdir()
    outs = [word for name in ("a.json", "b.docx", "c.html") for word in ("-o", name)]
    run = desk("brief", "--date", "2026-02-03", "-w", office, *outs)
    assert run.code == 2 and "b.docx" in run.err.splitlines()[0]
    assert (desk.folder / "a.json").is_file() and (desk.folder / "c.html").is_file()
    run = desk("brief", "--date", "2026-02-03", "-w", office, "-o", "d.json", "-o", "e.odt")
    assert run.code == 2 and not (desk.folder / "d.json").exists()


def test_an_unknown_unit_and_an_empty_folder_are_said_once(desk: Desk) -> None:
    office = city(desk)
    run = desk("receive", "望海区2月3日.txt", "b.txt", "--unit", "某某区", "-w", office)
    assert run.code == 2 and "某某区" in sentence(run.err)
    (desk.folder / "empty").mkdir()
    run = desk("receive", "empty", "-w", office)
    assert run.code == 2 and "empty" in run.err and run.out == ""


def test_an_arrival_with_a_zone_is_taken_to_the_offices_time(desk: Desk) -> None:
    office = city(desk)
    (desk.folder / "柳林区2月3日.txt").write_text("柳林区2月3日情况\n新增发放宣传单900份。", encoding="utf-8")
    received = ("receive", "柳林区2月3日.txt", "--date", "2026-02-03", "-w", office)
    desk(*received, "--arrived", "2026-02-03T03:50Z")
    late = [
        line for line in desk("check", "--date", "2026-02-03", "-w", office, "--json").lines if line["code"] == "late"
    ]
    assert [(line["unit_code"], line["found"]) for line in late] == [("liulin", "2026-02-03T11:50")]


def test_check_names_the_reports_that_wait(desk: Desk) -> None:
    office = city(desk)
    (desk.folder / "note.txt").write_text("新增发放宣传单900份。", encoding="utf-8")
    desk("receive", "note.txt", "--date", "2026-02-03", "-w", office)
    assert "note.txt" in desk("check", "--date", "2026-02-03", "-w", office).err


def test_doctor_in_a_folder_that_is_not_there(desk: Desk) -> None:
    run = desk("doctor", "-w", "nowhere")
    assert run.code == 1 and "dibao init" in run.out


@pytest.mark.parametrize("arguments", [["--help"], ["read", "a.txt"], ["read", "a.txt", "--json"]])
def test_a_reader_that_has_gone_and_no_standard_output_are_no_failures(desk: Desk, arguments: list[str]) -> None:
    (desk.folder / "a.txt").write_text("发放宣传单1200份。" * 5000, encoding="utf-8")
    for redirection in ("| true; exit ${PIPESTATUS[0]}", ">&-"):
        command = shlex.join([sys.executable, "-m", "dibao", *arguments])
        run = subprocess.run(
            ["bash", "-c", f"{command} {redirection}"],
            cwd=desk.folder,
            env=desk.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, "")


def test_a_second_download_in_a_folder_is_the_newer_version(desk: Desk) -> None:
    office, folder = city(desk), desk.folder / "today"
    folder.mkdir()
    for name, value in (("柳林区(1).txt", 20), ("柳林区.txt", 10)):
        (folder / name).write_text(f"柳林区2月3日情况\n新增发放宣传单{value}份。", encoding="utf-8")
    run = desk("receive", "today", "--date", "2026-02-03", "-w", office, "--json")
    assert [(line["file"], line["version"]) for line in run.lines] == [("柳林区.txt", 1), ("柳林区(1).txt", 2)]
