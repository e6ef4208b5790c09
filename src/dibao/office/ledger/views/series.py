"""An indicator by unit and day, with its totals, their trend, and the same as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import chain

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from dibao.composing.charts import PHONE, SVG, draw, drawn_in
from dibao.language import current, say
from dibao.office.ledger import asking, exported, words
from dibao.office.ledger.pivot import pivot, trend
from dibao.office.shared.pages import Request, missing, page

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page("ledger.see")
def series(request: Request, indicator: str) -> HttpResponse:
    """The units of a group side by side with the days, a page of units at a time."""
    office = request.office
    if indicator not in office.workspace.catalogue and indicator != "other":
        raise missing(say("这个指标", "such indicator"))
    given = {**request.GET.dict(), "indicator": indicator}
    found = pivot(office, asking.asked(given, office.workspace, office.today()))
    with drawn_in(current()):
        chart = trend(office, found)
        drawings = [("wide", _drawn(draw(chart))), ("narrow", _drawn(draw(chart, PHONE)))] if chart else []
    shown = found.asking
    context = {
        "desk": "ledger",
        "pivot": found,
        "asking": shown,
        "name": words.indicator_name(office.workspace, indicator),
        "basis": words.basis_name(shown.basis) if shown.basis else "",
        "series": [
            (basis, measure, words.basis_name(basis), shown.address(basis=basis, measure=measure, item="", page=1))
            for basis, measure in found.series
        ],
        "items": [(item, shown.address(item=item, page=1)) for item in found.items],
        "all_items": shown.address(item="", page=1),
        "groups": asking.groups(office.workspace),
        "drawings": drawings,
        "refused": next((one.refused for one in found.foot if one.refused), ""),
        "newer": shown.address(page=shown.page - 1) if shown.page > 1 else "",
        "older": shown.address(page=shown.page + 1) if shown.page < found.pages else "",
        "export": shown.address(page=1),
    }
    return render(request, "ledger/series.html", context)


@page("ledger.see")
def export(request: Request, kind: str) -> HttpResponseBase:
    """The entries that stand, as CSV or a workbook, sent while they are read."""
    office = request.office
    if kind not in _TYPES:
        raise missing(say("这种格式", "such format"))
    found = asking.asked(request.GET.dict(), office.workspace, office.today())
    table: Iterator[list[exported.Value]] = chain([list(exported.head())], exported.rows(office, found))
    name = "-".join(
        filter(None, [say("台账", "ledger"), found.indicator, found.first.isoformat(), found.last.isoformat()])
    )
    answer: StreamingHttpResponse | FileResponse
    if kind == "csv":
        answer = StreamingHttpResponse(exported.as_csv(table), content_type=_TYPES[kind])
    else:
        file = tempfile.TemporaryFile(prefix="dibao-", suffix=".xlsx")  # noqa: SIM115 (the answer closes it)
        exported.as_xlsx(table, file)
        file.seek(0)
        answer = FileResponse(file, content_type=_TYPES[kind])
    answer["Content-Disposition"] = exported.attachment(f"{name}.{kind}")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _drawn(svg: str) -> SafeString:
    # Drawn by Dibao from typed values, every word in it escaped (composing.charts.svg).
    return mark_safe(svg.replace(f' xmlns="{SVG}"', "", 1))
