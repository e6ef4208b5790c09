"""`dibao lint` as a user runs it, on the example city's briefs and on an office's own text."""

from __future__ import annotations

from cli.conftest import Desk, Run

LINE = {"file", "code", "severity", "message", "locator", "start", "end", "quote", "suggestion"}


def test_the_citys_briefs_say_only_what_is_questioned_or_missing(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    briefs = sorted((desk.city / "briefs").glob("2026-02-0?.*"))
    assert len({path.stem for path in briefs}) == 3 and {path.suffix for path in briefs} >= {".docx", ".html", ".json"}
    for where in ((), ("-w", "city")):  # with and without its units
        run = desk("lint", *briefs, "--json", *where)
        assert run.code == 1  # the planted errors are questioned
        assert all(set(one) == LINE for one in run.lines)
        assert {(one["code"], one["severity"]) for one in run.lines} == {("questioned", "warning"), ("missing", "note")}
        last = [path for path in briefs if path.stem == "2026-02-04"]
        told = [sorted((one["code"], one["message"]) for one in run.lines if one["file"] == str(path)) for path in last]
        assert all(one == told[0] for one in told)  # every format of a brief says the same


def test_exit_codes_and_words(desk: Desk) -> None:
    (desk.folder / "clean.txt").write_text("安澜市宣传工作情况\n2026年2月4日，全市发稿409篇。\n", "utf-8")
    (desk.folder / "note.txt").write_text("安澜市宣传工作情况\n一、发稿\n1、全市发稿409篇。\n", "utf-8")
    (desk.folder / "blank.txt").write_text("安澜市宣传工作情况\n2026年2月4日，全市发稿XX篇。\n", "utf-8")
    assert desk("lint", "clean.txt", "note.txt").code == 0
    run = desk("lint", "clean.txt", "blank.txt")
    assert run.code == 1 and "第2行" in run.out and "[blank]" in run.out and "1 处错误" in run.err
    run = desk("lint", "blank.txt", "none.docx", locale="en")
    assert run.code == 2 and "not filled in" in run.out and "1 errors" in run.err


def test_the_day_can_be_told(desk: Desk) -> None:
    text = "安澜市宣传工作情况\n2月3日9:00至2月4日9:00，全市发稿409篇。\n安澜市宣传组\n2月4日\n"
    (desk.folder / "own.txt").write_text(text, "utf-8")
    assert desk("lint", "own.txt", "--date", "2026-02-04").code == 0
    run = desk("lint", "own.txt", "--date", "2026-02-05", "--json")
    assert run.code == 1 and {one["code"] for one in run.lines} == {"old_date"}
