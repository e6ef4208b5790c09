"""A unit's clerk on a phone hands the day's report in; a compiler reads it beside its original by keyboard alone."""

from __future__ import annotations

import os
import re
import signal
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from browser.conftest import Site

UNIT = "/reports/of/liulin/"
MOST = 4


def words(day: date, new: str, total: str) -> str:
    before = day - timedelta(days=1)
    return (
        f"柳林区{day.month}月{day.day}日宣传工作情况\n"
        f"{before.month}月{before.day}日11:00至{day.month}月{day.day}日11:00，我区新增发放宣传单、手册等{new}份，"
        f"累计发放{total}份；新增宣传栏36块，悬挂横幅210余条，出动流动宣传车12辆次。开展敲门行动3轮。"
    )


def today() -> date:
    """The office's day: Anlan keeps Beijing time."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


@pytest.fixture
def site(fresh: Site, tmp_path: Path) -> Site:
    """Yesterday's report is in; today's is written."""
    yesterday = today() - timedelta(days=1)
    (tmp_path / "昨天.txt").write_text(words(yesterday, "3,850", "402,100"), "utf-8")
    fresh.dibao("receive", tmp_path / "昨天.txt", "--date", yesterday.isoformat(), "--unit", "liulin")
    document = Document()
    for line in words(today(), "1.23万", "41.64万").splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "柳林区.docx"))
    (tmp_path / "柳林区.txt").write_text(words(today(), "12,300", "416,400"), "utf-8")
    return fresh


class Hand:
    """Somebody's thumb, which counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.taps += 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_from_opening_the_page_to_confirmed_takes_four_interactions_at_most(
    site: Site, tmp_path: Path, scripts: bool
) -> None:
    context = site.sign_in("clerk", "liulin", width=390, height=844, java_script_enabled=scripts)
    page = context.new_page()
    hand, begun = Hand(page), time.monotonic()
    page.goto(site.base + UNIT)
    page.set_input_files("#files", tmp_path / "柳林区.txt")  # choosing the file is not counted
    hand.tap("#send")
    page.wait_for_url(re.compile(UNIT + "$"))
    expect(page.locator(".fact").first).to_contain_text("12,300")
    expect(page.locator(".fact mark").first).to_have_text("12,300")
    expect(page.locator(".ask").first).to_contain_text("402,100 ＋ 今日新增 12,300 ＝ 414,400")
    hand.tap("text=按 414,400")
    expect(page.locator(".ask")).to_have_count(0)
    hand.tap("#confirm")
    expect(page.locator(".done")).to_contain_text("交好了")
    assert hand.taps <= MOST
    assert time.monotonic() - begun < 60
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert site.errors == []
    compiler = site.sign_in("compiler").new_page()
    compiler.goto(f"{site.base}/reports/")
    expect(compiler.locator("#reports")).to_contain_text("单位已确认")
    for one in (context, compiler.context):
        one.close()


def test_a_word_file_with_rounded_figures_and_yesterdays_words_as_a_start(site: Site, tmp_path: Path) -> None:
    context = site.sign_in("clerk", "liulin", width=390, height=844)
    page = context.new_page()
    page.goto(site.base + UNIT)
    page.click("text=照昨天的改")
    start = page.input_value("#text")
    assert f"柳林区{today().month}月{today().day}日" in start and "3,850份" in start
    page.fill("#text", "")
    page.set_input_files("#files", tmp_path / "柳林区.docx")
    page.click("#send")
    page.wait_for_url(re.compile(UNIT + "$"))
    expect(page.locator(".facts")).to_contain_text("210余")
    expect(page.locator(".fact mark").first).to_have_text("1.23万")
    context.close()


def test_a_compiler_reads_a_report_by_keyboard_alone(site: Site, tmp_path: Path) -> None:
    site.dibao("receive", tmp_path / "柳林区.txt", "--date", today().isoformat(), "--unit", "liulin")
    context = site.sign_in("compiler")
    page = context.new_page()
    page.goto(f"{site.base}/reports/")
    page.click("#reports a.report")
    in_hand = page.locator("tr[aria-current]")
    expect(in_hand).to_contain_text("12,300")  # what does not fit is taken in hand first
    expect(page.locator("a.fig[aria-current]")).to_have_text("12,300")
    page.keyboard.press("ArrowDown")
    expect(in_hand).to_contain_text("416,400")
    expect(page.locator("a.fig[aria-current]")).to_have_text("416,400")
    expect(page.locator("#inspector")).to_contain_text("416,400 份")
    page.locator("a.fig", has_text="36").click()
    expect(in_hand).to_contain_text("36")
    page.keyboard.press("Enter")
    expect(page.locator("tr", has_text="宣传栏").locator(".tick")).to_have_text(re.compile("✓"))
    expect(in_hand).to_contain_text("210余")
    page.keyboard.press("r")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("tr", has_text="待归类").click()
    expect(page.locator("#inspector")).to_contain_text("敲门行动")
    page.keyboard.press("e")
    expect(page.locator("#indicator")).to_be_focused()
    code = page.locator("#indicators option").first.get_attribute("value")
    page.keyboard.type(str(code))
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("归好了 1 个数字")
    assert "敲门行动" in (site.root / "wordings.csv").read_text("utf-8-sig")
    assert site.errors == []
    context.close()


def _workers(site: Site) -> list[int]:
    """The processes that do this office's jobs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, given = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        takes = b"dibao.office.site.worker" in command and command.endswith(b"take\0")
        if takes and f"DIBAO_WORKSPACE={site.root.resolve()}\0".encode() in given:
            found.append(int(folder.name))
    return found


def test_nothing_is_lost_when_the_worker_is_killed(site: Site, tmp_path: Path) -> None:
    context = site.sign_in("compiler")
    page = context.new_page()
    files = []
    for number, name in enumerate(("柳林区", "松台区", "望海区", "清溪县", "石桥县", "雁河县", "东埠区", "白鹿旗")):
        files.append(tmp_path / f"{name}宣传.txt")
        files[-1].write_text(f"{name}宣传工作情况\n今日发放宣传单{100 + number}份。", "utf-8")
    page.goto(f"{site.base}/reports/")
    page.set_input_files("input[name=files] >> nth=0", files)
    [worker] = _workers(site)
    os.kill(worker, signal.SIGSTOP)  # so that it dies with all of them unread; in the midst: tests/pages
    page.click("form[data-send] button.primary")
    expect(page.locator("#progress")).to_contain_text("读了 0 / 8")
    os.kill(worker, signal.SIGKILL)
    expect(page.locator("#progress")).to_contain_text("读了 8 / 8", timeout=60_000)
    assert len(page.locator("#progress li").all()) == 8
    assert _workers(site) not in ([], [worker]), "another one works now"
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{site.base}/health/") as answer:
        assert answer.status == 200
    context.close()
