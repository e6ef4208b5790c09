"""missing: a unit that owes a report has sent none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from dibao.catalogue.settings import DEFAULT_AREA
from dibao.checks.finding import Severity, Way, WayOut
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot
from dibao.checks.words import accepting, asking, day_name, moment_name, thing, written
from dibao.entries import Arrival, Entry, Origin
from dibao.figures import Basis
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each unit that owes a report, once its cut-off or the day is past."""
    began = snapshot.workspace.settings.began
    if began is not None and snapshot.day < began:
        return
    present = {*snapshot.senders, *(report.unit_code for report in snapshot.elsewhere)}
    carried = {entry.series.unit_code for entry in snapshot.entries if entry.draft.origin is Origin.CARRIED}
    for code, unit in snapshot.workspace.units.items():
        owes = snapshot.workspace.settings.expect.get(code, unit.kind != "office")
        if not owes or code in present:
            continue
        until = deadline(snapshot, code)
        if snapshot.now < until:
            continue
        if code not in carried:
            yield _problem(snapshot, code, until)


def deadline(snapshot: Snapshot, unit_code: str) -> datetime:
    """Until when a unit's report of the day may come: the cut-off of its usual area, else the end of the day."""
    cutoff = snapshot.workspace.settings.cutoff(snapshot.day, usual_area(snapshot, unit_code))
    return cutoff if cutoff is not None else datetime.combine(snapshot.day + timedelta(days=1), time())


def usual_area(snapshot: Snapshot, unit_code: str) -> str:
    """The area of the catalogue that most of a unit's figures belong to; of two, the one with the later cut-off."""
    settings = snapshot.workspace.settings
    areas = snapshot.indexed(_areas).get(unit_code, Counter())
    latest = datetime.combine(snapshot.day + timedelta(days=1), time())
    return max(
        areas,
        key=lambda area: (areas[area], settings.cutoff(snapshot.day, area) or latest, area),
        default=DEFAULT_AREA,
    )


def _areas(snapshot: Snapshot) -> dict[str, Counter[str]]:
    """How many figures of each area of the catalogue each unit told in four weeks."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in (*snapshot.past, *snapshot.entries):
        area, dot, _ = entry.series.indicator.partition(".")
        if dot:
            found[entry.draft.reporter][area] += 1
    return found


def _problem(snapshot: Snapshot, code: str, until: datetime) -> Problem:
    waiting = sum(report.day == snapshot.day and report.state is Arrival.WAITING for report in snapshot.reports)
    day, due = day_name(snapshot.day), moment_name(until)
    says = say(f"{day}没有来件，应于 {due} 前报来", f"no report for {day}; it was due by {due}")
    if waiting:
        says += say(
            f"（另有 {waiting} 份来件待认领单位）", f" ({waiting} reports wait for a person to name their unit)"
        )
    finding = about(
        snapshot,
        "missing",
        Severity.WARNING,
        code,
        says,
        say("请尽快报来；没有新增的，请报“无新增”", "Please send it soon; if there is nothing new, say so"),
        expected=until.isoformat(timespec="minutes"),
        ways=(asking(), *_carrying(snapshot, code), accepting()),
    )
    return Problem(finding)


def _carrying(snapshot: Snapshot, code: str) -> Iterator[WayOut]:
    """What may be carried forward: the unit's last standing figures, each by a click of its own."""
    for by_basis in snapshot.indexed(_of_unit).get(code, ()):
        for basis in (Basis.CUMULATIVE, Basis.ASOF):
            last = max(by_basis.get(basis, ()), key=lambda entry: (entry.draft.day, entry.number), default=None)
            if last is not None and last.draft.reporter == code:
                yield _carry(snapshot, last)


def _of_unit(snapshot: Snapshot) -> dict[str, list[Mapping[Basis, list[Entry]]]]:
    found: defaultdict[str, list[Mapping[Basis, list[Entry]]]] = defaultdict(list)
    for line, by_basis in snapshot.past_lines.items():
        found[line.unit_code].append(by_basis)
    return found


def _carry(snapshot: Snapshot, entry: Entry) -> WayOut:
    day = day_name(entry.draft.day)
    return WayOut(
        Way.CARRY,
        say(
            f"{thing(snapshot, entry)}沿用{day}的 {written(entry)}",
            f"{thing(snapshot, entry)}: carry {written(entry)} of {day} forward",
        ),
        entry.number,
        entry.draft.value,
        say(f"{day_name(snapshot.day)}未报，沿用{day}数", f"no report for {day_name(snapshot.day)}; value of {day}"),
    )


CHECK = Check(
    "missing",
    0,
    "应报单位（除本办公室外的所有单位，dibao.toml 的 [expect] 另有规定的除外）过了截稿时间（没有设截稿的，过了当日）"
    "仍没有计入的来件。截稿时间按该单位数字最多的领域。",
    "A unit that owes a report (all but the office, unless [expect] in dibao.toml says otherwise) has no counted "
    "report after its cut-off, or after the day where none is set. The cut-off is that of the area that most of its "
    "figures are in.",
    find,
    whole_report=True,
)
