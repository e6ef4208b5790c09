"""A command that the tests fork from a waiting process does what one that was started does."""

from __future__ import annotations

import pytest

from cli.conftest import Desk

ASKED = (
    ["--version"],
    ["receive", "--help"],
    ["nonsense"],
    ["read", "a.txt", "missing.txt", "--json"],
    ["read", "-", "--json"],
    ["receive", "a.txt", "--date", "2026-02-03", "-w", "city", "--json"],
    ["check", "--date", "2026-02-03", "-w", "city", "--json"],
    ["brief", "--date", "2026-02-03", "-w", "city", "-o", "brief.json"],
    ["audit", "-w", "city"],
    ["audit", "-w", "nowhere"],
)


@pytest.mark.slow
def test_a_forked_command_is_what_a_started_one_is(desk: Desk) -> None:
    (desk.folder / "a.txt").write_text("柳林区2月3日情况\n新增发放宣传单1200份，张贴海报60张。", "utf-8")
    assert desk("init", "city", "--example", started=True).code == 0
    told = [
        [
            desk(*one, locale="en" if at % 2 else "zh", stdin="3份。".encode(), started=started)
            for at, one in enumerate(ASKED)
        ]
        for started in (False, True, False)
    ]
    assert told[1] == told[2]  # the first time the report is new
    assert [run.code for run in told[0]] == [run.code for run in told[1]]
    assert {run.code for run in told[1]} == {0, 1, 2}
