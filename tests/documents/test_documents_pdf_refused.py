"""PDF files that cannot be read, one sentence each; damage; speed; the font for fonts that are not in the file."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
import squares
import wholeness
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfwriting import Field, Sheet, pdf
from typesetting import WORD, WPS, set_pdf

from dibao import documents, language
from dibao.documents import pdf as package
from dibao.documents import registry
from dibao.errors import DibaoError

FONT = Path(package.__file__).with_name("font") / "squares.ttf"
ROWS = [["单位", "发稿（篇）"], *[[f"第{number}站", str(number * 7)] for number in range(1, 13)]]
TEXT = "2月2日9:00至2月3日9:00，我市各级媒体共发稿1,045篇（条），累计发稿约5670篇，入户发放宣传资料86,150份。"
REPORT = [("title", "东河区宣传工作日报"), *[("p", TEXT)] * 4, ("table", ROWS), ("p", "特此报告。")]


def page(text: str = "发稿25篇") -> Sheet:
    """A page with a line of text."""
    sheet = Sheet()
    sheet.text(80, 700, text, 16)
    return sheet


def scan() -> Sheet:
    """A page that is a picture."""
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    return sheet


def outlines() -> Sheet:
    """A page whose characters were turned into curves."""
    sheet = Sheet()
    sheet.operators += [f"{80 + at} 700 m {84 + at} 712 {90 + at} 712 {92 + at} 700 c h f" for at in range(0, 400, 12)]
    return sheet


def told(data: bytes) -> str:
    """What the clerk is told; in both languages, in one line."""
    said = {}
    for chosen in ("en", "zh"):
        language.use(chosen)  # type: ignore[arg-type]
        with pytest.raises(DibaoError) as caught:
            registry.read(data, "日报.pdf")
        assert caught.value.code == "unreadable"
        said[chosen] = str(caught.value)
        assert "\n" not in said[chosen]
    assert said["en"] != said["zh"]
    return said["zh"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf([page()], password="x1"), "去掉打开密码"),
        (set_pdf(REPORT, WORD)[:3000], "损坏"),
        (b"%PDF-1.7\n" + b"\0" * 100, "损坏"),
        (pdf([]), "一页也没有"),
        (pdf([page()] * 301), "301 页"),
        (pdf([scan(), scan()]), "扫描件"),
        (pdf([outlines()]), "图片"),
        (pdf([Sheet()]), "空白"),
    ],
    ids=["locked", "cut off", "nothing", "no pages", "too long", "scanned", "outlines", "blank"],
)
def test_the_sentence_says_what_to_do(data: bytes, sentence: str) -> None:
    assert sentence in told(data)


def test_text_that_no_font_names_is_refused() -> None:
    sheet = page("25")
    sheet.text(80, 600, "看得见读不出的字", font="F3")
    assert "没有编码" in told(pdf([sheet]))


def test_an_empty_password_opens() -> None:
    assert registry.read(pdf([page()], password=""), "日报.pdf").text == "发稿25篇"


def test_the_longest_report_is_read_in_time() -> None:
    begun = process_time()
    document = registry.read(pdf([page(f"第{number}号发稿{number}篇") for number in range(300)]), "日报.pdf")
    assert len(document.blocks) == 300
    assert process_time() - begun < 5


def test_it_is_read_in_a_worker_that_may_touch_nothing() -> None:
    document = documents.from_bytes(set_pdf(REPORT, WORD), "日报.pdf")
    wholeness.check(document)
    assert len(document.blocks) == 7


def test_a_page_with_a_table_takes_little_time() -> None:
    data = [set_pdf(REPORT, manner) for manner in (WORD, WPS)]
    for each in data:
        registry.read(each, "日报.pdf")
    times = []
    for _ in range(5):
        begun = process_time()
        for each in data:
            registry.read(each, "日报.pdf")
        times.append((process_time() - begun) / 2)
    assert min(times) < 0.06


def test_nothing_heavy_is_imported() -> None:
    script = (
        "import sys; from dibao.documents import registry; registry.read(sys.stdin.buffer.read(), 'a.pdf');"
        "heavy = {'pdfplumber', 'pdfminer', 'PIL', 'numpy', 'django', 'lxml'} & set(sys.modules);"
        "sys.exit(' '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=set_pdf(REPORT, WORD), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_font_of_squares_is_what_its_builder_makes() -> None:
    stored, built = TTFont(FONT), TTFont(io.BytesIO(squares.build()))
    assert FONT.stat().st_size < 2000
    assert stored.getBestCmap() == built.getBestCmap()
    assert stored["hmtx"].metrics == built["hmtx"].metrics


PIECES = [
    set_pdf(REPORT, WORD),
    set_pdf(REPORT, WPS),
    pdf([page()], password=""),
    pdf([page(), scan()], fields=[Field("a", "25", (80, 600, 200, 620))], attached="a.xlsx"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_damage_raises_nothing_but_a_sentence(seed: int) -> None:
    """Bytes of the file changed, digits of its structure, or the file cut and doubled."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(PIECES))
    kind = chance.random()
    if kind < 0.4:
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind < 0.7:
        digits = [at for at in range(len(data)) if 48 <= data[at] <= 57]
        for at in chance.sample(digits, 8):
            data[at] = chance.choice(b"0123456789-/")
    else:
        start = chance.randrange(len(data))
        end = min(start + chance.randint(1, 400), len(data))
        data[start:end] = b"" if kind < 0.85 else data[start:end] * 2
    try:
        document = registry.read(bytes(data), "日报.pdf")
    except DibaoError as error:
        assert error.code == "unreadable"
    else:
        wholeness.check(document)
