"""Settling a finding: one of its ways out, by the ledger's own actions; and what to tell who came second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dibao.checks import Way, WayOut
from dibao.entries import Entry
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.actions import AcceptFinding, CarryForward, Correct
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Acceptance
from dibao.office.ledger.models import Entry as EntryRow
from dibao.office.reports.actions.refile import Refile
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of
from dibao.office.today.day import Day
from dibao.office.today.settling import Item

ACCEPT = "accept"
CARRY_ALL = "carry"


def settle(office: Office, day: Day, finding: str, way: str, reason: str = "", about: Sequence[int] = ()) -> str:
    """Take the way out of the open finding of this name, and say what was done.

    `way`: the place of one of its ways out, `accept` (with the reason) or `carry` (all that may be carried). `about`:
    the entries that the page showed, so that who came second is told what became of them (DibaoError, code `stale`).
    """
    item = day.item(finding)
    if item is None:
        raise too_late(office, finding, about)
    try:
        if way == ACCEPT:
            AcceptFinding(item.finding, reason).run(office)
            return say(f"已认可：{item.unit} {item.thing}", f"Accepted: {item.unit} {item.thing}")
        if way == CARRY_ALL:
            return _carry(office, item, [one for _, one in item.carried])
        return _take(office, item, _way(item, way))
    except DibaoError as error:
        if error.code in ("superseded", "not_carried"):
            raise too_late(office, finding, about) from error
        raise


def _way(item: Item, place: str) -> WayOut:
    ways = item.finding.ways_out
    if not (place.isascii() and place.isdecimal()) or int(place) >= len(ways):
        raise DibaoError(
            say("没有这个办法，请刷新页面。", "There is no such way out; load the page again."), code="bad_way"
        )
    return ways[int(place)]


def _take(office: Office, item: Item, way: WayOut) -> str:
    if way.way is Way.CARRY:
        return _carry(office, item, [way])
    if way.way is Way.FILE and way.day is not None:
        return _file(office, item, way, way.day)
    if way.way is not Way.CORRECT or way.entry is None or way.value is None:
        raise DibaoError(say("这个办法要由人来做。", "A person has to do that."), code="bad_way")
    Correct(way.entry, way.value, way.reason).run(office)
    return say(f"已更正：{item.unit} {item.thing} {way.label}", f"Done: {item.unit} {item.thing}: {way.label}")


def _file(office: Office, item: Item, way: WayOut, day: date) -> str:
    """The report is of that day: it is filed there, or stays where it is; the finding stands either way."""
    finding = item.finding
    number = finding.report or 0
    if Report.objects.filter(id=number, day=day).exists():
        AcceptFinding(finding, way.reason).run(office)
    else:
        Refile(number, way.reason, finding.unit_code, day=day, finding=finding).run(office)
    return say(f"已按 {day} 计：{item.unit}", f"It counts for {day}: {item.unit}")


def _carry(office: Office, item: Item, ways: Sequence[WayOut]) -> str:
    entries = {entry.number: entry for entry in _numbered(office, ways)}
    actions = [
        CarryForward(entries[way.entry].series, item.finding.date, way.reason) for way in ways if way.entry in entries
    ]
    if not actions:
        raise DibaoError(say("没有可沿用的数。", "There is nothing to carry forward."), code="bad_way")
    CarryForward.run_all(office, [(action, action.prepare(office)) for action in actions])
    return say(
        f"{item.unit}：沿用 {len(actions)} 个数，简报里注明日期。", f"{item.unit}: {len(actions)} carried, dated."
    )


def _numbered(office: Office, ways: Sequence[WayOut]) -> Sequence[Entry]:
    return DjangoLedger.of(office).numbered(way.entry for way in ways if way.entry is not None)


def too_late(office: Office, finding: str, about: Sequence[int]) -> DibaoError:
    """What became of a finding that is not open any more: who did what, and when."""
    said = _accepted(office, finding) or _corrected(office, about) or _withdrawn(office, about)
    return DibaoError(
        said
        or say(
            "这一项已经不在了：来件或数字刚刚变过，请看下面现在的情况。",
            "This finding is gone: a report or a figure has just changed; below is how things stand now.",
        ),
        code="stale",
    )


def _accepted(office: Office, finding: str) -> str:
    line = Acceptance.objects.filter(finding=finding).order_by("-id").first()
    if line is None or not line.stands:
        return ""
    who, at = name_of(line.who), f"{office.local(line.at):%H:%M}"
    return say(f"{who} {at} 已认可这一项（{line.reason}）。", f"{who} let this stand at {at} ({line.reason}).")


def _corrected(office: Office, about: Sequence[int]) -> str:
    row = EntryRow.objects.filter(supersedes__in=list(about)).order_by("-number").first()
    if row is None:
        return ""
    line = AuditLine.objects.filter(verb="entry.correct", target=f"entry:{row.number}").first()
    if line is None:
        return ""
    who, at = name_of(line.who), f"{office.local(line.at):%H:%M}"
    old, new = line.detail.get("from"), line.detail.get("to")
    return say(
        f"{who} {at} 已把 {old} 更正为 {new}，这一项已办结。",
        f"{who} corrected {old} to {new} at {at}; this is settled.",
    )


def _withdrawn(office: Office, about: Sequence[int]) -> str:
    line = Withdrawal.objects.filter(report__entries__in=list(about)).order_by("-id").first()
    if line is None:
        return ""
    who, at = name_of(line.who), f"{office.local(line.at):%H:%M}"
    return say(
        f"{who} {at} 已撤回那份来件（{line.reason}），这一项已办结。",
        f"{who} withdrew that report at {at} ({line.reason}); this is settled.",
    )
