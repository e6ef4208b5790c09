"""personal_data: a report carries a private person's data, which does not belong in the day's work."""

from __future__ import annotations

from collections.abc import Iterator

from dibao import privacy
from dibao.checks.finding import Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each report with personal data. The data itself is not repeated here."""
    for report in snapshot.counted_reports:
        places = privacy.find(report.text) if report.text else []
        if not places:
            continue
        kinds: dict[str, list[str]] = {}
        for place in places:
            line = report.text.count("\n", 0, place.start) + 1
            kinds.setdefault(say(place.kind.zh, place.kind.en), []).append(say(f"第 {line} 行", f"line {line}"))
        listed = say("；", "; ").join(
            f"{kind} × {len(lines)} ({say('、', ', ').join(dict.fromkeys(lines))})" for kind, lines in kinds.items()
        )
        says = say(
            f"来件含个人信息 {len(places)} 处：{listed}",
            f"the report holds personal data in {len(places)} places: {listed}",
        )
        yield Problem(
            about(
                snapshot,
                "personal_data",
                Severity.WARNING,
                report.unit_code,
                says,
                say(
                    "简报不需要个人信息，请删去后重新报送，今后只报数字和事项",
                    "The brief needs no personal data: please take it out and send the report again",
                ),
                report=report,
                expected=0,
                found=len(places),
            )
        )


CHECK = Check(
    "personal_data",
    3,
    "在来件正文中查找身份证号、手机号等个人信息；待核中只说种类、处数和行号，不重复内容。",
    "Looks for personal data (identity numbers, phone numbers and the like) in the report's text. The finding names "
    "kinds, counts and lines; it does not repeat the data.",
    find,
    whole_report=True,
)
