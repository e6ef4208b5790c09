"""Tables in any shape: each number under the words of its column and beside those of its row."""

from dibao.reading.tables.labels import sums
from dibao.reading.tables.reader import Tables
from dibao.reading.tables.totals import TOTAL_COLUMN, TOTAL_ROW

__all__ = ["TOTAL_COLUMN", "TOTAL_ROW", "Tables", "sums"]
