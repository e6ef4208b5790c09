"""`dibao init`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from dibao.catalogue.create import DEFAULTS, create, example
from dibao.cli import output
from dibao.language import say


@click.command(
    "init",
    help=say(
        "建一个工作区：设置、单位、指标目录、模板和数据库。",
        "Make a workspace: settings, units, catalogue, template, database.",
    ),
)
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--example",
    "as_example",
    is_flag=True,
    help=say("用样例城市安澜的设置和单位（不含来件）", "with the settings and units of the example city, no reports"),
)
def command(directory: Path, as_example: bool) -> int:
    """Nothing that is there already is overwritten."""
    make(directory, example() if as_example else DEFAULTS)
    output.note(
        say(
            f"工作区建好了：{directory}。请先填 units.csv（单位）和 dibao.toml（设置），再运行 dibao receive。",
            f"The workspace is ready: {directory}. Fill in units.csv and dibao.toml, then run dibao receive.",
        )
    )
    return 0


def make(directory: Path, settings_from: Path) -> None:
    """The plain files, the template and the database of a new workspace."""
    from dibao.composing import default_template, save
    from dibao.office.setup import open_office

    create(directory, settings_from)
    template = directory / "template.docx"
    if not template.exists():
        save(template, default_template())
    open_office(directory)
