"""The report of a day of public items in a browser without a network: readable, accessible, nobody's small number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from dibao.catalogue.create import example
from dibao.cli.listen import day_page
from dibao.language import use
from dibao.listening import Options, Summary, listen

DAYS = [date(2026, 1, 1) + timedelta(days=at) for at in range(57)]
ASKED = ("哪里可以买到口罩", "核酸结果什么时候出", "小区什么时候解封", "今天天气真好", "疫苗第二针间隔多久")
FEW = ("张家胡同谁有钥匙", "某某的小站", "白鹿旗")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """Eight weeks, of which the last day has a burst, a claim, and two items of a place, a channel and a question."""
    folder = tmp_path_factory.mktemp("listened")
    rows = [(day, "微博", "望海区", ASKED[at % 5]) for day in DAYS for at in range(60 + day.day % 3)]
    rows += [(DAYS[-1], "短视频", "柳林区", "喝高度白酒可以杀死体内的病毒，是真的吗") for _ in range(200)]
    rows += [(DAYS[-1], FEW[1], FEW[2], FEW[0]) for _ in range(2)]
    names = ("published", "channel", "region", "text")
    lines = (json.dumps(dict(zip(names, (f"{row[0]}T09:30", *row[1:]), strict=True))) for row in rows)
    (folder / "items.jsonl").write_text("\n".join(lines))
    about = example() / "items"
    return listen(
        Options((folder / "items.jsonl",), folder / "out", about / "lexicon.csv", about / "claims.csv", workers=1)
    )


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest, found: Summary, tmp_path: Path) -> Iterator[Path]:
    use(request.param)
    (tmp_path / "day.html").write_bytes(day_page(found, DAYS[-1].isoformat(), None, example() / "items" / "claims.csv"))
    yield tmp_path / "day.html"
    use(None)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_seen_by_everybody(browser: Browser, report: Path, width: int, scheme: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    made = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    with closing(made) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(report.as_uri())
        assert [(one["id"], one["impact"]) for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [report.as_uri()] and complaints == []
        told = page.evaluate("document.body.textContent")
    # Of three channels the smallest is hidden, and the next one, which the total would give away.
    assert [name for name in (*FEW, "微博") if name in told] == []
    for name in (*ASKED[:3], "喝高度白酒可以杀死体内的病毒", "短视频"):
        assert name in told
    assert page_parts(report) >= {"<svg", "<table", "<details"}


def page_parts(report: Path) -> set[str]:
    """Of which of these the page has some: charts stand inside it, with tables."""
    text = report.read_text("utf-8")
    return {part for part in ("<svg", "<table", "<details") if part in text}
