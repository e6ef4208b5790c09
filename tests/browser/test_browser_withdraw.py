"""At 11:40 the wrong file is in: its clerk takes it back on a phone, a compiler files another under its own unit."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import SCREENS, Site

WORDS = "新增发放宣传单{told}份，张贴海报60张，出动宣传车3辆次。"


def today() -> date:
    """The office's day: Anlan keeps Beijing time."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


def looked_at(site: Site, page: Page, name: str) -> None:
    """Nothing serious, nothing wider than the screen; a picture where they are wanted."""
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        held = len(site.errors)
        page.screenshot(path=Path(SCREENS) / f"{name}.png", full_page=True)
        del site.errors[held:]  # what takes the picture adds a style of its own, which the page refuses
    found = [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert found == []
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"


def sent(page: Page, site: Site, unit: str, told: int) -> None:
    page.goto(f"{site.base}/reports/of/{unit}/")
    if page.locator("details.again").count():
        page.locator("details.again summary").click()
    page.fill("#text", WORDS.format(told=told))
    page.click("#send")
    page.wait_for_url(re.compile(f"/reports/of/{unit}/$"))


def test_a_clerk_takes_back_the_wrong_one_on_a_phone(fresh: Site) -> None:
    page = fresh.sign_in("clerk", "liulin", width=390, height=844).new_page()
    sent(page, fresh, "liulin", 120)
    sent(page, fresh, "liulin", 98_000)
    expect(page.locator("dl.facts")).to_contain_text("98,000")
    page.get_by_role("link", name="发错了，要撤回").click()
    reason = page.locator("#withdraw-reason")
    expect(reason).to_be_visible()  # the link leads into what is folded away
    reason.fill("贴成了别的表")
    looked_at(fresh, page, "withdraw-form-390")
    page.locator("#withdraw button").click()
    expect(page.locator("#withdrawn")).to_contain_text("已撤回")
    expect(page.locator("#withdrawn")).to_contain_text("clerk-liulin")
    looked_at(fresh, page, "withdrawn-390")
    page.goto(f"{fresh.base}/reports/of/liulin/")
    expect(page.locator("dl.facts")).to_contain_text("120")
    expect(page.locator("dl.facts")).not_to_contain_text("98,000")
    expect(page.locator(".withdrawn")).to_contain_text("贴成了别的表")
    looked_at(fresh, page, "unit-withdrawn-390")
    assert fresh.errors == []
    page.context.close()


def test_a_compiler_files_it_under_its_unit_and_its_day(fresh: Site, tmp_path: Path) -> None:
    day, wrong = today(), today().replace(year=today().year - 1, day=min(today().day, 28))
    for name, words in (
        ("收错.txt", "新增发放宣传单120份，张贴海报60张。"),
        ("笔误.txt", f"松台区{wrong.year}年{wrong.month}月{wrong.day}日宣传工作情况\n新增发放宣传单77份。"),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
    fresh.dibao("receive", tmp_path / "收错.txt", "--date", day.isoformat(), "--unit", "liulin")
    fresh.dibao("receive", tmp_path / "笔误.txt", "--date", day.isoformat())
    page = fresh.sign_in("compiler", width=1440, height=900).new_page()
    page.goto(f"{fresh.base}/reports/")
    page.get_by_role("link", name="收错.txt").click()
    page.locator("#refile summary").click()
    page.select_option("#refile-unit", "songtai")
    looked_at(fresh, page, "refile-form-1440")
    page.locator("#refile button").click()
    expect(page.locator(".bar")).to_contain_text("松台区")
    looked_at(fresh, page, "refiled-1440")
    page.goto(f"{fresh.base}/today/")
    slip = page.get_by_role("button", name="日期是笔误")
    if wrong.replace(year=day.year) == day:  # on the last days of some months it is another day's, which is no slip
        looked_at(fresh, page, "date-slip-1440")
        slip.click()
        expect(page.locator("#done")).to_contain_text("是笔误")
        expect(slip).to_have_count(0)
        looked_at(fresh, page, "date-settled-1440")
    assert fresh.errors == []
    page.context.close()
