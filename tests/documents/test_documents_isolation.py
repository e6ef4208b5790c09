"""A worker can read nothing, write nothing, reach nobody and take no more than it may; its parent is unharmed."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao import documents, language, reading
from dibao.documents import isolation
from dibao.documents.isolation import Limits, confinement, isolated, process, values
from dibao.entries import Series
from dibao.errors import DibaoError
from dibao.figures import Basis, Interval
from support.processes import descriptors, unharmed

BRIEF = Limits(seconds=0.5)
SMALL = Limits(memory=64 * 1024 * 1024, output=1024 * 1024)


def barriers() -> tuple[str, ...]:
    return isolated(confinement.barriers)


needs_calls = pytest.mark.skipif(
    "calls" not in barriers() and "CI" not in os.environ, reason="no filter of system calls here"
)
needs_files = pytest.mark.skipif("files" not in barriers() and "CI" not in os.environ, reason="no Landlock here")
needs_memory = pytest.mark.skipif(
    "memory" not in barriers() and "CI" not in os.environ, reason="memory cannot be limited here"
)


@pytest.fixture(autouse=True)
def parent_unharmed() -> Iterator[None]:
    language.use("zh")
    with unharmed():
        yield
    language.use(None)


def told(function: Callable[..., object], *arguments: object, limits: Limits = SMALL) -> DibaoError:
    """The refusal; its two sentences name the file."""
    sentences = []
    for chosen in ("en", "zh"):
        language.use(chosen)  # type: ignore[arg-type]
        with pytest.raises(DibaoError) as caught:
            isolated(function, *arguments, name="东河区.docx", limits=limits)
        assert caught.value.code == "unreadable" and "东河区.docx" in str(caught.value)
        sentences.append(str(caught.value))
    assert sentences[0] != sentences[1]
    return caught.value


def failure(function: Callable[..., object], *arguments: object) -> str:
    """What happened inside, as developers see it."""
    error = told(function, *arguments)
    assert isinstance(error.__cause__, process.WorkerFailure)
    return str(error.__cause__)


def test_a_result_comes_back_and_arguments_need_no_pickling() -> None:
    document = documents.from_text("截至2月3日，累计发稿1,045篇，其中新增25篇。", "日报.txt")
    lock = threading.Lock()  # cannot be pickled
    assert isolated(lambda given: (given is lock, reading.read(document)), lock) == (True, reading.read(document))


def test_a_refusal_comes_back_as_it_was() -> None:
    def refuse() -> None:
        raise DibaoError("没有这样的单位。", code="unknown_unit")

    with pytest.raises(DibaoError) as caught:
        isolated(refuse)
    assert (str(caught.value), caught.value.code) == ("没有这样的单位。", "unknown_unit")


def test_inside_a_worker_it_is_a_plain_call() -> None:
    assert not isolation.inside()
    assert isolated(lambda: isolated(lambda: (isolation.inside(), isolated(os.getpid) == os.getpid()))) == (True, True)


def test_any_other_exception_is_a_broken_file() -> None:
    def stumble() -> None:
        raise KeyError("w:p")

    assert "KeyError" in failure(stumble) and "损坏" in str(told(stumble))
    assert "RecursionError" in failure(lambda: json.loads("[" * 10**6))


def test_a_missing_library_is_not_a_broken_file() -> None:
    def lacking() -> None:
        raise ModuleNotFoundError("No module named 'pdf'", name="pdf")

    assert "pdf" in str(told(lacking)) and "重新安装" in str(told(lacking))


@needs_memory
def test_memory_is_limited() -> None:
    def hoard() -> None:
        held = []
        while True:
            held.append("x" * 100_000)

    assert "内存" in str(told(hoard)) and "内存" in str(told(lambda: len(bytearray(2**31))))


@pytest.mark.parametrize("wait", [signal.pause, lambda: any(iter(int, 1))])
def test_time_is_limited(wait: Callable[[], object]) -> None:
    assert "0.5 秒" in str(told(wait, limits=BRIEF))


def test_a_worker_that_ignores_its_alarm_is_ended_by_its_parent() -> None:
    def deaf() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True:
            signal.pause()

    assert "0.5 秒" in str(told(deaf, limits=BRIEF))


def test_output_is_limited() -> None:
    assert "超过 1 MiB" in str(told(lambda: "x" * 2_000_000))


@pytest.mark.parametrize(
    "crash",
    [
        lambda: ctypes.string_at(0),
        os.abort,
        lambda: os.kill(os.getpid(), signal.SIGTERM),
        lambda: os._exit(0),
        lambda: sys.exit(1),
    ],
)
def test_a_crash_is_one_sentence_and_says_nothing_else(
    crash: Callable[[], object], capfd: pytest.CaptureFixture
) -> None:
    assert "中断" in str(told(crash))
    assert capfd.readouterr() == ("", "")


def test_what_a_worker_prints_is_not_shown(capfd: pytest.CaptureFixture) -> None:
    assert isolated(lambda: (print("x"), os.write(2, b"x"), 1)[-1]) == 1
    assert capfd.readouterr() == ("", "")


@needs_calls
@pytest.mark.parametrize(
    "attempt",
    [
        os.fork,
        lambda: subprocess.run(["true"], check=True),
        lambda: os.execv("/bin/true", ["true"]),
        socket.socket,
        lambda: socket.socket(socket.AF_UNIX),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: os.kill(os.getppid(), signal.SIGTERM),
        lambda: os.setpgid(0, 0),
    ],
)
def test_no_network_and_no_processes(attempt: Callable[[], object]) -> None:
    assert "PermissionError" in failure(attempt)


@needs_calls
@pytest.mark.parametrize("change", ["write", "append", "create", "remove", "folder", "rename", "mode", "link"])
def test_nothing_is_written(change: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("kept")
    attempts: dict[str, Callable[[], object]] = {
        "write": lambda: path.write_text("gone"),
        "append": lambda: path.open("a"),
        "create": (tmp_path / "new").touch,
        "remove": path.unlink,
        "folder": (tmp_path / "new").mkdir,
        "rename": lambda: path.rename(tmp_path / "new"),
        "mode": lambda: path.chmod(0o777),
        "link": lambda: (tmp_path / "new").symlink_to(path),
    }
    mode = path.stat().st_mode
    assert "PermissionError" in failure(attempts[change])
    assert (list(tmp_path.iterdir()), path.read_text(), path.stat().st_mode) == ([path], "kept", mode)


@needs_files
def test_nothing_outside_the_libraries_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密")
    for attempt in (
        (tmp_path / "secret").read_text,
        lambda: list(tmp_path.iterdir()),
        Path("/etc/passwd").read_text,
        Path("/proc/self/environ").read_text,
    ):
        assert "PermissionError" in failure(attempt)


def test_none_of_the_parents_descriptors_is_there(tmp_path: Path) -> None:
    with (tmp_path / "ledger.db").open("w") as ledger, socket.socket() as connection:
        assert {ledger.fileno(), connection.fileno()} <= set(descriptors())
        there = isolated(descriptors)
        assert there[:3] == [0, 1, 2] and len(there) == 4
        ledger.write("still open")
    assert (tmp_path / "ledger.db").read_text() == "still open"


@needs_memory
def test_limits_cannot_be_raised() -> None:
    import resource

    most = resource.RLIM_INFINITY
    failure(lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)))
    assert isolated(lambda: list(resource.getrlimit(resource.RLIMIT_FSIZE))) == [0, 0]


def test_without_barriers_the_parent_still_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement.system, "machine", lambda: "")
    assert "files" not in barriers() and "calls" not in barriers()
    assert "0.5 秒" in str(told(signal.pause, limits=BRIEF))
    assert isolated(lambda: 1) == 1


@needs_calls
def test_what_a_worker_started_ends_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a system cannot refuse new processes, they are ended with the worker."""
    monkeypatch.setattr(confinement.system, "machine", lambda: "")

    def leave() -> int:
        if child := os.fork():
            return child
        signal.pause()
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confinement, "_lower", lambda *_: False)
        child = isolated(leave)
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.01)
    pytest.fail("it is still there")


