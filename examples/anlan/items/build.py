"""Writes the public items of Anlan's third day: as many as the report of 网信办 says, all of them made up.

    python examples/anlan/items/build.py

22,310 items from 11:00 on 3 February to 11:00 on the 4th, 12,270 of them with a term of lexicon.csv. They ask what
people ask, repeat the claims of claims.csv, pass on the same announcements again and again, and speak of other things.
The numbers of telephones in them are those that examples use; there is nobody behind them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
DAY = "2026-02-04"
BEGINS = datetime(2026, 2, 3, 11)
ITEMS, TOPICAL = 22_310, 12_270
CHANNELS = {"微博": 38, "短视频": 27, "社区论坛": 16, "新闻跟帖": 12, "市长信箱": 5, "热线留言": 2}
DISTRICTS = ("望海区", "柳林区", "东埠区", "松台区", "高新区", "清溪县", "石桥县", "雁河县", "白鹿旗")
PLACES = (
    "文化路",
    "人民广场",
    "河滨公园",
    "东站",
    "老码头",
    "青石桥",
    "幸福里",
    "百货大楼",
    "体育馆",
    "二中",
    "北市场",
    "新安里",
)
QUESTIONS = {
    "核酸": (
        "{d}哪里可以做核酸",
        "{d}做核酸要去哪里",
        "请问{p}附近哪里能做核酸",
        "核酸检测点在哪里，{p}这边有吗",
        "现在去哪做核酸啊",
    ),
    "结果": ("核酸结果多久能出来", "昨天采样的，核酸结果什么时候出", "核酸结果几小时能查到", "为什么核酸结果还没出来"),
    "口罩": ("{d}哪里可以买到口罩", "口罩在哪里买得到", "{p}药店还有口罩吗", "请问哪里能买到儿童口罩"),
    "解封": ("{d}什么时候解封", "{p}这边什么时候能解封", "请问小区什么时候解封", "封控到底什么时候结束，哪天解封"),
    "开学": ("什么时候开学", "请问{d}中小学什么时候开学", "孩子哪天开学有通知吗", "开学时间定了吗，网课要上到什么时候"),
    "买菜": ("{d}封控区怎么买菜", "隔离在家怎么买菜", "不能出门怎么买菜，{p}有人送吗", "请问线上怎么买菜"),
    "退烧药": ("哪里能买到退烧药", "{p}哪家药店有退烧药", "孩子发烧了哪里能买到退烧药", "买退烧药还要登记吗"),
    "通行证": ("通行证怎么办理", "去{d}上班通行证在哪里办", "请问通行证怎么申请", "送货的车要不要通行证"),
    "疫苗": ("第二针疫苗什么时候打", "{d}疫苗在哪里打", "老人能打疫苗吗", "疫苗第二针间隔多久"),
}
HEARSAY = (
    "{c}",
    "{c}？",
    "听说{c}",
    "群里都在传，{c}",
    "{c}，是真的吗",
    "家里老人说{c}",
    "刚看到有人说{c}",
    "{c}，大家怎么看",
)
ANNOUNCEMENTS = (
    "安澜发布：{d}今日起新增三个核酸采样点，地点见附表，市民可就近前往",
    "市卫生健康委提醒：出门戴口罩，回家勤洗手，出现发热请到发热门诊就诊",
    "{d}蔬菜供应充足，平价菜直通车每天上午九点到{p}",
    "安澜交通提示：疫情期间{p}公交站临时停靠，恢复时间另行通知",
    "教育局通知：春季开学时间另行通知，在此之前安排网课",
    "志愿者招募：{d}社区需要帮忙送药送菜的志愿者，联系居委会报名",
)
REMARKS = (
    (
        "今天做核酸",
        "口罩戴了一天",
        "网课第三天",
        "隔离第{n}天",
        "买菜群又响了",
        "打完疫苗",
        "封控的第{n}个晚上",
        "药店到货了",
        "志愿者来敲门",
        "采样的医生",
        "消毒车刚过去",
        "解封的邻居",
        "抗原测了{n}次",
        "退烧药吃完了",
        "蔬菜包收到了",
        "健康码转绿了",
    ),
    (
        "在{p}排了{n}十分钟",
        "我妈一直念叨",
        "窗外特别安静",
        "手套都冻硬了",
        "孩子趴在桌上睡着了",
        "楼长挨家登记",
        "袋子里有两根萝卜",
        "护目镜起雾了",
        "跟对门隔着楼道聊天",
        "{p}那边比这里快",
        "小区的灯全亮着",
        "队伍拐了{n}道弯",
        "手机只剩{n}格电",
        "外婆打来电话",
        "广播还在放",
        "物业送来热水",
    ),
    (
        "总算可以歇会儿",
        "大家都不容易",
        "春天快点来吧",
        "晚饭随便对付一口",
        "明早再去看看",
        "谢谢不知道名字的人",
        "心里踏实一点了",
        "脚都站麻了",
        "打算学蒸馒头",
        "给自己加个鸡蛋",
        "有点想出门走走",
        "先记一笔",
        "回头请他们吃饭",
        "日子还得过",
        "早点睡",
        "拍了张照片留着",
    ),
)
OTHERS = (
    (
        "{p}的梅花开了",
        "今天风大",
        "晚上的球赛",
        "新开的书店",
        "楼下的猫",
        "加班到{n}点",
        "立春了",
        "练车第{n}天",
        "电视剧第{n}集",
        "河边放风筝",
        "老同学聚会",
        "旧手机修好了",
        "单位换了新椅子",
        "{d}下了小雪",
        "早市的豆浆",
        "公园里的合唱团",
    ),
    (
        "路过的都停下来看",
        "收摊比平时早",
        "解说一直跑题",
        "老板娘很健谈",
        "生了{n}只小的",
        "末班车刚好赶上",
        "柳条软了",
        "倒库总压线",
        "哭湿半包纸",
        "线断了追出去老远",
        "当年的班长秃了",
        "相册都还在",
        "高度刚好",
        "屋顶白了一层",
        "比去年贵{n}毛",
        "唱的还是老歌",
    ),
    (
        "周末再去一趟",
        "记得添件衣服",
        "下一场更有看头",
        "买了两本打折的",
        "谁家想领养",
        "明天还要早起",
        "要种点什么呢",
        "教练叹气",
        "不敢看结局",
        "小孩笑得打滚",
        "散场都十点了",
        "翻了一晚上",
        "腰舒服多了",
        "孩子们堆雪人",
        "味道没变",
        "听得入神",
    ),
)


def written() -> bytes:
    """The items as JSON lines, in order of time."""
    rng = random.Random(20260204)
    with (HERE / "claims.csv").open(encoding="utf-8") as file:
        claims = [row["text"] for row in csv.DictReader(file)]
    with (HERE / "lexicon.csv").open(encoding="utf-8") as file:
        terms = [row["term"] for row in csv.DictReader(file)]

    def filled(text: str) -> str:
        return text.format(d=rng.choice(DISTRICTS), p=rng.choice(PLACES), n=rng.randint(2, 12))

    def said(parts: tuple[tuple[str, ...], ...]) -> str:
        some = [rng.choice(part) for part in parts[: rng.randint(2, 3)]]
        if rng.random() < 0.5:
            some.append(rng.choice(parts[2]))
        return filled("，".join(some))

    def topical() -> str:
        kind = rng.random()
        if kind < 0.34:
            return filled(rng.choice(rng.choice(list(QUESTIONS.values()))))
        if kind < 0.42:
            return rng.choice(HEARSAY).format(c=claims[min(int(rng.expovariate(0.4)), len(claims) - 1)])
        if kind < 0.62:
            return rng.choice(("", "", "转：", "【扩散】")) + filled(rng.choice(ANNOUNCEMENTS))
        return said(REMARKS) + ("，电话13800138000" if rng.random() < 0.004 else "")

    texts: list[str] = []
    while len(texts) < TOPICAL:
        text = topical()
        if any(term in text for term in terms):
            texts.append(text)
    while len(texts) < ITEMS:
        text = said(OTHERS)
        assert not any(term in text for term in terms), text
        texts.append(text)
    rng.shuffle(texts)
    out = io.StringIO()
    for at, text in enumerate(texts):
        when = BEGINS + timedelta(seconds=at * 86_400 // ITEMS)
        [channel] = rng.choices(list(CHANNELS), list(CHANNELS.values()))
        region = rng.choice(DISTRICTS) if rng.random() < 0.7 else ""
        item = {"published": when.isoformat(timespec="minutes"), "channel": channel, "region": region, "text": text}
        out.write(json.dumps(item, ensure_ascii=False) + "\n")
    return out.getvalue().encode()


if __name__ == "__main__":
    with (HERE / f"{DAY}.jsonl.gz").open("wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as packed:
        packed.write(written())
