"""Issuing: a draft gets its number and seal, becomes immutable, and is on record; wholly or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import ClassVar

from dibao.catalogue.brief_series import BriefSeries
from dibao.composing.editions import editions
from dibao.composing.issued import PAPER, Drafted, Stamp, drafted, issued_payload, stamped
from dibao.composing.verify import SEAL, Difference, verify
from dibao.entries import Seal
from dibao.errors import DibaoError
from dibao.language import say
from dibao.lint import Remark, Severity, lint
from dibao.office.briefs import register
from dibao.office.briefs.actions.review import series_of
from dibao.office.briefs.models import Issue
from dibao.office.briefs.record import register as enter
from dibao.office.ledger.actions.seal import kept_seal
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.kept import ledger_stands
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of


class Unsettled(DibaoError):
    """The draft is not what the ledger says: `differences` must be settled, or accepted with a reason."""

    def __init__(self, file: str, differences: Sequence[Difference]) -> None:
        super().__init__(
            say(
                f"{file} 有 {len(differences)} 处与台账不符，没有签发：用 dibao revise 收回，或用 --accept 理由 接受。",
                f"{file} differs from the ledger in {len(differences)} places and was not issued: take the edits "
                "back with dibao revise, or accept them with --accept REASON.",
            ),
            code="unsettled",
        )
        self.differences = tuple(differences)


class Unfit(DibaoError):
    """The draft must not go out as it stands: the errors of `remarks` must be mended, or let stand with a reason."""

    def __init__(self, file: str, remarks: Sequence[Remark]) -> None:
        super().__init__(
            say(
                f"{file} 有 {len(remarks)} 处错误，没有签发：请改好后再签发，或用 --despite-lint 理由 明确放行。",
                f"{file} has {len(remarks)} errors and was not issued: mend them, or let them stand with "
                "--despite-lint REASON.",
            ),
            code="unfit",
        )
        self.remarks = tuple(remarks)


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued brief: `data` its Word file, `files` all of them by suffix. `lacking`: why there is no PDF, and what of
    the Word file the other formats do not have. `again`: it had been issued before from the same draft, and nothing was
    written; `itself`: the file that was handed in is the issued Word file."""

    number: int
    name: str
    seal: Seal
    digest: str
    data: bytes
    again: bool = False
    reviewer: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    itself: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a brief stamped in this way."""

    stamp: Stamp
    files: Mapping[str, bytes]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft as it was looked at before it is issued."""

    about: Drafted
    series: BriefSeries
    differences: tuple[Difference, ...]
    head: Seal | None
    """How the ledger stood when the draft was compared with it."""
    stood: int = 0
    """How the records stood then: a report that is withdrawn may leave the ledger as long as it was."""
    remarks: tuple[Remark, ...] = ()
    """What lint says of it."""
    made: _Made | None = None
    """The files, written before the lock as it will most probably want them: a PDF takes long."""

    @property
    def errors(self) -> tuple[Remark, ...]:
        """What lint says must not go out as it stands."""
        return tuple(remark for remark in self.remarks if remark.severity is Severity.ERROR)


