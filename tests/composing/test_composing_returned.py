"""A brief that came back from a word processor: what is read from it, and what is written anew."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from composing_city import CITY as WHOLE
from composing_city import DAY, Shelf, small_city
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dibao.composing import compose, save, trace, verify, write
from dibao.composing.corrections import proposals
from dibao.composing.facts import Facts
from dibao.composing.returned import Returned, read_back
from dibao.composing.revised import Revision, revised
from dibao.composing.word_pictures import drawn_in
from dibao.errors import DibaoError
from dibao.figures import Interval
from support import many_places
from support.editing import Sheet, edited, put
from support.hand_edits import EDITS
from support.harmless_edits import HARMLESS
from support.libreoffice import by_office
from support.revising import identity, retyped
from support.word_schema import errors

CITY = replace(WHOLE, settings=replace(WHOLE.settings, charts=False))
STORIES, LEAFLETS = "media.stories new", "outreach.leaflets cumulative"


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("briefs")
    (folder / "form.docx").write_bytes(many_places.template())
    write(compose(small_city(), CITY, DAY), folder / "default.docx")
    write(compose(small_city(), CITY, DAY, folder / "form.docx"), folder / "places.docx")
    return [folder / "default.docx", folder / "places.docx"]


def facts(shelf: Shelf | None = None) -> Facts:
    return Facts.of(shelf or small_city(), CITY, DAY)


def anew(returned: Returned, tmp_path: Path, shelf: Shelf | None = None, **reasons: str) -> tuple[Revision, Path]:
    revision = revised(returned, facts(shelf), reasons, "编辑")
    save(tmp_path / "anew.docx", revision.data)
    return revision, tmp_path / "anew.docx"


def test_a_file_that_was_not_touched_is_written_as_it_was(briefs: list[Path], tmp_path: Path) -> None:
    for brief in briefs:
        returned = read_back(brief)
        assert (returned.texts, returned.typed, proposals(returned, facts())) == ((), (), [])
        _, path = anew(returned, tmp_path)
        assert verify(path, small_city(), CITY) == []
        assert trace(path) == trace(brief)


@pytest.mark.parametrize("kind", range(len(EDITS)), ids=[edit.__name__ for edit in EDITS])
def test_whatever_was_done_the_new_file_says_it_and_verifies(briefs: list[Path], tmp_path: Path, kind: int) -> None:
    brief = briefs[kind % 2]
    _, told = edited(brief, tmp_path / "edited.docx", kind, EDITS)
    returned = read_back(tmp_path / "edited.docx")
    asked = {one.id for one in proposals(returned, facts())}
    gone = {one.id for one in returned.figures if one.gone}
    figures = {one["id"] for one in trace(brief)}
    assert asked == {identity for identity, what in told if what == "changed" and identity}
    assert gone == {identity for identity, what in told if what == "removed"} & figures
    assert len(returned.typed) == sum(what == "added" for _, what in told)
    ids = [*asked, *(one.id for one in returned.typed)]
    _, path = anew(returned, tmp_path, **dict.fromkeys(ids, "核实"))
    assert verify(path, small_city(), CITY) == []
    left = {one["id"]: one for one in trace(path)}
    assert left.keys() == (figures - gone) | {one.id for one in returned.typed}
    assert all(left[one]["accepted"]["reason"] == "核实" and left[one]["state"] == "questioned" for one in asked)


@pytest.mark.parametrize("kind", range(len(HARMLESS)), ids=[edit.__name__ for edit in HARMLESS])
def test_words_are_kept_and_nothing_is_asked(briefs: list[Path], tmp_path: Path, kind: int) -> None:
    edited(briefs[0], tmp_path / "edited.docx", len(HARMLESS) + kind, HARMLESS)
    returned = read_back(tmp_path / "edited.docx")
    assert (proposals(returned, facts()), returned.typed) == ([], ())
    _, path = anew(returned, tmp_path)
    assert verify(path, small_city(), CITY) == []
    assert _shown(path) == _shown(tmp_path / "edited.docx")
    assert trace(path) == trace(briefs[0])


def _shown(path: Path) -> list[str]:
    paragraphs = Document(str(path)).element.body.iter(qn("w:p"))
    return ["".join(words.text or "" for words in one.iter(qn("w:t"))) for one in paragraphs]


def test_a_place_that_was_lost_is_one_again(briefs: list[Path], tmp_path: Path) -> None:
    edited(briefs[0], tmp_path / "edited.docx", EDITS.index(_named("replaced_control")), EDITS)
    returned = read_back(tmp_path / "edited.docx")
    (one,) = proposals(returned, facts())
    _, path = anew(returned, tmp_path, **{one.id: "核实"})
    word = Document(str(path))
    (tag,) = [tag for tag in word.element.body.iter(qn("w:tag")) if tag.get(qn("w:val")) == one.id]
    holder = tag.getparent().getparent()
    assert "".join(words.text for words in holder.iter(qn("w:t"))) == one.now
    assert errors(path) == []


def test_a_text_box_says_the_number_once(briefs: list[Path], tmp_path: Path) -> None:
    """Word writes a text box twice on saving, for programs of 2007, which must not go on showing the old number."""
    sheet = Sheet.open(briefs[1], 0)
    assert not any(str(one.tag).endswith("}Fallback") for one in sheet.word.element.iter())
    choice = next(one for one in sheet.word.element.iter() if str(one.tag).endswith("}Choice"))
    box = next(choice.iter(qn("w:txbxContent")))
    fallback = choice.makeelement(str(choice.tag).replace("}Choice", "}Fallback"))
    fallback.append(deepcopy(box))
    choice.addnext(fallback)
    held = next(one for one, holder in sheet.held if box in holder.iterancestors())
    put(next(holder for one, holder in sheet.held if one == held), "208,888")
    sheet.word.save(str(tmp_path / "edited.docx"))
    _, path = anew(read_back(tmp_path / "edited.docx"), tmp_path, **{held: "核实"})
    boxes = ["".join(one.itertext()) for one in Document(str(path)).element.iter(qn("w:txbxContent"))]
    assert len(boxes) == 1 and "208,888" in boxes[0]


def test_a_figure_struck_through_is_gone(briefs: list[Path], tmp_path: Path) -> None:
    sheet = Sheet.open(briefs[1], 3)
    struck, holder = sheet.one()
    for one in holder.iter(qn("w:r")):
        one.get_or_add_rPr().append(OxmlElement("w:strike"))
    sheet.word.save(str(tmp_path / "edited.docx"))
    returned = read_back(tmp_path / "edited.docx")
    assert [one.id for one in returned.figures if one.gone] == [struck]
    _, path = anew(returned, tmp_path)
    assert verify(path, small_city(), CITY) == [] and struck not in {one["id"] for one in trace(path)}


def test_names_that_changed_places_without_their_figures_are_told(briefs: list[Path], tmp_path: Path) -> None:
    word = Document(str(briefs[1]))
    one, other = (next(row.cells[0]._tc.iter(qn("w:t"))) for row in word.tables[0].rows[1:3])
    one.text, other.text = other.text, one.text
    word.save(str(tmp_path / "edited.docx"))
    crossed = read_back(tmp_path / "edited.docx").crossed
    assert len(crossed) == 4 and all(crossed[other] == one for one, other in crossed.items())
    assert read_back(briefs[1]).crossed == {}


def _named(name: str):  # type: ignore[no-untyped-def]
    return next(edit for edit in EDITS if edit.__name__ == name)


def test_a_figure_of_one_source_is_a_correction_of_its_entry(briefs: list[Path], tmp_path: Path) -> None:
    returned = read_back(retyped(briefs[0], tmp_path / "e.docx", {STORIES: "约1,160"}))
    (one,) = proposals(returned, facts())
    (choice,) = one.choices
    assert (one.only, choice.name, choice.then, choice.value) == ("ribao", "安澜日报", 1145, 1160)
    assert choice.interval == Interval(1150, 1170)


def test_of_a_sum_the_unit_is_asked(briefs: list[Path], tmp_path: Path) -> None:
    returned = read_back(retyped(briefs[0], tmp_path / "e.docx", {LEAFLETS: "208,860"}))
    (one,) = proposals(returned, facts())
    assert one.only == ""
    assert [(choice.key, choice.then, choice.value) for choice in one.choices] == [
        ("wanghai", 90310, 90410),
        ("liulin", 88250, 88350),
        ("qingxi", 30200, 30300),
    ]
    assert one.choice("清溪县") == one.choices[2]
    assert one.choice("brief") is None
    with pytest.raises(DibaoError) as refused:
        one.choice("bailu")
    assert refused.value.code == "no_unit" and "wanghai" in str(refused.value)


def test_no_entry_is_made_less_than_nothing(briefs: list[Path], tmp_path: Path) -> None:
    returned = read_back(retyped(briefs[0], tmp_path / "e.docx", {LEAFLETS: "120,000"}))
    (one,) = proposals(returned, facts())
    assert [(choice.key, choice.value) for choice in one.choices] == [
        ("wanghai", 1550), ("liulin", None), ("qingxi", None)
    ]  # fmt: skip


def test_a_sum_put_right_with_its_part_asks_nothing_more(briefs: list[Path], tmp_path: Path) -> None:
    texts = {f"{LEAFLETS} wanghai": "90,410", LEAFLETS: "208,860"}
    asked = proposals(read_back(retyped(briefs[1], tmp_path / "e.docx", texts)), facts())
    by_text = {one.then: one for one in asked}
    assert by_text["90,310"].only == "wanghai"
    assert by_text["208,760"].follows == (by_text["90,310"].id,)


def test_after_the_correction_the_brief_follows_the_ledger(briefs: list[Path], tmp_path: Path) -> None:
    """The same entry stands in a table: its cell says the corrected number too, and so does the total."""
    returned = read_back(retyped(briefs[1], tmp_path / "e.docx", {f"{LEAFLETS} wanghai": "９０４１０"}))
    shelf = small_city()
    entry = proposals(returned, facts())[0].choices[0].entry
    shelf.amend(entry, 90410)
    revision, path = anew(returned, tmp_path, shelf)
    assert verify(path, shelf, CITY) == []
    figures = {one["id"]: one for one in trace(path)}
    assert figures[identity(path, f"{LEAFLETS} wanghai")]["text"] == "９０４１０"  # as the person wrote it
    moved = {one.text_then: one.text_now for one in revision.moved}
    assert moved == {"208,760": "208,860"}


def test_a_figure_may_come_and_go_in_the_ledger(briefs: list[Path], tmp_path: Path) -> None:
    shelf = small_city()
    shelf.add("wangxin", "claims.corrected", 3, "条", report=shelf.report("wangxin"))
    shelf.lines = [entry for entry in shelf.lines if entry.series.indicator != "media.stories"]
    revision, path = anew(read_back(briefs[0]), tmp_path, shelf)
    assert "发布辟谣信息3条" in revision.brief.text
    assert "各级媒体发稿未报，累计未报。" in revision.brief.text
    assert verify(path, shelf, CITY) == []


def test_what_was_settled_is_no_longer_questioned(tmp_path: Path) -> None:
    write(compose(small_city(), CITY, DAY), tmp_path / "plain.docx")
    shelf = small_city()
    entry = next(one for one in shelf.lines if one.draft.day == DAY and one.series.indicator == "media.stories")

    class Found:
        code, severity, unit_code, indicator, item, message = "parts", "error", "ribao", "media.stories", "", "不符"
        figures, accepted = (type("Told", (), {"entry": entry.number})(),), None

    write(compose(shelf, CITY, DAY, findings=[Found()]), tmp_path / "brief.docx")
    assert "（待核）" in compose(shelf, CITY, DAY, findings=[Found()]).text
    revision, path = anew(read_back(tmp_path / "brief.docx"), tmp_path)
    assert "待核" not in revision.brief.text
    assert verify(path, shelf, CITY) == []


def test_a_typed_number_has_no_source_and_says_so(briefs: list[Path], tmp_path: Path) -> None:
    path = retyped(briefs[0], tmp_path / "e.docx", {}, added="另印手册3000册，2月9日前发完，共5类。")
    returned = read_back(path)
    assert [(one.id, one.now, one.told.measure) for one in returned.typed] == [("h1", "3000", "册"), ("h2", "5", "类")]
    _, out = anew(returned, tmp_path, h1="主任补充")
    told = {one["id"]: one for one in trace(out)}
    assert (told["h1"]["state"], told["h1"]["sources"], told["h1"]["reason"]) == ("questioned", [], "主任补充")
    assert [(one.id, one.text_now, str(one.kind)) for one in verify(out)] == [("h2", "5", "added")]
    again = read_back(out)
    _, third = anew(again, tmp_path, h2="核实")
    assert verify(third) == []
    assert [one["id"] for one in trace(third) if not one["sources"] and one["value"]] == ["h1", "h2"]


def test_every_format_says_what_the_person_wrote(briefs: list[Path], tmp_path: Path) -> None:
    path = retyped(briefs[0], tmp_path / "e.docx", {STORIES: "1,160"}, added="请继续努力。")
    returned = read_back(path)
    (one,) = proposals(returned, facts())
    revision, _ = anew(returned, tmp_path, **{one.id: "核实"})
    for suffix in (".pdf", ".html", ".json"):
        write(revision.brief, tmp_path / f"anew{suffix}")
        assert verify(tmp_path / f"anew{suffix}", small_city(), CITY) == []
        assert trace(tmp_path / f"anew{suffix}") == trace(tmp_path / "anew.docx")
    text = (tmp_path / "anew.html").read_text(encoding="utf-8")
    assert "请继续努力。" in text and ">1,160<" in text


def test_a_chart_follows_the_ledger_with_its_table(tmp_path: Path) -> None:
    write(compose(small_city(), WHOLE, DAY), tmp_path / "brief.docx")
    charted = next(one for one in trace(tmp_path / "brief.docx") if one.get("picture"))
    sheet = Sheet.open(tmp_path / "brief.docx", 0)
    put(dict(sheet.held)[charted["id"]], "99,999")
    sheet.word.save(str(tmp_path / "e.docx"))
    returned = read_back(tmp_path / "e.docx")
    (one,) = proposals(returned, Facts.of(small_city(), WHOLE, DAY))
    assert (one.then, one.now, one.only) == (charted["text"], "99,999", charted["scope"])
    left = revised(returned, Facts.of(small_city(), WHOLE, DAY), {})  # the ledger was not corrected
    assert [(moved.text_then, moved.text_now) for moved in left.moved] == [("99,999", charted["text"])]
    shelf = small_city()
    shelf.amend(one.choices[0].entry, 99999)
    revision = revised(read_back(tmp_path / "e.docx"), Facts.of(shelf, WHOLE, DAY), {})
    save(tmp_path / "anew.docx", revision.data)
    assert verify(tmp_path / "anew.docx", shelf, WHOLE) == []
    assert "99,999" in " ".join(drawn_in(Document(str(tmp_path / "anew.docx")))[charted["picture"]])
    assert errors(tmp_path / "anew.docx") == []
    written = [picture.caption.text for picture in compose(small_city(), WHOLE, DAY).pictures()]
    assert [picture.caption.text for picture in revision.brief.pictures()] == written and written[0][:2] == "图1"
    for suffix in (".html", ".pdf"):
        write(revision.brief, tmp_path / f"anew{suffix}")
        assert verify(tmp_path / f"anew{suffix}", shelf, WHOLE) == []
        assert trace(tmp_path / f"anew{suffix}") == trace(tmp_path / "anew.docx")


@pytest.mark.slow
def test_a_file_that_libreoffice_saved_comes_back(briefs: list[Path], tmp_path: Path) -> None:
    write(compose(small_city(), WHOLE, DAY), tmp_path / "charts.docx")
    briefs = [*briefs, tmp_path / "charts.docx"]
    originals = {brief.stem: len(trace(brief)) for brief in briefs}
    files = {brief.name: retyped(brief, tmp_path / brief.name, {STORIES: "1,160"}).read_bytes() for brief in briefs}
    for name, data in by_office(files, tmp_path / "office", "docx").items():
        path = tmp_path / f"{name}-again.docx"
        path.write_bytes(data)
        returned = read_back(path)
        (one,) = proposals(returned, facts())
        assert (one.then, one.now, one.only) == ("1,145", "1,160", "ribao")
        assert (returned.texts, returned.typed) == ((), ())
        _, out = anew(returned, tmp_path, **{one.id: "核实"})
        assert verify(out, small_city(), WHOLE) == []
        assert len(trace(out)) == originals[name]


def test_what_is_no_word_file_is_said(briefs: list[Path], tmp_path: Path) -> None:
    write(compose(small_city(), CITY, DAY), tmp_path / "brief.html")
    with pytest.raises(DibaoError) as refused:
        read_back(tmp_path / "brief.html")
    assert refused.value.code == "not_word"
