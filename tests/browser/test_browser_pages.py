"""Every page as people see it: accessible, small, in one language, nothing refused, nothing wider than a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.conftest import SCREENS, Site

DAY = "2026-02-04"
PAGES = {
    "login": ("", "/account/login/"),
    "today": ("compiler", f"/today/{DAY}/"),
    "reports": ("compiler", f"/reports/?day={DAY}"),
    "report": ("compiler", "/reports/31/?f=0"),
    "report-sheet": ("compiler", "/reports/30/"),
    "report-own": ("clerk", "/reports/34/"),
    "burden": ("compiler", "/reports/burden/"),
    "briefs": ("compiler", "/briefs/"),
    "sheet": ("compiler", f"/briefs/daily/{DAY}/"),
    "issued": ("reader", "/briefs/no/1/"),
    "figure": ("compiler", f"/briefs/daily/{DAY}/?figure=f77"),
    "slip": ("compiler", "/briefs/no/1/slip/"),
    "ledger": ("compiler", f"/ledger/?day={DAY}"),
    "series": ("compiler", f"/ledger/of/outreach.leaflets/?to={DAY}"),
    "entry": ("compiler", "/ledger/entry/1147/"),
    "carry": ("compiler", f"/ledger/carry/{DAY}/?unit=dongbu"),
    "people": ("administrator", "/people/"),
    "rules": ("administrator", "/rules/"),
    "units": ("administrator", "/rules/units.csv/"),
    "account": ("reader", "/account/"),
    "second-factors": ("reader", "/account/2fa/"),
    "sessions": ("reader", "/account/sessions/"),
    "unit": ("clerk", "/reports/of/wanghai/"),
    "refused": ("reader", "/ledger/"),
}
LARGEST = 150 * 1024
VIEWS = [(1440, False), (390, True), *([(1440, True), (390, False)] if SCREENS else [])]
"""Width, and whether it is dark: both widths and both schemes, each once; all four for pictures."""


def _open(site: Site, name: str, **options: object) -> Page:
    role, address = PAGES[name]
    unit = "wanghai" if role == "clerk" else ""
    context = site.sign_in(role, unit, **options) if role else site.context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.base + address)
    return page


def _picture(page: Page, name: str) -> None:
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SCREENS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(example: Site, name: str, width: int, dark: bool) -> None:
    example.errors.clear()
    page = _open(example, name, width=width, height=900 if width > 400 else 844, dark=dark)
    _picture(page, f"{name}-{width}-{'dark' if dark else 'light'}")
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"][:200] + " | " + node["failureSummary"][:300] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
    expected = ["Failed to load resource: the server responded with a status of 403 (Forbidden)"] * (name == "refused")
    assert example.errors == expected
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_small_and_in_one_language(example: Site, name: str) -> None:
    page = _open(example, name)
    chinese = page.inner_text("body")
    assert len(page.content().encode()) < LARGEST
    page.context.add_cookies([{"name": "dibao_language", "value": "en", "url": example.base}])
    page.reload()
    assert page.get_attribute("html", "lang") == "en"
    words = set(re.findall(r"[A-Za-z]{4,}", page.inner_text("body")))
    # Whatever stands in both is a name, a code or a file; a sentence that was left in English would stand in both.
    both = {word for word in re.findall(r"[A-Za-z]{4,}", chinese) if word in words}
    assert not both & {"the", "and", "with", "Report", "Brief", "Sign", "Unit", "Figures", "None", "True", "False"}
    page.context.close()
