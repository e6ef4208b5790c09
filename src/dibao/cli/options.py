"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from dibao.catalogue.workspace import Workspace, find
from dibao.errors import DibaoError
from dibao.language import say

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder; whether it can be read is found, and said, where it is read."""

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as 2026-02-03 or 20260203."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(
                say(f"{value} 不是日期，应写作 2026-02-03", f"{value} is no date; write it as 2026-02-03"), param, ctx
            )


class Moment(click.ParamType[datetime]):
    """A time as 2026-02-03T09:40 or 2026-02-03 09:40, local unless it says its zone (2026-02-03T01:40Z)."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                say(f"{value} 不是时间，应写作 2026-02-03T09:40", f"{value} is no time; write it as 2026-02-03T09:40"),
                param,
                ctx,
            )


def files(function: F) -> F:
    """One or more files."""
    return click.argument("files", nargs=-1, required=True, type=FILE)(function)


def day(function: F) -> F:
    """`--date`: the reporting day."""
    return click.option(
        "--date", "day", type=Day(), help=say("报告日，如 2026-02-03", "the reporting day, such as 2026-02-03")
    )(function)


def as_json(function: F) -> F:
    """`--json`: JSON lines on stdout."""
    return click.option(
        "--json", "as_json", is_flag=True, help=say("输出 JSON，一行一条", "JSON lines on standard output")
    )(function)


def workspace(function: F) -> F:
    """`-w`: the workspace, here as well as before the command."""
    return click.option("-w", "--workspace", "named", type=FILE, help=say("工作区文件夹", "the workspace folder"))(
        function
    )


def by(function: F) -> F:
    """`--by`: who acts, else the account that runs the command."""
    return click.option(
        "--by", "by", metavar="NAME", help=say("经办人，不写为当前用户", "who acts; else the account's own name")
    )(function)


def slips(beside: str, beside_en: str) -> Callable[[F], F]:
    """`-o`: the folder that correction slips are written to; `beside`: where they go without it."""
    told = say(f"更正写到哪个文件夹，不写为{beside}", f"the folder for the slips; else {beside_en}")
    return click.option("-o", "--output", "folder", type=FILE, help=told)


def root(named: Path | None) -> Path | None:
    """The workspace folder that is meant, if there is any."""
    context = click.get_current_context()
    return find(named=named or context.find_root().obj)


def required_root(named: Path | None) -> Path:
    """The workspace folder that is meant; DibaoError says how to make one."""
    folder = root(named)
    if folder is None:
        raise DibaoError(
            say(
                "这里没有工作区：先运行 dibao init 文件夹，或用 -w 指明。",
                "There is no workspace here: run dibao init DIR first, or name one with -w.",
            ),
            code="no_workspace",
        )
    return folder


def optional_workspace(named: Path | None) -> Workspace | None:
    """The workspace that is meant, loaded; None where there is none."""
    folder = root(named)
    return None if folder is None else Workspace.open(folder)
