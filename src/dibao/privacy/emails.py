"""E-mail addresses, also with [at] and (dot); those of government bodies (gov.cn) are public and stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.privacy.personal import Kind, Personal

_HOSTS = r"(?=(?:qq|163|126|139|189|sina|sohu|gmail|outlook|hotmail|foxmail|yeah|aliyun)\.)"
_HINT = re.compile(rf"@|[\[({{（【<#\s][aA][tT][\])}}）】>#\s]|艾特|# ?{_HOSTS}")
_AT = (
    r"(?: ?@ ?| ?[\[({（【<#][aA][tT][\])}）】>#] ?| [aA][tT] | ?艾特 ?"
    rf"| ?# ?{_HOSTS})"
)
_DOT = r"(?:\.| ?[\[({（【][dD][oO][tT][\])}）】] ?| [dD][oO][tT] | ?点 ?)"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_%+\-](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_%+\-])?"
    + _AT
    + rf"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{{0,61}}[A-Za-z0-9])?{_DOT}){{1,6}}[A-Za-z]{{2,24}}(?![A-Za-z0-9])"
)
_PUBLIC = re.compile(r"[@\]) .]gov\.cn$")


def emails(text: str) -> Iterator[Personal]:
    """E-mail addresses of a text."""
    if not _HINT.search(text):
        return
    for match in _EMAIL.finditer(text):
        if not _PUBLIC.search(match[0]):
            yield Personal(Kind.EMAIL, *match.span())
