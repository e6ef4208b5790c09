"""An RTF's tokens gathered into its stories."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dibao.documents.flow import named_level
from dibao.documents.ordinals import raised, spaced
from dibao.documents.rtf import letters
from dibao.documents.rtf.rows import Definition, Layout
from dibao.documents.rtf.story import Gathered, Parts
from dibao.documents.rtf.tokens import tokens
from dibao.documents.rtf.words import CHARACTERS, FOOTERS, HEADERS, OPTIONAL, PAGES, SKIPPED, SYMBOLS, TICKS
from dibao.documents.tally import Tally

_DEEPEST = 2000
_TABLES = 20
_CELLS = 1000
"""Groups inside each other, tables inside each other, cells of a row; more only where a file means harm."""
_KIND = re.compile(r"\s*([A-Za-z]+)")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
"""Characters of symbol fonts."""
_NOTHING, _SHAPE, _STORY, _FONTS, _STYLES, _LABEL, _FIELD = range(7)
"""What a group's text is for. In a shape, text boxes are met; in nothing, nothing is."""


_NO_ROW = Layout()


@dataclass(slots=True)
class _State:
    """What holds in a group until its end. `begun`: the story or the like that began with this very group."""

    into: int = _STORY
    begun: str = ""
    font: int = 0
    skip: int = 1
    """Characters after a Unicode one that stand in for it."""
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    tables: int = 0
    """How many tables the paragraph stands in."""
    heading: int = 0
    row: Layout = _NO_ROW

    def inner(self) -> _State:
        """What holds in a group inside this one, to begin with."""
        return _State(
            self.into,
            "",
            self.font,
            self.skip,
            self.hidden,
            self.deleted,
            self.raised,
            self.tables,
            self.heading,
            self.row,
        )


@dataclass(slots=True)
class Read:
    """All that was read. Headers and footers with their kinds (`header`, `headerf` …); `flags`: what sections say."""

    body: Parts = field(default_factory=list)
    margins: list[tuple[str, Parts]] = field(default_factory=list)
    notes: list[tuple[str, Parts]] = field(default_factory=list)
    """(footnote or endnote, its parts)."""
    flags: set[str] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)


