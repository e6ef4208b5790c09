"""`dibao demo`: the example city's three days, from the units' files to the third day's brief."""

from __future__ import annotations

import csv
import os
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.catalogue.create import example
from dibao.cli import check as check_command
from dibao.cli import init, output
from dibao.cli.receive import deliveries, expanded, taken_in
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.shared.office import Office

MARK = ".dibao-demo"
LISTENER = "wangxin"
"""The unit of the example that reports on public items."""
FORMATS = (".docx", ".html", ".json", ".pdf")


@click.command(
    "demo",
    help=say(
        "样例城市安澜的三天：收来件、查数字、出简报。",
        "The example city's three days: reports in, figures checked, brief out.",
    ),
)
@click.argument("directory", type=click.Path(path_type=Path), default=Path("demo"))
def command(directory: Path) -> int:
    """A folder that an earlier demo made is made anew; any other folder with files in it is left alone."""
    city = example()
    _clear(directory)
    init.make(directory, city)
    (directory / MARK).touch()
    office = _opened(directory)
    arrivals = _arrivals(city)
    days = sorted(folder for folder in city.iterdir() if folder.is_dir() and folder.name[:2] == "20")
    for folder in days:
        _day(office, folder, arrivals)
        _listen(office, city, folder.name)
        written = _write(office, date.fromisoformat(folder.name), FORMATS if folder is days[-1] else (".docx",))
    last = directory / "briefs" / days[-1].name
    issued = _issued(office, last)
    card = _card(office, date.fromisoformat(last.name))
    _look(last, written, city / "planted.csv", issued, card)
    return 0


def _clear(directory: Path) -> None:
    if (directory / MARK).is_file():
        shutil.rmtree(directory)
    elif directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise DibaoError(
            say(
                f"{directory} 里有别的文件，请给演示另指一个文件夹：dibao demo 文件夹。",
                f"{directory} holds other files; name another folder for the demo: dibao demo DIR.",
            ),
            code="exists",
        )


def _opened(directory: Path) -> Office:
    from dibao.office.setup import open_office

    return open_office(directory)


def _arrivals(city: Path) -> dict[str, datetime]:
    """When each file came, by its path in the example."""
    with (city / "arrivals.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: datetime.fromisoformat(row["arrived"]) for row in csv.DictReader(file)}


def _day(office: Office, folder: Path, arrivals: dict[str, datetime]) -> None:
    """Receive a day's files in the order of their arrival, then say what does not fit."""
    from dibao.office.ledger.findings import findings

    day = date.fromisoformat(folder.name)
    files = {f"{folder.name}/{path.name}": path for path in expanded(folder)}
    queue = sorted(files, key=lambda name: (arrivals.get(name, datetime.max), name))
    coming = [one for name in queue for one in deliveries([files[name]], arrivals.get(name))]
    done, _ = taken_in(coming, office, day, label=folder.name)
    figures, unnamed = sum(one.figures for one in done), sum(one.open_figures for one in done)
    found = findings(office, day)
    click.echo()
    click.echo(
        click.style(
            say(
                f"{folder.name}  来件 {len(done)} 件，读出 {figures} 个数字，{unnamed} 个待认，待核 {len(found)} 项",
                f"{folder.name}  {len(done)} reports, {figures} figures, {unnamed} to be named, {len(found)} findings",
            ),
            bold=True,
        )
    )
    check_command.show(found, office.workspace)


def _listen(office: Office, city: Path, day: str) -> None:
    """Analyse a day's public items, where the example has some: the counts stand beside what was reported."""
    items, about = city / "items" / f"{day}.jsonl.gz", city / "items"
    if not items.is_file():
        return
    try:
        from dibao.listening import Options, listen
    except ImportError:  # without the extra the rest is the same
        return
    from dibao.cli.listen import closes, day_page, record_day
    from dibao.composing import save

    claims = about / "claims.csv"
    minutes = closes(office.workspace.settings)
    found = listen(Options((items,), office.root / "items", about / "lexicon.csv", claims, closes=minutes))
    record_day(office, found, day, LISTENER)
    target = office.root / "items" / f"{day}-{say('公开信息', 'items')}.html"
    save(target, day_page(found, day, office.workspace, claims))
    click.echo(
        say(
            f"公开信息 {found.items:,} 条，相关 {found.on_topic:,} 条，疑问 {len(found.questions)} 类：{target}",
            f"{found.items:,} public items, {found.on_topic:,} on the topic, {len(found.questions)} questions: "
            f"{target}",
        )
    )


def _write(office: Office, day: date, suffixes: tuple[str, ...]) -> list[str]:
    """The suffixes that could be written: without Chinese fonts there is no PDF."""
    from dibao.composing import write
    from dibao.office.briefs.drafting import composed

    brief = composed(office, day)
    done: list[str] = []
    for suffix in suffixes:
        try:
            write(brief, office.root / "briefs" / f"{day.isoformat()}{suffix}")
            done.append(suffix)
        except DibaoError as error:
            output.note(str(error))
    return done


def _issued(office: Office, draft: Path) -> list[Path]:
    """The last day's brief as it is issued, beside its draft."""
    from dibao.cli.issue import save_issued
    from dibao.office.briefs.actions import IssueBrief

    word = draft.with_suffix(".docx")
    return save_issued(IssueBrief(word.read_bytes(), word.name).run(office), word)


def _card(office: Office, day: date) -> Path:
    """The last day's answer card, as a page."""
    from dibao.composing import write
    from dibao.office.briefs.drafting import carded

    target = office.root / "briefs" / f"{day.isoformat()}-{say('答问卡', 'card')}.html"
    write(carded(office, day), target)
    return target


def _look(brief: Path, suffixes: list[str], planted: Path, issued: list[Path], card: Path) -> None:
    """Where things are, and what is worth looking at first."""
    files, word, page = f"{brief}{{{','.join(suffixes)}}}", brief.with_suffix(".docx"), brief.with_suffix(".html")
    kept = f"{issued[0].with_suffix('')}{{{','.join(one.suffix for one in issued)}}}"
    dibao, errors = output.program(), os.path.relpath(planted)
    click.echo()
    click.echo(
        say(
            f"简报写好了：{files}\n"
            f"  · 用浏览器打开 {page}，点任意一个数字，旁边就是它的来处。\n"
            f"  · {dibao} trace {word}    文件自己说出每个数字怎么来的。\n"
            f"  · {dibao} lint {word}    发出前看稿：前后不一、空白残留、编号、写法。\n"
            f"  · 在 Word 里改一个数字再存，然后：{dibao} verify {word}\n"
            f"  · 签发件 {kept}：有期号和封签，不再改动；{dibao} verify 说得出它是不是原件。\n"
            f"  · 答问卡 {card}：最可能被问到的十个数字，照着就能回答。\n"
            f"  · 样例里故意埋下的错：{errors}，与上面的待核事项一一对应。",
            f"The brief is written: {files}\n"
            f"  · Open {page} in a browser and click any figure: beside it stands where it comes from.\n"
            f"  · {dibao} trace {word}    the file itself says how each figure came about.\n"
            f"  · {dibao} lint {word}    what must not go out as it stands.\n"
            f"  · Change a figure in Word and save, then: {dibao} verify {word}\n"
            f"  · As issued: {kept}, numbered and sealed; {dibao} verify says whether a file is the original.\n"
            f"  · The answer card {card}: the ten figures most likely to be asked about.\n"
            f"  · The errors planted in the example: {errors}, one by one among the findings above.",
        )
    )
