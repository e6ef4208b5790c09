"""The third day's brief against the truth in the reports: sums recomputed from the manifest, not from the ledger."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from functools import cache

from dibao import checks, composing
from dibao.catalogue import default_catalogue, measure
from dibao.composing import Brief, Figure, State
from dibao.composing.brief import figures_of
from support.anlan import DAYS, Truth, manifest, planted
from support.anlan_reading import received, workspace

DAY = DAYS[2]
ABSENT = {"dongbu", "wanbao"}
"""Planted: the one sent nothing, the other's report bears the wrong year."""


@cache
def brief() -> Brief:
    findings = checks.run(received(), workspace(), DAY, now=datetime.combine(DAY, time(12, 30)))
    return composing.compose(received(), workspace(), DAY, findings=findings)


def _truths(figure: Figure) -> list[Truth]:
    """The lines of the manifest that a figure should be the sum of."""
    binding = figure.binding
    indicator = default_catalogue()[binding.indicator]
    return [
        truth
        for truth in manifest()
        if truth.day == DAY
        and (truth.indicator, truth.basis) == (binding.indicator, str(binding.basis))
        and (not binding.item or truth.item == binding.item)
        and (not figure.measure or measure(truth.measure, indicator) == figure.measure)
    ]


def test_every_sum_of_the_brief_is_that_of_the_reports() -> None:
    wrong = []
    for figure in brief().figures():
        if figure.binding.scope != "all":
            continue
        truths = _truths(figure)
        expected = sum((truth.value for truth in truths), Decimal(0)) if truths else None
        if figure.value != expected:
            wrong.append(f"{figure.binding}: {figure.value}, not {expected} ({figure.arithmetic})")
    assert wrong == []


def test_every_bound_indicator_that_the_reports_tell_is_in_the_brief() -> None:
    bound = {(figure.binding.indicator, str(figure.binding.basis)) for figure in brief().figures()}
    names = {indicator for indicator, _ in bound}
    told = {(truth.indicator, truth.basis) for truth in manifest() if truth.day == DAY and truth.indicator in names}
    # The default template has no place for what stands of a flow, nor for totals of what it shows as it stands.
    assert len(told & bound) >= 60 and told - bound <= {("accounts.followers", "asof")}


def test_each_figure_lies_within_what_the_wordings_allow() -> None:
    for figure in brief().figures():
        truths = _truths(figure)
        if truths and figure.low is not None and figure.high is not None:
            assert figure.low == sum(truth.low for truth in truths), figure.binding
            assert figure.high == sum(truth.high for truth in truths), figure.binding


def test_the_gaps_are_named() -> None:
    missing = {absent.code for figure in brief().figures() for absent in figure.missing}
    assert missing == ABSENT
    text = brief().text
    assert "东埠区" in text


def test_a_questioned_figure_stands_on_a_planted_error() -> None:
    blamed = {plant.unit_code for plant in planted() if plant.day == DAY}
    for figure in brief().figures():
        if figure.state is State.QUESTIONED:
            assert {source.unit_code for source in figure.sources} & blamed, figure.binding


def test_each_source_quotes_its_report() -> None:
    for figure in brief().figures():
        for source in figure.sources:
            assert source.text and source.sentence and source.report, figure.binding
            assert figure.arithmetic


def test_the_brief_ends_in_three_charts_of_the_districts() -> None:
    bars, chart_map, trend = brief().pictures()
    assert [picture.place.kind for picture in (bars, chart_map, trend)] == ["bars", "map", "trend"]
    missing = [[run.name for run in figures_of(one) if run.state is State.MISSING] for one in (bars, chart_map, trend)]
    assert missing == [["东埠区发放宣传资料"], ["东埠区发放宣传资料累计"], []]
    total = next(one for one in brief().figures() if str(one.binding) == "outreach.leaflets new")
    assert sum(figure.value or 0 for figure in figures_of(bars)) <= (total.value or 0)
    assert len(list(figures_of(trend))) == len(DAYS)
