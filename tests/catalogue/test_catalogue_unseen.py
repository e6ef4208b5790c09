"""Names of figures that new kinds of reports brought: kept apart from the table that the second opinion learns from."""

from __future__ import annotations

import pytest

from dibao.catalogue import default_catalogue, link
from dibao.documents import from_text
from dibao.reading import read
from support.phrasings import marked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("《沙河日报》刊发〔64|篇〕", ["none|media.stories"]),
        ("网民意见建议〔52|条〕，被采纳〔9|条〕", ["listening.calls", "none|other|listening.answered"]),
        ("稿件被省级媒体采纳〔9|条〕", ["media.stories_upper"]),
        ("全村现有农户〔450|户〕", ["area.people|none"]),
        ("走访农户〔450|户〕", ["outreach.households"]),
        ("云课堂直播，在线学员〔3200|人〕", ["accounts.plays|none"]),
        ("暂停施工工地〔38|处〕", ["none|other"]),
        ("途经施工工地〔38|处〕", ["outreach.sites|none"]),
    ],
)
def test_names_of_what_new_kinds_of_reports_told(text: str, codes: list[str]) -> None:
    document, figures = marked(text + "。")
    found = [one.indicator or "none" for one in link(document, figures, default_catalogue())]
    assert [one in code.split("|") for one, code in zip(found, codes, strict=True)] == [True] * len(codes), found


def test_a_head_says_by_what_its_column_counts() -> None:
    document = from_text("活动\t参加人数\t场次\n反诈讲座\t86\t3\n健康讲座\t52\t2\n", "t.txt")
    found = [one.indicator for one in link(document, read(document), default_catalogue())]
    assert found == ["outreach.talk_people", "outreach.talks"] * 2
