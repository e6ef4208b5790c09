"""`dibao revise`: a brief edited in Word, WPS or LibreOffice comes back."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import edits, options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.composing.corrections import Proposal
    from dibao.composing.returned import Returned
    from dibao.office.briefs.revising import Answer, Revised
    from dibao.office.shared.office import Office


@click.command(
    "revise",
    help=say(
        "收回改过的简报：文字照改，改写的数字问明缘由、作为更正记入台账，写出新的一份。",
        "Take an edited brief back: words are kept; figures typed over are recorded as corrections, with a reason, and "
        "the brief is written anew.",
    ),
)
@click.argument("file", metavar="BRIEF.docx", type=options.FILE)
@click.option(
    "-o",
    "--output",
    "outs",
    type=options.FILE,
    multiple=True,
    help=say(
        "写到哪个新文件，可多次给出；不给则只列出改动", "the new file, may be given several times; else only a list"
    ),
)
@click.option(
    "--reason",
    "reasons",
    metavar="ID=REASON",
    multiple=True,
    help=say("某个数字为什么改，可多次给出", "why a figure was changed; may be given several times"),
)
@click.option(
    "--unit",
    "units",
    metavar="ID=UNIT",
    multiple=True,
    help=say(
        "合计数错在哪个单位（代码、名称或条目号）；brief 表示只改简报、不改台账",
        "whose figure in a sum is wrong (code, name, entry); brief: change the brief and not the ledger",
    ),
)
@click.option(
    "--answers",
    type=options.FILE,
    help=say("缘由的表格：CSV，列 id,reason,unit", "reasons in a table: CSV with the columns id,reason,unit"),
)
@options.as_json
@options.by
@options.workspace
def command(
    file: Path,
    outs: tuple[Path, ...],
    reasons: tuple[str, ...],
    units: tuple[str, ...],
    answers: Path | None,
    as_json: bool,
    by: str | None,
    named: Path | None,
) -> int:
    """Exit 1 where there are changes and nothing was written. What was recorded is not asked for again."""
    from dibao.composing.returned import read_back
    from dibao.composing.writers import writer_for
    from dibao.office.setup import open_office, operator

    for out in outs:
        writer_for(out)
        _free(out)
    returned = read_back(file)
    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.composing.corrections import proposals  # the ledger's models need the office to be open
    from dibao.office.briefs import revising

    asked = proposals(returned, revising.facts_now(office, returned))
    told = _told(_known(returned, asked), reasons, units, answers)
    if as_json:
        output.lines(edits.rows(returned, asked, told))
    else:
        edits.show(returned, asked)
    if not outs:
        return _only_listed(file, returned, asked)
    if sys.stdin.isatty() and not as_json:
        told = _asked(revising.open_questions(asked, told), told)
    if returned.crossed:
        output.note(str(revising.crossed(returned)))
        return 1
    if left := revising.open_questions(asked, told):
        output.note(str(revising.unanswered(file.name, left)))
        return 1
    done = revising.revise(office, returned, told)
    return _written(office, done, outs)


def _free(out: Path) -> None:
    if out.exists():
        raise DibaoError(
            say(f"{out} 已经有了，请换一个文件名：改过的简报不覆盖原件。", f"{out} exists; name another file."),
            code="exists",
        )


def _known(returned: Returned, asked: Sequence[Proposal]) -> frozenset[str]:
    """The figures and numbers of which something can be told."""
    before = {str(one["id"]) for one in returned.payload.get("typed", ())}
    return frozenset({one.id for one in asked} | {one.id for one in returned.typed} | before)


def _told(known: frozenset[str], reasons: Sequence[str], units: Sequence[str], table: Path | None) -> dict[str, Answer]:
    """The answers of the options and the table, by id."""
    from dibao.office.briefs.revising import Answer

    rows = [] if table is None else _table(table)
    rows += [{"id": key, "reason": value} for key, value in _pairs(reasons, "--reason")]
    rows += [{"id": key, "unit": value} for key, value in _pairs(units, "--unit")]
    told: dict[str, Answer] = {}
    for row in rows:
        identity = row["id"].strip()
        if identity not in known:
            listed = "、".join(sorted(known)) or say("没有", "none")
            raise DibaoError(
                say(
                    f"{identity} 不是被改写或新加的数字，可写的编号：{listed}。",
                    f"{identity} is no figure that was typed over or in; those are: {listed}.",
                ),
                code="no_figure",
            )
        answer = told.get(identity, Answer())
        told[identity] = replace(
            answer, reason=row.get("reason", "") or answer.reason, unit=row.get("unit", "") or answer.unit
        )
    return told


def _pairs(given: Sequence[str], option: str) -> Iterator[tuple[str, str]]:
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise DibaoError(
                say(
                    f"{option} 应写作 编号=内容，如 {option} f10=…",
                    f"Write {option} as ID=TEXT, such as {option} f10=…",
                ),
                code="wrong_use",
            )
        yield key, value.strip()


def _table(path: Path) -> list[dict[str, str]]:
    from dibao.documents import bytes_of

    try:
        lines = bytes_of(path).decode("utf-8-sig").splitlines()
        rows = [{str(key).strip(): value or "" for key, value in row.items()} for row in csv.DictReader(lines)]
    except (UnicodeDecodeError, csv.Error):
        rows = [{}]
    if any("id" not in row for row in rows):
        raise DibaoError(
            say(
                f"{path.name} 应是 UTF-8 的 CSV，第一行为 id,reason,unit。",
                f"{path.name} must be CSV in UTF-8 with the head id,reason,unit.",
            ),
            code="unreadable",
        )
    return rows


def _only_listed(file: Path, returned: Returned, asked: Sequence[Proposal]) -> int:
    over, gone, typed = len(asked), sum(one.gone for one in returned.figures), len(returned.typed)
    words = len(returned.texts)
    output.note(
        say(
            f"{file.name}：改写数字 {over} 个，删去 {gone} 个，录入 {typed} 个，文字改动 {words} 处；只列出，没有记录。"
            "加 -o 新文件.docx 写出修订稿。",
            f"{file.name}: {over} figures typed over, {gone} gone, {typed} numbers typed in, words changed in {words} "
            "places; only listed, nothing recorded. Add -o NEW.docx to write it anew.",
        )
    )
    return 1 if over + gone + typed + words else 0


def _asked(left: Sequence[Proposal], told: dict[str, Answer]) -> dict[str, Answer]:
    """Ask on the terminal; an empty answer leaves the figure open."""
    from dibao.office.briefs.revising import Answer

    for one in left:
        answer = told.get(one.id, Answer())
        click.echo(f"{one.id} {one.ledger.name}：{one.then} → {one.now}", err=True)
        if not (answer.unit or one.only):
            answer = replace(answer, unit=_whose(one))
        reason = answer.reason or click.prompt(say("缘由", "Reason"), default="", show_default=False, err=True)
        told = {**told, one.id: replace(answer, reason=str(reason).strip())}
    return told


def _whose(one: Proposal) -> str:
    from dibao.composing.corrections import BRIEF

    may = [choice for choice in one.choices if choice.value is not None]
    for number, choice in enumerate(may, 1):
        click.echo(f"  {number} {choice.name} {choice.then:,} → {choice.value:,}", err=True)
    click.echo(say("  0 台账不改，只改简报", "  0 the ledger stays, only the brief is changed"), err=True)
    wanted = click.prompt(say("错在哪一个", "Which one is wrong"), type=click.IntRange(0, len(may)), err=True)
    return may[wanted - 1].key if wanted else BRIEF


def _written(office: Office, done: Revised, outs: Sequence[Path]) -> int:
    from dibao.composing import save, write
    from dibao.office.briefs.drafting import drafted

    brief, failed = done.revision.brief, 0
    for out in outs:
        try:
            if out.suffix.lower() == ".docx":
                save(out, done.revision.data)
                drafted(office, brief, out)
            else:
                write(brief, out)
        except DibaoError as error:
            failed += 1
            output.note(str(error))
    for one in done.revision.moved:
        output.note(
            say(
                f"{one.id} 按台账写作 {one.text_now}（稿中为 {one.text_then}）。",
                f"{one.id} says {one.text_now} as the ledger does (the draft had {one.text_then}).",
            )
        )
    files = "、".join(str(out) for out in outs)
    output.note(
        say(
            f"{files}：记更正 {len(done.corrected)} 条，与台账不同而注明缘由的 {len(done.accepted)} 处。",
            f"{files}: {len(done.corrected)} corrections recorded, {len(done.accepted)} places stand beside the ledger "
            "with a reason.",
        )
    )
    return 2 if failed else 0
