"""Words that other rooms tell in one language only, in the other."""

from __future__ import annotations

PLACES = (
    (r"第(\d+[-—]?\d*)页竖排", r"page \1, written downwards, "),
    (r"第(\d+[-—]?\d*)页\s*", r"page \1, "),
    (r"第(\d+)条消息", r"message \1, "),
    (r"第(\d+)段", r"paragraph \1, "),
    (r"第(\d+)行第(\d+)列", r"row \1, column \2, "),
    (r"第(\d+)行", r"line \1, "),
    (r"表(\d+)\s*", r"table \1, "),
)
"""Pieces of a locator (documents), and what they are in English."""

REASONS = {
    "a total of the rows": "各行的合计",
    "a total of the columns": "各列的合计",
    "a total of several days": "几天的合计",
    "the words over the column": "列标题上写着",
    "the row's words": "行标题上写着",
    "a share": "是占比",
    "in the table's window": "在表的时段内",
    "the title repeats a figure of the text": "标题重复了正文的数",
    "since a start or up to an end": "有起或有止的时段",
    "at an event whose day is not written": "某次活动，没有写哪一天",
    "the report's other items count one day": "来件的其他各项都是一天的数",
    "a total": "是总数",
    "at one event": "一次活动上的",
    "who came or went": "来去的人数",
    "the report's other sections are of this period": "来件的其他部分都是这一时段",
    "a total inside a bounded window": "有起止的时段内的总数",
    "one item's maximum": "单项最高",
    "more than before": "比以前多的",
    "planned": "计划要做的",
    "a number of kinds": "种类数",
    "per day or per unit": "每天或每个的",
    "the prizes of one judging": "一次评选的奖项",
    "how it is set up": "怎样设置的",
    "all that there are": "全部现有的",
    "the measure word counts happenings": "量词数的是次数",
    "in a bounded window": "在有起止的时段内",
    "for whom it was done": "为谁做的",
    "where they went": "去了哪里",
    "who takes part": "参加的人",
    "as the item before": "同前一项",
}
"""Why the reader took a figure for what it did (reading), in Chinese."""

LABELS = {"Name": "名称"}
"""Labels for which the library's Chinese catalogue has nothing."""
