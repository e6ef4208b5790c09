"""The command line as a user runs it: processes, in a workspace and database of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support import commands
from support.absent import absent
from support.databases import own_database

MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Desk:
    """Runs commands in a folder; `city` is the workspace that `dibao demo` made."""

    folder: Path
    environment: dict[str, str]

    @property
    def city(self) -> Path:
        return self.folder / "city"

    def __call__(
        self,
        *arguments: str | Path,
        locale: str = "zh",
        unprivileged: bool = False,
        stdin: bytes = b"",
        measured: Path | None = None,
        started: bool = False,
    ) -> Run:
        """`unprivileged`: a file's rights hold for the super-user too. `measured`: where to write how much memory the
        largest of its processes took, in KiB. `started`: by a Python of its own (else see `support.commands`)."""
        environment = {**self.environment, "DIBAO_LOCALE": locale}
        command = [sys.executable, "-m", "dibao", *map(str, arguments)]
        if measured is not None:
            command = [sys.executable, "-c", MEASURE, str(measured), *command]
        if unprivileged and os.geteuid() == 0:
            if not (setpriv := shutil.which("setpriv")):
                absent("setpriv is missing, and the super-user may read anything")
            lost = "-dac_override,-dac_read_search"
            command = [setpriv, f"--bounding-set={lost}", f"--inh-caps={lost}", *command]
        if started or measured is not None or unprivileged:
            run = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, check=False, input=stdin
            )
        else:
            run = commands.run(command[3:], cwd=self.folder, env=environment, stdin=stdin)
        out, err = run.stdout.decode(), run.stderr.decode()
        assert "Traceback" not in err, err
        if log := re.search(r"\S*/dibao-\S+\.log", err):
            pytest.fail(Path(log.group()).read_text("utf-8"))
        return Run(run.returncode, out, err)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Run]]:
    """The example city after its three days, and what the demo said."""
    with own_database(empty=True) as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        desk = Desk(tmp_path_factory.mktemp("demo"), environment)
        yield desk, desk("demo", "city")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty folder."""
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        yield Desk(tmp_path, environment)
