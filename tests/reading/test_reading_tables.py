"""Tables: the words over the column and beside the row, measure words and bases in heads, totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import process_time

from dibao import documents, reading
from dibao.documents.blocks import Cell, Document, Table
from dibao.figures import Basis, Figure

DAY = date(2020, 2, 3)


def grid(rows: Sequence[Sequence[str | tuple[str, int, int]]], columns: int) -> Document:
    """A document of one table; a cell with spans is (text, rows, columns), None squares are left out."""
    text, cells, taken = "", [], set()
    for row, line in enumerate(rows):
        column = 0
        for entry in line:
            words, high, wide = entry if isinstance(entry, tuple) else (entry, 1, 1)
            while (row, column) in taken:
                column += 1
            taken |= {(row + y, column + x) for y in range(high) for x in range(wide)}
            cells.append(
                Cell(len(text), len(text) + len(words), row, column, high, wide, f"S!{'ABCDEFGH'[column]}{row + 1}")
            )
            text += words + "\t"
            column += wide
    return Document("t.xlsx", text, (Table(0, len(text), tuple(cells), len(rows), columns, "S"),), "xlsx")


def by_text(found: list[Figure]) -> dict[str, Figure]:
    return {one.text: one for one in found}


def test_two_row_heads_units_and_totals() -> None:
    document = grid(
        [
            [("社会宣传统计表（截至2月3日11:00）", 1, 5)],
            [("单位", 2, 1), ("发放宣传单（份）", 1, 2), ("悬挂横幅（条）", 1, 2)],
            ["新增", "累计", "新增", "累计"],
            ["东河区", "1200", "35600", "12", "340"],
            ["西河区", "980", "12,300", "8", "约200"],
            ["合计", "2180", "47900", "20", "540"],
        ],
        5,
    )
    found = reading.read(document, date=DAY)
    assert len(found) == 12
    one = by_text(found)
    assert (one["1200"].unit, one["1200"].basis, one["1200"].actor) == ("份", Basis.NEW, "东河区")
    assert (one["340"].unit, one["340"].basis, one["340"].phrase) == ("条", Basis.CUMULATIVE, "悬挂横幅")
    assert one["12,300"].value == 12300
    assert one["200"].approx.value == "about"
    assert one["1200"].window.iso() == [None, "2020-02-03T11:00"]
    assert one["1200"].span.locator == "S!B4"
    total = found.index(one["2180"])
    assert "a total of the rows" in one["2180"].reasons
    assert (one["1200"].part_of, one["980"].part_of, one["2180"].part_of) == (total, total, None)


def test_a_table_of_indicators_with_a_column_of_measure_words() -> None:
    document = grid(
        [
            ["项目", "单位", "新增", "累计"],
            ["宣传单、明白纸", "份", "8120", "272300"],
            ["入户宣传", "户", "2310", "73550"],
        ],
        4,
    )
    one = by_text(reading.read(document, date=DAY))
    assert (one["8120"].phrase, one["8120"].unit, one["8120"].basis) == ("宣传单、明白纸", "份", Basis.NEW)
    assert (one["73550"].phrase, one["73550"].unit, one["73550"].basis) == ("入户宣传", "户", Basis.CUMULATIVE)


def test_scales_rates_and_columns_without_numbers_of_interest() -> None:
    document = grid(
        [
            ["序号", "媒体", "阅读量（万次）", "办结率（%）", "联系电话"],
            ["1", "安澜日报", "3.5", "98.5", "13800138000"],
            ["2", "安澜晚报", "12", "97", "13900139000"],
        ],
        5,
    )
    found = reading.read(document, date=DAY)
    assert [one.text for one in found] == ["3.5", "98.5", "12", "97"]
    assert (found[0].value, found[0].unit, found[0].actor) == (35000, "次", "安澜日报")
    assert (found[0].interval.low, found[0].interval.high) == (34500, 35500)
    assert (found[1].unit, found[1].basis) == ("%", Basis.RATE)


def test_one_measure_word_for_the_whole_table() -> None:
    document = documents.from_text("统计表\n单位：条\n项目\t新增\t累计\n横幅\t5\t60\n标语\t7\t90\n", "t.txt")
    assert [(one.text, one.unit) for one in reading.read(document, date=DAY)] == [
        ("5", "条"), ("60", "条"), ("7", "条"), ("90", "条"),
    ]  # fmt: skip


def test_running_text_in_a_cell_belongs_to_its_row() -> None:
    document = grid([["单位", "工作情况"], ["东河区", "发放宣传单300份，悬挂横幅20条。"]], 2)
    found = reading.read(document, date=DAY)
    assert [(one.text, one.unit, one.actor) for one in found] == [("300", "份", "东河区"), ("20", "条", "东河区")]


def test_dates_down_the_side_are_windows() -> None:
    document = grid([["日期", "发布信息（条）"], ["2月1日", "12"], ["2月2日", "15"]], 2)
    found = reading.read(document, date=DAY)
    assert [one.window.iso()[0] for one in found] == ["2020-02-01T00:00", "2020-02-02T00:00"]


def test_a_long_table_takes_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        body = [[f"第{row}街道", str(row + 1), str(row % 50)] for row in range(rows)]
        document = grid([["单位", "宣传单（份）", "横幅（条）"], *body, ["合计", "9", "9"]], 3)
        begun = process_time()
        found = reading.read(document, date=DAY)
        spent = process_time() - begun
        assert len(found) == 2 * rows + 2 and found[0].part_of == 2 * rows
        return spent

    seconds(50)
    few, many = (min(seconds(rows) for _ in range(3)) for rows in (500, 4000))
    assert many < 24 * max(few, 0.03)  # eight times as much; were it quadratic, 64 times


def test_a_head_of_a_basis_alone_goes_on_with_the_thing_before_it() -> None:
    document = grid(
        [
            ["单位", "宣传资料（份）", "累计（份）", "横幅（条）", "海报（张）", "累计（张）"],
            ["东河区", "1200", "35600", "12", "40", "910"],
            ["西河区", "980", "12300", "8", "30", "870"],
        ],
        6,
    )
    one = by_text(reading.read(document, date=DAY))
    assert (one["35600"].phrase, one["35600"].unit, one["35600"].basis) == ("宣传资料", "份", Basis.CUMULATIVE)
    assert (one["910"].phrase, one["910"].unit, one["910"].basis) == ("海报", "张", Basis.CUMULATIVE)


def test_a_head_of_a_basis_alone_is_of_no_thing_where_it_may_be_of_several() -> None:
    document = grid(
        [["单位", "治愈（例）", "死亡（例）", "累计（例）"], ["东河区", "12", "3", "356"], ["西河区", "9", "1", "120"]],
        4,
    )
    one = by_text(reading.read(document, date=DAY))
    assert one["356"].phrase not in ("治愈", "死亡") and one["120"].phrase not in ("治愈", "死亡")


def test_a_cell_may_say_something_of_its_own_number() -> None:
    document = grid(
        [
            ["单位", "宣传资料（份）", "横幅（条）"],
            ["东河区", "6,980（待核）", "12"],
            ["西河区", "1,020", "8（暂定）"],
            ["合计", "8,000（缺1家，待核）", "20"],
        ],
        3,
    )
    found = reading.read(document, date=DAY)
    assert [(one.text, one.unit, one.actor) for one in found] == [
        ("6,980", "份", "东河区"),
        ("12", "条", "东河区"),
        ("1,020", "份", "西河区"),
        ("8", "条", "西河区"),
        ("8,000", "份", found[4].actor),
        ("20", "条", found[5].actor),
    ]
    assert "a total of the rows" in found[4].reasons
