"""Finds and redacts personal data: identity numbers, mobile numbers, bank cards, e-mail addresses, number plates.

Pure functions over text; nothing is stored. Names and addresses are not found here: they have no form to check.
"""

from dibao.privacy.finding import find, redact
from dibao.privacy.personal import Kind, Personal

__all__ = ["Kind", "Personal", "find", "redact"]
