"""Files that hold files, and pasted text, on the command line."""

from __future__ import annotations

import io
import zipfile

import pytest

from cli.conftest import Desk

DAY = ("--date", "2026-02-03")
WANGHAI = "望海区2月3日宣传工作情况\n新增发放宣传单1200份。\n"
LIULIN = "今日新增发放宣传单900份。\n"


def archive(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, data in files.items():
            written.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def parcel(desk: Desk) -> Desk:
    """An office, and an archive of two reports, a broken one and a picture."""
    desk("init", "office", "--example")
    inside = {
        "望海/日报.txt": WANGHAI,
        "柳林区/日报.txt": LIULIN,
        "坏.docx": b"PK\x03\x04",
        "照片.jpg": b"\xff\xd8\xff",
    }
    (desk.folder / "来件").mkdir()
    (desk.folder / "来件" / "日报.zip").write_bytes(archive(**inside))
    return desk


def test_read_tells_the_figures_of_each_file_inside(parcel: Desk) -> None:
    run = parcel("read", "来件/日报.zip", "--json", *DAY)
    assert run.code == 2
    assert [(line["file"], line["value"]) for line in run.lines] == [
        ("来件/日报.zip/望海/日报.txt", 1200),
        ("来件/日报.zip/柳林区/日报.txt", 900),
    ]
    text = WANGHAI
    assert all(text[line["start"] : line["end"]] == line["text"] for line in run.lines[:1])
    assert "日报.zip/坏.docx" in run.err and "图片" in run.err and len(run.err.splitlines()) == 2
    assert "日报.zip/望海/日报.txt：1 个数字" in parcel("read", "来件/日报.zip").out


def test_receive_takes_each_file_as_a_report_of_its_own(parcel: Desk) -> None:
    receive = ("receive", "来件", "-w", "office", "--json", *DAY)
    run = parcel(*receive)
    assert run.code == 2 and "日报.zip/坏.docx" in run.err
    assert [(line["file"], line["unit_code"], line["state"]) for line in run.lines] == [
        ("日报.zip/望海/日报.txt", "wanghai", "counted"),
        ("日报.zip/柳林区/日报.txt", "liulin", "counted"),
    ]
    kept = {path.read_bytes().decode() for path in (parcel.folder / "office" / "inbox").glob("*.txt")}
    assert kept == {WANGHAI, LIULIN}
    (parcel.folder / "来件" / "望海区.txt").write_text(WANGHAI, encoding="utf-8")
    again = parcel(*receive)
    assert [line["again"] for line in again.lines] == [True, True, True]


def test_an_archive_that_cannot_be_read_is_one_sentence(desk: Desk) -> None:
    (desk.folder / "坏.zip").write_bytes(archive(a=b"1" * 500)[:200])
    (desk.folder / "好.txt").write_text(LIULIN, encoding="utf-8")
    run = desk("read", "坏.zip", "好.txt", "--json")
    assert run.code == 2 and len(run.err.splitlines()) == 1 and "坏.zip" in run.err
    assert [line["value"] for line in run.lines] == [900]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_pasted_text_comes_on_standard_input(desk: Desk, encoding: str) -> None:
    desk("init", "office", "--example")
    run = desk("read", "-", "--json", *DAY, stdin=WANGHAI.encode(encoding))
    assert (run.code, [(line["file"], line["value"]) for line in run.lines]) == (0, [("-", 1200)])
    run = desk("receive", "-", "-w", "office", "--json", *DAY, stdin=WANGHAI.encode(encoding))
    assert (run.code, [(line["file"], line["unit_code"]) for line in run.lines]) == (0, [("粘贴", "wanghai")])
    run = desk("read", "-")
    assert run.code == 2 and "空" in run.err


def test_a_pasted_chat_is_a_report_for_each_unit(desk: Desk) -> None:
    desk("init", "office", "--example")
    chat = f"望海-李某某 2/3 09:31\n{WANGHAI}柳林区宣传部 王某 2/3 09:40\n{LIULIN}张伟 2/3 09:41\n收到\n".encode()
    run = desk("read", "-", "--json", *DAY, "-w", "office", stdin=chat)
    assert [(line["file"], line["value"], line["locator"]) for line in run.lines] == [
        ("-/望海区", 1200, "第1条消息"),
        ("-/柳林区", 900, "第2条消息"),
    ]
    run = desk("receive", "-", "--json", *DAY, "-w", "office", stdin=chat)
    assert [(line["file"], line["unit_code"]) for line in run.lines] == [
        ("粘贴/望海区", "wanghai"),
        ("粘贴/柳林区", "liulin"),
    ]
    assert "某" not in run.out + run.err
