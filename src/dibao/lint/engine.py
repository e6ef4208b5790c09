"""Run all rules on a brief."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.documents import Document
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.opened import opened
from dibao.lint.registry import Rule, all_rules
from dibao.lint.remark import Remark, Severity

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_log = logging.getLogger(__name__)


def lint(path: Path, workspace: Workspace | None = None, *, day: date | None = None) -> list[Remark]:
    """The remarks on a brief's file, weighty ones first, then in the order of the text.

    `day`: the brief's day, where it is not the one that the file carries or bears. `workspace`: its units, catalogue
    and windows. DibaoError (code `unreadable`) where the file cannot be read.
    """
    return _run(opened(path, workspace or _nowhere(), day))


def lint_document(document: Document, workspace: Workspace | None = None, *, day: date | None = None) -> list[Remark]:
    """The same for a text that is read already and carries nothing of its sources."""
    return _run(Manuscript(document, workspace or _nowhere(), day))


@cache
def _nowhere() -> Workspace:
    """For briefs outside a workspace; one for all, since naming learns its words once for each."""
    return Workspace()


def _run(manuscript: Manuscript) -> list[Remark]:
    found = [remark for rule in all_rules() for remark in _safely(rule, manuscript)]
    return sorted(found, key=lambda one: (_WEIGHT[one.severity], one.start, one.code, one.end))


def _safely(rule: Rule, manuscript: Manuscript) -> Iterable[Remark]:
    """What a rule finds. A rule that fails says so as a remark: the others still run, and nobody is misled."""
    found: list[Remark] = []
    try:
        found.extend(rule.find(manuscript))
    except Exception as error:
        _log.exception("rule %s failed", rule.code)
        kind = type(error).__name__
        sentence = say(
            f"“{rule.code}”这项没有查完（{kind}），请人工看这一项，并把日志交给维护人员。",
            f"The rule {rule.code} could not be finished ({kind}); look at this by hand and send the log to support.",
        )
        found.append(Remark(rule.code, Severity.WARNING, sentence))
    return found