class Parser:
    """Reads one file; `read` is called once."""

    def __init__(self) -> None:
        self.found = Read()
        self.state = _State()
        self.fonts: dict[int, str] = {}
        self.default = 0
        self.page = ""
        self.styles: dict[int, int] = {}
        self.style = self.font = 0
        self._stack: list[_State] = []
        self._stories = [Gathered()]
        self._fields: list[str] = []
        self._bytes = bytearray()
        self._units: list[int] = []
        self._left = 0
        self._optional = self._hiding = False
        self._label = self._name = ""

    def read(self, data: bytes) -> Read:
        """The stories of the file. ValueError where groups lie in each other without end."""
        for kind, text, number in tokens(data):
            if kind == "text":
                self._take(text)
            elif kind == "word":
                self._word(text, number)
            elif kind == "symbol":
                self._symbol(text)
            elif kind == "{":
                self._begin()
            elif self._end():
                break
        while self._stack:  # cut off inside a note or a box
            self._end()
        self.flush()
        self.found.body = self._stories[0].end()
        return self.found

    @property
    def story(self) -> Gathered:
        """The story that is being read."""
        return self._stories[-1]

    # --- groups ---

    def _begin(self) -> None:
        self.flush()
        self._left = 0
        self._stack.append(self.state)
        if len(self._stack) > _DEEPEST:
            raise ValueError("groups inside each other without end")
        self.state = self.state.inner()

    def _end(self) -> bool:
        """Ends a group; whether it was the outermost one."""
        self.flush()
        self._left = 0
        if not self._stack:
            return True
        begun, self.state = self.state.begun, self._stack.pop()
        if begun == "label":
            label = self._label.strip()
            self.story.label = spaced(label) if any(one.isalnum() for one in label) else ""
        elif begun == "field":
            self._fields.pop()
        elif begun:
            parts = self._stories.pop().end()
            if begun == "box":
                self.story.box(parts)
            elif begun in {"footnote", "endnote"}:
                self.found.notes.append((begun, parts))
            else:
                self.found.margins.append((begun, parts))
        return not self._stack

    def _open(self, name: str) -> None:
        """The group that has begun is one of another purpose than the text around it."""
        state, tally = self.state, self.found.tally
        if name in {"footnote", "shptxt", "dptxbxtext"} | HEADERS | FOOTERS:
            self._stories.append(Gathered())
            self.state = _State(font=state.font, skip=state.skip)
            self.state.begun = "box" if name in {"shptxt", "dptxbxtext"} else name
        elif name in {"listtext", "pntext"}:
            state.into, state.begun, self._label = _LABEL, "label", ""
        elif name == "field":
            state.begun = "field"
            self._fields.append("")
        elif name == "fldrslt":
            self._result()
        elif name in _INTO:
            state.into = _INTO[name]
        else:
            state.into = _NOTHING
            tally.pictures += name == "pict"
            tally.objects += name == "object"
            tally.comments += name == "annotation"

    def _result(self) -> None:
        found = _KIND.match(self._fields[-1]) if self._fields else None
        kind = found[1].upper() if found else ""
        if kind in PAGES | {"TOC"}:
            self.found.tally.contents += kind == "TOC"
            self.state.into = _NOTHING

    # --- text ---

    def _take(self, data: str) -> None:
        if self.state.into in {_NOTHING, _SHAPE}:
            return
        if self._left:
            data, self._left = data[self._left :], max(self._left - len(data), 0)
        if data:
            if self._units:
                self.flush()
            self._bytes += data.encode("latin-1")

    def unit(self, number: int) -> None:
        """A Unicode character, or half of one beyond the first plane."""
        if self._bytes:
            self.flush()
        self._units.append(number & 0xFFFF)
        self._left = self.state.skip

    def flush(self) -> None:
        """Bytes and halves of characters become text, under the font that holds so far."""
        if self._bytes:
            self.put(letters.decoded(bytes(self._bytes), self.fonts.get(self.state.font, ""), self.page))
            self._bytes.clear()
        if self._units:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self.put(units.decode("utf-16-le", "replace"))
            self._units.clear()

    def put(self, text: str) -> None:
        """Text for what this group's text is for."""
        state = self.state
        if _PRIVATE.search(text):
            text = _PRIVATE.sub(lambda match: TICKS.get(match[0], ""), text)
        if state.into == _STORY:
            if state.hidden:
                self.found.tally.hidden += bool(text.strip()) and not self._hiding
                self._hiding = self._hiding or bool(text.strip())
            elif not state.deleted:
                self._hiding = False
                self.story.put(raised(text) if state.raised and text.isdigit() else text)
        elif state.into == _LABEL:
            self._label += text
        elif state.into == _FIELD and self._fields:
            self._fields[-1] += text
        elif state.into == _STYLES:
            name, ended, _ = text.partition(";")
            self._name += name
            if ended:
                self.styles[self.style] = state.heading or named_level(self._name)
                self._name, self.style = "", 0

    def _symbol(self, name: str) -> None:
        if name == "*":
            self._optional = True
        elif name in "\r\n":
            self._word("par", None)
        elif name in "{}\\":  # also what a character of two bytes may end with
            self._take(name)
        elif name in SYMBOLS:
            self.flush()
            self.put(SYMBOLS[name])

    # --- words ---

    def _word(self, name: str, number: int | None) -> None:
        optional, self._optional = self._optional, False
        state = self.state
        if state.into == _NOTHING:
            return
        if name == "u":
            self.unit(number or 0)
            return
        if name in CHARACTERS and self._left:
            self._left -= 1
            return
        self.flush()
        self._left = 0
        if name in CHARACTERS:
            self.put(CHARACTERS[name])
        elif name in _OPENING or name in SKIPPED or (optional and name not in OPTIONAL):
            self._open(name)
        elif name in _ENDS:
            if state.into == _STORY:
                _ENDS[name](self)
        elif name in _WORDS:
            _WORDS[name](self, number)

    def end_paragraph(self) -> None:
        """A paragraph's end, unless it was deleted: then the next one goes on with it."""
        if not self.state.deleted:
            self.story.end_paragraph(min(self.state.tables, _TABLES), self.state.heading)

    def nested(self) -> int:
        """The depth of the table in a cell that is being read."""
        return min(max(self.state.tables, 2), _TABLES)

    def cell_edge(self, edge: int) -> None:
        """A cell's right edge ends its definition."""
        row = self.state.row
        if len(row.cells) < _CELLS:
            cell = Definition(edge, row.on_above, row.on_before)
            self.state.row = Layout(row.left, (*row.cells, cell))

    def plain(self) -> None:
        """Characters are as the document's are."""
        state = self.state
        state.font, state.hidden, state.deleted, state.raised = self.default, False, False, False

    def paragraph(self) -> None:
        """Paragraphs are as the document's are."""
        self.state.tables = self.state.heading = 0

    def use_font(self, number: int) -> None:
        """A font of the text, or the one that the table of fonts describes next."""
        if self.state.into == _FONTS:
            self.font = number
        else:
            self.state.font = number

    def use_style(self, number: int) -> None:
        """A style of the paragraph, or the one that the table of styles describes next."""
        if self.state.into == _STYLES:
            self.style, self.state.heading = number, 0
        else:
            self.state.heading = self.styles.get(number, 0)

    def revise(self, number: int | None, gone: bool) -> None:
        """Text that was put in or taken out while changes were recorded."""
        self.found.tally.revisions += number != 0
        if gone:
            self.state.deleted = number != 0


