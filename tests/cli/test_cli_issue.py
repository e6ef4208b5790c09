"""From draft to issued brief, slip and card, as a clerk runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from cli.conftest import Desk
from support.databases import own_database

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
TOML = '[office]\nname = "安澜市宣传组"\ncity = "安澜市"\nbegan = 2026-01-20\n'
UNITS = "code,name,kind,parent,aliases\nhq,宣传组,office,,\ndonghe,东河区,district,,\nxihe,西河区,district,,\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A workspace with two districts' reports of two days; the tests issue different briefs of it."""
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        yield founded(Desk(tmp_path_factory.mktemp("town"), environment))


def founded(desk: Desk) -> Desk:
    assert desk("init", "w").code == 0
    (desk.folder / "w" / "dibao.toml").write_text(TOML, encoding="utf-8")
    (desk.folder / "w" / "units.csv").write_text(UNITS, encoding="utf-8")
    for day, donghe, xihe in ((2, 3000, 4000), (3, 3200, 4100)):
        for name, new, total in (("东河区", donghe, 30000 + donghe), ("西河区", xihe, 40000 + xihe)):
            if (name, day) == ("西河区", 3):
                continue
            text = f"{name}宣传工作情况\n2026年2月{day}日，发放宣传单{new}份，累计发放宣传单{total}份。\n"
            (desk.folder / f"{name}2月{day}日.txt").write_text(text, encoding="utf-8")
        files = sorted(path.name for path in desk.folder.glob(f"*2月{day}日.txt"))
        assert desk("-w", "w", "receive", *files, "--date", f"2026-02-0{day}").code == 0
    return desk


def typed_over(path: Path, then: str, now: str) -> None:
    document = Document(str(path))
    node = next(node for node in document.element.body.iter(W) if node.text == then)
    node.text = now
    document.save(str(path))


def issued_once(town: Desk) -> None:
    """The first day's brief is drafted and issued, by whichever test comes first."""
    if not (town.folder / "简报-日报第14期.docx").exists():
        assert town("-w", "w", "brief", "--date", "2026-02-02", "-o", "简报.docx", "--by", "李明").code == 0
        assert town("-w", "w", "issue", "简报.docx", "--by", "李明").code == 0


def test_a_brief_from_draft_to_correction(town: Desk) -> None:
    run = town("-w", "w", "brief", "--date", "2026-02-02", "-o", "简报.docx", "--by", "李明")
    assert run.code == 0, run.err
    own = town("-w", "w", "review", "简报.docx", "--by", "李明")
    assert own.code == 2 and "不能自己审" in own.err
    assert town("-w", "w", "review", "简报.docx", "--by", "王芳").code == 0
    run = town("-w", "w", "issue", "简报.docx", "--by", "李明")
    assert run.code == 0 and "王芳审" in run.err
    issued = town.folder / "简报-日报第14期.docx"
    assert issued.is_file() and list((town.folder / "w" / "issued").iterdir())
    before = issued.read_bytes()
    for suffix in (".html", ".pdf"):
        run = town("-w", "w", "verify", issued.with_suffix(suffix))
        assert run.code == 0 and "一字未动" in run.err, run.err
        assert town("trace", issued.with_suffix(suffix), "--json").lines == town("trace", issued, "--json").lines
    (figure,) = [line for line in town("trace", issued, "--json").lines if line["basis"] == "new"]
    entry = next(source["entry"] for source in figure["sources"] if source["value"] == 3000)
    run = town("-w", "w", "correct", entry, "3,300", "--reason", "来电更正", "-o", ".", "--by", "李明")
    assert run.code == 0 and "7,300份" in run.out and "来电更正" in run.out
    slip = town.folder / "日报第14期更正1.docx"
    assert slip.is_file() and slip.with_suffix(".html").is_file()
    for path in (issued, issued.with_suffix(".pdf"), issued.with_suffix(".html")):
        run = town("-w", "w", "verify", path)
        assert run.code == 1 and "此后有1份更正" in run.err
    run = town("-w", "w", "slip", issued.with_suffix(".pdf"), "-o", ".")
    assert run.code == 2 and "不用更正" in run.err, "the PDF is known; nothing more is to be corrected"
    assert issued.read_bytes() == before
    assert town("-w", "w", "audit", issued, slip).code == 0
    rows = town("-w", "w", "issued", "--json").lines
    assert all((town.folder / path).is_file() for row in rows for path in row["files"].values())
    assert [sorted(row["files"]) for row in rows[-2:]] == [[".docx", ".html", ".pdf"]] * 2
    names = [row["name"] for row in rows]
    assert names[-2:] == ["日报第14期", "日报第14期更正1"]