@dataclass(frozen=True)
class IssueBrief(Action[Ready, Issued]):
    """Issue the draft in these bytes (a Word file of `dibao brief`, edited by hand or not).

    `accept`: why what verifying finds may stand, "" where it may not; `despite_lint`: the same of the errors that lint
    finds. DibaoError: `no_provenance`, `Unsettled`, `Unfit`, `seal_broken`, `issued_already` (another brief of the
    series and period was issued), `issued` (the file itself is an issued one), `returned`, `not_reviewed`, `own_draft`,
    `empty_ledger`.
    """

    verb: ClassVar[str] = "brief.issue"
    data: bytes
    file: str
    accept: str = ""
    despite_lint: str = ""

    def prepare(self, office: Office) -> Ready:
        ready = self.checked(office)
        return replace(ready, made=self._expected(office, ready))

    def checked(self, office: Office) -> Ready:
        """What speaks against issuing it, before anything is made."""
        about = drafted(self.data, self.file)
        series = series_of(office, about)
        if about.payload.get(PAPER):
            raise DibaoError(
                say(
                    f"{self.file} 是答问卡，不是简报，不签发。",
                    f"{self.file} is an answer card and no brief; it is not issued.",
                ),
                code="no_brief",
            )
        if about.issued is not None and register.of_file(digest_of(self.data)) is None:
            raise DibaoError(
                say(
                    f"{self.file} 是签发过的文件（第 {about.number} 期）改成的；要更正请用 dibao correct，"
                    "要另发请从草稿签发。",
                    f"{self.file} was made from an issued file (No. {about.number}); correct it with dibao correct, or "
                    "issue a draft.",
                ),
                code="issued",
            )
        with self._on_disk() as path:
            remarks = tuple(lint(path, office.workspace, day=about.day))
        return replace(self._compared(office, about, series), remarks=remarks)

    def _expected(self, office: Office, ready: Ready) -> _Made | None:
        """The files, where nothing speaks against the issue so far."""
        about, series, digest = ready.about, ready.series, digest_of(self.data)
        done = register.issued_brief(self.data) or register.issued_for(series, about.day)
        refused = (ready.differences and not self.accept.strip()) or (ready.errors and not self.despite_lint.strip())
        if done is not None or refused or ready.head is None:
            return None
        return self._made(self._stamp(office, ready, ready.head, register.standing(series, about.day, digest)))

    def _stamp(self, office: Office, ready: Ready, seal: Seal, standing: register.Standing) -> Stamp:
        about, series = ready.about, ready.series
        return Stamp(
            series=series.code,
            year=series.year(about.day),
            number=register.planned_number(office.workspace.settings, series, about.day),
            seal=seal,
            at=ready.made.stamp.at if ready.made else office.now(),
            draft=digest_of(self.data),
            by=office.actor.name,
            reviewer=standing.review.reviewer if standing.review and standing.passed else "",
            accepted=ready.differences,
            reason=self.accept.strip(),
        )

    def _made(self, stamp: Stamp) -> _Made:
        data = stamped(self.data, stamp, self.file)
        other = editions(data, self.file)
        return _Made(stamp, {register.WORD: data, **other.files}, other.lacking)

    def _compared(self, office: Office, about: Drafted, series: BriefSeries) -> Ready:
        ledger = DjangoLedger.of(office)
        stood, head = ledger_stands(), ledger.seal(about.day)
        with self._on_disk() as path:
            found = tuple(verify(path, ledger, office.workspace))
        return Ready(about, series, found, head, stood)

    @contextmanager
    def _on_disk(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="dibao-") as folder:
            path = Path(folder) / PurePath(self.file).with_suffix(".docx").name
            path.write_bytes(self.data)
            yield path

    def write(self, office: Office, prepared: Ready) -> Done[Issued]:
        about, series, digest = prepared.about, prepared.series, digest_of(self.data)
        before = Issue.objects.filter(draft=digest, corrects=None).first() or register.of_file(digest)
        if before is not None:
            return Done(_again(office, before, digest))
        self._free(office, about, series)
        seal, _ = kept_seal(office, about.day)
        # Somebody may have written between the comparison and the lock.
        if (prepared.head, prepared.stood) != (seal, ledger_stands()):
            again = self._compared(office, about, series)
            prepared = replace(again, remarks=prepared.remarks, made=prepared.made)
        self._settled(prepared.differences)
        if prepared.errors and not self.despite_lint.strip():
            raise Unfit(self.file, prepared.errors)
        standing = self._reviewed(office, about, series, digest)
        stamp = self._stamp(office, prepared, seal, standing)
        made = prepared.made
        if made is None or made.stamp != stamp:
            made = self._made(stamp)
        # On disk before the row: a process killed here leaves files that nothing refers to, never a row without them.
        digests = register.keep(office.root, made.files)
        row = enter(_row(office, about, series, stamp, digests, standing.authors))
        return Done(_issued(office, row, made.files, made.lacking), f"issue:{row.id}", self._detail(prepared, row))

    def _detail(self, prepared: Ready, row: Issue) -> dict[str, object]:
        detail: dict[str, object] = {"series": row.series, "number": row.number, "digest": row.digest}
        detail |= {"files": row.files, "seal": str(_seal(row)), "accepted": len(row.accepted), "draft": row.draft}
        if prepared.errors:
            despite = storable(self.despite_lint.strip())
            detail |= {"errors": [remark.code for remark in prepared.errors], "despite_lint": despite}
        return detail

    def _free(self, office: Office, about: Drafted, series: BriefSeries) -> None:
        other = register.issued_for(series, about.day)
        if other is None:
            return
        name = register.called(office, other)
        raise DibaoError(
            say(
                f"{series.name}{about.day}已经签发（{name}），签发的不再改；数字有变请用 dibao slip 出更正。",
                f"The {series.code} brief of {about.day} was issued already ({name}) and stays; where figures changed, "
                "make a correction slip: dibao slip.",
            ),
            code="issued_already",
        )

    def _settled(self, differences: Sequence[Difference]) -> None:
        if any(difference.id == SEAL for difference in differences):
            raise DibaoError(
                say(
                    f"{self.file} 里的封签与台账对不上：台账被改写过，或文件不是这个工作区的；请先运行 dibao audit。",
                    f"The seal in {self.file} does not match the ledger, which was rewritten or is another office's; "
                    "run dibao audit first.",
                ),
                code="seal_broken",
            )
        if differences and not self.accept.strip():
            raise Unsettled(self.file, differences)

    def _reviewed(self, office: Office, about: Drafted, series: BriefSeries, digest: str) -> register.Standing:
        standing = register.standing(series, about.day, digest)
        review = standing.review
        if review is not None and not review.passed:
            raise DibaoError(
                say(
                    f"{self.file} 被退回（{review.reason}），改好后重新送审。",
                    f"{self.file} was returned ({review.reason}); mend it and have it reviewed again.",
                ),
                code="returned",
            )
        if office.workspace.settings.review and review is None:
            raise DibaoError(
                say(
                    f"{self.file} 还没有人审过；请另一位运行 dibao review {self.file}。",
                    f"Nobody has reviewed {self.file}; let somebody else run dibao review {self.file}.",
                ),
                code="not_reviewed",
            )
        if review is not None and review.reviewer and review.reviewer in standing.authors:
            raise DibaoError(
                say(
                    f"审的人（{review.reviewer}）也起草过这份简报，请另一位审。",
                    f"Its reviewer ({review.reviewer}) also drafted this brief; let somebody else review it.",
                ),
                code="own_draft",
            )
        return standing


