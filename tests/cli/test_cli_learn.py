"""`dibao learn` as a clerk runs it."""

from __future__ import annotations

from cli.conftest import Desk

BRIEF = "安澜市工作简报（2月2日）\n2月1日17:00至2月2日17:00，发放宣传资料80份，慰问一线记者36人次。"


def test_learn_lists_what_is_bound_and_what_needs_a_person(desk: Desk) -> None:
    assert desk("init", "ws", "--example").code == 0
    (desk.folder / "昨日.txt").write_text(BRIEF, "utf-8")
    run = desk("-w", "ws", "learn", "昨日.txt")
    assert run.code == 0
    assert "发放宣传资料（outreach.leaflets）·新增" in run.out and "staff.people" in run.out
    assert "待人认定 1 处" in run.err and "template-" in run.err
    assert desk("-w", "ws", "brief", "--date", "2026-02-03", "-o", "b.docx").code == 0


def test_json_lines_have_the_binding_in_the_notation_of_templates(desk: Desk) -> None:
    desk("init", "ws", "--example")
    (desk.folder / "昨日.txt").write_text(BRIEF, "utf-8")
    lines = desk("-w", "ws", "learn", "昨日.txt", "--json").lines
    assert [line["text"] for line in lines] == ["2月2日", "2月1日17:00至2月2日17:00", "80", "36"]
    assert lines[2]["bound"] == "outreach.leaflets new measure=份 style=#" and lines[2]["told"] == "words"
    assert lines[3]["bound"] == "person 人次" and lines[3]["guesses"][0]["code"] == "staff.people"


def test_learn_refuses_in_one_sentence(desk: Desk) -> None:
    desk("init", "ws")
    (desk.folder / "无日期.txt").write_text("发放宣传单80份。", "utf-8")
    for arguments in (("无日期.txt",), ("没有.docx",)):
        run = desk("-w", "ws", "learn", *arguments)
        assert run.code == 2 and len(run.err.strip().splitlines()) == 1
