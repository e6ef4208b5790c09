"""The names of Word's elements: a brief asks for the same twenty some hundred thousand times."""

from __future__ import annotations

from functools import cache

from docx.oxml import ns

qn = cache(ns.qn)
"""`w:p` as lxml has it."""
