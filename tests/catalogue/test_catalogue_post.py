from dataclasses import replace
from datetime import date, datetime, time

from dibao.catalogue import Receipt, Settings, Unit, Units, Workspace, post
from dibao.documents.blocks import Cell, Document, Prose, Table
from dibao.entries import Draft
from dibao.figures import Approx, Basis, Figure, How, Interval, Span, Window

DAY = date(2026, 2, 3)
CITY = Workspace(
    settings=Settings(began=date(2026, 1, 20), windows={"default": time(11), "media": time(9)}),
    units=Units(
        [
            Unit("office", "安澜市宣传组", "office"),
            Unit("wanghai", "望海区", "district"),
            Unit("liulin", "柳林区", "district"),
        ]
    ),
)
TEXT = "一、情况。我区发放宣传单1200份，其中海报300份。累计发放9000份。"
DOCUMENT = Document("a.txt", TEXT, (Prose(0, len(TEXT), wrapped=True),))


def figure(word: str, value: int, phrase: str = "发放宣传单", **more: object) -> Figure:
    start = TEXT.find(word)
    made = Figure(
        value,
        Interval.exactly(value),
        Approx.EXACT,
        "份",
        Span("a.txt", start, start + len(word)),
        word,
        phrase,
        indicator="outreach.leaflets",
        basis=Basis.NEW,
        basis_how=How.STATED,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def posted(*figures: Figure, reporter: str = "wanghai") -> list[Draft]:
    return post(DOCUMENT, figures, Receipt(reporter, DAY), CITY)


def test_a_window_that_nothing_states_is_the_areas_window() -> None:
    (line,) = posted(figure("1200", 1200))
    assert line.window.iso() == ["2026-02-02T11:00", "2026-02-03T11:00"]
    assert line.window_how is How.DEFAULT
    (story,) = posted(figure("1200", 1200, indicator="media.stories"))
    assert story.window.iso() == ["2026-02-02T09:00", "2026-02-03T09:00"]


def test_cumulative_runs_from_the_beginning_and_as_of_has_no_start() -> None:
    end = Window(None, datetime(2026, 2, 3, 8))
    (total,) = posted(figure("9000", 9000, basis=Basis.CUMULATIVE, window=end, window_how=How.STATED))
    assert total.window.iso() == ["2026-01-20T00:00", "2026-02-03T08:00"] and total.window_how is How.STATED
    (stock,) = posted(figure("9000", 9000, basis=Basis.ASOF))
    assert stock.window.iso() == [None, "2026-02-03T11:00"]


def test_the_subject_is_the_unit_that_the_actor_names_else_the_reporter() -> None:
    lines = posted(figure("1200", 1200, actor="柳林区各街道"), figure("9000", 9000, actor="我区"))
    assert [line.series.unit_code for line in lines] == ["liulin", "wanghai"]
    assert {line.reporter for line in lines} == {"wanghai"}
    (own,) = posted(figure("1200", 1200, actor="安澜市宣传组"), reporter="wanghai")
    assert own.series.unit_code == "wanghai"


def test_open_figures_are_not_posted_and_parts_keep_their_whole() -> None:
    lines = posted(
        figure("1200", 7, indicator=None),
        figure("1200", 1200),
        figure("300", 300, "海报", part_of=1, indicator="outreach.posters"),
    )
    assert [(line.value, line.part_of) for line in lines] == [(1200, None), (300, 0)]


def test_a_part_under_the_same_key_gets_its_own_item() -> None:
    whole, part = posted(figure("1200", 1200), figure("300", 300, "海报", part_of=0))
    assert (whole.series.item, part.series.item, part.part_of) == ("", "海报", 0)


def test_other_actors_under_the_same_key_are_told_apart() -> None:
    lines = posted(figure("1200", 1200), figure("300", 300, actor="区志愿者联合会"))
    assert [line.series.item for line in lines] == ["", "区志愿者联合会"]


def test_the_reporter_by_another_word_is_no_other_actor() -> None:
    one, two = posted(figure("1200", 1200, actor="我区"), figure("300", 300, actor="望海区"))
    assert one.series == two.series


def test_the_same_words_with_two_values_stay_under_one_key() -> None:
    one, two = posted(figure("1200", 1200), figure("300", 300))
    assert one.series == two.series and one.window == two.window


def test_other_is_kept_under_its_own_words() -> None:
    (line,) = posted(figure("1200", 1200, "设置垃圾桶", indicator="other"))
    assert (line.series.indicator, line.series.item) == ("other", "设置垃圾桶")


def test_sentence_and_table_row_are_kept_for_people() -> None:
    (line,) = posted(figure("300", 300))
    assert line.sentence == "我区发放宣传单1200份，其中海报300份。"
    text = "单位\t宣传单\n望海区\t1200\n"
    cells = (Cell(0, 2, 0, 0), Cell(3, 6, 0, 1), Cell(7, 10, 1, 0), Cell(11, 15, 1, 1))
    table = Document("b.xlsx", text, (Table(0, len(text), cells, 2, 2),))
    made = replace(figure("1200", 1200), span=Span("b.xlsx", 11, 15))
    (row,) = post(table, [made], Receipt("wanghai", DAY), CITY)
    assert row.sentence == "望海区｜宣传单｜1200"


def test_a_part_of_which_no_word_says_what_it_counts_counts_what_its_whole_counts() -> None:
    whole = figure("1200", 1200, indicator="outreach.vans", unit="辆")
    part = figure("300", 300, indicator="outreach.vans", unit="辆", part_of=0, basis=Basis.ASOF, basis_how=How.DEFAULT)
    assert [line.series.basis for line in posted(whole, part)] == [Basis.NEW, Basis.NEW]
    said = replace(part, basis_how=How.STATED)
    assert [line.series.basis for line in posted(whole, said)] == [Basis.NEW, Basis.ASOF]
