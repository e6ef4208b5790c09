"""Chats: each unit's messages a report, the speakers outside; and no report is ever taken for a chat."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import wholeness
from hypothesis import given
from hypothesis import strategies as st

from dibao import documents, language
from dibao.documents import Document, Enclosed, Unpacked, unpacking
from dibao.documents.chat import talk
from dibao.documents.enclosed import Unpacking

UNITS = {
    **dict.fromkeys(("东河区", "东河", "东河区委宣传部"), "东河区"),
    **dict.fromkeys(("西河区", "西河"), "西河区"),
    "团市委": "共青团安澜市委员会",
}
EAST, WEST = "今日发放宣传单3200份，悬挂条幅96条。", "今日发放宣传单900份。"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def unpack(text: str, name: str = "粘贴", near: date | None = date(2026, 2, 4)) -> Unpacked:
    return documents.unpack(text.encode(), name, units=UNITS, near=near)


def read(unpacked: Unpacked) -> dict[str, str]:
    """The reports' texts by the last part of their names."""
    found = {}
    for one in unpacked.files:
        document = documents.from_bytes(one.data, one.name)
        wholeness.check(document)
        found[one.name.rpartition("/")[2]] = document.text
    return found


def document(unpacked: Unpacked, at: int = 0) -> Document:
    one = unpacked.files[at]
    return documents.from_bytes(one.data, one.name)


