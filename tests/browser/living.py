"""What the example has lived through before its pages are looked at: something stands on each of them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from browser.conftest import Site
from browser.office_pages import DAY, DRAFTED, sent

BEFORE, LONG_AGO, EARLIER = "2026-01-28", "2026-01-29", "2026-01-30"
"""Days that no brief and no other test tells of."""
ASKED = {"gaoxin": "安澜高新区", "songtai": "松台区"}
"""Units that are asked about today's report; the second hands it in all the same."""
MANY = 600
"""Figures of the longest report that somebody sends."""


def today() -> date:
    """The office's day: Anlan keeps Beijing time."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


_FACTORS = """
import os, secrets, django
os.environ["DJANGO_SETTINGS_MODULE"] = "dibao.office.site.settings"
django.setup()
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from dibao.office.people.models import User
user = User.objects.get(username="guarded")
TOTP.activate(user, generate_totp_secret())
RecoveryCodes.activate(user)
public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
raw = secrets.token_bytes(16)
held = AuthenticatorData.create(sha256(b"127.0.0.1"), 0x45, 0, AttestedCredentialData.create(b"0" * 16, raw, public))
said = CollectedClientData.create("webauthn.create", b"0" * 16, "http://127.0.0.1")
attested = AttestationObject.create("none", held, {})
response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(attested)}
credential = {"id": websafe_encode(raw), "rawId": websafe_encode(raw), "type": "public-key", "response": response}
key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "口袋里的钥匙", "credential": credential})
print(key.pk)
"""


def lived(site: Site) -> dict[str, str]:
    """Do all of it; the parts of addresses that came of it, by what stands for them in `office_pages.PAGES`."""
    return {
        "join": site.dibao("invite", "reader", "--base", site.base).strip().removeprefix(site.base),
        "key": _factors(site),
        "again": _forgotten(site),
        **_received(site),
        **_day(site),
        **_today(site),
        **_slip(site),
        "paragraph": _draft(site),
    }


def _forgotten(site: Site) -> str:
    """The path of a link by which somebody chooses another password."""
    site.sign_in("reader", who="forgetful").close()
    page = site.sign_in("administrator").new_page()
    page.goto(f"{site.base}/people/")
    row = page.locator("tr", has_text="forgetful")
    row.locator("summary").click()
    row.locator("button[value=readmit]").click()
    link = page.locator("#link").inner_text()
    page.context.close()
    return link.removeprefix(site.base)


def _factors(site: Site) -> str:
    """Somebody with every kind of second factor; the number of the passkey."""
    site.sign_in("reviewer", who="guarded").close()
    environment = {**site.environment, "DIBAO_WORKSPACE": str(site.root)}
    done = subprocess.run(
        [sys.executable, "-c", _FACTORS], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def long_report(figures: int = MANY) -> str:
    """A report with that many figures, ten a line, each in words of its own."""
    lines = ["雁河县宣传工作情况"]
    for line in range(figures // 10):
        told = [f"第{line * 10 + place + 1}村发放宣传单{1000 + line * 10 + place}份" for place in range(10)]
        lines.append("，".join(told) + "。")
    return "\n".join(lines)


def _received(site: Site) -> dict[str, str]:
    """A long report, and one with a second version."""
    folder = site.root.parent
    _receive(site, folder / "雁河县长报.txt", long_report(), EARLIER)
    for told in (120, 150):
        text = f"雁河县宣传工作情况\n今日新增发放宣传单{told}份，张贴海报60张，出动宣传车3辆次。"
        _receive(site, folder / f"雁河县{told}.txt", text, LONG_AGO)
    page = site.sign_in("compiler").new_page()
    found = {"long": _report(site, page, EARLIER), "newer": _report(site, page, LONG_AGO)}
    page.context.close()
    return found | {"withdrawn": _withdrawn(site)}


def _withdrawn(site: Site) -> str:
    """The number of a second version that was taken back."""
    for told in (210, 740):
        text = f"雁河县宣传工作情况\n今日新增发放宣传单{told}份，张贴海报60张。"
        _receive(site, site.root.parent / f"雁河县再报{told}.txt", text, BEFORE)
    page = site.sign_in("compiler").new_page()
    number = _report(site, page, BEFORE)
    page.context.close()
    site.dibao("withdraw", number, "--reason", "发错了文件")
    return number


def _receive(site: Site, path: Path, text: str, day: str) -> None:
    path.write_text(text, encoding="utf-8")
    site.dibao("receive", path, "--date", day, "--unit", "yanhe")


def _report(site: Site, page: Page, day: str) -> str:
    page.goto(f"{site.base}/reports/?day={day}")
    return _number(page.locator("a.report").first.get_attribute("href"))


def _number(address: str | None) -> str:
    found = re.search(r"/(\d+)/(?:\?.*)?$", address or "")
    assert found, address
    return found[1]


def _day(site: Site) -> dict[str, str]:
    """Words that no unit is known of, a unit's own report of today, a reply to a finding."""
    page = site.sign_in("compiler").new_page()
    page.goto(f"{site.base}/reports/")
    _paste(page, "今日新增发放宣传单 300 份，张贴海报 40 张。")
    found = {"upload": _number(page.url)}
    page.goto(f"{site.base}/today/{DAY}/")
    answer = page.locator("details.reply").first
    answer.locator("summary").click()
    answer.locator("textarea").fill("核实过了，累计应为 46225 份。")
    answer.locator("button").click()
    page.wait_for_url("**/today/reply/**")
    found["reply"] = _number(page.url)
    page.context.close()
    page = site.sign_in("clerk", "yanhe").new_page()
    page.goto(f"{site.base}/reports/of/yanhe/")
    _paste(page, "雁河县今日新增发放宣传单 80 份，累计发放宣传单 9 份，其他 17 项。")
    page.context.close()
    return found


