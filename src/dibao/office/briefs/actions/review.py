"""The second pair of eyes: a draft is passed, or returned with a reason, by somebody who did not write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.catalogue.brief_series import BriefSeries
from dibao.composing.issued import Drafted, drafted
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs import register
from dibao.office.briefs.models import Draft, Review
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of


@dataclass(frozen=True)
class ReviewBrief(Action[Drafted, int]):
    """Pass the draft (`data`, a Word file), or return it with a reason; the reviewer is whoever acts.

    DibaoError: `own_draft` where the reviewer is one of its authors, `no_reason` where it is returned without one.
    """

    verb: ClassVar[str] = "brief.review"
    data: bytes
    file: str
    passed: bool = True
    reason: str = ""

    def prepare(self, office: Office) -> Drafted:
        about = drafted(self.data, self.file)
        if not self.passed and not self.reason.strip():
            raise DibaoError(
                say("退回要写明理由：--return 理由。", "Say why it is returned: --return REASON."), code="no_reason"
            )
        if about.issued is not None:
            raise DibaoError(
                say(f"{self.file} 已经签发，不用再审。", f"{self.file} was issued; there is nothing to review."),
                code="issued",
            )
        return about

    def write(self, office: Office, prepared: Drafted) -> Done[int]:
        series = series_of(office, prepared)
        digest, reviewer = digest_of(self.data), office.actor.name
        if reviewer and reviewer in register.standing(series, prepared.day, digest).authors:
            raise DibaoError(
                say(
                    f"{reviewer} 起草过这份简报，不能自己审；请另一位审，用 --by 姓名 写明。",
                    f"{reviewer} drafted this brief and cannot review it; let somebody else, named by --by NAME.",
                ),
                code="own_draft",
            )
        draft = Draft.objects.filter(digest=digest).first() or Draft.objects.create(
            series=series.code,
            first=prepared.first,
            last=prepared.day,
            digest=digest,
            file=storable(self.file),
            author="",  # edited by hand since it was written: nobody knows by whom
            made=office.clock(),
        )
        row = Review.objects.create(
            draft=draft,
            passed=self.passed,
            reason=storable(self.reason.strip()),
            reviewer=reviewer,
            at=office.clock(),
        )
        return Done(row.id, f"draft:{draft.id}", {"review": row.id, "passed": self.passed, "digest": digest})


def series_of(office: Office, about: Drafted) -> BriefSeries:
    """The series that the draft says it belongs to; DibaoError `no_series` where the workspace has none such."""
    series = office.workspace.settings.series.get(about.series)
    if series is None:
        raise DibaoError(
            say(
                f"这份简报属于系列 {about.series}，dibao.toml 里没有 [series.{about.series}]。",
                f"The brief belongs to the series {about.series}, which dibao.toml lacks: [series.{about.series}].",
            ),
            code="no_series",
        )
    return series
