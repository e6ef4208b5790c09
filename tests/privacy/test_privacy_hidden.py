"""Numbers as people write them to get past filters, names, homes, accounts and trails; and what is none of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao import privacy

TAKEN = [
    ("手机号：一三八 零零一三 八零零零", "手机号：〔手机号〕"),
    ("电话①③⑧⓪⓪①③⑧⓪⓪⓪", "电话〔手机号〕"),
    ("电话壹叁捌零零壹叁捌零零零", "电话〔手机号〕"),
    ("打1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "打〔手机号〕"),
    ("电话138零零138零零零", "电话〔手机号〕"),
    ("手机0086-138-0013-8000", "手机〔手机号〕"),
    ("（+86）13800138000", "〔手机号〕"),
    ("1380013800013900139000", "〔手机号〕〔手机号〕"),
    ("身份证一一零一零一一九九零零三零七七七五八", "身份证〔身份证号〕"),
    ("身份证 110101-19900307-7758", "身份证 〔身份证号〕"),
    ("卡号６２２２０２１２０４０９２０００００６", "卡号〔银行卡号〕"),
    ("浙A·D58712和京A.12345", "〔车牌号〕和〔车牌号〕"),
    ("zhangsan(at)163.com、abc艾特qq点com", "〔邮箱〕、〔邮箱〕"),
    ("加V：lily_0909，QQ/微信同号：3344556677", "加V：〔账号〕，QQ/微信同号：〔账号〕"),
    ("@小白兔奶糖说地震是假的", "〔账号〕说地震是假的"),
    ("我住安澜市东河区幸福路12号3号楼2单元501室", "我住〔住址〕"),
    ("海棠苑9#楼1单元1101、凤凰城7-1-1106", "〔住址〕、〔住址〕"),
    ("住石桥县柳林镇李家村三组15号", "住〔住址〕"),
    ("名单：张小凡、陆雪琪、曾书书", "名单：〔姓名〕、〔姓名〕、〔姓名〕"),
    ("密切接触者：张小凡和陆雪琪和曾书书", "密切接触者：〔姓名〕和〔姓名〕和〔姓名〕"),
    ("户主周东，妻子李梅，儿子周小宝", "户主〔姓名〕，妻子〔姓名〕，儿子〔姓名〕"),
    ("姓名 年龄\n张小凡 32 阳性\n陆雪琪 28 阴性", "姓名 年龄\n〔姓名〕 32 阳性\n〔姓名〕 28 阴性"),
    ("1,张小凡,13800138000\n2,陆雪琪,13900139000", "1,〔姓名〕,〔手机号〕\n2,〔姓名〕,〔手机号〕"),
    ("我叫张小凡，2月1日上午去了超市，2日到公园跳舞", "我叫张小凡，〔行程〕，〔行程〕"),
]
LEFT = [
    "快递SF1380013800011，航班CA1234，列车G1234次",
    "13827610972.08元",
    "坐标116.397428,39.90923",
    "京SKP2020年销售额",
    "东河区政府地址：东河区人民路1号办公楼3楼302室",
    "阳光小区3号楼、5号楼封控，检测点在体育馆东门",
    "共有3栋楼2单元301户",
    "市卫健委主任张小凡、副主任陆雪琪、专家曾书书出席发布会",
    "应急管理局局长张小凡、水利局局长陆雪琪现场指挥",
    "记者张小凡、陆雪琪报道",
    "张某某、李某、王女士",
    "岳飞、文天祥、戚继光",
    "高新区、经开区、金沙区，周一、周二、周三，白菜、黄瓜、方便面",
    "2月1日10:00 东河超市；2月2日12:00 人民公园",
    "患者1：2月1日去超市，2月2日去医院",
    "价格@8元，@所有人 开会，@安澜发布 @东河区融媒",
    "微信公众号anlan_fabu，版本v3.2.1，iOS16微信",
    "一、二、三、四、五、六、七、八、九、十、十一",
]


@pytest.mark.parametrize(("text", "redacted"), TAKEN)
def test_it_is_taken_out(text: str, redacted: str) -> None:
    assert privacy.redact(text) == redacted


@pytest.mark.parametrize("text", LEFT)
def test_it_is_left_alone(text: str) -> None:
    assert privacy.redact(text) == text


PIECES = [part for text, _ in TAKEN for part in (text, text[:7], text[-9:])] + LEFT
JOINS = ["", "，", "、", " ", "\n", "。", "和", "：", "1", "@", "（", "住", "-"]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINS)), max_size=6))
def test_redacting_twice_is_redacting_once(parts: list[tuple[str, str]]) -> None:
    redacted = privacy.redact("".join(piece + join for piece, join in parts))
    assert privacy.find(redacted) == []
    assert privacy.redact(redacted) == redacted


HOSTILE = [
    "1️⃣",
    "3-",
    "3-2-",
    "13800138000,",
    "一三八 ",
    "一",
    "@小明",
    "@a ",
    "a at ",
    "QQ12345678 ",
    "加abcde1",
    "王丽、",
    "王丽 ",
    "王",
    "·王",
    "张小凡和",
    "\n王丽\t",
    "（王丽",
    "姓名：王",
    "3栋",
    "12号楼",
    "3单元",
    "村3组",
    "住幸福里3栋",
    "安澜市 ",
    "2月3日去",
    "我叫张小凡，2月1日去店，",
    "8:00",
    "https://a.cn/13800138000 ",
    "6222021",
    "12排",
    "#",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def taken(characters: int) -> float:
        text = piece * (characters // len(piece)) + "@"
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            privacy.find(text)
            best = min(best, time.process_time() - begun)
        return best

    taken(100)
    assert taken(40_000) < 0.1 + 12 * taken(5_000)
