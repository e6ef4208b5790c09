"""Whether what was issued still is what was issued: the register's chain, its numbers, the files, the seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.composing.carried import payload_in
from dibao.composing.issued import told
from dibao.composing.provenance import is_brief
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.audit.check import Breach, Kind
from dibao.office.briefs import register
from dibao.office.briefs.models import Issue
from dibao.office.briefs.record import hashed
from dibao.office.ledger import chain
from dibao.office.ledger.models import Entry
from dibao.office.shared import vault
from dibao.office.shared.office import Office


def audit_issued(office: Office) -> list[Breach]:
    """Everything that is wrong with issued briefs and slips, in the order of issue; empty where they are sound."""
    issues = list(Issue.objects.order_by("id").select_related("corrects"))
    heads = dict(
        Entry.objects.filter(number__in={issue.seal_count for issue in issues}).values_list("number", "digest")
    )
    found = [*_chain(issues, office), *_numbers(issues, office)]
    for issue in issues:
        found.extend(_files(issue, office))
        if heads.get(issue.seal_count) != issue.seal_head:
            found.append(
                _breach(
                    issue,
                    office,
                    "签发时的封签与台账对不上，台账在签发后被改写",
                    "its seal does not match the ledger, which was rewritten since",
                )
            )
    return sorted(found, key=lambda breach: breach.number)


def _breach(issue: Issue, office: Office, zh: str, en: str) -> Breach:
    name = register.called(office, issue)
    return Breach(Kind.ISSUE, issue.id, say(f"{name}：{zh}。", f"{name}: {en}."))


def _chain(issues: Sequence[Issue], office: Office) -> Iterator[Breach]:
    number, before = 0, chain.GENESIS
    for issue in issues:
        if issue.id != number + 1:
            lost = number + 1
            yield Breach(
                Kind.ISSUE, lost, say(f"签发登记缺第 {lost} 条。", f"The register of issues lacks line {lost}.")
            )
        elif hashed(before, issue) != issue.record:
            yield _breach(issue, office, "签发登记与它的校验值不符，被改过", "its line in the register was changed")
        number, before = issue.id, issue.record


def _numbers(issues: Sequence[Issue], office: Office) -> Iterator[Breach]:
    """Numbers go up by one: in a series and year, and among the slips of a brief."""
    last: dict[tuple[object, ...], int] = {}
    for issue in issues:
        slip = issue.corrects_id is not None
        key = ("slip", issue.corrects_id) if slip else (issue.series, issue.year)
        before = last.get(key, 0 if slip else issue.number - 1)
        if issue.number != before + 1:
            yield _breach(issue, office, f"期号不连续，前一期是第{before}期", f"it follows No. {before}")
        last[key] = issue.number


def _files(issue: Issue, office: Office) -> Iterator[Breach]:
    """The kept bytes have the hash that the register gives them, and say the same of themselves."""
    for suffix, digest in register.files_of(issue).items():
        path = register.kept(office.root, digest, suffix)
        if not vault.holds(path, digest):
            yield _breach(issue, office, f"原件 {path.name} 不见了或被改过", f"its file {path.name} is gone or changed")
        elif not _says_the_same(issue, path.read_bytes(), suffix):
            zh, en = f"原件 {path.name} 里的期号或封签与登记不同", f"its file {path.name} bears another number or seal"
            yield _breach(issue, office, zh, en)


def _says_the_same(issue: Issue, data: bytes, suffix: str) -> bool:
    payload = payload_in(data, suffix)
    try:
        about = told(payload) if payload is not None and is_brief(payload) else None
    except DibaoError:
        return False
    if about is None:
        return False
    seal = f"{issue.seal_day.isoformat()}:{issue.seal_count}:{issue.seal_head}"
    return (about.number, about.payload["seal"]) == (issue.number, seal) and about.issued is not None
