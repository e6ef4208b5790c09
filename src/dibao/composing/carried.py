"""What a written brief carries: its provenance, and the texts that stand in its places now."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from dibao.composing import controls, package
from dibao.composing.provenance import figures_in, is_brief
from dibao.documents import from_bytes, unreadable
from dibao.entries import Seal
from dibao.errors import DibaoError
from dibao.language import say

Lines = Sequence[Sequence[controls.Segment]]


@dataclass(frozen=True, slots=True)
class Carried:
    """`payload`: as written; `lines`: the file's paragraphs as they are now, cut at their places.

    `running`: the format knows no paragraphs and no places (a PDF): its text is one line.
    """

    payload: Mapping[str, Any]
    lines: Lines
    running: bool = False
    drawn: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What is written in its charts now, by their ids, as far as the format tells."""
    pixels: Mapping[str, str] | None = None
    """SHA-256 of the pictures in it, by their names; None where the format has none of its own."""

    def laid(self, written: Lines) -> Lines:
        """The paragraphs of a provenance as `lines` are, to be compared with them."""
        return [[segment for line in written for segment in line]] if self.running else written


def read(path: Path) -> Carried:
    """DibaoError: `unreadable` where the file cannot be read, `no_provenance` where it carries none."""
    name = path.name or str(path)
    if path.is_dir():
        raise unreadable.folder(name)
    reader = _READERS.get(path.suffix.lower())
    if path.suffix.lower() in _FORGETFUL and path.is_file():
        raise _lost(name, f"{path.suffix} 格式存不住数字出处", f"{path.suffix} files cannot hold it")
    if reader is None:
        raise DibaoError(
            say(
                f"{name} 不是简报文件，请给出 {'、'.join(_READERS)} 之一。",
                f"{name} is no brief; give one of {', '.join(_READERS)}.",
            ),
            code="unreadable",
        )
    try:
        carried = reader(path)
    except FileNotFoundError as error:
        raise unreadable.missing(str(path)) from error
    except OSError as error:
        raise unreadable.no_access(name) from error
    except (ValueError, etree.LxmlError):  # bytes that are no text, a page that is none
        carried = None
    if carried is None or not is_brief(carried.payload):
        raise DibaoError(
            say(
                f"{name} 里没有完整的数字出处：它不是邸报写出的，或被改过、另存时丢了出处，请用邸报写出的原件。",
                f"{name} carries no whole provenance: it was not written by Dibao, or was changed or lost it on "
                "saving; use the file as Dibao wrote it.",
            ),
            code="no_provenance",
        )
    return carried


def payload_in(data: bytes, suffix: str) -> Mapping[str, Any] | None:
    """The provenance in the bytes of a written brief, without reading its text; None where there is none."""
    if suffix == ".pdf":
        from dibao.composing.pdf import attachment

        held = attachment(data)
    elif suffix == ".html":
        island = _ISLAND.search(data)
        held = island[1] if island else None
    else:
        return package.provenance_in(data)
    return _loaded(held) if held is not None else None


_FORGETFUL = (".doc", ".odt", ".rtf", ".wps")
"""Formats in which a brief loses its provenance."""


def _lost(name: str, zh: str, en: str) -> DibaoError:
    return DibaoError(
        say(
            f"{name} 的数字出处已经丢失（{zh}）：请用邸报写出的原件，修改后在 Word、WPS 里另存为 .docx。",
            f"{name} has lost its provenance ({en}): use the file as Dibao wrote it; after editing save it as .docx.",
        ),
        code="no_provenance",
    )


def _docx(path: Path) -> Carried | None:
    from dibao.composing.word_pictures import drawn_in, pixels_in

    with path.open("rb"):  # what the system refuses is told from what is no Word file
        pass
    word = package.open_word(path)
    payload = package.provenance(word)
    if payload is None:
        if controls.marked(word.element):
            raise _lost(path.name, "多半是存成 .doc 等格式后又存回来的", "probably saved as .doc or the like and back")
        return None
    identities = {str(place.get("id")) for place in payload.get("places", ()) if isinstance(place, dict)}
    lines = package.lines(word, identities, shown=True)
    return Carried(payload, lines, drawn=drawn_in(word), pixels=pixels_in(word))


def _json(path: Path) -> Carried | None:
    payload = _loaded(path.read_bytes())
    if payload is None:
        return None
    return Carried(payload, [[(None, line)] for line in str(payload.get("text", "")).split("\n")])


_ISLAND = re.compile(rb'<script type="application/json" id="provenance">(.*?)</script>', re.DOTALL)


def _html(path: Path) -> Carried | None:
    from dibao.composing.html import drawn_of, lines_of

    data = path.read_bytes()
    payload = payload_in(data, ".html")
    if payload is None:
        return None
    return Carried(payload, lines_of(data), drawn=drawn_of(data))


def _pdf(path: Path) -> Carried | None:
    data = path.read_bytes()
    payload = payload_in(data, ".pdf")
    if payload is None:
        return None
    return Carried(payload, [[(None, from_bytes(data, path.name).text)]], running=True)


def _loaded(data: bytes) -> dict[str, Any] | None:
    try:
        payload = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return None
    if isinstance(payload, dict):
        return {"kind": "brief", **payload} if "figures" in payload and "seal" in payload else payload
    return None


_READERS: dict[str, Callable[[Path], Carried | None]] = {
    ".docx": _docx,
    ".html": _html,
    ".json": _json,
    ".pdf": _pdf,
}


def trace(path: Path) -> list[dict[str, Any]]:
    """Where each figure of a written brief comes from, from the file alone: figures as in `brief -o X.json`.

    Those that a chart shows come after those of the text and name it (`picture`); numbers that a person typed in come
    last: they have no sources.
    """
    payload = read(path).payload
    return [dict(figure) for figure in (*figures_in(payload), *payload.get("typed", ()))]


def seal_of(path: Path) -> Seal | None:
    """The seal of the ledger that a written brief carries; None where it was written from an empty ledger."""
    text = str(read(path).payload["seal"] or "")
    try:
        return Seal.parse(text) if text else None
    except ValueError as error:
        raise DibaoError(
            say(
                f"{path.name} 里的封签已损坏，请用简报的原件。",
                f"The seal in {path.name} is damaged; use the file as written.",
            ),
            code="no_provenance",
        ) from error
