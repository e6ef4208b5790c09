"""Mails at the office: which of their texts is a report, whose it is, and that nothing of people is stored."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from dibao.office.reports.actions import Receive, Received
from dibao.office.reports.models import Report
from dibao.office.reports.opened import opened
from dibao.office.shared.office import Office
from support.ledger_lines import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_reading")]

REPORT = "今日发放宣传单3200份，悬挂条幅96条。"


def mail(body: str, subject: str = "东河区2月3日宣传工作情况", **attachments: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "李某某 <lmm@example.com>", "zhang@example.com", subject
    message["Date"] = "Tue, 03 Feb 2026 09:31:00 +0800"
    message.set_content(body)
    for name, text in attachments.items():
        message.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take(office: Office, data: bytes, name: str = "来信.eml") -> tuple[list[Received], tuple[str, ...]]:
    found = opened(data, name, office.workspace, DAY)
    return [Receive.of(one, DAY).run(office) for one in found.files], found.notes


@pytest.mark.parametrize(
    "body",
    [
        "王科长：\n日报见附件，请查收。",
        "附件2个，请查收。",
        "附上今日材料3份，请审阅。\n联系电话：0571-88888888",
        "2月3日日报，截至17时。",
    ],
)
def test_a_text_that_only_brings_files_is_no_report(office: Office, body: str) -> None:
    done, notes = take(office, mail(body, **{"a.txt": REPORT}))
    assert [(one.file, one.unit_code, one.unit_how) for one in done] == [("来信.eml/a.txt", "donghe", "context")]
    assert [note.split("：")[0] for note in notes] == ["来信.eml/正文"]


def test_a_text_with_figures_is_a_report_beside_its_files(office: Office) -> None:
    done, notes = take(office, mail(f"{REPORT}详见附件。", **{"a.txt": "刊发稿件7篇。"}))
    assert [(one.file, one.unit_code) for one in done] == [("来信.eml/正文", "donghe"), ("来信.eml/a.txt", "donghe")]
    assert [one.entries for one in done] == [2, 1] and notes == ()


def test_a_text_without_figures_is_a_report_where_there_is_nothing_else(office: Office) -> None:
    done, _ = take(office, mail("今日无新增情况。"))
    assert [(one.file, one.unit_code, one.figures) for one in done] == [("来信.eml/正文", "donghe", 0)]


def test_only_the_mail_that_tells_is_a_report_where_one_brings_another(office: Office) -> None:
    inside = EmailMessage()
    inside["From"], inside["Subject"] = "zhang@example.com", "西河区日报"
    inside.set_content(REPORT)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "lmm@example.com", "转发"
    outer.set_content("请阅。")
    outer.add_attachment(inside)
    done, _ = take(office, outer.as_bytes())
    assert [(one.file, one.unit_code) for one in done] == [("来信.eml/转发1.eml/正文", "xihe")]


def test_the_same_attachment_in_two_mails_is_one_report(office: Office) -> None:
    first, _ = take(office, mail("请查收。", **{"东河区.txt": REPORT}))
    again, _ = take(office, mail("再发一次，请查收。", **{"日报.txt": REPORT}), "又一封.eml")
    assert (first[0].again, again[0].again) == (False, True)
    assert first[0].report == again[0].report


def test_nothing_of_the_people_is_stored_anywhere(office: Office) -> None:
    take(office, mail(f"{REPORT}\n\n李某某\n手机：13800138000\n邮箱：lmm@example.com"))
    report = Report.objects.get()
    stored = repr({field.name: getattr(report, field.name) for field in Report._meta.fields})
    kept = b"".join(path.read_bytes() for path in Path(office.root / "inbox").iterdir()).decode()
    for secret in ("李某某", "lmm", "zhang", "13800138000", "example.com"):
        assert secret not in stored and secret not in kept
    assert REPORT in kept