_INTO = {
    **{"fonttbl": _FONTS, "stylesheet": _STYLES, "fldinst": _FIELD},
    **{"shpinst": _SHAPE, "do": _SHAPE, "upr": _SHAPE, "ud": _STORY},
}
_OPENING = (
    frozenset({"footnote", "shptxt", "dptxbxtext", "listtext", "pntext", "field", "fldrslt", "pict", "object"})
    | _INTO.keys()
    | HEADERS
    | FOOTERS
)
_ENDS: dict[str, Callable[[Parser], None]] = {
    "par": Parser.end_paragraph,
    "sect": Parser.end_paragraph,
    "cell": lambda at: at.story.end_cell(1, at.state.heading),
    "nestcell": lambda at: at.story.end_cell(at.nested(), at.state.heading),
    "row": lambda at: at.story.end_row(1, at.state.row),
    "nestrow": lambda at: at.story.end_row(at.nested(), at.state.row),
}


def _set(**values: object) -> Callable[[Parser, int | None], None]:
    """What a word switches on; with the number 0 it switches off."""

    def apply(at: Parser, number: int | None) -> None:
        for name, value in values.items():
            setattr(at.state, name, False if number == 0 else value)

    return apply


def _row(**values: bool) -> Callable[[Parser, int | None], None]:
    def apply(at: Parser, number: int | None) -> None:
        at.state.row = replace(at.state.row, **values)  # type: ignore[arg-type]

    return apply


def _layout(at: Parser, row: Layout) -> None:
    at.state.row = row


def _page(at: Parser, codec: str) -> None:
    at.page = codec


_WORDS: dict[str, Callable[[Parser, int | None], object]] = {
    "pard": lambda at, number: at.paragraph(),
    "plain": lambda at, number: at.plain(),
    "intbl": lambda at, number: setattr(at.state, "tables", max(at.state.tables, 1)),
    "itap": lambda at, number: setattr(at.state, "tables", number or 0),
    "outlinelevel": lambda at, number: setattr(at.state, "heading", (number or 0) + 1 if number in range(9) else 0),
    "s": lambda at, number: at.use_style(number or 0),
    "f": lambda at, number: at.use_font(number or 0),
    "deff": lambda at, number: setattr(at, "default", number or 0),
    "fcharset": lambda at, number: at.fonts.setdefault(at.font, letters.of_charset(number or 0)),
    "ansicpg": lambda at, number: _page(at, letters.of_page(number or 0)),
    "mac": lambda at, number: _page(at, "mac_roman"),
    "pc": lambda at, number: _page(at, "cp437"),
    "pca": lambda at, number: _page(at, "cp850"),
    "uc": lambda at, number: setattr(at.state, "skip", max(number or 0, 0)),
    "v": _set(hidden=True),
    "super": _set(raised=True),
    "sub": _set(raised=False),
    "nosupersub": _set(raised=False),
    "deleted": lambda at, number: at.revise(number, True),
    "mvf": lambda at, number: at.revise(number, True),
    "revised": lambda at, number: at.revise(number, False),
    "mvt": lambda at, number: at.revise(number, False),
    "trowd": lambda at, number: _layout(at, Layout()),
    "trleft": lambda at, number: _layout(at, replace(at.state.row, left=number or 0)),
    "clvmrg": _row(on_above=True),
    "clmrg": _row(on_before=True),
    "cellx": lambda at, number: at.cell_edge(number or 0),
    "ftnalt": lambda at, number: setattr(at.state, "begun", "endnote"),
    "titlepg": lambda at, number: at.found.flags.add("titlepg"),
    "facingp": lambda at, number: at.found.flags.add("facingp"),
}
