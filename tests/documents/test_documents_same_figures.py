"""The same report gives the same figures, whatever format and producer it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from producing import blocks_of, to_docx, to_html, to_txt, to_typst
from typesetting import PLAIN, WORD, WPS, Block, Manner, set_pdf

from dibao import reading
from dibao.catalogue import link
from dibao.catalogue.workspace import Workspace
from dibao.documents import Table, registry
from support.anlan import CITY
from support.libreoffice import by_office

CORPUS = Path(__file__).parents[1] / "corpus"
HERE = Workspace()
COLUMNS = Manner(size=10.5, leading=18, columns=2, borders="lines", numbered="— {} —")

WAYS: dict[str, tuple[str, Callable[[list[Block]], bytes]]] = {
    "html": ("日报.html", to_html),
    "typst": ("日报.pdf", to_typst),
    "word": ("日报.pdf", lambda blocks: set_pdf(blocks, WORD)),
    "wps": ("日报.pdf", lambda blocks: set_pdf(blocks, WPS)),
    "three lines": ("日报.pdf", lambda blocks: set_pdf(blocks, Manner(size=14, borders="lines", numbered="{}"))),
    "no lines": ("日报.pdf", lambda blocks: set_pdf(blocks, PLAIN)),
}


@dataclass(frozen=True)
class Report:
    """A report's content and its day."""

    name: str
    day: date
    blocks: list[Block]

    def __str__(self) -> str:
        return self.name


Fact = tuple[object, ...]


def figures(data: bytes, name: str, day: date) -> Counter[Fact]:
    """The figures that a file holds, by all that is said of them but their place."""
    document = registry.read(data, name)
    read = link(document, reading.read(document, date=day), HERE.catalogue, wordings=HERE.wordings, units=HERE.units)
    return Counter(
        (one.value, one.interval, one.unit, one.indicator, one.item, one.basis, one.window, one.actor) for one in read
    )


def expected(report: Report) -> Counter[Fact]:
    """Those of the Word file, read once for all other ways."""
    if report.name not in _EXPECTED:
        _EXPECTED[report.name] = figures(to_docx(report.blocks), "日报.docx", report.day)
    return _EXPECTED[report.name]


_EXPECTED: dict[str, Counter[Fact]] = {}


def city() -> Iterator[Report]:
    """The example city's reports in Word and Excel, of the first and third day."""
    for day in (date(2026, 2, 2), date(2026, 2, 4)):
        for path in sorted((CITY / day.isoformat()).iterdir()):
            if path.suffix in (".docx", ".xlsx"):
                blocks = blocks_of(registry.read(path.read_bytes(), path.name))
                yield Report(path.name, day, list(_apart(blocks)))


def _apart(blocks: list[Block]) -> Iterator[Block]:
    """With a line between tables: two that touch are one on paper."""
    for number, block in enumerate(blocks):
        if block[0] == "table" and number and blocks[number - 1][0] == "table":
            yield "p", "另附："
        yield block


def corpus(sets: str, step: int) -> Iterator[Report]:
    """Labelled texts, every so many of each set."""
    for folder in sets:
        for path in sorted((CORPUS / folder).glob("*.txt"))[::step]:
            lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            day = date.fromisoformat(path.with_suffix(".date").read_text(encoding="utf-8").strip())
            yield Report(f"{folder}{path.stem}", day, [("p", line) for line in lines])


REPORTS = [*city(), *corpus("abcdef", 12)]


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_report_gives_the_same_figures(way: str) -> None:
    name, make = WAYS[way]
    wrong = {}
    for report in REPORTS:
        found = figures(make(report.blocks), name, report.day)
        if found != expected(report):
            wrong[report.name] = (expected(report) - found, found - expected(report))
    assert wrong == {}
    assert sum(len(report.blocks) for report in REPORTS) > 150


@pytest.mark.slow
def test_running_text_gives_the_same_figures_as_plain_text_and_in_columns() -> None:
    for report in corpus("abcdef", 7):
        assert figures(to_txt(report.blocks), "日报.txt", report.day) == expected(report), report.name
        # Long enough to fill both columns: the report, three times over.
        thrice = [*report.blocks, ("p", "以下为另两份。"), *report.blocks, ("p", "再附。"), *report.blocks]
        told = figures(to_docx(thrice), "日报.docx", report.day)
        assert figures(set_pdf(thrice, COLUMNS), "日报.pdf", report.day) == told, report.name


