"""Archives of reports: every name right, everything bounded, nothing outside."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import archives
import pytest
from archives import UTF8, locked, named, unicode_path, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from wordprocessing import docx, p

from dibao import documents, language
from dibao.documents import Enclosed, Unpacked, inner, unpacking
from dibao.documents.enclosed import MEMBERS, Unpacking
from dibao.errors import DibaoError

REPORT = "东河区2月4日工作情况\n发放宣传单3200份。".encode()
DOCX = docx(p("发放宣传单3200份"))


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def names(unpacked: Unpacked) -> list[str]:
    return [file.name for file in unpacked.files]


def inside(data: bytes) -> Unpacked:
    """The same in the process itself, for tests of many inputs."""
    return unpacking.unpack(Enclosed("a.zip", data), Unpacking())


def refusal(data: bytes, name: str = "日报.zip") -> str:
    with pytest.raises(DibaoError) as caught:
        documents.unpack(data, name)
    assert caught.value.code == "unreadable"
    return str(caught.value)


def test_a_plain_file_is_its_own() -> None:
    for data, name in ((REPORT, "a.txt"), (DOCX, "a.docx"), (DOCX, "日报"), (b"", "a.txt"), (b"\x00", "a.xyz")):
        assert [(file.name, file.data) for file in documents.unpack(data, name).files] == [(name, data)]


def test_files_have_their_paths_and_what_stands_around_them() -> None:
    data = zipped({"东河区/2月4日.docx": DOCX, "西河区.txt": REPORT, "空夹/": b""})
    [word, text] = documents.unpack(data, "2月4日日报.zip").files
    assert (word.name, word.data) == ("2月4日日报.zip/东河区/2月4日.docx", DOCX)
    assert (word.context, text.context) == (("东河区", "2月4日日报"), ("2月4日日报",))
    assert documents.from_bytes(word.data, word.name).text == "发放宣传单3200份"


def test_an_office_file_is_no_archive_whatever_it_is_called() -> None:
    for name in ("日报.zip", "日报", "日报.docx"):
        assert names(documents.unpack(DOCX, name)) == [name]
        assert documents.from_bytes(DOCX, name).format == "docx"
    archive = zipped({"word/东河区.txt": REPORT})
    assert names(documents.unpack(archive, "日报.zip")) == ["日报.zip/word/东河区.txt"]
    assert names(documents.unpack(archive, "日报.abc")) == ["日报.abc/word/东河区.txt"]


def test_where_one_document_is_expected_an_archive_is_refused() -> None:
    with pytest.raises(DibaoError, match="逐个发送"):
        documents.from_bytes(zipped({"a.txt": REPORT}), "a.zip")
    with pytest.raises(DibaoError, match=r"改为 \.zip"):
        documents.from_bytes(zipped({"a.txt": REPORT}), "a.xlsx")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_chinese_windows_without_the_flag(encoding: str) -> None:
    data = named([("东河区/联通.txt".encode(encoding), REPORT)])
    assert names(documents.unpack(data, "a.zip")) == ["a.zip/东河区/联通.txt"]


def test_the_unicode_field_wins_where_it_is_of_this_name() -> None:
    raw = b"\x82\xb1.txt"
    data = named([(raw, REPORT)], extra=unicode_path("东河区.txt", raw))
    assert names(documents.unpack(data, "a.zip")) == ["a.zip/东河区.txt"]
    stale = named([("西河区.txt".encode("gbk"), REPORT)], extra=unicode_path("东河区.txt", raw))
    assert names(documents.unpack(stale, "a.zip")) == ["a.zip/西河区.txt"]
    torn = named([("西河区.txt".encode("gbk"), REPORT)], extra=b"\x75\x70\x01\x00\x01")
    assert names(documents.unpack(torn, "a.zip")) == ["a.zip/西河区.txt"]


def test_litter_is_left_out_and_pictures_are_said() -> None:
    litter = [
        "__MACOSX/._东河区.docx",
        "._a.docx",
        ".DS_Store",
        "夹/Thumbs.db",
        "~$东河区.docx",
        "desktop.ini",
        "a.lnk",
    ]
    files = dict.fromkeys(litter, b"x") | {"照片/1.JPG": b"\xff\xd8\xff", "录像.mp4": b"x", "东河区.txt": REPORT}
    unpacked = documents.unpack(zipped(files), "a.zip")
    assert names(unpacked) == ["a.zip/东河区.txt"]
    assert len(unpacked.notes) == 1 and "a.zip" in unpacked.notes[0] and "2 个图片" in unpacked.notes[0]
    assert not unpacked.refused


def test_an_archive_without_a_report_says_so() -> None:
    for files in ({}, {"夹/": b""}, {"1.jpg": b"\xff\xd8\xff"}, {"__MACOSX/a": b"x"}):
        assert "没有可读的来件" in refusal(zipped(files))


def test_one_bad_member_spoils_none_of_the_others() -> None:
    inside = {"东河区.txt": REPORT, "空.txt": b"", "坏.zip": zipped({"a.txt": REPORT})[:60], "西河区.docx": DOCX}
    unpacked = documents.unpack(zipped(inside), "a.zip")
    assert names(unpacked) == ["a.zip/东河区.txt", "a.zip/西河区.docx"]
    assert [one.split("”")[0] for one in unpacked.refused] == ["读不了“a.zip/空.txt", "读不了“a.zip/坏.zip"]
    data = bytearray(zipped({"a.txt": REPORT, "b.txt": REPORT * 2}, zipfile.ZIP_STORED))
    data[data.find(REPORT)] ^= 1  # its checksum no longer fits
    unpacked = documents.unpack(bytes(data), "a.zip")
    assert (names(unpacked), len(unpacked.refused)) == (["a.zip/b.txt"], 1)


def test_encrypted_members_are_named_and_an_encrypted_archive_is_one_sentence() -> None:
    data = zipped({"a.txt": REPORT, "b.txt": REPORT})
    unpacked = documents.unpack(locked(data, "a.txt"), "日报.zip")
    assert names(unpacked) == ["日报.zip/b.txt"]
    assert "a.txt" in unpacked.refused[0] and "密码" in unpacked.refused[0]
    assert "密码" in refusal(locked(data)) and "a.txt" not in refusal(locked(data))


def test_an_unknown_compression_is_no_traceback() -> None:
    data = bytearray(zipped({"a.txt": REPORT, "b.txt": REPORT}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.find(mark) + offset] = 9
    unpacked = documents.unpack(bytes(data), "a.zip")
    assert (names(unpacked), len(unpacked.refused)) == (["a.zip/b.txt"], 1)


TRICKS = [
    "../../etc/passwd.txt",
    "/etc/cron.d/a.txt",
    "C:\\Windows\\a.txt",
    "..\\..\\a.txt",
    "\\\\server\\share\\a.txt",
    "a/../../b.txt",
    "./././a.txt",
    "con.txt",
    "LPT1",
    "东河区\u202etxt.exe",
    "a\x00b.txt",
    "a\nb.txt",
    "a:b.txt",
    "x" * 5000 + ".txt",
    "/".join(["夹"] * 500) + "/a.txt",
    "... ",
    "/",
]


def harmless(name: str) -> None:
    """A relative path that stays below its folder on every system."""
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        assert not path.is_absolute() and not path.drive and not path.root
        assert ".." not in path.parts
    assert name.isprintable() and not name.startswith("/") and not set('\\:*?"<>|') & set(name)
    for part in name.split("/"):
        assert 0 < len(part) <= 101 and part == part.strip() and not part.endswith(".")
        assert not PureWindowsPath(part).is_reserved()


@pytest.mark.parametrize("name", TRICKS)
def test_path_tricks_lead_nowhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    harmless(inner.safe(name))
    data = named([(name.encode(), REPORT)], flags=UTF8)
    try:
        unpacked = documents.unpack(data, "a.zip")
    except DibaoError:
        assert name in {"/", "... "}  # a folder, and a hidden file
    else:
        assert all(file.name.startswith("a.zip/") for file in unpacked.files)
        for file in unpacked.files:
            harmless(file.name)
    assert not list(tmp_path.iterdir())


@given(st.lists(st.text(max_size=40) | st.sampled_from(TRICKS), min_size=1, max_size=6), st.sampled_from("/\\"))
def test_no_name_whatsoever_leads_anywhere(parts: list[str], separator: str) -> None:
    name = separator.join(parts)
    harmless(inner.safe(name))
    assert inner.safe(inner.safe(name)) == inner.safe(name)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=5), st.sampled_from([0, UTF8]))
def test_no_bytes_in_a_name_lead_anywhere(written: list[bytes], flags: int) -> None:
    try:
        unpacked = inside(named([(name, REPORT) for name in written], flags=flags))
    except DibaoError as error:
        assert error.code == "unreadable"
        return
    assert len(set(names(unpacked))) == len(unpacked.files)
    for file in unpacked.files:
        harmless(file.name)


def test_links_and_devices_are_left_alone() -> None:
    for mode in (0o120777, 0o020666, 0o060666, 0o010666):
        assert "没有可读的来件" in refusal(named([(b"a.txt", b"/etc/passwd")], mode=mode))
    assert names(documents.unpack(named([(b"a.txt", REPORT)], mode=0o100644), "a.zip")) == ["a.zip/a.txt"]
    both = zipped({"a.txt": REPORT})
    out = io.BytesIO(both)
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("b.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    unpacked = documents.unpack(out.getvalue(), "a.zip")
    assert names(unpacked) == ["a.zip/a.txt"] and "1 个链接" in unpacked.notes[0]


def test_the_same_name_twice_is_two_files() -> None:
    data = named([("东河区.txt".encode(), REPORT), ("东河区.txt".encode(), DOCX), (b"A.txt", b"x"), (b"a.TXT", b"y")])
    assert names(documents.unpack(data, "a.zip")) == [
        "a.zip/东河区.txt",
        "a.zip/东河区 (2).txt",
        "a.zip/A.txt",
        "a.zip/a (2).TXT",
    ]


def test_nesting_is_followed_three_deep_and_no_deeper() -> None:
    data = REPORT
    for depth in range(1, unpacking.DEPTH + 2):
        data = zipped({"a.txt" if depth == 1 else f"{depth - 1}.zip": data, f"{depth}.txt": REPORT})
    unpacked = documents.unpack(data, "4.zip")
    assert names(unpacked) == ["4.zip/3.zip/2.zip/2.txt", "4.zip/3.zip/3.txt", "4.zip/4.txt"]
    assert len(unpacked.refused) == 1 and "4.zip/3.zip/2.zip/1.zip" in unpacked.refused[0]


def test_bombs_are_left_alone() -> None:
    zeros = zipped({"a.txt": bytes(20 * 1024 * 1024)})
    assert "大得不正常" in refusal(zeros)
    unpacked = documents.unpack(zipped({"炸弹.zip": zeros, "东河区.txt": REPORT}), "a.zip")
    assert names(unpacked) == ["a.zip/东河区.txt"] and "炸弹.zip" in unpacked.refused[0]
    assert "大得不正常" in refusal(named([(b"%d" % number, b"") for number in range(MEMBERS + 1)]))


def test_all_levels_together_are_bounded() -> None:
    part = random.Random(1).randbytes(1024 * 1024)
    once = zipped({f"{number}.txt": part for number in range(4)})

    def within(files: dict[str, bytes]) -> Unpacked:
        return unpacking.unpack(Enclosed("a.zip", zipped(files)), Unpacking(bytes=10 * 1024 * 1024))

    assert len(within({"甲.zip": once, "乙.txt": REPORT}).files) == 5
    unpacked = within({"甲.zip": once, "乙.zip": once})
    assert len(unpacked.files) < 8 and any("大得不正常" in one for one in unpacked.refused)


def test_what_an_archive_says_of_its_sizes_is_not_believed() -> None:
    """A member that unpacks to more than the directory says gives no more than that, and is refused."""
    data = bytearray(zipped({"a.txt": bytes(4 * 1024 * 1024), "b.txt": REPORT}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    unpacked = documents.unpack(bytes(data), "a.zip")
    assert names(unpacked) == ["a.zip/b.txt"] and len(unpacked.refused) == 1


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_archives_raise_nothing_but_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(zipped({"东河区/a.txt": REPORT, "b.zip": zipped({"c.docx": DOCX})}))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    try:
        unpacked = inside(bytes(data))
    except DibaoError as error:
        assert error.code == "unreadable"
    else:
        for file in unpacked.files:
            harmless(file.name)


def test_the_limit_holds_for_the_archive_and_for_each_file_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.txt": REPORT * 100, "b.txt": REPORT})
    with pytest.raises(DibaoError, match="上限"):
        documents.unpack(data, "a.zip", limit=10)
    monkeypatch.setattr(documents, "LIMIT", 1000)
    unpacked = documents.unpack(data, "a.zip", limit=10**6)
    assert names(unpacked) == ["a.zip/b.txt"] and "上限" in unpacked.refused[0]


def test_the_helper_marks_what_it_says() -> None:
    with zipfile.ZipFile(io.BytesIO(archives.locked(zipped({"a": b"1", "b": b"2"}), "a"))) as archive:
        assert [member.flag_bits & 1 for member in archive.infolist()] == [1, 0]