def _today(site: Site) -> dict[str, str]:
    """Of a unit, yesterday's report and one of today that does not fit; another has handed in what did not fit."""
    for unit, name in ASKED.items():
        told = "{}宣传工作情况\n今日新增发放购物袋{}个，累计发放购物袋{}个。"
        path = site.root.parent / f"{name}昨.txt"
        path.write_text(told.format(name, 40, 400), encoding="utf-8")
        site.dibao("receive", path, "--date", (today() - timedelta(days=1)).isoformat(), "--unit", unit)
        page = site.sign_in("clerk", unit).new_page()
        page.goto(f"{site.base}/reports/of/{unit}/")
        _paste(page, told.format(name, 30, 450))
        if unit == "songtai":
            sent(page, "form.stage")
        page.context.close()
    return {}


def _paste(page: Page, text: str) -> None:
    area = page.locator("textarea[name=text]")
    if not area.is_visible():
        page.locator("details:has(textarea[name=text]) summary").click()
    area.fill(text)
    with page.expect_navigation():
        page.locator("form[data-send] button.primary").first.click()


def _slip(site: Site) -> dict[str, str]:
    """Two figures of the issued brief are corrected; the first has its slip."""
    page = site.sign_in("compiler").new_page()
    _corrected(site, page, "f15")
    page.goto(f"{site.base}/briefs/no/1/slip/")
    sent(page, "main form")
    found = {"slip": _number(page.url)}
    _corrected(site, page, "f23")
    page.context.close()
    return found


def _corrected(site: Site, page: Page, figure: str) -> None:
    page.goto(f"{site.base}/briefs/no/1/?figure={figure}")
    told = page.locator("#why a[href*='/ledger/entry/']").first.get_attribute("href")
    page.goto(f"{site.base}{told}")
    form = "form[action$='/correct/']"
    value = re.search(r"[\d,]+", page.inner_text("p.told"))
    assert value
    page.locator(f"{form} [name=value]").fill(str(int(value[0].replace(",", "")) + 1))
    page.locator(f"{form} [name=reason]").fill("单位来电更正")
    sent(page, form)


def _draft(site: Site) -> str:
    """A draft of the day before; the number of a paragraph with figures."""
    page = site.sign_in("compiler").new_page()
    page.goto(f"{site.base}/briefs/daily/{DRAFTED}/")
    if page.locator("form[action$='/begin/'] button.primary").count():
        sent(page, "form[action$='/begin/']")
    number = _number(page.locator("#sheet p.body:has(a.fig) .edit").first.get_attribute("href"))
    page.context.close()
    return number