def _row(
    office: Office,
    about: Drafted,
    series: BriefSeries,
    stamp: Stamp,
    digests: Mapping[str, str],
    authors: Sequence[str],
) -> Issue:
    return Issue(
        series=series.code,
        year=stamp.year,
        number=stamp.number,
        period=register.period_key(series, about.day),
        first=about.first,
        last=about.day,
        title=storable(about.title),
        digest=digests[register.WORD],
        draft=stamp.draft,
        files={suffix: digest for suffix, digest in digests.items() if suffix != register.WORD},
        seal_day=stamp.seal.day,
        seal_count=stamp.seal.count,
        seal_head=stamp.seal.head,
        accepted=[difference.json() for difference in stamp.accepted],
        reason=storable(stamp.reason),
        author="、".join(authors),
        reviewer=stamp.reviewer,
        who=stamp.by,
        at=office.clock(),
    )


def _seal(row: Issue) -> Seal:
    return Seal(row.seal_day, row.seal_count, row.seal_head)


def _issued(office: Office, row: Issue, files: Mapping[str, bytes], lacking: Sequence[str]) -> Issued:
    data = files[register.WORD]
    printed = register.printed_number(issued_payload(data))
    return Issued(
        row.number,
        register.name_of(office.workspace.settings, row, printed),
        _seal(row),
        row.digest,
        data,
        reviewer=row.reviewer,
        files=files,
        lacking=tuple(lacking),
    )


def _again(office: Office, row: Issue, digest: str) -> Issued:
    files = {suffix: register.read_kept(office.root, kept, suffix) for suffix, kept in register.files_of(row).items()}
    none = say("签发时没能写出 PDF。", "No PDF could be written when it was issued.")
    lacking = () if ".pdf" in files else (none,)
    return replace(_issued(office, row, files, lacking), again=True, itself=row.digest == digest)
