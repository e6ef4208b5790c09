"""`dibao issued`: the register of issued briefs and correction slips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dibao.cli import options, output
from dibao.language import say


@click.command(
    "issued",
    help=say("签发登记：签发过的简报和更正。", "The register: the briefs and correction slips that were issued."),
)
@options.as_json
@options.workspace
def command(as_json: bool, named: Path | None) -> int:
    """In the order of issue."""
    from dibao.office.setup import open_office

    office = open_office(options.required_root(named))
    from dibao.office.briefs.models import Issue  # its models need the office to be open
    from dibao.office.briefs.register import called, files_of, kept

    rows: list[dict[str, Any]] = []
    for issue in Issue.objects.select_related("corrects").order_by("id"):
        rows.append(
            {
                "name": called(office, issue),
                "series": issue.series,
                "number": issue.number,
                "corrects": issue.corrects_id,
                "first": issue.first.isoformat(),
                "last": issue.last.isoformat(),
                "title": issue.title,
                "issued": office.local(issue.at).isoformat(timespec="minutes"),
                "by": issue.who,
                "reviewer": issue.reviewer,
                "accepted": len(issue.accepted),
                "seal": f"{issue.seal_day.isoformat()}:{issue.seal_count}:{issue.seal_head}",
                "file": str(kept(office.root, issue.digest)),
                "files": {suffix: str(kept(office.root, one, suffix)) for suffix, one in files_of(issue).items()},
            }
        )
    if as_json:
        output.lines(rows)
        return 0
    columns = [say("登记", "issued as"), say("日期", "days"), say("签发", "issued"), say("签发人", "by")]
    columns += [say("审", "reviewed by"), say("接受的不同", "accepted"), say("标题", "title")]
    output.table(
        columns,
        (
            (
                row["name"],
                row["last"] if row["first"] == row["last"] else f"{row['first']} – {row['last']}",
                row["issued"].replace("T", " "),
                row["by"],
                row["reviewer"],
                str(row["accepted"] or ""),
                row["title"],
            )
            for row in rows
        ),
    )
    output.note(say(f"签发 {len(rows)} 份。", f"{len(rows)} were issued."))
    return 0
