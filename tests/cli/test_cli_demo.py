"""The main job from end to end, by the public shapes of the command line."""

from __future__ import annotations

import json
import resource
import shutil
import sys
from pathlib import Path

import pytest

from cli.conftest import Desk, Run

DAY = "2026-02-04"
BRIEF = Path("city/briefs") / f"{DAY}.docx"
FIGURE = {"id", "text", "value", "low", "high", "unit", "indicator", "item", "basis", "scope", "window", "state",
          "sources", "missing_units", "arithmetic"}  # fmt: skip
SOURCE = {"report", "file", "unit_code", "text", "value", "start", "end"}


def test_the_demo_says_where_to_look(demo: tuple[Desk, Run]) -> None:
    desk, run = demo
    assert run.code == 0 and "planted.csv" in run.out
    made = {path.suffix for path in (desk.city / "briefs").glob(f"{DAY}.*")}
    assert made >= {".docx", ".html", ".json"}
    assert ".pdf" in made or "字体" in run.err


def test_nothing_in_the_demos_briefs_looks_tampered_with(demo: tuple[Desk, Run]) -> None:
    """What Dibao wrote and carries no figures of the ledger (the page of public items) lies with the items."""
    desk, _ = demo
    run = desk("audit", "-w", "city")
    assert run.code == 0 and "数字出处" not in run.err
    assert list((desk.city / "items").glob("*.html"))


def test_a_second_demo_replaces_the_first_and_nothing_else(demo: tuple[Desk, Run], desk: Desk) -> None:
    (desk.folder / "mine").mkdir()
    (desk.folder / "mine" / "letter.txt").write_text("x")
    refused = desk("demo", "mine")
    assert refused.code == 2 and (desk.folder / "mine" / "letter.txt").exists()


def test_findings_have_the_public_shape(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    run = desk("check", "--date", DAY, "--json", "-w", "city")
    assert run.code == 1 and run.lines
    for line in run.lines:
        assert set(line) >= {
            "code",
            "severity",
            "unit_code",
            "indicator",
            "date",
            "message",
            "ask",
            "expected",
            "found",
            "figures",
        }
        assert line["date"] == DAY and line["message"]
    english = desk("check", "--date", DAY, "--json", "-w", "city", locale="en")
    assert [line["id"] for line in english.lines] == [line["id"] for line in run.lines]
    assert [line["code"] for line in english.lines] == [line["code"] for line in run.lines]
    assert english.lines[0]["message"] != run.lines[0]["message"]


def test_an_accepted_finding_is_told_and_not_open(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    day = ("--date", DAY, "-w", "city")
    first = desk("check", "--json", *day).lines[0]
    assert first["accepted"] is None
    assert desk("accept", "zz", "--reason", "属实", *day).code == 2
    assert desk("accept", first["id"][:6], *day).code == 2, "a reason is needed"
    assert desk("accept", first["id"][:6], "--reason", "属实", "--by", "chen", *day).code == 0
    after = {line["id"]: line["accepted"] for line in desk("check", "--json", *day).lines}
    assert (after[first["id"]]["who"], after[first["id"]]["reason"]) == ("chen", "属实")
    assert "已认可：属实（chen" in desk("check", *day).out
    assert desk("accept", first["id"], "--undo", *day).code == 0
    assert not any(line["accepted"] for line in desk("check", "--json", *day).lines)


def test_every_figure_of_the_brief_answers_where_it_comes_from(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    traced = desk("trace", BRIEF, "--json").lines
    assert len(traced) > 25
    for figure in traced:
        assert set(figure) >= FIGURE
        assert figure["arithmetic"]
        assert (figure["value"] is None) == (figure["state"] == "missing")
        if figure["value"] is None:
            continue
        assert figure["sources"], figure
        for source in figure["sources"]:
            assert set(source) >= SOURCE
            assert source["sentence"]
            # What Dibao counted itself names the files of items in place of a report.
            counted = source["origin"] == "counted" and source["locator"].endswith(".parquet")
            assert counted or (source["file"] and source["report"])
        assert figure["value"] == sum(source["value"] for source in figure["sources"])


def test_all_formats_tell_the_same(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    written = json.loads((desk.folder / BRIEF.with_suffix(".json")).read_text("utf-8"))
    assert set(written) >= {"date", "title", "text", "seal", "figures"}
    for suffix in (".docx", ".html", ".pdf"):
        path = desk.folder / BRIEF.with_suffix(suffix)
        if path.exists():
            traced = [line for line in desk("trace", path, "--json").lines if "picture" not in line]
            assert [line["text"] for line in traced] == [line["text"] for line in written["figures"]], suffix


def test_an_untouched_brief_is_verified_and_a_touched_one_is_not(demo: tuple[Desk, Run], tmp_path: Path) -> None:
    desk, _ = demo
    assert desk("verify", BRIEF).code == 0
    assert desk("verify", BRIEF, "-w", "city").code == 0
    from docx import Document

    touched = tmp_path / "touched.docx"
    shutil.copy(desk.folder / BRIEF, touched)
    document = Document(str(touched))
    figure = next(line for line in desk("trace", BRIEF, "--json").lines if line["value"] and line["value"] > 1000)
    for text in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if text.text == figure["text"]:
            text.text = "987,654"
            break
    document.save(str(touched))
    run = desk("verify", touched, "--json")
    assert run.code == 1
    assert {"text_then": figure["text"], "text_now": "987,654", "kind": "changed"}.items() <= run.lines[0].items()


def test_the_ledger_is_sound_and_agrees_with_the_briefs(demo: tuple[Desk, Run]) -> None:
    desk, _ = demo
    run = desk("audit", "-w", "city")
    assert run.code == 0, run.out


def test_read_needs_no_workspace_and_is_quick(demo: tuple[Desk, Run], desk: Desk) -> None:
    page = desk.folder / "page.txt"
    page.write_text("2月3日，望海区新增发放宣传单1200余份，累计发放3.5万份。\n" * 20, encoding="utf-8")
    run = desk("read", "page.txt", "--json", "--date", DAY)
    assert run.code == 0
    first = run.lines[0]
    assert (first["value"], first["unit"], first["approx"], first["low"], first["high"]) == (
        1200,
        "份",
        "at_least",
        1200,
        1300,
    )
    assert (first["indicator"], first["basis"]) == ("outreach.leaflets", "new")
    # Other tests run beside this one and slow it: it is quick if it ever is.
    seconds = (_processor_seconds(desk, "read", "page.txt", "--json", "--date", DAY) for _ in range(25))
    assert any(each < 0.4 for each in seconds)


def _processor_seconds(desk: Desk, *arguments: str) -> float:
    """Of one process, user and system: what it would take on a machine that does nothing else."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    desk(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_reading_does_not_load_the_office(desk: Desk) -> None:
    import subprocess

    script = (
        "import sys, dibao.cli.read, dibao.documents, dibao.reading\n"
        "print([name for name in ('django', 'openpyxl', 'docx', 'rich', 'typst') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_tables_for_people(demo: tuple[Desk, Run], locale: str) -> None:
    desk, _ = demo
    report = next((Path(__file__).parents[2] / "examples" / "anlan" / DAY).glob("*.xlsx"))
    run = desk("read", report, "-w", "city", locale=locale)
    assert run.code == 0
    assert ("指标" in run.out) == (locale == "zh")
