"""From a document to its figures: numbers, measure words, times, phrases and scope."""

from dibao.reading.dates import report_date
from dibao.reading.masks import masked
from dibao.reading.phrases import done
from dibao.reading.reader import REPEATS, new_by_default, read

__all__ = ["REPEATS", "done", "masked", "new_by_default", "read", "report_date"]
