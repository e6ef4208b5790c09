"""Sending: kept before the answer, read by a job that can be killed, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from dibao.office.reports import inbox, uploads
from dibao.office.reports.batch import Outcome
from dibao.office.reports.models import Report, Sent, Upload
from dibao.office.reports.tasks import read_upload
from dibao.office.shared import jobs
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn

pytestmark = pytest.mark.django_db
NAMES = ("东河区", "西河区", "北山县")


def files(*names: str) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(f"{name}.txt", f"{name}工作情况\n今日发放宣传单{len(name)}00份。".encode()) for name in names
    ]


def send(client: Client, **given: Any) -> Any:
    return client.post("/reports/send/", given)


@pytest.fixture
def queued(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait for a worker, and nobody waits for jobs."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "PATIENCE", 0.0)


def work() -> None:
    """What a worker does, on the test's own connection: it would close one between jobs, and with it the test's own
    transaction."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(db_worker, "close_old_connections", lambda: None)
        call_command(
            "db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, worker_id=jobs.worker_name()
        )


def test_several_files_words_and_an_archive_are_taken_in_at_once(office: Office, sign_in: SignIn) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as zipped:
        for name in ("西河区", "北山县"):
            zipped.writestr(f"{name}.txt", f"{name}工作情况\n今日发放宣传单70份。")
    sent = [*files("东河区"), SimpleUploadedFile("各单位.zip", archive.getvalue())]
    client = sign_in(Role.COMPILER)
    page = client.post("/reports/send/", {"files": sent, "text": "不知道哪个单位的：今日发放宣传单5份。"}, follow=True)
    found = dict(Report.objects.values_list("unit_code", "figures"))
    assert found == {"donghe": 1, "xihe": 1, "beishan": 1, "": 1}
    assert "读完了" in page.content.decode()
    [waiting] = Report.objects.filter(unit_code="")
    assert client.post(f"/reports/{waiting.id}/unit/", {"unit": "daily"}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.unit_code, waiting.state, waiting.unit_how) == ("daily", "counted", "told")


