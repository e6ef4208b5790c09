"""A written brief in, remarks out: what must not go out as it stands, one module a rule.

A brief is read like a report: the checks' own comparisons run on its figures, and what it carries of its sources is
used where it carries any. Files of any origin are taken: the office's own Word file, edited by hand, too.
"""

from dibao.lint.engine import lint, lint_document
from dibao.lint.registry import Rule, all_rules, explain
from dibao.lint.remark import Remark, Severity

__all__ = ["Remark", "Rule", "Severity", "all_rules", "explain", "lint", "lint_document"]
