"""Every page of the office: who looks at it, where it is, and what has to be done before it shows.

Each GET address stands here, or in NO_PAGE with the reason why nobody ever sees one there
(tests/pages/test_pages_listed.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from browser.conftest import PASSWORD

DAY, DRAFTED = "2026-02-04", "2026-02-03"
"""The day whose brief is issued, and one whose draft the browser has begun."""
ACCOUNT = "/account/"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page. `{…}` of the address is filled with what the example has lived through (`living.lived`).

    `role`: "" for who is not signed in; `steps`: what is done at the address until the page shows; `who`: one among
    those of the role; `status`: of the first answer.
    """

    role: str
    address: str
    unit: str = ""
    who: str = ""
    steps: Callable[[Page], None] | None = None
    status: int = 200


def sent(page: Page, form: str) -> None:
    """Press a form's button and wait for the page behind it."""
    with page.expect_navigation():
        page.locator(f"{form} button:not([type=button])").first.click()


def with_password(page: Page) -> None:
    """Who comes to change how they sign in is asked for the password once more."""
    if "reauthenticate" in page.url:
        page.fill("input[type=password]", PASSWORD)
        sent(page, "main form")


def signing_in(page: Page) -> None:
    """The password is right, and a second factor is asked for."""
    page.fill("#login", "guarded")
    page.fill("#password", PASSWORD)
    sent(page, "main form")


def locked_out(page: Page) -> None:
    """The wrong password until the name is locked."""
    while page.locator("#login").count():
        page.fill("#login", "somebody")
        page.fill("#password", "not-this-one")
        sent(page, "main form")


def invited(page: Page) -> None:
    """Somebody is invited: the link shows once."""
    page.select_option("#role", "reader")
    sent(page, "form.pad[action='/people/']")


def instructed(page: Page) -> None:
    """An instruction without words is told so beside what was written."""
    page.evaluate("document.querySelectorAll('[required]').forEach((one) => one.removeAttribute('required'))")
    page.fill("#sender", "市指挥部")
    sent(page, "main form")


def to_be_issued(page: Page) -> None:
    """A brief that differs from the ledger, or has errors, goes out with a reason only."""
    page.evaluate("document.querySelectorAll('[required]').forEach((one) => one.removeAttribute('required'))")


def asked(page: Page) -> None:
    """Something does not fit, and the unit is asked about it."""
    page.locator(".ask .answers").first.wait_for()


def typed_over(page: Page) -> None:
    """A figure of the paragraph is typed over: the reason is asked for."""
    area = page.locator("textarea[name=now]")
    area.fill(re.sub(r"(\d+)篇", lambda told: f"{int(told[1]) + 1}篇", area.input_value(), count=1))
    page.locator("form button.primary").first.click()
    page.locator("fieldset").first.wait_for()


