"""`dibao doctor`: what this machine and this workspace lack, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from dibao import __version__
from dibao.cli import options, output
from dibao.documents import office
from dibao.errors import DibaoError
from dibao.language import say

ROOM = 200 * 1024 * 1024
FACES = 4
"""Of the official form: without any of them there is no Chinese font at all."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing looked at. `needed`: without it Dibao's main work does not run."""

    name: str
    good: bool
    sentence: str
    needed: bool = True


@click.command(
    "doctor", help=say("检查这台机器和工作区缺什么、怎么补。", "What this machine and workspace lack, and what to do.")
)
@options.workspace
def command(named: Path | None) -> int:
    """Exit 1 where something needed is missing."""
    advice = [one for look in (_program, _isolation, _fonts, _workspace) for one in look(options.root(named))]
    for one in advice:
        mark = (
            click.style("✓", fg="green")
            if one.good
            else click.style("✗" if one.needed else "–", fg="red" if one.needed else "yellow")
        )
        click.echo(f"{mark} {one.name}  {one.sentence}")
    broken = [one for one in advice if one.needed and not one.good]
    output.note(
        say(f"{len(broken)} 处要处理。", f"{len(broken)} to be mended.") if broken else say("都好。", "All is well.")
    )
    return 1 if broken else 0


def _program(root: Path | None) -> Iterator[Advice]:
    yield Advice(
        "Dibao", sys.version_info >= (3, 11), f"{__version__}, Python {platform.python_version()}, {platform.system()}"
    )
    found = office.found()
    yield Advice(
        "LibreOffice",
        found is not None,
        found
        or say(
            "没有安装：.doc、.wps、.xlsb 和不规范的 .xls 来件要它来转换。",
            "not installed: .doc, .wps, .xlsb and odd .xls reports are converted by it.",
        ),
        needed=False,
    )


def _isolation(root: Path | None) -> Iterator[Advice]:
    """What holds the processes in which files from units are read."""
    from dibao.documents.isolation import Limits, in_force

    limits, held = Limits(), in_force()
    name = say("来件隔离", "isolation")
    if held is None:
        told = say(
            "这个系统不能为来件单独开进程，文件在邸报自己的进程中读取，请只读可信的文件。",
            "this system has no processes for files; they are read in Dibao's own: read trusted files only.",
        )
        yield Advice(name, False, told, needed=False)
        return
    size = limits.memory // 1024**2
    words = {
        "memory": say(f"内存 {size} MiB", f"memory {size} MiB"),
        "calls": say("不联网、不写文件、不启动程序（seccomp）", "no network, writing or programs (seccomp)"),
        "files": say("不读其他文件（Landlock）", "no other files (Landlock)"),
    }
    done = [say(f"单独进程，{limits.seconds:g} 秒", f"own process, {limits.seconds:g} s")]
    done += [words[each] for each in words if each in held]
    lacking = say("；这个系统做不到：", "; not on this system: ") if len(held) < len(words) else ""
    missing = say("、", ", ").join(words[each] for each in words if each not in held)
    yield Advice(name, not missing, say("，", ", ").join(done) + lacking + missing, needed=False)


def _fonts(root: Path | None) -> Iterator[Advice]:
    name = say("中文字体", "Chinese fonts")
    try:
        from dibao.composing.fonts import missing_fonts, missing_glyphs
    except ImportError:
        yield Advice(
            "PDF",
            False,
            say("没有装 PDF 组件：pip install 'dibao[pdf]'。", "not installed: pip install 'dibao[pdf]'."),
            needed=False,
        )
        return
    lacking = missing_fonts()
    yield Advice(
        name,
        not lacking,
        say(f"缺 {'、'.join(lacking)}", f"missing: {', '.join(lacking)}") if lacking else say("齐全", "complete"),
        needed=False,
    )
    words = _words(root)
    glyphs = missing_glyphs(words) if words and len(lacking) < FACES else []
    if glyphs:
        yield Advice(
            name,
            False,
            say(
                f"单位名称里这些字没有字形，PDF 里会缺：{''.join(glyphs)}",
                f"no glyphs for these characters of unit names: {''.join(glyphs)}",
            ),
            needed=False,
        )


