"""What a clerk is told about a file that came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dibao.catalogue.periods import is_aside
from dibao.entries import Arrival
from dibao.language import say
from dibao.office.reports.intake import Taken
from dibao.office.reports.models import Report
from dibao.office.reports.versions import Place
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file.

    `again`: the same bytes were there already and nothing was written; the rest then tells of the report that is
    there. `figures` read, of which `linked` were named and `open_figures` wait for a person. `entries` recorded.
    `replaces`: the report that this is a newer version of, whose `superseded` entries no longer count. `supplement`:
    another report of a unit and day that has one. `notes`: sentences for the clerk.
    """

    report: int
    file: str
    unit_code: str
    unit_how: str
    day: date
    version: int
    state: Arrival
    figures: int
    open_figures: int
    masked: int
    dated: date | None = None
    told: date | None = None
    arrived: datetime | None = None
    again: bool = False
    entries: int = 0
    replaces: int | None = None
    superseded: int = 0
    supplement: bool = False
    notes: tuple[str, ...] = ()

    @property
    def linked(self) -> int:
        return self.figures - self.open_figures


def received(report: Report, taken: Taken, where: Place, entries: int, office: Office) -> Received:
    """The result of a report that was written."""
    return _of(
        report,
        office,
        entries=entries,
        replaces=where.replaced.id if where.replaced else None,
        superseded=len(where.dropped),
        supplement=where.supplements,
        notes=tuple(_notes(report, taken, where)),
    )


def received_again(report: Report, office: Office) -> Received:
    """The result where the same bytes were there already; `report` is the one that is there."""
    day, unit = report.day.isoformat(), report.unit_code
    if report.state == Arrival.WAITING.value:
        note = say(
            f"这份来件已收到（第 {report.id} 件），仍不知是哪个单位的，请用 --unit 指明。",
            f"This file is here already (report {report.id}) and waits for its unit; name it with --unit.",
        )
    elif report.state == Arrival.REPLACED.value:
        note = say(
            f"这份来件已收到（第 {report.id} 件，{unit}，{day}），后来有了更新的版本，不再重复记录。",
            f"This file is here already (report {report.id}, {unit}, {day}) and a newer version came since; "
            "nothing was written.",
        )
    elif report.state == Arrival.WITHDRAWN.value:
        line = report.withdrawal
        at, who = f"{office.local(line.at):%m-%d %H:%M}", name_of(line.who)
        note = say(
            f"这份来件（第 {report.id} 件）已由 {who} 于 {at} 撤回（{line.reason}），再发一次也不计入；"
            "撤错了请在来件页上重新计入（dibao refile）。",
            f"This file (report {report.id}) was withdrawn by {who} at {at} ({line.reason}) and sending it again does "
            "not bring it back; if that was wrong, count it again on its page (dibao refile).",
        )
    else:
        note = say(
            f"这份来件已收到（第 {report.id} 件，{unit}，{day}），不再重复记录。",
            f"This file is here already (report {report.id}, {unit}, {day}); nothing was written.",
        )
    return _of(report, office, again=True, notes=(note,))


def _of(
    report: Report,
    office: Office,
    *,
    again: bool = False,
    entries: int = 0,
    replaces: int | None = None,
    superseded: int = 0,
    supplement: bool = False,
    notes: tuple[str, ...] = (),
) -> Received:
    return Received(
        report=report.id,
        file=report.file,
        unit_code=report.unit_code,
        unit_how=report.unit_how,
        day=report.day,
        version=report.version,
        state=Arrival(report.state),
        figures=report.figures,
        open_figures=report.open_figures,
        masked=len(report.masked),
        dated=report.dated,
        told=report.told,
        arrived=report.arrived and office.local(report.arrived),
        again=again,
        entries=entries,
        replaces=replaces,
        superseded=superseded,
        supplement=supplement,
        notes=notes,
    )


def _notes(report: Report, taken: Taken, where: Place) -> Iterator[str]:
    yield from taken.document.notes
    if taken.whose.unit is None:
        yield say(
            "看不出是哪个单位的来件，先不计入；请用 --unit 指明后再接收一次。",
            "It does not say which unit it comes from and is not counted; receive it again with --unit.",
        )
    if taken.whose.other:
        yield say(
            f"标题写的是{taken.whose.unit and taken.whose.unit.name}，文件名却是{taken.whose.other.name}，按标题计。",
            f"The heading says {report.unit_code} but the file's name says {taken.whose.other.code}; "
            "the heading counts.",
        )
    if taken.told and taken.dated and taken.told != taken.dated:
        yield say(
            f"来件写的日期是 {taken.dated}，不是 {taken.told}，按来件的日期计。",
            f"The report is dated {taken.dated}, not {taken.told}; its own date counts.",
        )
    if others := sum(map(is_aside, taken.drafts)):
        yield say(
            f"来件还列有其他时段的 {others} 个数字，已留存备查，不计入当日。",
            f"The report also tells {others} figures of other periods; they are kept and not counted in the day.",
        )
    if where.replaced and not taken.drafts and where.dropped:
        yield say(
            f"新版本里没有可记的数字，上一版的 {len(where.dropped)} 条不再计入。",
            f"The new version has no figures; the {len(where.dropped)} of the version before no longer count.",
        )
    if where.corrections:
        yield say(
            f"对上一版所作的 {where.corrections} 处更正不再有效，请核对新版本。",
            f"{where.corrections} corrections of the version before no longer hold; look at the new version.",
        )
    if where.supplements:
        yield say(
            "这个单位当天已有来件，这一份作为补充，两份都计入。",
            "The unit has a report of that day already; this one supplements it and both count.",
        )