def test_a_folders_name_tells_whose_a_file_is(office: Office, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("日报.txt", "今日发放宣传单5份。".encode())
    hidden = SimpleUploadedFile("~$日报.docx", b"lock")
    paths = "2月3日/东河区/日报.txt\n2月3日/东河区/~$日报.docx"
    send(sign_in(Role.COMPILER), files=[file, hidden], paths=paths)
    assert Report.objects.get().unit_code == "donghe"
    assert Sent.objects.count() == 1


def test_what_is_sent_is_on_disk_before_anybody_reads_it(office: Office, sign_in: SignIn, queued: None) -> None:
    client = sign_in(Role.COMPILER)
    answer = send(client, files=files(*NAMES))
    upload = Upload.objects.get()
    assert answer.headers["Location"] == f"/reports/uploads/{upload.id}/"
    for file in upload.files.all():
        assert inbox.place(office.root, file.digest, file.name).is_file()
    assert not Report.objects.exists()
    page = client.get(f"/reports/uploads/{upload.id}/").content.decode()
    assert "读了 0 / 3" in page and "<noscript>" in page and 'hx-trigger="every 1s"' in page
    assert "0 / 3" in client.get("/reports/").content.decode()
    work()
    assert Report.objects.count() == 3
    done = client.get(f"/reports/uploads/{upload.id}/").content.decode()
    assert "读了 3 / 3" in done and "<noscript>" not in done


def test_one_whose_upload_is_read_goes_on_to_the_page(office: Office, sign_in: SignIn, queued: None) -> None:
    client = sign_in(Role.CLERK, "donghe")
    client.post("/reports/of/donghe/", {"text": "今日发放宣传单5份。"})
    work()
    address = f"/reports/uploads/{Upload.objects.get().id}/"
    assert client.get(address).headers["Location"] == "/reports/of/donghe/"
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/reports/of/donghe/"


def test_an_upload_that_was_broken_off_is_read_on_and_nothing_twice(
    office: Office, sign_in: SignIn, queued: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sign_in(Role.COMPILER), files=files(*NAMES))
    whole = uploads.receive_all

    def breaks_off(*given: Any) -> Iterator[Outcome]:
        for count, outcome in enumerate(whole(*given)):
            if count == 1:
                raise KeyboardInterrupt  # all are written; of the second nobody was told
            yield outcome

    monkeypatch.setattr(uploads, "receive_all", breaks_off)
    upload = Upload.objects.get()
    with pytest.raises(KeyboardInterrupt):
        read_upload.call(upload.id, "zh")
    assert list(upload.files.values_list("done", flat=True)) == [True, False, False]
    monkeypatch.setattr(uploads, "receive_all", whole)
    read_upload.call(upload.id, "zh")
    upload.refresh_from_db()
    assert upload.done is not None and upload.tries == 2
    assert sorted(number for file in upload.files.all() for number in file.reports) == sorted(
        Report.objects.values_list("id", flat=True)
    )
    assert Report.objects.count() == 3


def test_a_job_of_a_dead_worker_is_put_back_and_one_of_a_living_is_not(
    office: Office, sign_in: SignIn, queued: None
) -> None:
    client = sign_in(Role.COMPILER)
    for name in NAMES[:2]:
        send(client, files=files(name))
    dead, living = DBTaskResult.objects.order_by("enqueued_at")
    host = jobs.worker_name().rpartition(":")[0]
    for row, worker in ((dead, f"{host}:999999999"), (living, f"{host}:1")):
        row.claim(worker)
    assert jobs.take_up_again() == 1
    work()
    assert Report.objects.values_list("unit_code", flat=True).get() == "donghe"
    DBTaskResult.objects.filter(id=living.id).update(started_at=timezone.now() - timedelta(hours=1))
    assert jobs.take_up_again() == 1, "what has taken too long is lost, whoever has it"
    work()
    assert Report.objects.count() == 2


def test_a_file_that_kills_every_worker_is_given_up_and_said_so(office: Office, sign_in: SignIn, queued: None) -> None:
    client = sign_in(Role.COMPILER)
    send(client, files=files("东河区"))
    Upload.objects.update(tries=uploads.TRIES)
    work()
    upload = Upload.objects.get()
    assert upload.done is not None and not Report.objects.exists()
    assert "没读成" in client.get(f"/reports/uploads/{upload.id}/").content.decode()


def test_one_that_cannot_be_read_spoils_no_other_and_is_said(office: Office, sign_in: SignIn) -> None:
    broken = SimpleUploadedFile("坏的.docx", b"PK\x03\x04 broken")
    client = sign_in(Role.COMPILER)
    page = client.post("/reports/send/", {"files": [broken, *files("东河区")]}, follow=True).content.decode()
    assert "坏的.docx" in page and Report.objects.get().unit_code == "donghe"


def test_the_audit_line_names_who_sent_it(office: Office, sign_in: SignIn, queued: None) -> None:
    from dibao.office.audit.models import AuditLine

    sign_in(Role.CLERK, "donghe").post("/reports/of/donghe/", {"text": "今日发放宣传单5份。"})
    work()
    assert AuditLine.objects.get(verb="report.receive").who == "person:clerkdonghe"


def test_where_many_wait_to_be_read_nobody_waits_for_the_answer(
    office: Office, sign_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    slept: list[float] = []
    monkeypatch.setattr(jobs, "sleep", slept.append)
    monkeypatch.setattr(jobs, "PATIENCE", 0.02)
    client = sign_in(Role.COMPILER)
    for number in range(6):
        send(client, files=[SimpleUploadedFile(f"{number}.txt", f"东河区发放宣传单{number}份。".encode())])
        if number == 4:
            slept.clear()
    assert slept == []
