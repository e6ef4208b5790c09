"""`dibao card`: the figures most likely to be asked about, with answers that one can say aloud."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say


@click.command(
    "card",
    help=say(
        "答问卡：最可能被问到的十个数字，每个都有一段能照着说的回答。",
        "An answer card: the ten figures most likely to be asked about, each with an answer to say aloud.",
    ),
)
@options.day
@click.option(
    "-o",
    "--output",
    "outs",
    type=options.FILE,
    multiple=True,
    help=say("写到哪个文件，可多次给出；不写则显示", "the file to write, several times if wanted; else it is shown"),
)
@click.option(
    "--count",
    type=click.IntRange(1, 20),
    default=10,
    show_default=True,
    help=say("几个数字", "how many figures"),
)
@options.workspace
def command(day: date | None, outs: tuple[Path, ...], count: int, named: Path | None) -> int:
    """All files of one call show the same moment of the ledger. Exit 2 where one could not be written."""
    from dibao.composing import write
    from dibao.composing.card import answers_of
    from dibao.composing.writers import writer_for
    from dibao.office.setup import open_office

    for out in outs:
        writer_for(out)  # a wrong suffix is refused before anything is sealed or written
    office = open_office(options.required_root(named))
    from dibao.office.briefs.drafting import carded

    card = carded(office, day or office.today(), count)
    done = 0
    for out in outs:
        try:
            write(card, out)
            done += 1
        except DibaoError as error:  # without fonts for the PDF, Word and HTML still come
            output.note(str(error))
    answers = answers_of(card)
    if not outs:
        for number, answer in enumerate(answers, 1):
            click.echo(click.style(f"{number}. {answer['title']}", bold=True))
            click.echo(f"   {answer['aloud']}")
    output.note(say(f"{len(answers)} 个数字的答问卡。", f"A card of {len(answers)} figures."))
    return 0 if done == len(outs) else 2
