"""A finding that a person lets stand, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from dibao import language
from dibao.checks import Finding, Severity, Told
from dibao.errors import DibaoError
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.actions import AcceptFinding, Correct, ReopenFinding
from dibao.office.ledger.findings import findings, open_of
from dibao.office.ledger.models import Acceptance
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role
from support.ledger_lines import DAY

ONE = Finding("parts", Severity.ERROR, "donghe", "outreach.leaflets", "", DAY, "…", "", 3, 4, (Told(1, "4份"),))


@pytest.fixture
def found(office: Office) -> Finding:
    """Yesterday's total and today's new figure do not give today's total."""
    head, before = "东河区工作情况\noutreach.leaflets", DAY - timedelta(days=1)
    Receive(f"{head} 100 份 cumulative".encode(), "1.txt", before).run(office)
    Receive(f"{head} 5 份 new\noutreach.leaflets 110 份 cumulative".encode(), "2.txt", DAY).run(office)
    return _continuity(office)


def _continuity(office: Office) -> Finding:
    [one] = [one for one in findings(office, DAY) if one.code == "continuity"]
    return one


def test_an_accepted_finding_is_not_open_and_comes_back_when_a_figure_changes(office: Office, found: Finding) -> None:
    AcceptFinding(found, " 另有一处未列 ").run(office)
    [after] = [one for one in findings(office, DAY) if one.id == found.id]
    assert after.accepted is not None
    assert (after.accepted.reason, after.accepted.who) == ("另有一处未列", "tester")
    assert after.id not in {one.id for one in open_of(findings(office, DAY))}
    Correct(found.figures[-1].entry, 108, "写错").run(office)
    back = _continuity(office)
    assert back.accepted is None and back.id != found.id


def test_what_was_accepted_is_opened_again(office: Office, found: Finding) -> None:
    AcceptFinding(found, "属实").run(office)
    ReopenFinding(found).run(office)
    assert found.id in {one.id for one in open_of(findings(office, DAY))}
    with pytest.raises(DibaoError, match="本来就待核"):
        ReopenFinding(found).run(office)
    assert [line.stands for line in Acceptance.objects.all()] == [True, False]


def test_the_second_person_is_told_who_was_first(office: Office, found: Finding) -> None:
    AcceptFinding(found, "属实").run(office)
    other = office.acting_as(Actor(Role.PERSON, "li", (Grant(Role.COMPILER),)))
    with pytest.raises(DibaoError, match="tester 10:30 已认可这一项（属实）") as caught:
        AcceptFinding(found, "我也看过").run(other)
    assert caught.value.code == "stale"
    assert Acceptance.objects.count() == 1


def test_a_reason_is_needed_and_a_clerk_may_not(office: Office, found: Finding) -> None:
    for actor, reason, code in ((office.actor, "  ", "no_reason"), (_clerk(), "属实", "refused")):
        with pytest.raises(DibaoError) as caught:
            AcceptFinding(found, reason).run(office.acting_as(actor))
        assert caught.value.code == code
    assert not Acceptance.objects.exists()


def _clerk() -> Actor:
    return Actor(Role.PERSON, "chen", (Grant(Role.CLERK, frozenset({"donghe"})),))


def test_the_audit_line_has_no_words(office: Office, found: Finding) -> None:
    AcceptFinding(found, "东河区老王来电说属实").run(office)
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.target) == ("finding.accept", f"finding:{found.id}")
    assert line.detail == {"code": "continuity", "unit": "donghe", "day": "2026-02-03"}


def test_a_finding_is_called_the_same_in_both_languages() -> None:
    wide = replace(ONE, expected="522,500 至 523,500", found="数字")
    assert wide.id == replace(wide, expected="522,500 to 523,500", found="a number", message="Parts").id
    assert replace(ONE, found=Decimal("4.0")).id == ONE.id


@pytest.mark.parametrize(
    "changed",
    [
        *({"code": "rollup"}, {"unit_code": "xihe"}, {"item": "口罩"}, {"expected": 5}, {"found": 5}, {"report": 7}),
        *({"figures": (Told(2, "4份"),)}, {"indicator": "outreach.posters"}),
    ],
)
def test_what_changes_makes_another_finding(changed: dict[str, object]) -> None:
    assert replace(ONE, **changed).id != ONE.id  # type: ignore[arg-type]


def test_both_languages_find_the_same(office: Office, found: Finding) -> None:
    language.use("en")
    try:
        assert found.id in {one.id for one in findings(office, DAY)}
    finally:
        language.use(None)
