"""Bytes of an RTF's text as characters: by the font's character set, or the document's code page."""

from __future__ import annotations

import codecs

from dibao.documents import encodings

_CHARSETS = {
    77: "mac_roman",
    **{128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
"""By the number of a font's character set; 0 and 1, the system's own, mean the document's code page."""
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 10000: "mac_roman", 10008: "gb2312", 65001: "utf-8"}
_WESTERN = "cp1252"


def of_charset(number: int) -> str:
    """The codec of a font's character set; "" for the document's."""
    return _CHARSETS.get(number, "")


def of_page(number: int) -> str:
    """The codec of a code page; "" for one that is not known."""
    codec = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(codec)
    except LookupError:
        return ""
    return codec


def decoded(data: bytes, font: str, page: str) -> str:
    """The characters of a run. `font`: its font's codec, "" where it has none of its own; `page`: the document's."""
    if data.isascii():
        return data.decode("ascii")
    tried = [codec for codec in (font, page) if codec]
    if not page and not font and encodings.is_chinese(data):
        tried.append("gb18030")
    for codec in (*tried, _WESTERN):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(tried[0] if tried else _WESTERN, "replace")
