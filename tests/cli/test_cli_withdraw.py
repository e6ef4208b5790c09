"""`dibao withdraw`: from the command line as on the page, with the slip that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Desk
from cli.test_cli_issue import founded
from support.databases import own_database

DAY = "2026-02-02"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Desk]:
    """A workspace with the reports of two districts, of which one sent another version since."""
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        desk = founded(Desk(tmp_path, environment))
        text = "东河区宣传工作情况\n2026年2月2日，发放宣传单9000份，累计发放宣传单39000份。\n"
        (desk.folder / "东河区2月2日(1).txt").write_text(text, encoding="utf-8")
        assert desk("-w", "w", "receive", "东河区2月2日(1).txt", "--date", DAY).code == 0
        yield desk


def test_a_report_is_withdrawn_and_the_issued_brief_gets_its_slip(town: Desk) -> None:
    received = town("-w", "w", "receive", "东河区2月2日(1).txt", "--date", DAY, "--json").lines
    number, version = str(received[0]["report"]), received[0]["version"]
    assert version == 2
    assert town("-w", "w", "brief", "--date", DAY, "-o", "简报.docx", "--by", "李明").code == 0
    assert town("-w", "w", "issue", "简报.docx", "--by", "李明").code == 0
    issued = town.folder / "简报-日报第14期.docx"
    assert town("-w", "w", "withdraw", number).code == 2, "a reason has to be given"
    run = town("-w", "w", "withdraw", number, "--reason", "发错了文件", "--by", "李明", "-o", ".")
    assert run.code == 0, run.err
    assert f"第 {number} 件 东河区2月2日(1).txt 已撤回，2 个数不再计入" in run.err and "重新计入" in run.err
    slip = town.folder / "日报第14期更正1.docx"
    assert slip.is_file() and "13,000" in run.out and "7,000" in run.out
    assert "后来的来件已撤回：发错了文件" in run.out
    again = town("-w", "w", "withdraw", number, "--reason", "再撤一次")
    assert again.code == 2 and "李明" in again.err and "发错了文件" in again.err
    assert town("-w", "w", "withdraw", "999", "--reason", "x").code == 2
    seen = town("-w", "w", "receive", "东河区2月2日(1).txt", "--date", DAY)
    assert "已由 李明 于" in seen.err, "receiving the folder again does not bring it back"
    assert town("-w", "w", "audit").code == 0
    for file in (issued, slip):
        assert town("-w", "w", "verify", file).code == (1 if file == issued else 0)
    plain, known = town("trace", issued), town("-w", "w", "trace", issued)
    assert "由 李明 撤回：发错了文件" in known.out and "撤回" not in plain.out
    figures = town("-w", "w", "trace", issued, "--json").lines
    withdrawn = [source for figure in figures for source in figure["sources"] if source.get("withdrawn")]
    assert {source["value"] for source in withdrawn} >= {9000}
    assert "后来的来件已撤回：发错了文件" in town("trace", slip).out


def test_in_english(town: Desk) -> None:
    number = str(town("-w", "w", "receive", "东河区2月2日(1).txt", "--date", DAY, "--json").lines[0]["report"])
    run = town("-w", "w", "withdraw", number, "--reason", "wrong file", locale="en")
    assert run.code == 0 and f"Report {number}, 东河区2月2日(1).txt, was withdrawn" in run.err


def test_a_report_is_filed_where_it_belongs(town: Desk) -> None:
    number = str(town("-w", "w", "receive", "东河区2月2日(1).txt", "--date", DAY, "--json").lines[0]["report"])
    assert town("-w", "w", "refile", number, "--unit", "南山区", "--reason", "收错").code == 2
    run = town("-w", "w", "refile", number, "--unit", "西河区", "--reason", "收错了单位")
    assert run.code == 0 and f"第 {number} 件 东河区2月2日(1).txt 改归 西河区 2026-02-02" in run.err, run.err
    text = "东河区2025年2月3日宣传工作情况\n发放宣传单7000份。\n"
    (town.folder / "笔误.txt").write_text(text, encoding="utf-8")
    wrong = town("-w", "w", "receive", "笔误.txt", "--date", "2026-02-03", "--json").lines[0]
    assert wrong["date"] == "2025-02-03"
    mismatch = [one for one in town("-w", "w", "check", "--date", "2026-02-03", "--json").lines
                if one["code"] == "date_mismatch"]  # fmt: skip
    assert [way["day"] for way in mismatch[0]["ways_out"][:2]] == ["2026-02-03", "2025-02-03"]
    run = town("-w", "w", "refile", str(wrong["report"]), "--date", "2026-02-03", "--reason", "年份写错", locale="en")
    assert run.code == 0 and "is filed under donghe, 2026-02-03" in run.err, run.err
    [found] = [one for one in town("-w", "w", "check", "--date", "2026-02-03", "--json").lines
               if one["code"] == "date_mismatch"]  # fmt: skip
    assert found["accepted"]["reason"] == "年份写错"
    again = town("-w", "w", "refile", str(wrong["report"]), "--reason", "再来一次")
    assert again.code == 2 and "已经重新计入" in again.err
    assert town("-w", "w", "audit").code == 0
