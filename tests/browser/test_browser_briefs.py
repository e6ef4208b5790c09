"""A brief in real Chromium: a figure traced by keyboard and without a script, a paragraph edited where it stands."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from browser.conftest import Site

DAY = "2026-02-03"
SHEET = f"/briefs/daily/{DAY}/"


def opened(site: Site, role: str, address: str, **options: object) -> Page:
    page = site.sign_in(role, **options).new_page()
    page.set_default_timeout(60_000)  # a save writes the whole brief anew
    page.goto(site.base + address)
    return page


def begun(site: Site) -> Page:
    """The sheet of a day whose draft is begun."""
    page = opened(site, "compiler", SHEET)
    begin = page.locator("form[action$='/begin/'] button.primary")
    if begin.count():
        begin.click()
        page.wait_for_load_state()
    return page


def test_a_figure_is_traced_by_keyboard(example: Site) -> None:
    page = opened(example, "reader", "/briefs/no/1/")
    figures = page.locator("#sheet a.fig")
    first, second = (figures.nth(place).get_attribute("id") for place in (0, 1))
    figures.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#why [data-for={first}]")).to_be_visible()
    page.locator(f"#{first}").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#why [data-for={second}]")).to_be_visible()
    assert page.url.endswith(f"?figure={second}")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet a.fig[aria-current]")).to_have_count(0)
    assert "figure=" not in page.url


def test_a_figure_is_traced_without_a_script(example: Site) -> None:
    page = opened(example, "reader", "/briefs/no/1/", java_script_enabled=False)
    page.locator("#sheet a.fig").first.click()
    expect(page.locator("#why blockquote mark").first).to_be_visible()


def test_on_a_phone_the_sources_come_up_over_the_sheet(example: Site) -> None:
    page = opened(example, "reader", "/briefs/no/1/", width=390, height=844)
    expect(page.locator("#why")).to_be_hidden()
    page.locator("#sheet a.fig").first.click()
    expect(page.locator("#why .big")).to_be_in_viewport(ratio=1)
    page.locator("#why [data-close]").click()
    expect(page.locator("#why")).to_be_hidden()


def test_a_paragraph_is_edited_where_it_stands_and_a_figure_typed_over_is_asked_about(example: Site) -> None:
    example.errors.clear()
    page = begun(example)
    link = page.locator("#sheet p.body:has(a.fig) .edit").first
    number = re.search(r"/p/(\d+)/", str(link.get_attribute("href")))
    assert number
    link.click()
    area = page.locator(".editing textarea")
    then = area.input_value()
    told = re.search(r"发稿([\d,]+)篇", then)
    assert told
    now = str(int(told[1].replace(",", "")) + 1)
    area.fill(then.replace(told[0], f"发表稿件{now}篇"))
    page.locator(".editing button.primary").click()
    question = page.locator(".editing fieldset")
    question.wait_for()
    question.locator("select").select_option(index=1)
    question.locator("input").fill("来电更正")
    page.locator(".editing button.primary").click()
    page.wait_for_url(f"**at={number[1]}*")
    expect(page.locator(f"p.body:has(#p{number[1]})")).to_contain_text(f"发表稿件{now}篇")
    assert example.errors == []


def test_what_a_colleague_saves_shows_and_never_under_ones_hands(example: Site) -> None:
    mine, theirs = begun(example), begun(example)
    mine.locator("#sheet h3 .edit").nth(1).click()
    mine.locator(".editing textarea").fill("（二）网上宣传情况")
    theirs.locator("#sheet h3 .edit").first.click()
    theirs.locator(".editing textarea").fill("（一）媒体报道情况")
    theirs.locator(".editing button.primary").click()
    theirs.wait_for_url("**at=*")
    expect(theirs.locator("#sheet h3").first).to_contain_text("（一）媒体报道情况")
    expect(mine.locator("#held")).to_be_visible(timeout=30_000)
    assert mine.locator(".editing textarea").input_value() == "（二）网上宣传情况"
    mine.locator(".editing button.primary").click()
    mine.wait_for_url("**at=*")
    expect(mine.locator("#sheet h3").nth(1)).to_contain_text("（二）网上宣传情况")
    expect(mine.locator("#sheet h3").first).to_contain_text("（一）媒体报道情况")
