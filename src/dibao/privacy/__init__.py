"""Finds and redacts personal data: numbers, accounts, plates, home addresses, names in lists, visit trails.

Pure functions over text; nothing is stored. A single name in running text is not found: it has no form to check.
`organisation` keeps the unit of a sender's name and drops the person.
"""

from dibao.privacy.finding import find, redact, taken_out
from dibao.privacy.people import is_addressed, is_person, names_person, organisation
from dibao.privacy.personal import Kind, Personal

__all__ = [
    "Kind",
    "Personal",
    "find",
    "is_addressed",
    "is_person",
    "names_person",
    "organisation",
    "redact",
    "taken_out",
]
