"""Mails as they travel (.eml): MIME, whatever its writers made of it."""

from __future__ import annotations

import email
import email.utils
import io
import mimetypes
import re
from datetime import UTC, datetime
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32

from dibao import privacy
from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.mail import charsets
from dibao.documents.mail.letter import Attachment, Body, Letter, enclosed

_PEOPLE = ("from", "sender", "reply-to", "to", "cc")


def unpack(data: bytes, name: str, work: Unpacking) -> Unpacked:
    """The files in a mail. Raises as a container does."""
    # The old policy keeps headers as they were sent; the new one loses what is not sent as the standards say.
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=compat32)
    return enclosed(_letter(message), name, work)


def _letter(message: Message) -> Letter:
    names = [shown for field in _PEOPLE for shown in _names(charsets.header(message, field))]
    letter = Letter(
        subject=charsets.header(message, "subject"),
        sender=next(iter(_names(charsets.header(message, "from"))), ""),
        people=tuple(name for name in names if not privacy.organisation(name)),
        sent=_sent(charsets.header(message, "date")),
    )
    _collect(message, letter)
    return letter


def _names(field: str) -> list[str]:
    return [shown.strip(" \"'") for shown, _ in email.utils.getaddresses([field]) if shown.strip(" \"'")]


def _sent(field: str) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(field)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _collect(part: Message, letter: Letter) -> None:
    kind = part.get_content_type()
    if kind in {"message/rfc822", "message/global"}:
        letter.attachments.append(_forwarded(part, len(letter.attachments) + 1))
    elif kind == "multipart/alternative":
        letter.bodies.append(_alternatives(part, letter))
    elif part.is_multipart():
        if kind == "multipart/encrypted":
            letter.attachments.append(Attachment("", b"", "application/pgp-encrypted"))
            return
        for each in part.get_payload():
            if isinstance(each, Message):
                _collect(each, letter)
    elif kind in {"text/plain", "text/html"} and not _is_file(part):
        text = _text(part)
        letter.bodies.append(Body(plain=text) if kind == "text/plain" else Body(html=text))
    else:
        letter.attachments.append(_attachment(part, kind))


def _alternatives(part: Message, letter: Letter) -> Body:
    """The same text as plain text and as HTML; what else stands among them (pictures of the HTML) is collected."""
    inside = Letter()
    for each in part.get_payload():
        if isinstance(each, Message):
            _collect(each, inside)
    letter.attachments += inside.attachments
    plain = "\n".join(body.plain for body in inside.bodies if body.plain)
    return Body(plain, "\n".join(body.html for body in inside.bodies if body.html))


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: Message) -> str:
    return charsets.parameter(part, "content-disposition", "filename") or charsets.parameter(
        part, "content-type", "name"
    )


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = charsets.text(content, charsets.parameter(part, "content-type", "charset")).replace("\r\n", "\n")
    if charsets.parameter(part, "content-type", "format").lower() == "flowed":
        return _unflowed(text, charsets.parameter(part, "content-type", "delsp").lower() == "yes")
    return text


def _unflowed(text: str, delete: bool) -> str:
    """Lines that format=flowed (RFC 3676) broke at a space, joined; quoted lines and `-- ` as they are."""
    return re.sub(r"(?m)^(?!>|-- $)(.*) \n(?!>|-- $)", lambda line: line[1] + ("" if delete else " "), text)


def _attachment(part: Message, kind: str) -> Attachment:
    content = part.get_payload(decode=True)
    name = _name(part)
    shown = kind.startswith("image/") and (
        part["content-id"] is not None or (part.get_content_disposition() == "inline" and not name)
    )
    if not name and not kind.startswith(("application/octet-stream", "message/")):
        name = f"附件{mimetypes.guess_extension(kind) or ''}"
    return Attachment(name, content if isinstance(content, bytes) else b"", kind, shown)


def _forwarded(part: Message, count: int) -> Attachment:
    """A mail inside the mail, as a mail of its own."""
    name = _name(part) or f"转发{count}.eml"
    inside = part.get_payload()
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        out = io.BytesIO()
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(inside[0])
        return Attachment(name if name.lower().endswith(".eml") else f"{name}.eml", out.getvalue())
    content = part.get_payload(decode=True)
    return Attachment(name, content if isinstance(content, bytes) else b"")