WRITTEN = {
    "WeChat, exported": (
        "微信群聊“宣传组报数群”的聊天记录如下:\n\n—————  2026-2-4  —————\n\n\n"
        f"东河区宣传部-李某某  09:31\n\n{EAST}\n\n\n西河区-王某  09:40\n\n{WEST}\n"
    ),
    "WeChat, pasted": f"东河区宣传部-李某某 2026/2/4 9:31:22\n{EAST}\n\n西河区-王某 2026/2/4 9:40\n{WEST}",
    "WeChat, name above time": f"李某某（东河区）\n2026年2月4日 09:31\n{EAST}\n西河区王某\n2026年2月4日 09:40\n{WEST}",
    "WeCom": f"李某某@东河区 2/4 09:31:05\n{EAST}\n王某@西河区 2/4 09:40:00\n{WEST}",
    "DingTalk": f"东河区宣传部-李某某 2月4日 上午9:31\n{EAST}\n西河区 王某 2月4日 上午9:40\n{WEST}",
    "DingTalk, colon": f"东河区宣传部-李某某 2/4 9:31:\n{EAST}\n西河区-王某 2/4 9:40:\n{WEST}",
    "bracketed": f"[2026-02-04 09:31] 东河区-李某某: {EAST}\n[2026-02-04 09:40] 西河区-王某: {WEST}",
    "behind": f"东河区-李某某 [2026-02-04 09:31]\n{EAST}\n西河区-王某 [2026-02-04 09:40]\n{WEST}",
    "one line": f"东河区-李某某 2/4 09:31：{EAST}\n西河区-王某 2/4 09:40：{WEST}",
    "QQ, exported": (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
        + "=" * 64
        + "\n消息分组:我的QQ群\n"
        + "=" * 64
        + f"\n消息对象:宣传组\n{'=' * 64}\n\n2026-02-04 9:31:22 东河区李某某(123456789)\n{EAST}\n\n"
        f"2026-02-04 9:40:01 【管理员】西河区-王某<wang@example.com>\n{WEST}\n"
    ),
    "aliases": f"东河李某某 2/4 09:31\n{EAST}\n西河_王某 2/4 09:40\n{WEST}",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
@pytest.mark.parametrize("name", ["粘贴", "群聊.txt"])
def test_each_unit_s_messages_are_a_report(written: str, name: str) -> None:
    found = unpack(written, name)
    assert read(found) == {"东河区": EAST, "西河区": WEST}
    assert [one.name.startswith(f"{name}/") for one in found.files] == [True, True]
    assert [one.sent for one in found.files] == [datetime(2026, 2, 4)] * 2
    for secret in ("李某某", "王某", "09:31", "9:31", "09:40", "example.com", "123456789"):
        assert secret not in repr([(one.name, one.data.decode(), one.context) for one in found.files])


def test_line_ends_of_windows_and_gbk() -> None:
    data = WRITTEN["WeChat, pasted"].replace("\n", "\r\n").encode("gb18030")
    assert read(documents.unpack(data, "群聊.txt", units=UNITS)) == {"东河区": EAST, "西河区": WEST}


def test_a_forwarded_record_has_no_times() -> None:
    found = unpack(f"群聊的聊天记录\n东河区-李某某: {EAST}\n其中：进社区1200份\n西河区：{WEST}\n李主任：收到")
    assert read(found) == {"东河区": f"{EAST}\n其中：进社区1200份", "西河区": WEST}
    assert [one.sent for one in found.files] == [None, None]


def test_one_message_and_a_speaker_without_a_unit() -> None:
    found = unpack(f"张伟 2/4 09:31\n东河区2月4日工作情况\n{EAST}")
    assert read(found) == {"东河区": f"东河区2月4日工作情况\n{EAST}"}
    found = unpack(f"张伟 2/4 09:31\n{EAST}\n赵敏 2/4 09:33\n{WEST}")
    assert read(found) == {"发言1": EAST, "发言2": WEST}
    assert "张伟" not in repr(found) and "赵敏" not in repr(found)


def test_without_known_units_what_ends_as_an_organisation_is_kept() -> None:
    text = f"石桥县融媒体中心-李某某 09:31\n{EAST}\n王部 09:35\n{WEST}\n"
    found = documents.unpack(text.encode(), "粘贴")
    assert read(found) == {"石桥县融媒体中心": EAST, "发言2": WEST}


def test_one_who_speaks_for_several_units() -> None:
    said = [f"【东河区】{EAST}", "补充：另悬挂横幅5条。", f"西河区：{WEST}", "更正：西河区为901份"]
    text = "\n".join(f"张伟 2/4 09:3{number}\n{each}" for number, each in enumerate(said))
    assert read(unpack(text)) == {"东河区": "\n".join(said[:2]), "西河区": "\n".join(said[2:])}
    text = f"东河区-李某某 2/4 09:31\n{EAST}\n东河区-李某某 2/4 09:32\n西河区2月4日工作情况\n{WEST}"
    assert read(unpack(text)) == {"东河区": EAST, "西河区": f"西河区2月4日工作情况\n{WEST}"}


def test_a_correction_follows_in_order_and_places_tell_the_message() -> None:
    text = (
        f"东河区-李某某 2/4 09:31\n{EAST}\n市宣传组-张某 2/4 09:33\n收到\n东河区-李某某 2/4 09:35\n"
        "更正：宣传单应为3300份。\n\n以此为准。"
    )
    found = unpack(text)
    [one] = found.files
    made = documents.from_bytes(one.data, one.name)
    assert made.text == f"{EAST}\n更正：宣传单应为3300份。\n\n以此为准。"
    assert made.format == "chat" and len(made.digest) == 64
    assert [made.locator(made.text.index(number)) for number in ("3200", "3300")] == ["第1条消息", "第3条消息"]


def test_pasted_tables_in_a_message_are_tables() -> None:
    text = f"东河区-李某某 2/4 09:31\n{EAST}\n东河区-李某某 2/4 09:35\n项目\t数量\n宣传单\t3200\n条幅\t96"
    made = document(unpack(text))
    assert made.locator(made.text.rindex("96")) == "第2条消息 表1 第3行第2列"
    assert len(made.blocks) == 2


def test_answers_pictures_and_what_the_program_says_are_left_out() -> None:
    text = (
        f"东河区-李某某 2/4 09:31\n{EAST}\n[图片]\n张伟 2/4 09:32\n收到，辛苦了！[强]\n"
        "张伟 2/4 09:32\n@东河区-李某某\u2005好的\n"
        "东河区-李某某 2/4 09:33\n[文件] 东河区日报.docx\n东河区-李某某 2/4 09:34\n“李某某”撤回了一条消息\n"
        "东河区-李某某 2/4 09:35\n[图片]\n[图片]\n“李某某”邀请“王某”加入了群聊\n"
    )
    found = unpack(text)
    assert read(found) == {"东河区": EAST}
    assert len(found.notes) == 4
    assert "6 条消息" in found.notes[0] and "1 份" in found.notes[0]
    assert "1 个文件" in found.notes[1] and "3 个图片" in found.notes[2] and "1 条消息被撤回" in found.notes[3]


def test_what_is_replied_to_is_not_told_again() -> None:
    text = (
        f"东河区-李某某 2/4 09:31\n{EAST}\n西河区-王某 2/4 09:32\n「东河区-李某某：{EAST}」\n"
        f"- - - - - - - - - - - - - - -\n{WEST}"
    )
    assert read(unpack(text)) == {"东河区": EAST, "西河区": WEST}


def test_personal_data_and_people_who_are_called_are_redacted() -> None:
    text = (
        "东河区-李某某 2/4 09:31\n@所有人 @张伟 今日发放3200份，联系人手机13800138000，邮箱 li@example.com，"
        "@安澜发布 推送5条\n张伟 2/4 09:32\n@东河区-李某某\u2005还有2条\n李某某"
    )
    found = unpack(text)
    assert read(found)["东河区"] == "今日发放3200份，联系人手机〔手机号〕，邮箱 〔邮箱〕，@安澜发布 推送5条"
    for secret in ("张伟", "13800138000", "li@example"):
        assert secret not in repr(found)


def test_days_part_reports() -> None:
    text = f"—————  2026-2-3  —————\n东河区-李某某  09:31\n{EAST}\n—————  2026-2-4  —————\n东河区-李某某  09:40\n{WEST}"
    found = unpack(text)
    assert read(found) == {"东河区 2026-02-03": EAST, "东河区 2026-02-04": WEST}
    assert [one.sent and one.sent.date() for one in found.files] == [date(2026, 2, 3), date(2026, 2, 4)]


@pytest.mark.parametrize(
    ("written", "near", "day"),
    [
        ("2/4 09:31", date(2026, 2, 4), date(2026, 2, 4)),
        ("12/31 09:31", date(2026, 1, 1), date(2025, 12, 31)),
        ("1/1 00:31", date(2025, 12, 31), date(2026, 1, 1)),
        ("2/4 09:31", None, None),
        ("2024/2/29 09:31", None, date(2024, 2, 29)),
        ("2/30 09:31", date(2026, 2, 4), None),
        ("09:31", date(2026, 2, 4), None),
        ("昨天 09:31", date(2026, 2, 4), None),
        ("星期三 09:31", date(2026, 2, 4), None),
    ],
)
def test_the_day_is_known_only_where_it_is_written(written: str, near: date | None, day: date | None) -> None:
    [one] = unpack(f"东河区-李某某 {written}\n{EAST}", near=near).files
    assert (one.sent and one.sent.date()) == day


def test_the_same_words_of_two_units_are_two_files_and_of_two_days_too() -> None:
    none = "今日无新增。"
    files = [
        unpack(f"{who} {when}\n{none}").files[0].data
        for who in ("东河区-李某某", "西河区-王某")
        for when in ("2026/2/3 09:31", "2026/2/4 09:31")
    ]
    assert len(set(files)) == 4


def test_a_paste_that_begins_in_the_middle() -> None:
    text = f"悬挂条幅96条。\n东河区-李某某 2/4 09:31\n{EAST}\n西河区-王某 2/4 09:40\n{WEST}"
    assert read(unpack(text)) == {"发言1": "悬挂条幅96条。", "东河区": EAST, "西河区": WEST}


def test_where_one_document_is_expected_a_chat_is_refused() -> None:
    with pytest.raises(documents.unreadable.DibaoError, match="几个人"):
        documents.from_bytes(WRITTEN["WeCom"].encode(), "群聊.txt")


def test_a_chat_in_which_nothing_is_told_says_so() -> None:
    with pytest.raises(documents.unreadable.DibaoError, match="没有可读的来件"):
        unpack("张伟 2/4 09:31\n收到\n李某某 2/4 09:32\n[图片]")


NO_CHATS = [
    "东河区2月4日工作情况\n截至2月4日 17:00，发放3200份。",
    "工作情况\n发布时间：2026-02-04 09:31\n发放3200份",
    "截至2月4日 9:31\n发放3200份",
    "东河区：发放3份\n西河区：发放4份",
    "【东河区】发放3份\n【西河】发放4份",
    "人民日报 2026-02-04 09:31\n东河区发放3200份\n新华社 2026-02-04 10:00\n西河区悬挂条幅",
    "安澜网 9:30\n一线见闻\n安澜日报 10:30\n记者手记",
    "9:30 新闻发布会\n10:00 市委宣传部例会",
    "新闻发布会 2月4日 10:00\n出席3人\n第二场发布会 2月4日 15:00\n出席4人",
    "今日报道\n[2026-02-04 09:31] 人民日报：东河区发放3200份\n[2026-02-04 09:40] 新华社：西河区",
    "— 2026年2月4日 —\n新闻发布会 10:00\n出席3人",
    "时段：9:00-24:00\n媒体方面：刊发3篇\n社会宣传：发放3份",
    "比分 3:25\n李某某 联系电话 0571-88888888",
    "本报讯（记者 李某某）2月4日 9:31，东河区发放3200份。",
    "关于聊天记录管理的通知\n东河区-李某某：发放3份",
]


@pytest.mark.parametrize("text", NO_CHATS)
def test_lists_of_stories_events_and_units_are_no_chats(text: str) -> None:
    assert talk.messages(text) == []
    [one] = unpack(text, "a.txt").files
    assert (one.name, one.data.decode()) == ("a.txt", text)


def test_no_report_of_the_corpus_or_the_example_is_a_chat() -> None:
    paths = [*ROOT.glob("tests/corpus/*/*.txt"), *ROOT.glob("examples/anlan/20*/*.txt")]
    assert len(paths) > 60
    for path in paths:
        assert documents.registry.container(path.read_bytes(), path.name) is None, path


@given(st.text(alphabet="东河区宣传部李某某-@【】[]（）:： /0123456789\n收到\u2005年月日", max_size=200))
def test_any_text_is_a_chat_or_none_and_every_report_is_whole(text: str) -> None:
    try:
        found = unpacking.unpack(Enclosed("a.txt", text.encode()), Unpacking(UNITS))
    except documents.unreadable.DibaoError:
        return
    for one in found.files:
        if one.name != "a.txt":
            wholeness.check(documents.registry.read(one.data, one.name))