def test_a_figure_typed_over_stops_the_issue(town: Desk) -> None:
    town("-w", "w", "brief", "--date", "2026-02-03", "-o", "b.docx")
    typed_over(town.folder / "b.docx", "3,200", "3,500")
    run = town("-w", "w", "issue", "b.docx")
    assert run.code == 1 and "3,500" in run.out and not (town.folder / "out.docx").exists()
    run = town("-w", "w", "issue", "b.docx", "--accept", "东河区来电补报300份", "-o", "out.docx")
    assert run.code == 0, run.err
    run = town("-w", "w", "verify", "out.docx", "--json")
    assert [(one["text_now"], one["kind"]) for one in run.lines] == [("3,200", "moved")], "the ledger has it otherwise"
    assert "一字未动" in run.err


def test_at_1140_the_gap_is_dated_and_a_value_carried_by_choice(town: Desk) -> None:
    run = town("-w", "w", "carry", "西河区", "--date", "2026-02-03")
    assert run.code == 0 and "outreach.leaflets" in run.out and "2026-02-02" in run.out
    run = town("-w", "w", "carry", "西河区", "outreach.leaflets", "--date", "2026-02-03", "--reason", "11:40未报")
    assert run.code == 0, run.err
    town("-w", "w", "brief", "--date", "2026-02-03", "-o", "carried.json")
    text = json.loads((town.folder / "carried.json").read_text("utf-8"))["text"]
    assert "累计77,200份（西河区为截至2月2日" in text
    assert "未报单位：西河区" in text and "不含西河区（未报）" in text and "截至" in text


def test_a_weekly_digest_is_drafted_and_issued(town: Desk) -> None:
    run = town("-w", "w", "brief", "--series", "weekly", "--date", "2026-02-03", "-o", "周报.docx", "-o", "周报.json")
    assert run.code == 0, run.err
    written = json.loads((town.folder / "周报.json").read_text("utf-8"))
    assert written["series"] == "weekly" and written["first"] == "2026-02-02"
    assert "西河区（2月3日）" in written["text"]
    (leaflets,) = [one for one in written["figures"] if one["basis"] == "new"]
    assert [source["date"] for source in leaflets["sources"]].count("2026-02-03") == 1
    assert leaflets["value"] == sum(source["value"] for source in leaflets["sources"]) >= 10200
    run = town("-w", "w", "issue", "周报.docx")
    assert run.code == 0 and (town.folder / "周报-周报2026年第1期.docx").is_file()


def test_the_answer_card(town: Desk) -> None:
    run = town("-w", "w", "card", "--date", "2026-02-03", "-o", "card.docx", "-o", "card.json")
    assert run.code == 0, run.err
    aloud = json.loads((town.folder / "card.json").read_text("utf-8"))["answers"][0]["aloud"]
    assert "两天都报的1家" in aloud and "西河区（最近一次是2月2日，4,000份）" in aloud
    run = town("-w", "w", "issue", "card.docx", locale="en")
    assert run.code == 2 and "answer card" in run.err


def test_the_issued_files_go_where_one_wants_them(town: Desk) -> None:
    issued_once(town)
    draft = ("-w", "w", "issue", "简报.docx")
    assert town(*draft, "-o", "out/一.pdf", "-o", "out/一.html").code == 0
    assert sorted(path.name for path in (town.folder / "out").iterdir()) == ["一.html", "一.pdf"]
    assert (town.folder / "out/一.pdf").read_bytes() == (town.folder / "简报-日报第14期.pdf").read_bytes()
    (town.folder / "简报-日报第14期.pdf").unlink()
    run = town("-w", "w", "issue", "简报-日报第14期.docx")
    assert run.code == 0 and (town.folder / "简报-日报第14期.pdf").is_file(), "from the issued Word file too"
    run = town(*draft, "-o", "x.json", locale="en")
    assert run.code == 2 and ".docx, .html, .pdf" in run.err and not (town.folder / "x.json").exists()


def test_refusals_are_one_sentence(town: Desk) -> None:
    for arguments in (
        ("issue", "none.docx"),
        ("issue", "东河区2月2日.txt"),
        ("slip", "东河区2月2日.txt"),
        ("correct", "1", "many", "--reason", "x"),
        ("carry", "西河区", "media.stories"),
    ):
        run = town("-w", "w", *arguments)
        assert run.code == 2 and len(run.err.strip().splitlines()) == 1, (arguments, run.err)
