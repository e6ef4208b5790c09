"""What a mail holds, whatever program wrote it, and how it becomes files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath

from dibao import privacy
from dibao.documents import inner, unreadable
from dibao.documents.enclosed import BODY, Enclosed, Unpacked, Unpacking
from dibao.documents.leftout import LeftOut
from dibao.documents.mail import own_text

_PREFIX = re.compile(r"^(?:\s*(?:回复|答复|回覆|转发|轉寄|Re|Fw|Fwd)\s*(?:\[\d+\])?\s*[:：])+", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*(?:转发|轉寄|Fw|Fwd)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_SIGNED = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"))
_LOCKED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"))
_TOLD = frozenset(("text/calendar", "text/vcard", "text/x-vcard", "message/delivery-status", "text/rfc822-headers"))
"""What mail programs tell each other, and people's cards."""
_MARKUP = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z]{0,10})[^<>]*>|&[#\w]{1,10};|\s+")
_UNSEEN = frozenset(("style", "script", "head", "title"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail brings. `shown`: it is a picture that the text shows, such as a logo."""

    name: str
    data: bytes
    kind: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A stretch of a mail's text, as plain text, as HTML, or as both."""

    plain: str = ""
    html: str = ""

    @property
    def best(self) -> str:
        """`plain`, unless there is none or it is a stub and the HTML is fuller."""
        seen, plain = _seen(self.html), len("".join(self.plain.split()))
        return "html" if self.html and (not plain or seen > 2 * plain + 40) else "plain"


def _seen(html: str) -> int:
    """About how many characters of a page are seen."""
    count = at = 0
    unseen = ""
    for match in _MARKUP.finditer(html):
        count += 0 if unseen else match.start() - at
        at = match.end()
        tag = (match["tag"] or "").lower()
        if tag in _UNSEEN:
            unseen = "" if match["end"] and tag == unseen else unseen or (tag if not match["end"] else "")
    return count + (0 if unseen else len(html) - at)


@dataclass(slots=True)
class Letter:
    """A mail taken apart. `people`: the names in its head, to be dropped; `sender`: the sender's, for its unit."""

    subject: str = ""
    sender: str = ""
    people: tuple[str, ...] = ()
    sent: datetime | None = None
    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    """Mails inside that are no files of their own."""


def enclosed(letter: Letter, name: str, work: Unpacking) -> Unpacked:
    """The files of a mail: its own text first, where it has one, then what it brings."""
    left = LeftOut()
    files: list[Enclosed] = []
    notes: list[str] = []
    for body in _bodies(letter, notes):
        work.take(len(body.data), name)
        files.append(body)
    refused: list[str] = []
    for count, attachment in enumerate(letter.attachments, start=1):
        kind, label = attachment.kind, inner.safe(attachment.name or f"附件{count}")
        if kind in _SIGNED or kind in _TOLD or attachment.shown or inner.litter(label) or label.endswith(".p7s"):
            continue
        if kind in _LOCKED:
            refused.append(str(unreadable.locked_mail(name)))
        elif kind == "application/ms-tnef" or label.casefold() == "winmail.dat":
            refused.append(str(unreadable.tnef(f"{name}/{label}")))
        elif inner.media(label, attachment.data):
            left.media += 1
        elif not attachment.data:
            refused.append(str(unreadable.empty(f"{name}/{label}")))
        else:
            work.take(len(attachment.data), name)
            files.append(Enclosed(PurePosixPath(label).name, attachment.data))
    around = tuple(filter(None, (_PREFIX.sub("", letter.subject).strip(), _unit(letter, work))))
    files = [replace(file, context=around, sent=letter.sent) for file in files]
    for count, inside in enumerate(letter.letters, start=1):
        label = f"转发{count}.msg"
        deeper = enclosed(inside, f"{name}/{label}", work)
        files += [_within(file, label, around) for file in deeper.files]
        notes += deeper.notes
        refused += deeper.refused
    return Unpacked(tuple(files), (*notes, *left.notes()), tuple(refused))


def _within(file: Enclosed, label: str, around: tuple[str, ...]) -> Enclosed:
    return replace(file, name=f"{label}/{file.name}", context=(*file.context, *around))


def _unit(letter: Letter, work: Unpacking) -> str:
    return privacy.organisation(letter.sender, work.units)


def _bodies(letter: Letter, notes: list[str]) -> Iterator[Enclosed]:
    """The mail's own text: what is plain in one file, what only HTML tells in another."""
    forward = _FORWARD.match(letter.subject) is not None
    plain = "\n".join(body.plain for body in letter.bodies if body.best == "plain")
    own = own_text.of(plain.splitlines(), letter.people, forward=forward)
    notes += own.notes
    if own.text:
        yield Enclosed(BODY, own.text.encode("utf-8", "replace"), body=True)
    marked = "\n".join(body.html for body in letter.bodies if body.best == "html")
    if marked.strip():
        from dibao.documents.mail import own_page

        page = own_page.of(marked, letter.people, forward=forward)
        notes += page.notes
        if page.html:
            yield Enclosed(f"{BODY}.html", page.html.encode("utf-8", "replace"), body=True)