@pytest.mark.slow
def test_libreoffice_gives_the_same_figures(tmp_path: Path) -> None:
    reports = REPORTS[::2]
    files = {f"{number:03}.docx": to_docx(report.blocks) for number, report in enumerate(reports)}
    made = by_office(files, tmp_path)
    for number, report in enumerate(reports):
        assert figures(made[f"{number:03}"], "日报.pdf", report.day) == expected(report), report.name


NAMES = ("东河区", "西山县", "北湖区", "柳林区", "石桥县", "清溪县")
HEADS = ("发稿（篇）", "阅读量（万次）", "入户宣传（户）", "发放宣传单（份）", "张贴海报（张）", "悬挂横幅（条）")
SENTENCES = (
    "各级媒体共发稿{}篇。",
    "累计发放宣传资料{}份，张贴海报{}张。",
    "出动宣传车{}台次，悬挂横幅{}余条，入户走访{}户。",
    "微信公众号推送信息{}条，阅读量{}万次。",
)


@st.composite
def reports(draw: st.DrawFn) -> list[Block]:
    """A report of sentences and a table with numbers of any length."""
    numbers = st.integers(1, 10**7).map(lambda number: f"{number:,}" if number % 3 == 0 else str(number))
    blocks: list[Block] = [
        ("title", "安澜市宣传工作日报（2月3日）"),
        ("p", "2月2日9:00至2月3日9:00，我市开展以下工作。"),
    ]
    for sentences in draw(
        st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=1, max_size=8)
    ):
        text = "".join(sentences)
        blocks.append(("p", text.format(*(draw(numbers) for _ in range(text.count("{}"))))))
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=4, unique=True))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
    blocks.append(("table", [["单位", *heads], *([name, *(draw(numbers) for _ in heads)] for name in names)]))
    return blocks


TABLE: list[list[str]] = [
    ["单位", "张贴海报（张）", "发放宣传单（份）", "阅读量（万次）", "入户宣传（户）"],
    ["清溪县", "1101766", "817", "2,536,623", "7690409"],
    ["西山县", "102104", "3685796", "27895", "58"],
    ["石桥县", "15", "2,612,613", "4", "102,477"],
    ["东河区", "1", "230", "9", "1"],
    ["北湖区", "782", "28", "230", "3,164,796"],
]


def pushed_down(lines: int, rows: int, columns: int) -> list[Block]:
    """The first rows and columns of a table, below so many lines of text."""
    blocks: list[Block] = [
        ("title", "安澜市宣传工作日报（2月3日）"),
        ("p", "2月2日9:00至2月3日9:00，我市开展以下工作。"),
    ]
    blocks += [("p", "各级媒体共发稿31篇。")] * lines
    return [*blocks, ("table", [row[:columns] for row in TABLE[:rows]])]


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"html", "typst"}))
def test_a_table_gives_the_same_figures_wherever_a_page_ends_in_it(way: str) -> None:
    """After its head, which may have two lines, before its last row, or between any others."""
    day = date(2026, 2, 3)
    name, make = WAYS[way]
    before, after = set(), set()
    for lines, rows, columns in product(range(15, 23), (4, 6), (2, 5)):
        blocks = pushed_down(lines, rows, columns)
        data = make(blocks)
        assert figures(data, name, day) == figures(to_docx(blocks), "日报.docx", day), (lines, rows, columns)
        [table] = [block for block in registry.read(data, name).blocks if isinstance(block, Table)]
        assert table.rows == rows, (lines, rows, columns)
        first = len({cell.row for cell in table.cells if cell.locator.startswith("第1页")})
        before.add(first)
        after.add(rows - first)
    assert {1, 2} <= before & after and len(before) > 4


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@example(pushed_down(17, 5, 5), "three lines")
@example(pushed_down(19, 6, 5), "no lines")
@given(reports(), st.sampled_from(sorted(WAYS)))
def test_any_report_gives_the_same_figures(blocks: list[Block], way: str) -> None:
    day = date(2026, 2, 3)
    name, make = WAYS[way]
    assert figures(make(blocks), name, day) == figures(to_docx(blocks), "日报.docx", day)
