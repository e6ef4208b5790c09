"""A correction slip: the only thing that supersedes what an issued brief says; the brief itself stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from dibao.composing.brief import Brief
from dibao.composing.editions import written
from dibao.composing.slip import Change, Slip, changes, write_slip
from dibao.composing.writers import WRITERS
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs import register
from dibao.office.briefs.models import Issue
from dibao.office.briefs.record import register as enter
from dibao.office.briefs.register import WORD, payloads
from dibao.office.ledger.actions.seal import kept_seal
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Slipped:
    """An issued slip: its files by suffix, and why one of them could not be made."""

    name: str
    changes: Sequence[Change]
    files: Mapping[str, bytes]
    lacking: str = ""


@dataclass(frozen=True)
class CorrectBrief(Action[None, Slipped]):
    """Issue a slip for line `issue` of the register: every figure that reads otherwise now, or only these `figures`.

    DibaoError `nothing_to_correct` where no figure does, `no_issue` where there is no such brief.
    """

    verb: ClassVar[str] = "brief.correct"
    issue: int
    reason: str = ""
    figures: frozenset[str] | None = None

    def prepare(self, office: Office) -> None:
        return None

    def _found(self, office: Office, payload: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> list[Change]:
        return changes(payload, before, DjangoLedger.of(office), office.workspace, only=self.figures)

    def write(self, office: Office, prepared: None) -> Done[Slipped]:
        row = Issue.objects.filter(id=self.issue, corrects=None).first()
        if row is None:
            raise DibaoError(
                say("签发登记里没有这份简报。", "The register has no such brief."),
                code="no_issue",
            )
        settings = office.workspace.settings
        payload, before = payloads(office, row)
        printed = register.printed_number(payload)
        name = register.name_of(settings, row, printed)
        found = self._found(office, payload, before)
        if not found:
            raise DibaoError(
                say(
                    f"{name}的数字没有变，不用更正。",
                    f"No figure of {name} reads otherwise now; there is nothing to correct.",
                ),
                code="nothing_to_correct",
            )
        seal, _ = kept_seal(office, row.last)
        series = settings.series.get(row.series)
        slip = Slip(
            name=name,
            number=len(before) + 1,
            series=row.series,
            year=row.year,
            issue=row.number,
            digest=row.digest,
            issued=office.local(row.at).date(),
            seal=seal,
            at=office.now(),
            by=office.actor.name,
            reason=self.reason.strip().rstrip("。"),
        )
        brief = write_slip(payload, found, slip, office.workspace, series.head(settings.masthead) if series else "")
        files, lacking = _files(brief)
        digests = register.keep(office.root, files)
        made = enter(_row(office, row, slip, brief, digests))
        detail = {"corrects": row.id, "number": slip.number, "figures": len(found), "digest": digests[WORD]}
        return Done(
            Slipped(register.name_of(settings, made, printed), found, files, lacking),
            f"issue:{made.id}",
            {**detail, "seal": str(seal)},
        )


def _files(brief: Brief) -> tuple[dict[str, bytes], str]:
    """Word, HTML and, where the fonts are there, PDF."""
    files, lacking = written(brief)
    return {WORD: WRITERS[WORD](brief), **files}, "".join(lacking)


def _row(office: Office, row: Issue, slip: Slip, brief: Brief, digests: Mapping[str, str]) -> Issue:
    return Issue(
        series=row.series,
        year=row.year,
        number=slip.number,
        period="",
        corrects=row,
        first=row.first,
        last=row.last,
        title=storable(brief.title),
        digest=digests[WORD],
        files={suffix: digest for suffix, digest in digests.items() if suffix != WORD},
        seal_day=slip.seal.day,
        seal_count=slip.seal.count,
        seal_head=slip.seal.head,
        reason=storable(slip.reason),
        who=slip.by,
        at=office.clock(),
    )