def _words(root: Path | None) -> str:
    """The names that a brief of this workspace prints."""
    if root is None or not (root / "units.csv").is_file():
        return ""
    files = (root / name for name in ("units.csv", "dibao.toml"))
    return "".join(file.read_text(encoding="utf-8-sig", errors="ignore") for file in files if file.is_file())


def _workspace(root: Path | None) -> Iterator[Advice]:
    name = say("工作区", "workspace")
    if root is None:
        yield Advice(
            name,
            False,
            say("这里没有；dibao init 文件夹 可建一个。", "none here; dibao init DIR makes one."),
            needed=False,
        )
        return
    looks: list[tuple[str, Callable[[Path], str]]] = [(name, _files), (say("数据库", "database"), _database)]
    for label, look in looks:
        try:
            yield Advice(label, True, look(root))
        except DibaoError as error:
            yield Advice(label, False, str(error))
    if not root.is_dir():
        return
    yield from (Advice(name, False, sentence, needed=False) for sentence in _slips(root))
    yield from _map(root)
    free = shutil.disk_usage(root).free
    yield Advice(
        say("磁盘", "disk"),
        free > ROOM,
        say(f"还有 {free // 1024**2:,} MiB", f"{free // 1024**2:,} MiB free"),
    )


def _map(root: Path) -> Iterator[Advice]:
    """Whether the districts' outlines, where the office has any, are those of its districts."""
    from dibao.catalogue import Workspace
    from dibao.catalogue.create import OUTLINES
    from dibao.composing.pictures import outlines_of

    if not (root / OUTLINES).is_file():
        return
    name = say("地图", "map")
    try:
        shapes, units = outlines_of(root), Workspace.open(root).units
    except DibaoError as error:
        yield Advice(name, False, str(error), needed=False)
        return
    known = {key for unit in units.values() for key in (unit.code, unit.name)}
    strange = "、".join(key for key in shapes if key not in known)
    without = [unit for unit in units.group("kind:district") if not {unit.code, unit.name} & shapes.keys()]
    lacking = "、".join(unit.name for unit in without)
    told = [
        say(f"{OUTLINES} 中的 {strange} 不在 units.csv 里", f"{strange} of {OUTLINES} are not in units.csv")
    ] * bool(strange)
    told += [say(f"没有 {lacking} 的轮廓，地图改用方格", f"no outlines for {lacking}: maps are of tiles")] * bool(
        lacking
    )
    found = say(f"{len(shapes)} 个区县的轮廓", f"outlines of {len(shapes)} districts")
    yield Advice(name, not told, say("；", "; ").join(told) or found, needed=False)


def _slips(root: Path) -> list[str]:
    from dibao.catalogue import Workspace, advice

    try:
        return advice(Workspace.open(root))
    except DibaoError:  # said already
        return []


def _files(root: Path) -> str:
    from dibao.catalogue.workspace import Workspace

    workspace = Workspace.open(root)
    template = root / workspace.settings.template
    if template.is_file():
        from dibao.composing.template import Template

        Template.open(template)
    return say(
        f"{root}：{len(workspace.units)} 个单位，{len(workspace.catalogue)} 个指标",
        f"{root}: {len(workspace.units)} units, {len(workspace.catalogue)} indicators",
    )


def _database(root: Path) -> str:
    from dibao.office.setup import open_office

    open_office(root)
    from django.db import connection

    from dibao.office.ledger.models import Entry

    return say(
        f"{connection.vendor}，台账 {Entry.objects.count():,} 条",
        f"{connection.vendor}, {Entry.objects.count():,} entries",
    )
