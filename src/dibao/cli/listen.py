"""`dibao listen`: analyse public items, and let the ledger know what was counted."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dibao.catalogue import Settings, Workspace
from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.listening import Summary
    from dibao.office.shared.office import Office

AREA = "listening"


@click.command(
    "listen",
    help=say(
        "分析公开信息（jsonl、csv、parquet、RSS/Atom）：去个人信息、归并相同文字、对照传言、归纳疑问、计数、发现突增。"
        "作者、账号一律不读。在工作区里，当日的数记入台账，口径为收录所计。",
        "Analyse public items (jsonl, csv, parquet, RSS/Atom): personal data taken out, copies joined, claims met, "
        "questions gathered, counts and bursts. Nobody's name is read. In a workspace the day's counts go into the "
        "ledger as counted.",
    ),
)
@options.files
@click.option("--out", type=options.FILE, help=say("结果文件夹，不写为工作区的 items", "where days go; else items"))
@click.option("--engine", default="local", show_default=True, help=say("引擎", "what it runs on"))
@click.option("--workers", default=0, metavar="N", help=say("进程数，不写为全部核", "processes; else one a core"))
@click.option("--lexicon", type=options.FILE, help=say("词表 CSV：term,topic", "a CSV of term,topic"))
@click.option("--claims", type=options.FILE, help=say("传言 CSV：code,text", "a CSV of code,text"))
@click.option(
    "--rerank", is_flag=True, help=say("传言再按向量排序（要 dibao[rerank]）", "claims by vectors too (dibao[rerank])")
)
@click.option("--summary", type=options.FILE, help=say("把汇总写成 JSON", "write the summary as JSON"))
@click.option("--report", type=options.FILE, help=say("把当日情况写成网页", "write the day's report as HTML"))
@click.option(
    "--unit", default="", metavar="CODE", help=say("计在哪家单位名下，不写为本机构", "whose count; else the office")
)
@click.option("--count/--no-count", default=True, help=say("是否记入台账", "whether the ledger is told"))
@options.day
@options.by
@options.workspace
def command(
    files: tuple[Path, ...],
    out: Path | None,
    engine: str,
    workers: int,
    lexicon: Path | None,
    claims: Path | None,
    rerank: bool,
    summary: Path | None,
    report: Path | None,
    unit: str,
    count: bool,
    day: date | None,
    by: str | None,
    named: Path | None,
) -> int:
    """`--date`: the reporting day of counts and report, else the latest that has begun. Exit 2 where a file could not
    be read."""
    workspace = options.optional_workspace(named)
    if out is None:
        if workspace is None or workspace.root is None:
            raise DibaoError(say("请用 --out 指定结果文件夹。", "Name a folder for the results: --out."), code="no_out")
        out = workspace.root / "items"
    found = _listened(files, out, engine, workers, lexicon, claims, rerank, workspace)
    for sentence in found.refused:
        output.note(sentence)
    if summary is not None:
        _save(summary, (json.dumps(found.json(), ensure_ascii=False, indent=2) + "\n").encode())
    reporting = day.isoformat() if day else latest(found.days, (workspace or Workspace()).settings)
    if again := found.tally.total("again", day=reporting):
        output.note(
            say(
                f"{reporting}：{again:,} 条在另一份文件里已经有了，只计一次。",
                f"{reporting}: {again:,} items are in another file already and counted once.",
            )
        )
    if report is not None:
        _save(report, day_page(found, reporting, workspace, claims))
    if count and workspace is not None and reporting:
        from dibao.office.setup import open_office, operator

        assert workspace.root is not None
        office = open_office(workspace.root, actor=operator(by), workspace=workspace)
        new = record_day(office, found, reporting, unit)
        output.note(say(f"{reporting}：{len(new)} 个数记入台账。", f"{reporting}: {len(new)} counts recorded."))
    _tell(found, lexicon)
    return 2 if found.refused else 0


def _listened(
    files: tuple[Path, ...],
    out: Path,
    engine: str,
    workers: int,
    lexicon: Path | None,
    claims: Path | None,
    rerank: bool,
    workspace: Workspace | None,
) -> Summary:
    if rerank and claims is None:
        raise DibaoError(say("--rerank 要和 --claims 一起用。", "--rerank goes with --claims."), code="no_claims")
    try:
        from dibao.listening import Options, listen
    except ImportError as error:
        raise DibaoError(
            say(
                f"缺少组件 {error.name}，请安装 dibao[listening]。",
                f"{error.name} is missing; install dibao[listening].",
            ),
            code="lacking",
        ) from error
    settings = (workspace or Workspace()).settings
    with _progress() as progress:
        return listen(
            Options(
                files=files,
                out=out,
                lexicon=lexicon,
                claims=claims,
                rerank=rerank,
                engine=engine,
                workers=workers,
                zone=settings.timezone,
                closes=closes(settings),
                progress=progress,
            )
        )


def closes(settings: Settings) -> int:
    """How many minutes after its midnight a reporting day of listening ends, 0: with it."""
    at = settings.windows.get(AREA, settings.windows["default"])
    return at.hour * 60 + at.minute


def latest(days: Sequence[str], settings: Settings) -> str:
    """The last of the reporting days that has begun: a wrong date lies in the future. "" of none."""
    tomorrow = (datetime.now(settings.zone) + timedelta(days=1)).date().isoformat()
    return max((day for day in days if day <= tomorrow), default=max(days, default=""))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Items as they are done, then parts of the search for copies, on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        names = {"portions": say("分析", "analysing"), "copies": say("找重复", "copies")}
        tasks = {what: bar.add_task(name, total=None, visible=False) for what, name in names.items()}
        yield lambda what, done, of: bar.update(tasks[what], completed=done, total=of or None, visible=True)


def _save(path: Path, data: bytes) -> None:
    from dibao.composing.writers import save

    save(path, data)


def day_page(found: Summary, day: str, workspace: Workspace | None, claims: Path | None) -> bytes:
    """The report of a reporting day as a page. DibaoError where no item has a date."""
    from dibao.cli.listened import page
    from dibao.composing.panels import to_page
    from dibao.listening.claims import Claims

    if not day:
        raise DibaoError(
            say(
                "这些信息都没有日期，写不出当日情况。", "None of these items has a date; there is no day to report on."
            ),
            code="undated",
        )
    held = Claims.load(claims) if claims else Claims()
    texts = dict(reversed(list(zip(held.codes, held.texts, strict=True))))
    return to_page(page(found, day, (workspace or Workspace()).settings.office, texts, found.k))


def record_day(office: Office, found: Summary, day: str, unit: str) -> list[int]:
    """The counts of a reporting day into the ledger; the numbers of entries that are new."""
    from dibao.office.voices.counters import record_counts

    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    where = "、".join(name for name in found.files if name[:10] in (before, day))
    return record_counts(office, found.tally, date.fromisoformat(day), unit, where)


def _tell(found: Summary, lexicon: Any) -> None:
    output.note(
        say(
            f"{found.items:,} 条，相关 {found.on_topic:,} 条，重复 {found.copy_items:,} 条"
            f"（{found.copy_groups:,} 组），去除个人信息 {sum(found.redactions.values()):,} 处。",
            f"{found.items:,} items, {found.on_topic:,} on the topic, {found.copy_items:,} copies "
            f"({found.copy_groups:,} groups), {sum(found.redactions.values()):,} places of personal data taken out.",
        )
    )
    if lexicon is None:
        output.note(say("没有词表（--lexicon），没有一条算作相关。", "Without --lexicon nothing is on a topic."))
    if found.unreadable:
        output.note(
            say(f"{found.unreadable:,} 行读不成信息，已略过。", f"{found.unreadable:,} lines were no items; left out.")
        )
