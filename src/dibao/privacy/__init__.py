"""Finds and redacts personal data: identity numbers, mobile numbers, bank cards, e-mail addresses, number plates.

Pure functions over text; nothing is stored. Names and addresses in a text are not found here: they have no form to
check. `organisation` keeps the unit of a sender's name and drops the person.
"""

from dibao.privacy.finding import find, redact
from dibao.privacy.people import is_addressed, is_person, names_person, organisation
from dibao.privacy.personal import Kind, Personal

__all__ = ["Kind", "Personal", "find", "is_addressed", "is_person", "names_person", "organisation", "redact"]
