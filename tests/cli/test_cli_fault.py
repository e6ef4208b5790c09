"""The file that tells the maintainers of a fault says where it was, and nothing of the office's data."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from cli.conftest import Desk
from dibao.cli.fault import told

TEXT = "李某某的电话13800138000，账号'zhangsan_88'"


def fails(text: str) -> float:
    return float(text)


def twice(text: str) -> None:
    try:
        fails(text)
    except ValueError as error:
        raise KeyError(text) from error


@pytest.mark.parametrize("elsewhere", [False, True])
def test_where_it_was_is_told_and_not_what_was_read(elsewhere: bool) -> None:
    with pytest.raises(KeyError) as raised:
        if elsewhere:
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                pool.submit(twice, TEXT).result()
        twice(TEXT)
    log = told(raised.value)
    assert [word for word in ("李某某", "13800138000", "zhangsan", "电话") if word in log] == []
    assert log.count("test_cli_fault.py") >= 3 and "return float(text)" in log
    assert "builtins.KeyError" in log and "could not convert string to float" in log


def test_the_clerk_is_told_of_the_file(desk: Desk) -> None:
    script = f"""
import dibao.cli.read
from dibao.cli import main
def fails(*_, **__): raise ValueError({TEXT!r})
dibao.cli.read.command.callback = fails
import sys; sys.argv = ["dibao", "read", "a.txt"]
main()
"""
    import subprocess
    import sys

    environment = {**desk.environment, "TMPDIR": str(desk.folder), "DIBAO_LOCALE": "zh"}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    [log] = desk.folder.glob("dibao-*.log")
    assert run.returncode == 2 and log.name in run.stderr.decode() and b"Traceback" not in run.stderr
    assert "ValueError" in log.read_text("utf-8") and "李某某" not in log.read_text("utf-8")
