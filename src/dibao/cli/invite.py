"""`dibao invite`: a link by which one person joins the office in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from dibao.cli import options, output
from dibao.language import say

ROLES = ("clerk", "compiler", "reviewer", "issuer", "administrator", "reader")


@click.command(
    "invite",
    help=say("邀请一个人：打出设密码的链接。", "Invite somebody: prints the link where they choose a password."),
)
@click.argument("role", type=click.Choice(ROLES))
@click.option("--unit", default="", help=say("只限这个单位及其下级", "for this unit and those below it only"))
@click.option("--name", default="", help=say("称呼", "how colleagues know them"))
@click.option(
    "--base",
    default="http://127.0.0.1:8000",
    show_default=True,
    metavar="URL",
    help=say("办公网页的地址", "where the office is in the browser"),
)
@options.workspace
def command(role: str, unit: str, name: str, base: str, named: Path | None) -> int:
    """The link goes to standard output; it holds for seven days and for one person."""
    from dibao.office.site.opening import open_site

    office = open_site(options.required_root(named))
    from dibao.office.people.actions.invite import DAYS, Invite
    from dibao.office.reports.whose import told_unit
    from dibao.office.shared.policies import Role

    code = told_unit(unit, office.workspace.units).code if unit else ""
    secret = Invite(Role(role), code, name).run(office)
    click.echo(f"{base.rstrip('/')}/join/{secret}/")
    output.note(say(f"{DAYS} 天内有效，只能用一次。", f"It holds for {DAYS} days and for one person."))
    return 0
