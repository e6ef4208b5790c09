"""The office's plain files in the browser: checked before they are saved, the one before kept, nobody overwritten."""

from __future__ import annotations

from pathlib import Path

from django.test import Client

from dibao.office.audit.models import AuditLine
from dibao.office.rules.actions.save import digest
from dibao.office.rules.files import NAMES, content
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn


def _save(client: Client, root: Path, text: str, before: str = "") -> int:
    given = {"text": text, "before": before or digest(content(root, "units.csv"))}
    return client.post("/rules/units.csv/", given).status_code


def test_a_unit_added_in_the_browser_is_one_at_once(sign_in: SignIn, office: Office) -> None:
    client, old = sign_in(Role.ADMINISTRATOR), content(office.root, "units.csv")
    new = old + "nanhe,南河区,district,,南河\n"
    assert _save(client, office.root, new.replace("\n", "\r\n")) == 302
    assert (office.root / "units.csv").read_text("utf-8") == new
    assert [path.read_text("utf-8") for path in (office.root / "history").iterdir()] == [old]
    assert AuditLine.objects.get(verb="rules.save").target == "rule:units.csv"
    assert "南河区" in client.get("/people/").content.decode()


def test_a_wrong_line_is_named_and_nothing_is_saved(sign_in: SignIn, office: Office) -> None:
    client, old = sign_in(Role.ADMINISTRATOR), content(office.root, "units.csv")
    answer = client.post(
        "/rules/units.csv/", {"text": old + "nanhe,南河区,village,,\n", "before": digest(old)}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "village" in page and "nanhe,南河区,village" in page, "what was typed is not lost"
    assert content(office.root, "units.csv") == old


def test_a_misspelt_setting_is_refused(sign_in: SignIn, office: Office) -> None:
    client, old = sign_in(Role.ADMINISTRATOR), content(office.root, "dibao.toml")
    given = {"text": old.replace("[cutoffs]", "[cutofs]"), "before": digest(old)}
    assert client.post("/rules/dibao.toml/", given).status_code == 400
    assert content(office.root, "dibao.toml") == old


def test_who_saves_second_is_told_and_loses_nothing(sign_in: SignIn, office: Office) -> None:
    client, old = sign_in(Role.ADMINISTRATOR), content(office.root, "units.csv")
    assert _save(client, office.root, old + "nanhe,南河区,district,,\n", digest(old)) == 302
    second = old + "dongshan,东山县,district,,\n"
    answer = client.post("/rules/units.csv/", {"text": second, "before": digest(old)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "东山县" in page and "南河区" in page
    assert "东山县" not in content(office.root, "units.csv")


def test_only_an_administrator_saves(sign_in: SignIn, office: Office) -> None:
    client, old = sign_in(Role.COMPILER), content(office.root, "units.csv")
    assert [client.get(f"/rules/{name}/").status_code for name in NAMES] == [200] * len(NAMES)
    assert _save(client, office.root, old + "nanhe,南河区,district,,\n") == 403
    assert content(office.root, "units.csv") == old
    assert client.get("/rules/secret.key/").status_code == 404
