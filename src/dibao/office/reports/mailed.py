"""Reports that come by mail: from a folder into which the mail server puts them, or from an account by IMAP.

Only mails of senders in `[mail.senders]` are taken; what else lies there is left alone. Who writes in a mail's From can
be anybody: the mail server has to refuse forged ones (SPF, DKIM) before.
"""

from __future__ import annotations

import imaplib
import logging
import os
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import close_old_connections

from dibao.catalogue import Workspace
from dibao.documents import LIMIT
from dibao.documents.mail.charsets import header
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.reports.actions.send import Given, Send
from dibao.office.reports.uploads import MAIL
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role
from dibao.office.shared.workspaces import workspace

IMAP = "DIBAO_IMAP"
"""The environment names the account: whoever only sets the office's rules in the browser can make it call nobody."""
EVERY = 30.0
"""Seconds between two looks."""
_AT_ONCE = 200
"""Mails taken in one look."""
_SECONDS = 30
_log = logging.getLogger(__name__)
POSTMAN = Actor(Role.SYSTEM, "mail")


def sender_unit(workspace: Workspace, data: bytes) -> str | None:
    """Whose reports a mail brings ("": each says so itself); None where its sender is not on the list."""
    found = getaddresses([header(message_from_bytes(data), "From")])
    if len(found) != 1:  # a mail from two is from nobody
        return None
    address = found[0][1].strip().lower()
    senders = workspace.settings.senders
    unit = senders.get(address, senders.get("@" + address.rpartition("@")[2]) if "@" in address else None)
    return unit if unit is None or not unit or unit in workspace.units else None


def take(office: Office, data: bytes) -> bool:
    """Take a mail in, if its sender may send; whether it was."""
    unit = sender_unit(office.workspace, data)
    if unit is None or len(data) > LIMIT:
        return False
    Send([Given("mail.eml", data)], unit, way=MAIL).run(office)
    return True


def from_folder(office: Office) -> int:
    """Take what is new in the workspace's Maildir; gives how many mails. One that is taken is marked as seen.

    Killed between the two, it is taken again and found to be there.
    """
    folder = office.root / office.workspace.settings.maildir
    if not office.workspace.settings.maildir or not (folder / "new").is_dir():
        return 0
    (folder / "cur").mkdir(exist_ok=True)
    taken = 0
    for file in sorted((folder / "new").iterdir())[:_AT_ONCE]:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > LIMIT:
            continue
        seen = take(office, file.read_bytes())
        # One that is not taken is moved too, unseen: it is there for a person, and not looked at again.
        file.rename(folder / "cur" / f"{file.name.partition(':')[0]}:2,{'S' if seen else ''}")
        taken += seen
    return taken


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a mail server, reached by TLS alone, with the server's certificate checked."""

    host: str
    port: int
    user: str
    password: str
    box: str = "INBOX"


def account(address: str) -> Account:
    """`imaps://user:password@host:993/INBOX`; DibaoError where it is written otherwise."""
    try:
        parts = urlsplit(address)
        port = parts.port or 993
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise DibaoError(
            say(
                f"{IMAP} 写法不对，请写成 imaps://用户:密码@主机:993/INBOX。",
                f"{IMAP} is not right; write it as imaps://user:password@host:993/INBOX.",
            ),
            code="bad_mail",
        )
    box = unquote(parts.path.strip("/")) or "INBOX"
    return Account(parts.hostname, port, unquote(parts.username), unquote(parts.password or ""), box)


Connect = Callable[[Account], imaplib.IMAP4]


def _connect(given: Account) -> imaplib.IMAP4:
    return imaplib.IMAP4_SSL(given.host, given.port, ssl_context=ssl.create_default_context(), timeout=_SECONDS)


def from_account(office: Office, given: Account, connect: Connect = _connect) -> int:
    """Take the unseen mails of an account whose senders may send, and mark those as seen; gives how many."""
    taken = 0
    server = connect(given)
    try:
        server.login(given.user, given.password)
        server.select(f'"{given.box}"')
        for number in _unseen(server):
            sender = _part(server, number, "(BODY.PEEK[HEADER.FIELDS (FROM)])")
            if sender_unit(office.workspace, sender) is None or _size(server, number) > LIMIT:
                continue
            if take(office, _part(server, number, "(BODY.PEEK[])")):
                server.store(number, "+FLAGS", "\\Seen")
                taken += 1
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()
    return taken


def _unseen(server: imaplib.IMAP4) -> list[str]:
    _, found = server.search(None, "UNSEEN")
    return [number.decode() for number in (found[0] or b"").split()][-_AT_ONCE:]


def _part(server: imaplib.IMAP4, number: str, what: str) -> bytes:
    _, found = server.fetch(number, what)
    return b"".join(bytes(one[1]) for one in found if isinstance(one, tuple))


def _size(server: imaplib.IMAP4, number: str) -> int:
    _, found = server.fetch(number, "(RFC822.SIZE)")
    told = bytes(found[0]) if found and isinstance(found[0], bytes) else b""
    digits = told.rpartition(b"RFC822.SIZE ")[2].rstrip(b")")
    return int(digits) if digits.isdigit() else LIMIT + 1


def _looks() -> Iterator[Callable[[Office], int]]:
    yield from_folder
    if address := os.environ.get(IMAP):
        given = account(address)
        yield lambda office: from_account(office, given)


def watch() -> None:
    """Look for mail for as long as the worker works. What goes wrong is logged; the next look tries again."""
    while True:
        try:
            close_old_connections()
            office = Office(workspace(settings.WORKSPACE), POSTMAN)
            for look in _looks():
                look(office)
        except Exception as error:
            # The reason alone: an error of the library may quote what the server said, never the password.
            _log.warning("mail: %s", type(error).__name__ if not isinstance(error, DibaoError) else error)
        time.sleep(EVERY)
