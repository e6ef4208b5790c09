"""`dibao listen`: analyse public items."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.listening import Summary


@click.command(
    "listen",
    help=say(
        "分析公开信息（jsonl、csv、parquet、RSS/Atom）：去个人信息、归并相同文字、对照传言、归纳疑问、计数、发现突增。"
        "作者、账号一律不读。",
        "Analyse public items (jsonl, csv, parquet, RSS/Atom): personal data taken out, copies joined, claims met, "
        "questions gathered, counts and bursts. Nobody's name is read.",
    ),
)
@options.files
@click.option("--out", type=options.FILE, help=say("结果文件夹，不写为工作区的 items", "where days of items go"))
@click.option("--engine", default="local", show_default=True, help=say("引擎", "what it runs on"))
@click.option("--workers", default=0, metavar="N", help=say("进程数，不写为全部核", "processes; else one a core"))
@click.option("--lexicon", type=options.FILE, help=say("词表 CSV：term,topic", "a CSV of term,topic"))
@click.option("--claims", type=options.FILE, help=say("传言 CSV：code,text", "a CSV of code,text"))
@click.option("--summary", type=options.FILE, help=say("把汇总写成 JSON", "write the summary as JSON"))
@options.workspace
def command(
    files: tuple[Path, ...],
    out: Path | None,
    engine: str,
    workers: int,
    lexicon: Path | None,
    claims: Path | None,
    summary: Path | None,
    named: Path | None,
) -> int:
    """Exit 2 where a file could not be read; the others are analysed all the same."""
    listening = _engine_room()
    workspace = options.optional_workspace(named)
    if out is None:
        if workspace is None or workspace.root is None:
            raise DibaoError(say("请用 --out 指定结果文件夹。", "Name a folder for the results: --out."), code="no_out")
        out = workspace.root / "items"
    zone = workspace.settings.timezone if workspace else "Asia/Shanghai"
    with _progress() as progress:
        found = listening.listen(
            listening.Options(
                files=files,
                out=out,
                lexicon=lexicon,
                claims=claims,
                engine=engine,
                workers=workers,
                zone=zone,
                progress=progress,
            )
        )
    for sentence in found.refused:
        output.note(sentence)
    if summary is not None:
        from dibao.composing.writers import save

        save(summary, (json.dumps(found.json(), ensure_ascii=False, indent=2) + "\n").encode())
    _tell(found, lexicon is not None)
    return 2 if found.refused else 0


def _engine_room() -> ModuleType:
    try:
        from dibao import listening
    except ImportError as error:
        raise DibaoError(
            say(
                f"缺少组件 {error.name}，请安装 dibao[listening]。",
                f"{error.name} is missing; install dibao[listening].",
            ),
            code="lacking",
        ) from error
    return listening


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    yield lambda what, done, of: None


def _tell(found: Summary, topical: bool) -> None:
    output.note(
        say(
            f"{found.items} 条，相关 {found.on_topic} 条，重复 {found.copy_items} 条（{found.copy_groups} 组），"
            f"去除个人信息 {sum(found.redactions.values())} 处。",
            f"{found.items} items, {found.on_topic} on the topic, {found.copy_items} copies ({found.copy_groups} "
            f"groups), {sum(found.redactions.values())} places of personal data taken out.",
        )
    )
