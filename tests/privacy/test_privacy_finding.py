"""Personal data is found by form, check digit and label; what only looks like it is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao import privacy
from dibao.privacy import Kind

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(region: str, born: date, serial: int) -> str:
    first = f"{region}{born:%Y%m%d}{serial:03d}"
    return first + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, first, strict=True)) % 11]


def card(prefix: str, length: int) -> str:
    body = (prefix + "0123456789" * 2)[: length - 1]
    for check in "0123456789":
        digits = [int(digit) for digit in reversed(body + check)]
        if sum(d if at % 2 == 0 else sum(divmod(d * 2, 10)) for at, d in enumerate(digits)) % 10 == 0:
            return body + check
    raise AssertionError


ID = id_number("150102", date(1990, 3, 7), 3)
UNION, VISA = card("622202", 19), card("4", 16)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, text[each.start : each.end]) for each in privacy.find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        (f"（身份证号：{ID}）", "id_number", ID),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", "id_number", f"{ID[:6]} {ID[6:14]} {ID[14:]}"),
        ("身份证号150102199003070038", "id_number", "150102199003070038"),
        ("15位的150102900307003", "id_number", "150102900307003"),
        ("联系人电话13812345678，", "mobile", "13812345678"),
        ("13812345678张女士", "mobile", "13812345678"),
        ("手机：138-1234-5678", "mobile", "138-1234-5678"),
        ("手机 138 1234 5678 转", "mobile", "138 1234 5678"),
        ("+86 13812345678", "mobile", "+86 13812345678"),
        ("8613812345678", "mobile", "8613812345678"),
        ("Tel13812345678", "mobile", "13812345678"),
        ("电话１３８１２３４５６７８", "mobile", "１３８１２３４５６７８"),
        ("电话138123\u200b45678", "mobile", "138123\u200b45678"),
        (f"转至{UNION}", "bank_card", UNION),
        (f"卡号 {UNION[:4]} {UNION[4:8]} {UNION[8:12]} {UNION[12:16]} {UNION[16:]}", "bank_card", None),
        (f"信用卡{VISA}", "bank_card", VISA),
        ("投稿：anlan.news+a@mail.example.com。", "email", "anlan.news+a@mail.example.com"),
        ("13812345678@example.com", "email", "13812345678@example.com"),
        ("车牌蒙A12345违停", "plate", "蒙A12345"),
        ("京AD12345", "plate", "京AD12345"),
        ("粤B·12F45", "plate", "粤B·12F45"),
        ("教练车蒙A1234学", "plate", "蒙A1234学"),
    ],
)
def test_personal_data_is_found(text: str, kind: str, part: str | None) -> None:
    ((its_kind, its_part),) = found(text)
    assert its_kind == kind
    assert its_part == (part if part is not None else text[3:])


@pytest.mark.parametrize(
    "text",
    [
        "热线12345、12320，值班电话0471-4606123",
        "400-810-1234",
        "订单号13812345678",
        "快递单号：13812345678",
        "累计浏览13812345678次",
        "资金13812345678元",
        "阅读量13812345678",
        "编号2020-13812345678",
        "ID abc13812345678",
        "0.13812345678",
        "138123456789",
        "23812345678",
        "12812345678",
        "138****5678，150102********0038",
        "https://example.com/a/13812345678.html",
        f"{ID[:-1]}{'0' if ID[-1] != '0' else '1'}",
        "150102199013070038",
        "990102199003070038",
        "订单150102900307003",
        "统一社会信用代码91150102MA0N12345X",
        f"微博{VISA}",
        f"流水号{UNION}",
        f"{UNION[:-1]}{(int(UNION[-1]) + 1) % 10}",
        "更新H5N1页面、新A12、第5期",
        "@安澜发布 a@b",
        "共发放宣传资料320000份、1 3 5 7 9",
        "2月3日9:00至2月4日9:00",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_redacted_text_keeps_everything_else() -> None:
    text = f"张某，{ID}，电话13812345678，邮箱a@b.cn，车牌蒙A12345，卡{UNION}。"
    assert privacy.redact(text) == "张某，〔身份证号〕，电话〔手机号〕，邮箱〔邮箱〕，车牌〔车牌号〕，卡〔银行卡号〕。"


@given(
    st.sampled_from(["110101", "150102", "440305", "650102", "710000"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
    st.sampled_from(["", "，", "号码", "（", "\n"]),
)
def test_every_valid_identity_number_is_found_and_none_with_another_check_digit(
    region: str, born: date, serial: int, around: str
) -> None:
    number = id_number(region, born, serial)
    assert found(around + number + around) == [("id_number", number)]
    for other in set("0123456789X") - {number[-1]}:
        assert ("id_number", number[:-1] + other) not in found(around + number[:-1] + other)


TEXT = st.text(st.sampled_from("0123456789Xx@.-·/ ab京蒙A〔〕，号单元电话1386222"), max_size=80)


@given(TEXT)
def test_places_lie_in_order_apart_and_redaction_leaves_nothing(text: str) -> None:
    after = 0
    for each in privacy.find(text):
        assert after <= each.start < each.end <= len(text)
        after = each.end
    redacted = privacy.redact(text)
    marks = sum(redacted.count(kind.mark) for kind in Kind)
    assert marks >= len(privacy.find(text))


@given(st.lists(st.sampled_from([ID, "13812345678", UNION, "a@b.cn", "蒙A12345"]), max_size=6))
def test_redaction_removes_all_of_it(pieces: list[str]) -> None:
    text = "，其中".join(pieces)
    redacted = privacy.redact(text)
    assert len(privacy.find(text)) == len(pieces)
    assert privacy.find(redacted) == []
    assert not any(piece in redacted for piece in pieces)


def test_a_text_without_personal_data_comes_back_as_it_was() -> None:
    text = "截至2月3日９时，累计发稿1045篇（条）；热线１２３４５。"
    assert privacy.redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "截至2月3日，发稿25篇，电话13812345678，邮箱a@b.cn，订单20200203123456789。" * 20_000,
        "1" * 1_000_000,
        "a." * 500_000 + "@",
        "138 " * 250_000,
        "6222 " * 200_000,
        "a@b." * 250_000,
        "京A" * 500_000,
        "www." * 250_000,
    ],
)
def test_a_megabyte_takes_about_a_second(text: str) -> None:
    taken = []
    for _ in range(3):  # the machine may be at other work
        begun = time.process_time()
        privacy.find(text)
        taken.append(time.process_time() - begun)
    assert min(taken) < 1.5 * max(1.0, len(text.encode()) / 1e6)
