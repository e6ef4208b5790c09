"""A mail folder in one file (.mbox)."""

from __future__ import annotations

import re

from dibao.documents.enclosed import Enclosed, Unpacked, Unpacking
from dibao.documents.formats import eml
from dibao.documents.registry import Container

_BEGIN = re.compile(rb"(?:\A|(?<=\n))From \S{1,320} [^\n]{10,60}\r?\n(?=[!-9;-~]{1,60}:)")


def _recognises(data: bytes) -> bool:
    first = _BEGIN.match(data)
    return first is not None and eml.CONTAINER.recognises(data[first.end() :])


def _unpack(data: bytes, name: str, unpacking: Unpacking) -> Unpacked:
    begins = list(_BEGIN.finditer(data))
    ends = [each.start() for each in begins[1:]] + [len(data)]
    files: list[Enclosed] = []
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True), start=1):
        mail = re.sub(rb"(?m)^>(>*From )", rb"\1", data[begin.end() : end])
        unpacking.take(len(mail), name)
        files.append(Enclosed(f"第{number}封.eml", mail))
    return Unpacked(tuple(files))


CONTAINER = Container(
    name="mbox",
    suffixes=(".mbox",),
    zh="邮件夹",
    en="a mail folder",
    recognises=_recognises,
    unpack=_unpack,
)
