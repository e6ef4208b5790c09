"""What went out says which reports it rests on, for whoever sent them."""

from __future__ import annotations

import pytest

from dibao.office.briefs.actions import IssueBrief
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.uses import Use, uses
from dibao.office.shared.vault import place
from support.drafting import word
from support.ledger_lines import DAY

pytestmark = pytest.mark.django_db


def told(office: Office, name: str, new: int) -> int:
    """The number of a report with a new figure and a total."""
    words = f"{name}工作情况\noutreach.leaflets {new} 份 new\noutreach.leaflets {new * 10} 份 cumulative"
    return Receive(words.encode(), f"{name}.txt", DAY).run(office).report


def test_an_issued_brief_is_a_use_of_its_reports_and_of_no_others(office: Office) -> None:
    donghe, _ = told(office, "东河区", 3200), told(office, "西河区", 4100)
    assert uses(office, DAY, [donghe]) == []
    issued = IssueBrief(word(office), "简报.docx", "", "").run(office)
    assert uses(office, DAY, [donghe]) == [Use(issued.name, 2)], "the new figure and the total"
    assert uses(office, DAY, [10_000]) == [] and uses(office, DAY, []) == []


def test_one_whose_issued_file_is_gone_breaks_no_page(office: Office) -> None:
    report = told(office, "东河区", 3200)
    issued = IssueBrief(word(office), "简报.docx", "", "").run(office)
    place(office.root / "issued", issued.digest, "brief.docx").unlink()
    assert uses(office, DAY, [report]) == []