# --- what a worker sends ---

EXACT = (
    st.integers() | st.decimals(allow_nan=False) | st.none() | st.booleans() | st.text() | st.floats(allow_nan=False)
)
MOMENTS = st.dates() | st.datetimes() | st.times() | st.timedeltas(timedelta(-9999), timedelta(9999))
OURS = (
    st.sampled_from(Basis)
    | st.builds(Interval, st.integers(), st.none() | st.integers())
    | st.builds(Series, st.text(), st.text(), st.text(), st.text(), st.sampled_from(Basis))
)
ALL = st.recursive(
    EXACT | MOMENTS | OURS | st.binary() | st.builds(Path, st.sampled_from(["a", "/b/c"])),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(ALL)
def test_values_come_back_as_they_were(value: object) -> None:
    back = values.decode(b"".join(values.encode(value)))
    assert back == value and type(back) is type(value)


def test_signs_that_are_no_text_come_back() -> None:
    assert isolated(lambda: "a\ud800\0\u202e") == "a\ud800\0\u202e"


def test_only_values_leave_a_worker() -> None:
    for odd in (object(), Limits, socket.socket, documents.open, documents, iter(())):
        assert "cannot leave a worker" in failure(lambda odd=odd: odd)


@pytest.mark.parametrize(
    "message",
    [
        b"cos\nsystem\n(S'touch bomb'\ntR.",  # a pickle
        b"",
        b"{}",
        b"[]",
        b"null",
        b'[["os:system"],[32,"touch bomb"]]',
        b'[["dibao.cli.main:os.system"],[32,"touch bomb"]]',
        b'[["dibao.documents:open"],[32,"/etc/passwd"]]',
        b'[["dibao.documents.registry:Format"],[32,1]]',
        b'[["dibao.__main__:main"],[32]]',
        b'[["dibao.figures:Figure"],[32,1]]',
        b'[["dibao.figures:Basis"],[32,"none"]]',
        b'[["dibao.figures:Basis"],[33,"new"]]',
        b"[[1],[32]]",
        b"[[],[99]]",
        b"[[],[[]]]",
        b'[[],[6,"x"]]',
        b"[[],[7,1]]",
        b"[[],[3,[0]]]",
        b"[[],[2,[0],1]]",
        b'[[],{"a":1}]',
        b"[[],[10,99999999999]]",
        b"[[],[5,5]]",
        b"[[],[5,-1]]",
        b"[[],[0,[5,4],[5,1]]]",
        b"[" * 100_000,
        b"\xff\xfe",
        b"[[]," + b"9" * 10_000 + b"]",
    ],
)
def test_a_message_that_no_honest_worker_sends_runs_nothing(
    message: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def send() -> None:
        length = len(message).to_bytes(8, "little")
        process.write(max(descriptors()), (process.Kind.RESULT, [length, message, b"1234"]))
        os._exit(0)

    assert "中断" in str(told(send))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sent", [b"r", b"?" + bytes(8), b"r" + b"\xff" * 8, b"r" + (5).to_bytes(8, "little") + b"ab"])
def test_an_answer_that_is_broken_off_or_endless(sent: bytes) -> None:
    def send() -> None:
        os.write(max(descriptors()), sent)
        os._exit(0)

    assert "中断" in str(told(send))


def test_a_sentence_from_a_worker_stays_one_line() -> None:
    def lie() -> None:
        raise DibaoError("a\n\x1b[2J\u202eb" + "x" * 10_000, code="error")

    with pytest.raises(DibaoError) as caught:
        isolated(lie)
    assert str(caught.value).startswith("a??[2J?b") and len(str(caught.value)) < 1000


def test_dates_and_decimals() -> None:
    value = (date(2026, 2, 3), datetime(2026, 2, 3, 9, 40), Decimal("14.70"))
    assert isolated(lambda: value) == value
