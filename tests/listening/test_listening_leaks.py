"""What `dibao listen` leaves anywhere holds none of the planted personal data, no author and no handle.

Everything is searched, opened and decoded (`support.everywhere`): the workspace, what was left by a run that was
killed, files that came and went, temporary files, the screen, the briefs with the day's counts, exports and a backup.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dibao.catalogue.create import example
from support.databases import own_database
from support.everywhere import under, watched
from support.planted import HANDLES, LABELLED, PHONE, SPLITS, TOLD, given, secrets
from support.redaction_scoring import items

DAY = "2026-02-04"
SPEAKERS = ("陈晓岚", "罗志强", "宋小雨", "韩明亮")
SURFACE = """
import sys
from datetime import date
from pathlib import Path
from dibao.office.setup import open_office
office = open_office(Path(sys.argv[1]))
from dibao.office.ledger import exported
from dibao.office.ledger.asking import Asking
asked = Asking(date(2026, 2, 1), date(2026, 2, 4))
table = [exported.head(), *exported.rows(office, asked)]
assert len(table) > 8, len(table)
Path("ledger.csv").write_bytes(b"".join(exported.as_csv(table)))
with open("ledger.xlsx", "wb") as file:
    exported.as_xlsx(table, file)
"""


class Desk:
    """Runs Dibao as a process, everything that it may write to below one folder; keeps what it says."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.left, self.kept = folder / "left", folder / "kept"
        for name in ("tmp", "home", "desk"):
            (self.left / name).mkdir(parents=True)
        self.folder = self.left / "desk"
        own = {"TMPDIR": str(self.left / "tmp"), "HOME": str(self.left / "home"), "DIBAO_LOCALE": "zh"}
        self.environment = {name: value for name, value in environment.items() if name != "DIBAO_WORKSPACE"} | own
        self.said: list[bytes] = []

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """A process, not waited for."""
        return subprocess.Popen(
            [sys.executable, *map(str, command)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __call__(self, *command: str | Path, code: int = 0) -> str:
        """A process until its end, files that come and go kept."""
        with watched(self.left, self.kept):
            process = self.start(*command)
            out, err = process.communicate(timeout=300)
        self.said += [out, err]
        assert process.returncode == code, err.decode()
        assert b"Traceback" not in err
        return out.decode() + err.decode()

    def killed(self, *command: str | Path) -> None:
        """A process until it has stored its first portion."""
        with watched(self.left, self.kept):
            process = self.start(*command)
            while not list(self.left.rglob(".work/*/[0-9]*.parquet")):
                assert process.poll() is None
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            self.said += process.communicate(timeout=60)

    def found(self) -> list[tuple[str, str]]:
        """Secrets that are anywhere."""
        screen = ((f"screen {number}", said) for number, said in enumerate(self.said))
        found = secrets().found([*under(self.left), *under(self.kept), *screen])
        return [(where, value if value in TOLD else "of the test half") for where, value in found]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return given(tmp_path_factory.mktemp("given") / "items")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with own_database() as environment:
        yield Desk(tmp_path, environment)


def listening(files: list[Path], *more: str | Path) -> list[str | Path]:
    about = example() / "items"
    command: list[str | Path] = ["-m", "dibao", "listen", *files, "-w", "city", "--date", DAY, "--workers", "2"]
    command += ["--lexicon", about / "lexicon.csv", "--claims", about / "claims.csv"]
    return [*command, "--summary", "summary.json", "--report", "day.html", *more]


def test_the_secrets_are_those_of_the_set() -> None:
    kinds = {
        span["kind"]
        for split in SPLITS
        for item in items(LABELLED, split)
        for span in item["spans"]
        if span["text"] in secrets().values
    }
    assert len(kinds) == 9 and len(secrets().values) > 1900, len(secrets().values)


@pytest.mark.slow
def test_nothing_planted_is_left_anywhere(desk: Desk, files: list[Path]) -> None:
    desk("-m", "dibao", "init", "city", "--example")
    desk.killed(*listening(files))
    assert list(desk.left.rglob(".work/*/*.npz")) and desk.found() == []
    told = desk(*listening(files), code=2)
    assert "个数记入台账" in told and not list(desk.left.rglob(".work"))
    brief = "-m", "dibao", "brief", "--date", DAY, "-w", "city", "-o"
    for suffix in ("docx", "html", "json", "pdf"):
        desk(*brief, f"brief.{suffix}")
    for name in ("brief.docx", "brief.html", "brief.pdf"):
        assert "listening" in desk("-m", "dibao", "trace", name, "--json")
    desk("-m", "dibao", "check", "--date", DAY, "-w", "city", "--json", code=1)
    desk("-c", SURFACE, "city")
    desk("-m", "dibao", "backup", "all.tar.gz", "-w", "city")
    assert desk.found() == []
    summary = json.loads((desk.folder / "summary.json").read_text("utf-8"))
    assert summary["items"] > 2270 and len(summary["redactions"]) == 9 and min(summary["redactions"].values()) > 80
    names = {name for name, _ in under(desk.left)}
    assert {"desk/ledger.xlsx!xl/worksheets/sheet1.xml", "desk/all.tar.gz!gzip!manifest.json"} <= names
    assert any(name.startswith("desk/city/items/2026-02-04") and name.endswith("!text") for name in names)
    assert any('b\'{"items"' in data.decode("utf-8", "ignore") for _, data in under(desk.kept)), "portions on the way"


@pytest.mark.slow
def test_a_run_that_takes_nothing_out_is_noticed(desk: Desk, files: list[Path]) -> None:
    """Texts as they are, then links as they are."""
    broken = """
import sys, numpy as np
from collections import Counter
from dibao.cli import main
from dibao.listening import normal, stage
if sys.argv.pop(1) == "texts":
    stage.cleaned = lambda column: (column, np.zeros(len(column), np.int64), Counter())
else:
    stage.normal.links = lambda column: column
main()
"""
    desk("-m", "dibao", "init", "city", "--example")
    for what, held in (("texts", PHONE), ("links", HANDLES[0])):
        desk("-c", broken, what, *listening(files, "--out", what, "--no-count")[2:], "--workers", "1", code=2)
        assert held in {value for _, value in secrets().found(under(desk.folder / what))}


@pytest.mark.slow
def test_nothing_said_in_a_chat_is_left_of_anybody(desk: Desk) -> None:
    """The same texts as messages of a group, pasted: what is received, drafted and kept names nobody either."""
    units = ("望海区", "柳林区", "松台区", "高新区")
    texts = [" ".join(item["text"].split()) for item in items(LABELLED, "dev") if item["spans"]]
    lines: list[str] = []
    for at, text in enumerate(texts):
        unit = units[at // 150 % len(units)]
        lines += [f"{unit}宣传部-{SPEAKERS[at % 4]} 2026-02-04 09:{at // 60 % 60:02d}:{at % 60:02d}", text]
        lines += [f"2月3日，{unit}新增发放宣传单{1200 + at}份。"] if at % 20 == 0 else []
    (desk.left.parent / "群聊.txt").write_text("\n".join(lines), "utf-8")
    desk("-m", "dibao", "init", "city", "--example")
    said = desk("-m", "dibao", "receive", desk.left.parent / "群聊.txt", "-w", "city", "--date", DAY)
    assert "按聊天记录读取" in said and "发言人姓名和时间没有保存" in said
    desk("-m", "dibao", "brief", "--date", DAY, "-w", "city", "-o", "brief.docx")
    desk("-m", "dibao", "backup", "all.tar.gz", "-w", "city")
    assert desk.found() == []
    everything = b"".join(data for _, data in under(desk.left)).decode("utf-8", "ignore")
    assert everything.count("〔手机号〕") > 100 and not [name for name in SPEAKERS if name in everything]
