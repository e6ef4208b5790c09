"""A whole day on the example: three clerks hand in, a compiler settles, a reviewer returns and passes, an issuer
issues, a reader asks where a figure comes from."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Site
from support.anlan import DAYS
from support.shifted import before, day_files

CLERKS = {"wanghai": "望海区", "yanhe": "雁河县", "shiqiao": "石桥县"}
"""Who hands in by themselves: a Word file, pasted words, a table."""


def today() -> date:
    """The office's day: Anlan keeps Beijing time."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


@pytest.fixture
def reports(fresh: Site, tmp_path: Path) -> dict[str, Path]:
    """The two days before are in, and of today all but three; those are still with their clerks."""
    settings = fresh.root / "dibao.toml"
    settings.write_text(settings.read_text("utf-8").replace("[windows]", "review = true\n\n[windows]", 1), "utf-8")
    own: dict[str, Path] = {}
    for day, to in zip(DAYS, before(today()), strict=True):
        files = day_files(day, to, tmp_path / to.isoformat())
        if day == DAYS[-1]:
            own = {unit: path for unit, name in CLERKS.items() for path in files if name in path.name}
        fresh.dibao("receive", "--date", to.isoformat(), *(path for path in files if path not in own.values()))
    assert [own[unit].suffix for unit in CLERKS] == [".docx", ".txt", ".xlsx"]
    return own


def hand_in(site: Site, unit: str, path: Path) -> None:
    """A clerk on a phone: send, look, confirm."""
    page = site.sign_in("clerk", unit, width=390, height=844).new_page()
    page.goto(f"{site.base}/reports/of/{unit}/")
    if path.suffix == ".txt":
        page.fill("textarea[name=text]", path.read_text("utf-8-sig"))
    else:
        page.set_input_files("#files", path)
    page.locator("#send").first.click()
    expect(page.locator(".fact").first).to_be_visible(timeout=30_000)
    page.locator("#confirm").click()
    expect(page.locator(".done").first).to_be_visible()
    page.context.close()


def settle_everything(page: Page) -> int:
    """Every finding by its first way out, else let stand with a reason; how many there were."""
    for done in range(60):
        findings = page.locator("#findings article.finding")
        left = findings.count()
        if not left:
            return done
        first = findings.first
        identity = first.get_attribute("id")
        if first.locator("button[name=way]:not(.plain)").count():
            first.locator("button[name=way]:not(.plain)").first.click()
        else:
            first.locator("details.accept summary").click()
            first.locator("details.accept input[name=reason]").fill("已电话核实，情况属实")
            first.locator("details.accept button").click()
        expect(page.locator(f"#{identity}")).to_have_count(0)
    raise AssertionError("the findings do not come to an end")


@pytest.mark.slow
def test_a_whole_day(fresh: Site, reports: dict[str, Path]) -> None:
    for unit, path in reports.items():
        hand_in(fresh, unit, path)
    day = today().isoformat()
    sheet = f"{fresh.base}/briefs/daily/{day}/"

    compiler = fresh.sign_in("compiler").new_page()
    compiler.goto(f"{fresh.base}/today/{day}/")
    for name in CLERKS.values():
        expect(compiler.locator("tr[id^=unit-]", has_text=name)).not_to_contain_text("未到")
    assert settle_everything(compiler) >= 4
    expect(compiler.locator("#findings")).to_contain_text("没有待核事项")
    compiler.goto(sheet)
    compiler.get_by_role("button", name="起草").click()
    compiler.get_by_role("button", name="送审").click()
    expect(compiler.locator("ol.steps")).to_contain_text("送审compiler")

    reviewer = fresh.sign_in("reviewer").new_page()
    reviewer.goto(sheet)
    reviewer.locator("details.menu summary").click()
    reviewer.fill("textarea[name=reason]", "第一段请写明未报单位")
    reviewer.get_by_role("button", name="退回", exact=True).click()
    expect(reviewer.locator("ol.steps")).to_contain_text("退回")

    compiler.reload()
    expect(compiler.locator(".note.bad")).to_contain_text("第一段请写明未报单位")
    edit_a_paragraph(compiler)
    compiler.get_by_role("button", name="送审").click()

    reviewer.goto(sheet)
    reviewer.get_by_role("button", name="审核通过").click()
    expect(reviewer.locator("ol.steps")).to_contain_text("审核reviewer")

    issuer = fresh.sign_in("issuer").new_page()
    issuer.goto(sheet)
    issuer.get_by_role("link", name=re.compile("签发")).last.click()
    for name in ("accept", "despite"):
        if issuer.locator(f"textarea[name={name}]").count():
            issuer.fill(f"textarea[name={name}]", "值班领导已同意")
    issuer.get_by_role("button", name="签发").click()
    if not re.search(r"/no/\d+/$", issuer.url):  # lint has found an error: the issuer says why it goes out all the same
        issuer.fill("textarea[name=despite]", "值班领导已同意")
        issuer.get_by_role("button", name="签发").click()
    expect(issuer.locator("div.bar")).to_contain_text("已签发")

    reader = fresh.sign_in("reader").new_page()
    reader.goto(f"{fresh.base}/briefs/")
    reader.locator("a[href*='/briefs/no/']").first.click()
    reader.locator("#sheet a.fig.sound", has_text=re.compile(r"\d,\d{3}")).first.click()
    expect(reader.locator("#why")).to_contain_text("照着说")
    expect(reader.locator("#why blockquote mark").first).to_be_visible()
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Word").first.click()
    issued = fresh.root.parent / "issued.docx"
    download.value.save_as(issued)
    assert fresh.dibao("verify", issued, "--json") == ""
    assert fresh.dibao("audit") == ""
    assert fresh.errors == []


def edit_a_paragraph(page: Page) -> None:
    """Some words are put behind a paragraph, as a person would."""
    page.locator("#sheet .edit").nth(2).click()
    page.locator("form.editing textarea").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("未报单位另行催报。")
    page.locator("form.editing button.primary").click()
    expect(page.locator("#sheet")).to_contain_text("未报单位另行催报")
