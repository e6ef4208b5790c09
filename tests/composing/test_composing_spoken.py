"""The trace of a figure is an answer that one can say aloud, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from composing_city import CITY, DAY, Shelf, small_city

from dibao import language
from dibao.cli.trace import command
from dibao.composing import compose, write
from dibao.composing.corrections import proposals
from dibao.composing.facts import Facts
from dibao.composing.provenance import figure_plain
from dibao.composing.returned import read_back
from dibao.composing.revised import revised
from dibao.composing.spoken import quotes, spoken
from dibao.entries import Origin
from dibao.figures import Approx, Basis, Interval
from support.revising import retyped


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    language.use("zh")
    yield
    language.use(None)


def told(shelf: Shelf, code: str, basis: Basis = Basis.NEW) -> dict[str, object]:
    brief = compose(shelf, CITY, DAY)
    return next(figure_plain(f) for f in brief.figures() if (f.binding.indicator, f.binding.basis) == (code, basis))


def test_a_sum_names_who_reported_when_what_was_added_and_who_is_missing() -> None:
    figure = told(small_city(), "outreach.leaflets", Basis.CUMULATIVE)
    assert spoken(figure) == (
        "从1月25日到2月3日11:00，发放宣传资料累计208,760份。由3家单位报来，相加得出：望海区90,310、柳林区88,250、"
        "清溪县30,200。来件2月3日9:40收到。该报这个数的4家里有3家报了，白鹿区没有报，没有算在内。"
    )
    language.use("en")
    assert spoken(figure).strip() == (
        "Leaflets and materials handed out, in total: 208,760份, from 25 Jan to 3 Feb 11:00. "
        "3 units reported it and the numbers were added: 望海区90,310, 柳林区88,250, 清溪县30,200. "
        "The reports came on 3 Feb 9:40. "
        "3 of the 4 units that should tell it did; not reported, and not counted: 白鹿区."
    )


def test_one_source_is_quoted_in_its_own_words() -> None:
    figure = told(small_city(), "listening.items")
    assert spoken(figure) == (
        "2月2日11:00至2月3日11:00，监测信息新增22,796条。市网信办2月3日9:40报来，原话是“截至今日，新增22796条”。"
    )
    ((sentence, place),) = quotes(figure)
    assert "原话是" in sentence and place == "《市网信办2026-02-03.docx》第2段，台账第27条"


def test_what_is_missing_is_not_zero_and_says_who() -> None:
    assert spoken(told(small_city(), "claims.corrected")) == ("辟谣新增今天没有数，不是零：市网信办今天没有报。")


def test_rough_numbers_corrections_and_carried_ones_are_said_to_be() -> None:
    rough = spoken(told(small_city(), "outreach.leaflets"))
    assert "各单位所报有约数，实际在24,620至24,720份之间。" in rough
    shelf = small_city()
    shelf.add("bailu", "outreach.posters", 30, "张", origin=Origin.CORRECTED, reason="多写了一位")
    assert ("白鹿区的数更正为30张，缘由：多写了一位。", "第2段，台账第31条") in list(
        quotes(told(shelf, "outreach.posters"))
    )
    shelf.add("wanghai", "media.live", 3, "场", origin=Origin.CARRIED, reason="断网")
    assert "望海区今天没有报，沿用以前的3场（断网）。" in spoken(told(shelf, "media.live"))


def test_of_many_units_the_largest_are_named_and_the_rest_adds_up() -> None:
    shelf = Shelf()
    values = {"wanghai": 900, "liulin": 800, "qingxi": 70, "bailu": 60, "ribao": 500, "wangxin": 40}
    for unit, value in values.items():
        shelf.add(unit, "training.people", value, "人次", report=shelf.report(unit))
    said = spoken(told(shelf, "training.people"))
    assert "由6家单位报来，相加得出：望海区900、柳林区800、安澜日报500，其余3家合起来170人次。" in said


def test_an_unbounded_number_is_or_more() -> None:
    shelf = small_city()
    shelf.add("ribao", "media.videos", 35, "条", interval=Interval(35, None), approx=Approx.AT_LEAST)
    assert "不少于35条" in spoken(told(shelf, "media.videos"))
    language.use("en")
    assert "35 or more" in spoken(told(shelf, "media.videos"))


def test_a_long_sentence_is_quoted_around_its_number() -> None:
    shelf = small_city()
    entry = shelf.add("ribao", "media.videos", 35, "条")
    long = "各部门按照要求继续做好宣传" * 8 + "，制作短视频35条，" + "反响较好" * 20
    shelf.lines[-1] = replace(entry, draft=replace(entry.draft, sentence=long))
    said = spoken(told(shelf, "media.videos"))
    quoted = re.search("“(.*)”", said)
    assert quoted and len(quoted[1]) <= 62 and "35条" in quoted[1]


def test_every_figure_of_a_brief_has_an_answer_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY, at=datetime(2026, 2, 3, 11, 40)), path)
    for chosen in ("zh", "en"):
        language.use(chosen)  # type: ignore[arg-type]
        done = CliRunner().invoke(command, [str(path), "--json"], standalone_mode=False)
        lines = [json.loads(line) for line in done.output.splitlines()]
        assert lines and all(line["aloud"] for line in lines)
        for line in lines:
            assert line["value"] is None or f"{line['text']}{line['unit']}" in line["aloud"]
            assert all(name in line["aloud"] for name in line["missing_names"])
            if chosen == "en":
                assert not re.search("[，。；：]", re.sub("“.*?”", "", line["aloud"]))


def test_what_a_person_typed_is_said_to_be_theirs(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY), path)
    retyped(
        path, path, {"media.stories new": "1,160", "claims.corrected new": "3条"}, added="另印手册300册，发卡片20张。"
    )
    returned, facts = read_back(path), Facts.of(small_city(), CITY, DAY)
    asked = {one.now: one.id for one in proposals(returned, facts)}
    revision = revised(returned, facts, {asked["1,160"]: "现场核定", asked["3条"]: "来电", "h1": "主任补充"}, "李岚")
    told = {one["text"]: one for one in (*revision.payload["figures"], *revision.payload["typed"])}
    assert spoken(told["1,160"]) == (
        "媒体发稿新增写作1,160篇，是李岚在成稿后改写的，原为1,145；缘由：现场核定；台账的数是1,145。"
    )
    assert "台账没有这个数" in spoken(told["3条"])
    assert spoken(told["300"]).endswith("没有来件，也没有台账条目为据；写的缘由：主任补充。")
    assert spoken(told["20"]).endswith("也没有写缘由。")
    language.use("en")
    assert "no report and no entry stands behind it" in spoken(told["20"])
    assert "wrote that over 1,145" in spoken(told["1,160"])
