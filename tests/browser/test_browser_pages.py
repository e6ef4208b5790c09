"""Every page as people see it: accessible, small, in one language, nothing refused, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.conftest import SCREENS, Site
from browser.living import lived
from browser.office_pages import PAGES
from browser.wording import foreign

LARGEST = 150 * 1024
"""Bytes of a page with its own style sheets and scripts."""
PHONE = 390
VIEWS = [(1440, False), (PHONE, True), *([(1440, True), (PHONE, False)] if SCREENS else [])]
"""Width, and whether it is dark: both widths and both schemes, each once; all four for pictures."""


@pytest.fixture(scope="session")
def parts(example: Site) -> Mapping[str, str]:
    """What stands for the parts of addresses, when the example has lived through everything."""
    found = lived(example)
    example.errors.clear()
    return found


def _open(site: Site, name: str, parts: Mapping[str, str], language: str = "zh", **options: object) -> Page:
    """The page as it shows in the end; it has answered as it should."""
    seen = PAGES[name]
    context = site.sign_in(seen.role, seen.unit, seen.who, **options) if seen.role else site.context(**options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "dibao_language", "value": language, "url": site.base}])
    page = context.new_page()
    answer = page.goto(site.base + seen.address.format_map(parts))
    assert answer is not None and answer.status == seen.status, (name, answer and answer.status)
    if seen.steps:
        seen.steps(page)
    return page


def _picture(page: Page, name: str) -> None:
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SCREENS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(
    example: Site, parts: Mapping[str, str], name: str, width: int, dark: bool
) -> None:
    example.errors.clear()
    page = _open(example, name, parts, width=width, height=844 if width == PHONE else 900, dark=dark)
    _picture(page, f"{name}-{width}-{'dark' if dark else 'light'}")
    if width == PHONE:
        _is_small_and_in_one_language(page, example, "zh")
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"][:200] + " | " + node["failureSummary"][:300] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
    # Of a refusal, and of no other thing, the browser says in its console that it was one.
    assert [error for error in example.errors if "the server responded with a status of 4" not in error] == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_small_and_in_english_too(example: Site, parts: Mapping[str, str], name: str) -> None:
    page = _open(example, name, parts, language="en", width=PHONE, height=844)
    _picture(page, f"{name}-{PHONE}-en")
    _is_small_and_in_one_language(page, example, "en")
    page.context.close()


def _is_small_and_in_one_language(page: Page, site: Site, language: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, "the page is wider than a phone"
    assert page.get_attribute("html", "lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert foreign(page, site.root) == []
    assert len(page.content().encode()) + _own(page) < LARGEST


def _own(page: Page) -> int:
    """Bytes of the page's style sheets and scripts before compression; htmx is the same on every page, and kept."""
    addresses = page.evaluate(
        "Array.from(document.querySelectorAll('link[rel=stylesheet], script[src]'), (one) => one.href || one.src)"
    )
    return sum(len(page.request.get(one).body()) for one in addresses if "/django_htmx/" not in one)
