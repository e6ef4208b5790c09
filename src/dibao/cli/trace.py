"""`dibao trace`: where each figure of a brief comes from; needs no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dibao.cli import options, output
from dibao.composing.spoken import quotes, spoken
from dibao.language import say


@click.command(
    "trace",
    help=say(
        "简报里的每个数字从哪里来；不需要工作区。", "Where each figure of a brief comes from; needs no workspace."
    ),
)
@click.argument("file", type=options.FILE)
@click.option("--id", "ids", multiple=True, help=say("只看这些编号的数字", "only the figures with these ids"))
@options.as_json
def command(file: Path, ids: tuple[str, ...], as_json: bool) -> int:
    """One figure after another: an answer to say aloud, then who said so in which words, and where."""
    from dibao.composing import trace

    figures = [figure for figure in trace(file) if not ids or figure["id"] in ids]
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
    for sentence, place in told:
        words = f"{sentence.strip()} " if len(told) > 1 else ""
        click.echo(click.style(f"   · {words}{place}", dim=True))
