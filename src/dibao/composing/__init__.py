"""template + ledger -> Brief -> docx, pdf, html, json; trace and verify."""

from dibao.composing.brief import Brief, Figure, State
from dibao.composing.carried import seal_of, trace
from dibao.composing.edition import Edition
from dibao.composing.fill import compose
from dibao.composing.form import build_template, default_template
from dibao.composing.verify import Difference, Kind, verify
from dibao.composing.writers import WRITERS, save, write

__all__ = [
    "WRITERS",
    "Brief",
    "Difference",
    "Edition",
    "Figure",
    "Kind",
    "State",
    "build_template",
    "compose",
    "default_template",
    "save",
    "seal_of",
    "trace",
    "verify",
    "write",
]
