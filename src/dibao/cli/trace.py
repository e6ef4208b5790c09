"""`dibao trace`: where each figure of a brief comes from; needs no workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dibao.cli import options, output
from dibao.composing.spoken import quotes, spoken
from dibao.errors import DibaoError
from dibao.language import say


@click.command(
    "trace",
    help=say(
        "简报里的每个数字从哪里来；不需要工作区，有工作区时还说哪些来件后来撤回了。",
        "Where each figure of a brief comes from; needs no workspace, and with one says which reports were withdrawn.",
    ),
)
@click.argument("file", type=options.FILE)
@click.option("--id", "ids", multiple=True, help=say("只看这些编号的数字", "only the figures with these ids"))
@options.as_json
@options.workspace
def command(file: Path, ids: tuple[str, ...], as_json: bool, named: Path | None) -> int:
    """One figure after another: an answer to say aloud, then who said so in which words, and where. With a workspace
    also which of those reports were withdrawn since."""
    from dibao.composing import trace

    figures = [figure for figure in trace(file) if not ids or figure["id"] in ids]
    root = options.root(named)
    if root is not None:
        try:
            _withdrawn(root, figures)
        except DibaoError as error:  # the file answers by itself all the same
            output.note(str(error))
    if as_json:
        output.lines({**figure, "aloud": spoken(figure).strip()} for figure in figures)
        return 0
    for figure in figures:
        _show(figure)
    return 0


def _show(figure: dict[str, Any]) -> None:
    click.echo(
        click.style(f"{figure['text']}{figure['unit']}  {figure.get('name') or figure['indicator']}", bold=True)
        + f"  [{figure['id']}]"
    )
    click.echo(f"   {spoken(figure).strip()}")
    told = list(quotes(figure))
    for (sentence, place), source in zip(told, figure["sources"], strict=True):
        words = f"{sentence.strip()} " if len(told) > 1 else ""
        click.echo(click.style(f"   · {words}{place}", dim=True))
        if source.get("withdrawn"):
            click.echo(click.style(f"     {source['withdrawn']}", fg="yellow"))


def _withdrawn(root: Path, figures: Sequence[dict[str, Any]]) -> None:
    """Say of each source whose report was withdrawn in this workspace that it was: by the entry's hash, since a brief
    of another office has numbers of its own."""
    from dibao.office.setup import open_office

    office = open_office(root)
    from dibao.office.reports.withdrawn import of_entries  # its models need the office to be open

    sources = [source for figure in figures for source in figure["sources"] if source.get("hash")]
    known = of_entries(office, {source["hash"] for source in sources})
    for source in sources:
        if source["hash"] in known:
            source["withdrawn"] = known[source["hash"]]
