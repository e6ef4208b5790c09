"""Listening: what people ask and which claims travel, in public items, without watching anyone.

Pure functions over Arrow batches: normalise, redact, lexicon, near-copies, claims, questions, counts, bursts. An engine
runs them (`engines`); `listen` is the way in. Nobody's name is read: an item is when, where, what, and nothing else.
"""

from dibao.listening.items import COLUMNS, Item
from dibao.listening.run import Options, listen
from dibao.listening.summary import Question, Summary

__all__ = ["COLUMNS", "Item", "Options", "Question", "Summary", "listen"]
