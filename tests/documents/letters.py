"""Mails as mail programs write them, well and badly."""

from __future__ import annotations

import base64
from email.message import EmailMessage

HEAD = (
    b"From: =?gb2312?B?" + base64.b64encode("东河区委宣传部-李某某".encode("gbk")) + b"?= <lmm@example.com>\r\n"
    b"To: zhang@example.com\r\n"
    b"Subject: =?gb2312?B?" + base64.b64encode("回复：东河区2月4日工作情况".encode("gbk")) + b"?=\r\n"
    b"Date: Wed, 04 Feb 2026 09:31:00 +0800\r\nMIME-Version: 1.0\r\n"
)


def raw(*parts: bytes, kind: bytes = b"mixed", head: bytes = HEAD) -> bytes:
    """A mail of these parts, each with its own head, written out by hand."""
    body = b"".join(b"--=b\r\n" + part + b"\r\n" for part in parts)
    return head + b"Content-Type: multipart/" + kind + b'; boundary="=b"\r\n\r\n' + body + b"--=b--\r\n"


def part(content: bytes, *fields: bytes) -> bytes:
    """A part with its data in base64."""
    head = b"".join(field + b"\r\n" for field in fields)
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)


def text(content: str, charset: str = "utf-8", kind: str = "plain") -> bytes:
    """A part of text."""
    return part(content.encode(charset, "replace"), f"Content-Type: text/{kind}; charset={charset}".encode())


def file(name: bytes, content: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    """An attachment whose name stands in its head as these bytes."""
    return part(content, b"Content-Type: " + kind, b"Content-Disposition: attachment; filename=" + name)


def usual(subject: str, body: str, **attachments: bytes) -> EmailMessage:
    """A mail as the standard library writes it; `attachments` by name."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "李某某 <lmm@example.com>", "zhang@example.com", subject
    message["Date"] = "Wed, 04 Feb 2026 09:31:00 +0800"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message
