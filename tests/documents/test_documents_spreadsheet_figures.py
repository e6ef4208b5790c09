"""A table gives the same figures in whatever format a spreadsheet is saved."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import escape

import openpyxl
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opendocument import number, ods, row

from dibao import reading
from dibao.catalogue import Workspace, link
from dibao.documents import registry

Value = int | float | str
DAY = date(2026, 2, 3)
UNITS = ["东河区", "西山区", "南湖区", "北林县", "市融媒体中心", "合计"]
HEADS = ["宣传单页（份）", "悬挂条幅（条）", "发稿（篇）", "参与志愿者（人次）", "完成率", "累计发稿（篇）"]


def xlsx(rows: list[list[Value]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计"
    for line in rows:
        sheet.append(line)
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, float):
                cell.number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: list[list[Value]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("统计")
    percent = xlwt.easyxf(num_format_str="0.0%")
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            sheet.write(r, c, value, percent if isinstance(value, float) else xlwt.Style.default_style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_document(rows: list[list[Value]]) -> bytes:
    def cell(value: Value) -> str:
        if isinstance(value, str):
            return escape(value)
        return number(value, shown(value), kind="percentage" if isinstance(value, float) else "float")

    return ods("".join(row(*map(cell, line)) for line in rows))


def separated(rows: list[list[Value]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[shown(value) for value in line] for line in rows])
    return out.getvalue().encode("gb18030")


def shown(value: Value) -> str:
    return f"{value:.1%}" if isinstance(value, float) else str(value)


WRITERS = {"xlsx": xlsx, "xls": xls, "ods": open_document, "csv": separated}


@st.composite
def tables(draw: st.DrawFn) -> list[list[Value]]:
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=4, unique=True))
    units = draw(st.lists(st.sampled_from(UNITS[:-1]), min_size=1, max_size=4, unique=True))
    numbers = st.integers(0, 99_999)
    percents = st.integers(0, 1000).map(lambda value: value / 1000)
    rows: list[list[Value]] = [["单位", *heads]]
    for unit in units:
        rows.append([unit, *(draw(percents if "率" in head else numbers) for head in heads)])
    if draw(st.booleans()):
        rows.append(["合计", *(sum(line[c] for line in rows[1:]) for c in range(1, len(heads) + 1))])  # type: ignore[misc]
    before: list[list[Value]] = draw(
        st.sampled_from([[], [["安澜市宣传工作统计表"]], [["填报单位：市委宣传部"], ["日期：2026年2月3日"]]])
    )
    return [*before, *rows]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_the_same_figures_in_every_spreadsheet(rows: list[list[Value]]) -> None:
    known = Workspace()
    told = {}
    for suffix, writer in WRITERS.items():
        document = registry.read(writer(rows), f"统计.{suffix}")
        figures = link(document, reading.read(document, date=DAY), known.catalogue)
        told[suffix] = [(one.value, one.unit, one.indicator, one.basis, one.phrase, one.actor) for one in figures]
    assert told["xlsx"]
    assert told["xls"] == told["ods"] == told["csv"] == told["xlsx"]