PAGES = {
    "login": Seen("", f"{ACCOUNT}login/"),
    "locked": Seen("", f"{ACCOUNT}login/", steps=locked_out),
    "join": Seen("", "{join}"),
    "join-again": Seen("", "{again}"),
    "join-none": Seen("", "/join/none/", status=404),
    "signup": Seen("", f"{ACCOUNT}signup/"),
    "inactive": Seen("", f"{ACCOUNT}inactive/"),
    "second-step": Seen("", f"{ACCOUNT}login/", steps=signing_in),
    "sso-cancelled": Seen("", f"{ACCOUNT}3rdparty/login/cancelled/"),
    "sso-failed": Seen("", f"{ACCOUNT}3rdparty/login/error/", status=401),
    "sso": Seen("reader", f"{ACCOUNT}3rdparty/"),
    "account": Seen("reader", ACCOUNT),
    "logout": Seen("reader", f"{ACCOUNT}logout/"),
    "password": Seen("reader", f"{ACCOUNT}password/change/"),
    "reauthenticate": Seen("reader", f"{ACCOUNT}reauthenticate/"),
    "sessions": Seen("reader", f"{ACCOUNT}sessions/"),
    "second-factors": Seen("reader", f"{ACCOUNT}2fa/"),
    "totp": Seen("reader", f"{ACCOUNT}2fa/totp/activate/", steps=with_password),
    "passkey-add": Seen("reader", f"{ACCOUNT}2fa/webauthn/add/", steps=with_password),
    "factors-held": Seen("reviewer", f"{ACCOUNT}2fa/", who="guarded"),
    "totp-off": Seen("reviewer", f"{ACCOUNT}2fa/totp/deactivate/", who="guarded", steps=with_password),
    "codes": Seen("reviewer", f"{ACCOUNT}2fa/recovery-codes/", who="guarded", steps=with_password),
    "codes-new": Seen("reviewer", f"{ACCOUNT}2fa/recovery-codes/generate/", who="guarded", steps=with_password),
    "passkeys": Seen("reviewer", f"{ACCOUNT}2fa/webauthn/", who="guarded", steps=with_password),
    "passkey-edit": Seen("reviewer", f"{ACCOUNT}2fa/webauthn/keys/{{key}}/edit/", who="guarded", steps=with_password),
    "passkey-off": Seen("reviewer", f"{ACCOUNT}2fa/webauthn/keys/{{key}}/remove/", who="guarded", steps=with_password),
    "code-again": Seen("reviewer", f"{ACCOUNT}2fa/reauthenticate/", who="guarded"),
    "passkey-again": Seen("reviewer", f"{ACCOUNT}2fa/webauthn/reauthenticate/", who="guarded"),
    "today": Seen("compiler", f"/today/{DAY}/"),
    "today-now": Seen("compiler", "/today/"),
    "instruction": Seen("compiler", f"/today/{DAY}/instruction/"),
    "instruction-wrong": Seen("compiler", f"/today/{DAY}/instruction/", steps=instructed),
    "reply": Seen("compiler", "/today/reply/{reply}/"),
    "reports": Seen("compiler", f"/reports/?day={DAY}"),
    "reports-own": Seen("clerk", f"/reports/?day={DAY}", unit="wanghai"),
    "upload": Seen("compiler", "/reports/uploads/{upload}/"),
    "burden": Seen("compiler", "/reports/burden/"),
    "report": Seen("compiler", "/reports/31/?f=0"),
    "report-sheet": Seen("compiler", "/reports/30/"),
    "report-long": Seen("compiler", "/reports/{long}/"),
    "report-own": Seen("clerk", "/reports/34/", unit="wanghai"),
    "report-withdrawn": Seen("compiler", "/reports/{withdrawn}/"),
    "report-withdrawn-own": Seen("clerk", "/reports/{withdrawn}/", unit="yanhe"),
    "changes": Seen("compiler", "/reports/{newer}/changes/"),
    "unit": Seen("clerk", "/reports/of/wanghai/", unit="wanghai"),
    "unit-sent": Seen("clerk", "/reports/of/yanhe/", unit="yanhe"),
    "unit-asked": Seen("clerk", "/reports/of/gaoxin/", unit="gaoxin", steps=asked),
    "unit-done": Seen("clerk", "/reports/of/songtai/", unit="songtai"),
    "briefs": Seen("compiler", "/briefs/"),
    "briefs-read": Seen("reader", "/briefs/"),
    "sheet": Seen("compiler", f"/briefs/daily/{DAY}/"),
    "sheet-drafted": Seen("compiler", f"/briefs/daily/{DRAFTED}/"),
    "sheet-week": Seen("compiler", f"/briefs/weekly/{DAY}/"),
    "figure": Seen("compiler", f"/briefs/daily/{DAY}/?figure=f77"),
    "edit": Seen("compiler", f"/briefs/daily/{DRAFTED}/p/{{paragraph}}/"),
    "edit-asked": Seen("compiler", f"/briefs/daily/{DRAFTED}/p/{{paragraph}}/", steps=typed_over),
    "remarks": Seen("compiler", f"/briefs/daily/{DRAFTED}/remarks/"),
    "issue": Seen("issuer", f"/briefs/daily/{DRAFTED}/issue/"),
    "issued": Seen("reader", "/briefs/no/1/"),
    "issued-figure": Seen("reader", "/briefs/no/1/?figure=f77"),
    "slip": Seen("compiler", "/briefs/no/1/slip/"),
    "slip-issued": Seen("reader", "/briefs/no/{slip}/"),
    "telling": Seen("compiler", "/briefs/telling/1147/"),
    "ledger": Seen("compiler", f"/ledger/?day={DAY}"),
    "series": Seen("compiler", f"/ledger/of/outreach.leaflets/?to={DAY}"),
    "entry": Seen("compiler", "/ledger/entry/1147/"),
    "carry": Seen("compiler", f"/ledger/carry/{DAY}/?unit=dongbu"),
    "people": Seen("administrator", "/people/"),
    "people-invited": Seen("administrator", "/people/", steps=invited),
    "rules": Seen("administrator", "/rules/"),
    "units": Seen("administrator", "/rules/units.csv/"),
    "settings": Seen("administrator", "/rules/dibao.toml/"),
    "refused": Seen("reader", "/ledger/", status=403),
    "absent": Seen("reader", "/nowhere/", status=404),
    "absent-report": Seen("compiler", "/reports/999999/", status=404),
}

_FORM = "takes a form; asked for without one it leads elsewhere or refuses"
_FILE = "a file to download, or a style sheet"
_LEADS_ON = "leads on to another page of this list"
_WORDS = "not for people: a word or a number for programs"
_SSO = "leads to the office's own sign-in service"
NO_PAGE = {
    **dict.fromkeys(
        ["settle-finding", "reopen-finding", "ask-unit", "keep-reply", "finish-task", "send", "name_figure"], _FORM
    ),
    **dict.fromkeys(
        ["edit_figure", "look_at_figure", "give_back", "withdraw", "refile", "whose", "settle", "confirm", "begin"],
        _FORM,
    ),
    **dict.fromkeys(["follow", "send-brief", "review", "correct", "person"], _FORM),
    **dict.fromkeys(["issued-file", "draft-file", "export", "template", "mfa_download_recovery_codes"], _FILE),
    **dict.fromkeys(["issued-looks", "sheet-looks"], _FILE),
    **dict.fromkeys(["home", "language", "account_set_password", "socialaccount_signup"], _LEADS_ON),
    **dict.fromkeys(["live", "health", "mfa_login_webauthn"], _WORDS),
    **dict.fromkeys(["openid_connect_login", "openid_connect_callback"], _SSO),
}
"""Addresses behind which there is no page, by their names, with the reason."""
