"""A report of several hundred figures, by keyboard: a page at a time, from the first to the last."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from browser.conftest import Site
from browser.living import MANY, long_report

EARLIER = "2026-01-27"


def test_the_keyboard_goes_on_where_a_page_of_figures_ends(example: Site) -> None:
    path = example.root.parent / "雁河县很长.txt"
    # Other words than in the report that other tests received: the same file again would not be another report.
    path.write_text(long_report().replace("工作情况", "工作补报"), encoding="utf-8")
    example.dibao("receive", path, "--date", EARLIER, "--unit", "yanhe")
    page = example.sign_in("compiler").new_page()
    page.goto(f"{example.base}/reports/?day={EARLIER}")
    page.locator("a.report").first.click()
    report = page.url.partition("?")[0]
    page.goto(f"{report}?f=98")
    held = page.locator("tr[aria-current]")
    page.keyboard.press("ArrowDown")
    expect(held).to_have_attribute("data-f", "99")
    expect(page.locator("#inspector[data-f='99']")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile(r"f=100"))
    expect(held).to_have_attribute("data-f", "100")
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile(r"f=99"))
    expect(held).to_have_attribute("data-f", "99")
    page.locator(".original a.fig").last.click()  # a figure of another page, in the original
    expect(held).to_have_attribute("data-f", str(MANY - 1))
    page.context.close()
