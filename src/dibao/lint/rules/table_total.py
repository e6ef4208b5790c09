"""table_total: a table's 合计 against its rows."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks import words
from dibao.checks.rollup import broken_tables, table_words
from dibao.checks.sums import only
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each total that is not the sum of its rows."""
    snapshot = manuscript.snapshot
    for column, held, sum_ in broken_tables(snapshot):
        value, says = only(sum_), table_words(snapshot, column, held, sum_)
        draft = column.total.draft
        yield manuscript.remark(
            "table_total",
            Severity.ERROR,
            draft.start,
            draft.end,
            f"{words.thing(snapshot, column.total)}"
            + say(f"：{says}；请核实。", f": {says}; find out which is wrong."),
            words.number(value) if value is not None else "",
        )


RULE = Rule(
    "table_total",
    12,
    "表中合计、小计与各行之和比较，办法与来件核对 rollup 相同；有空格的表，合计只判断不小于其和。",
    "A table's 合计 and 小计 against its rows, as the check rollup compares them; with cells missing a total is only "
    "not "
    "less than their sum.",
    find,
)
