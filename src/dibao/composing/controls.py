"""Content controls and bookmarks in Word XML: the places of a brief that remember what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from itertools import count

from docx.oxml import OxmlElement
from lxml import etree

from dibao.composing.tags import qn

PREFIX = "dibao_"
"""Bookmark names begin with it; Word wants a letter first and at most 40 characters."""

PICTURE = "dibaochart_"
"""The bookmark around a chart, its title, its table and its note."""

Element = etree._Element
_TEXT = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_SKIPPED = _DELETED | {qn("w:pPr"), qn("w:fldSimple"), qn("w:instrText")}


def run(text: str, properties: Element | None) -> Element:
    """A w:r; tabs and line breaks become their elements."""
    element = OxmlElement("w:r")
    if properties is not None:
        element.append(deepcopy(properties))
    for position, line in enumerate(text.split("\n")):
        if position:
            element.append(OxmlElement("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                element.append(OxmlElement("w:tab"))
            if part:
                words = OxmlElement("w:t")
                words.text = part
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                element.append(words)
    return element


def control(identity: str, text: str, properties: Element | None, bookmark: int) -> list[Element]:
    """A bookmark around a w:sdt with tag and alias around a run: the three ways to find a place again.

    LibreOffice 7 drops tags on saving, Word drops a bookmark whose text is retyped whole; never both.
    """
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(bookmark))
    start.set(qn("w:name"), PREFIX + identity)
    holder, about, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    if properties is not None:
        about.append(deepcopy(properties))
    for name, value in (("w:alias", identity), ("w:tag", identity), ("w:id", str(0x0D1BA000 + bookmark))):
        part = OxmlElement(name)
        part.set(qn("w:val"), value)
        about.append(part)
    content.append(run(text, properties))
    holder.append(about)
    holder.append(content)
    return [start, holder, end]


def text_of(element: Element) -> str:
    """The text of a run, control or paragraph as a reader sees it: deleted text and field codes left out."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    if element.tag == qn("w:t"):
        yield element.text or ""
    elif element.tag in _TEXT:
        yield _TEXT[element.tag]
    elif element.tag not in _DELETED and not str(element.tag).endswith("}AlternateContent"):
        for child in element:
            yield from _texts(child)


def tag_of(holder: Element) -> str | None:
    """A control's tag, else its alias."""
    about = holder.find(qn("w:sdtPr"))
    if about is None:
        return None
    for name in ("w:tag", "w:alias"):
        part = about.find(qn(name))
        if part is not None and part.get(qn("w:val")):
            return str(part.get(qn("w:val")))
    return None


Segment = tuple[str | None, str]
"""The id of a place, or None for words between places; and the text."""


def segments(paragraph: Element, identities: Collection[str], *, shown: bool = False) -> list[Segment]:
    """A paragraph's text cut at its places: found by control (tag, else alias, else the bookmark that begins in or
    just before it), or by bookmark where the control is gone.

    Field results (page numbers) and deleted text are left out; with `shown`, of places also what is hidden or struck
    through.
    """
    walker = Walker(identities, paragraph, shown=shown)
    walker.walk(paragraph, None)
    return walker.found


Part = tuple[str | None, str, Element | None]
"""As a segment, and the run's properties."""


def parts(paragraph: Element, identities: Collection[str]) -> list[Part]:
    """As `segments`, cut where the formatting changes too; a place is one part, in that of its first words."""
    walker = Walker(identities, paragraph)
    walker.walk(paragraph, None)
    return walker.parts


def put_texts(paragraph: Element, identities: Collection[str], texts: Mapping[str, str]) -> None:
    """Write other texts into places of a paragraph, in the formatting of their first words."""
    walker = Walker(identities, paragraph)
    walker.walk(paragraph, None)
    for identity, text in texts.items():
        for position, node in enumerate(walker.nodes.get(identity, ())):
            node.text = "" if position else text


def put_number(paragraph: Element, identities: Collection[str], identity: str, text: str, start: int, end: int) -> bool:
    """Write a number into its place in the stead of the characters [start, end) of the paragraph.

    They are what stands in the place and tight around it: a 万 typed behind it goes. False where nothing could be put.
    """
    walker = Walker(identities, paragraph)
    walker.walk(paragraph, None)
    for node, at in walker.spots:
        words = node.text or ""
        node.text = words[: max(start - at, 0)] + words[max(end - at, 0) :]
    nodes = walker.nodes.get(identity, [])
    if nodes:
        nodes[0].text = text + (nodes[0].text or "")
    return bool(nodes)


def wrap(paragraph: Element, start: int, end: int, identity: str, bookmark: int) -> bool:
    """Make a place again of the characters [start, end) of a paragraph; False where they stand in several parts."""
    walker = Walker((), paragraph)
    walker.walk(paragraph, None)
    inside = [(node, at) for node, at in walker.spots if at < end and at + len(node.text or "") > start]
    runs = [node.getparent() for node, _ in inside]
    parents = {run.getparent() for run in runs if run is not None}
    if not inside or len(parents) != 1 or any(run is None or run.tag != qn("w:r") for run in runs):
        return False
    _split(*inside[-1], end)
    first = _split(*inside[0], start)
    last = inside[-1][0].getparent() if len(inside) > 1 else first
    assert last is not None
    made = control(identity, "", first.find(qn("w:rPr")), bookmark)
    content = made[1].find(qn("w:sdtContent"))
    assert content is not None
    content.remove(content[0])
    for element in made:
        first.addprevious(element)
    between = [first]
    while between[-1] is not last and (following := between[-1].getnext()) is not None:
        between.append(following)
    content.extend(between)
    return True


def make_single(root: Element, identities: Collection[str]) -> None:
    """Of a place that somebody copied, the first stays one; the copies become words. Every control gets its own id."""
    met: set[str] = set()
    numbers: set[str] = set()
    for holder in [one for one in root.iter(qn("w:sdt")) if not in_fallback(one)]:
        identity = _identified(holder, identities)
        if identity in met:
            _dissolve(holder)
            continue
        met.update([identity] if identity else [])
        number = holder.find(f"{qn('w:sdtPr')}/{qn('w:id')}")
        if number is not None and (given := str(number.get(qn("w:val")))) in numbers:
            given = str(max(int(one) for one in numbers if one.lstrip("-").isdigit()) + 1)
            number.set(qn("w:val"), given)
        numbers.update([str(number.get(qn("w:val")))] if number is not None else [])


def mend_marks(root: Element) -> None:
    """One beginning for a bookmark: LibreOffice begins one around a table several times, by several numbers, of which
    some end at once; the end that comes last is the bookmark's."""
    ends = {mark.get(qn("w:id")): place for place, mark in enumerate(root.iter(qn("w:bookmarkEnd")))}
    met: dict[str, list[Element]] = defaultdict(list)
    for mark in root.iter(qn("w:bookmarkStart")):
        if str(mark.get(qn("w:name"))).startswith(PICTURE) and not in_fallback(mark):
            met[str(mark.get(qn("w:name")))].append(mark)
    for first, *others in met.values():
        numbers = [mark.get(qn("w:id")) for mark in (first, *others) if mark.get(qn("w:id")) in ends]
        ended = max(numbers, key=ends.__getitem__, default=None)
        for end in [one for one in root.iter(qn("w:bookmarkEnd")) if one.get(qn("w:id")) in {*numbers} - {ended}]:
            if (parent := end.getparent()) is not None:
                parent.remove(end)
        if ended is not None:
            first.set(qn("w:id"), ended)
        for mark in others:
            if (parent := mark.getparent()) is not None:
                parent.remove(mark)


def in_fallback(element: Element) -> bool:
    """Whether an element is the second writing of a text box, for programs that do not know the first."""
    return any(str(above.tag).endswith("}Fallback") for above in element.iterancestors())


def _dissolve(holder: Element) -> None:
    """Leave the words of a control, without it and its bookmark."""
    parent, content = holder.getparent(), holder.find(qn("w:sdtContent"))
    if parent is None:
        return
    starts = list(holder.iter(qn("w:bookmarkStart")))
    ends = {mark.get(qn("w:id")) for mark in starts}
    for mark in (*starts, *[end for end in parent.iter(qn("w:bookmarkEnd")) if end.get(qn("w:id")) in ends]):
        if (above := mark.getparent()) is not None:
            above.remove(mark)
    for child in list(content) if content is not None else []:
        holder.addprevious(child)
    parent.remove(holder)


def free(root: Element, identities: Collection[str], identity: str) -> None:
    """Make the words of a place mere words."""
    for holder in [one for one in root.iter(qn("w:sdt")) if not in_fallback(one)]:
        if _identified(holder, identities) == identity:
            _dissolve(holder)
    unmark(root, identity)


def unmark(root: Element, identity: str) -> None:
    """Take out what is left of a place's bookmark."""
    starts = [mark for mark in root.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == PREFIX + identity]
    numbers = {mark.get(qn("w:id")) for mark in starts}
    for mark in (*starts, *(mark for mark in root.iter(qn("w:bookmarkEnd")) if mark.get(qn("w:id")) in numbers)):
        if (parent := mark.getparent()) is not None:
            parent.remove(mark)


def behind(paragraph: Element, identities: Collection[str], identity: str) -> list[Element]:
    """The w:t elements that follow a place in its paragraph."""
    walker = Walker(identities, paragraph)
    walker.walk(paragraph, None)
    inside, spots = walker.nodes.get(identity, []), [node for node, _ in walker.spots]
    return spots[spots.index(inside[-1]) + 1 :] if inside else []


def write(node: Element, text: str) -> None:
    """Put a text into a w:t element."""
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _split(node: Element, at: int, where: int) -> Element:
    """Cut a run before a character of one of its texts, which begins at `at`; gives the run that begins there."""
    run = node.getparent()
    assert run is not None
    words, cut = node.text or "", where - at
    inner = [child for child in run if child.tag != qn("w:rPr")]
    if cut <= 0 and node is inner[0]:
        return run
    if cut >= len(words) and node is inner[-1]:
        return run
    behind = deepcopy(run)
    position = run.index(node)
    for child in list(run)[position + 1 :]:
        run.remove(child)
    for child in list(behind)[:position]:
        if child.tag != qn("w:rPr"):
            behind.remove(child)
    node.text = words[:cut]
    left = next(child for child in behind if child.tag != qn("w:rPr"))
    left.text = words[cut:]
    for one in (node, left):
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(behind)
    return behind


def _named(mark: Element, identities: Collection[str]) -> str | None:
    name = str(mark.get(qn("w:name")) or "").removeprefix(PREFIX)
    return name if mark.tag == qn("w:bookmarkStart") and name in identities else None


def _identified(holder: Element, identities: Collection[str]) -> str | None:
    tag, before = tag_of(holder), holder.getprevious()
    marks = [*holder.iter(qn("w:bookmarkStart")), *([before] if before is not None else [])]
    names = [tag if tag in identities else None, *(_named(mark, identities) for mark in marks)]
    return next((name for name in names if name), None)


_UNSEEN = tuple(qn(f"w:{name}") for name in ("vanish", "strike", "dstrike"))


def _unseen(run: Element) -> bool:
    """Whether a run is hidden or struck through."""
    properties = run.find(qn("w:rPr"))
    return properties is not None and any(
        child.tag in _UNSEEN and child.get(qn("w:val")) not in ("0", "false", "off") for child in properties
    )


def take_unseen(root: Element, identities: Collection[str]) -> None:
    """Take out of places what was hidden or struck through: a figure that shows no more is one that is gone."""
    held = [holder for holder in root.iter(qn("w:sdt")) if _identified(holder, identities)]
    for run in [run for holder in held for run in holder.iter(qn("w:r")) if _unseen(run)]:
        if (parent := run.getparent()) is not None:
            parent.remove(run)


class Walker:
    def __init__(self, identities: Collection[str], paragraph: Element, *, shown: bool = False) -> None:
        self._shown = shown
        self.found: list[Segment] = []
        self.nodes: dict[str | None, list[Element]] = defaultdict(list)
        """The w:t elements by the place that they stand in."""
        self.spots: list[tuple[Element, int]] = []
        """The w:t elements, each with where its text begins in that of the paragraph."""
        self.parts: list[Part] = []
        self._at = 0
        self._controls = {holder: _identified(holder, identities) for holder in paragraph.iter(qn("w:sdt"))}
        self._bare = set(identities) - set(self._controls.values())
        self._ends = {mark.get(qn("w:id")) for mark in paragraph.iter(qn("w:bookmarkEnd"))}
        self._open: dict[str, str] = {}
        self._fields = 0

    def walk(self, element: Element, place: str | None) -> None:
        for child in element:
            tag = child.tag
            if tag == qn("w:bookmarkStart"):
                if child.get(qn("w:id")) in self._ends and (name := _named(child, self._bare)):
                    self._open[child.get(qn("w:id")) or ""] = name
                    self._add(name, "")
            elif tag == qn("w:bookmarkEnd"):
                self._open.pop(child.get(qn("w:id")) or "", None)
            elif tag == qn("w:fldChar"):
                self._fields += {"begin": 1, "end": -1}.get(child.get(qn("w:fldCharType")) or "", 0)
            elif tag == qn("w:sdt"):
                known = self._controls.get(child) or place
                content = child.find(qn("w:sdtContent"))
                if known:
                    self._add(known, "")
                if content is not None:
                    self.walk(content, known)
            elif tag == qn("w:t") or tag in _TEXT:
                text = (child.text or "") if tag == qn("w:t") else _TEXT[tag]
                if self._fields <= 0:
                    self._add(place or self._inside(), text)
                    self._add_part(place or self._inside(), text, child)
                    if tag == qn("w:t"):
                        self.nodes[place or self._inside()].append(child)
                        self.spots.append((child, self._at))
                    self._at += len(text)
            elif not self._left_out(child, place):
                self.walk(child, place)

    def _left_out(self, child: Element, place: str | None) -> bool:
        """Whether an element's text is not what its paragraph says; text boxes have paragraphs of their own."""
        inside = place or self._inside()
        if self._shown and inside and child.tag == qn("w:r") and _unseen(child):
            self._add(inside, "")
            return True
        return child.tag in _SKIPPED or str(child.tag).endswith(("}AlternateContent", "}txbxContent"))

    def _inside(self) -> str | None:
        return next(reversed(self._open.values()), None)

    def _add(self, place: str | None, text: str) -> None:
        if self.found and self.found[-1][0] == place:
            self.found[-1] = (place, self.found[-1][1] + text)
        elif text or place:
            self.found.append((place, text))

    def _add_part(self, place: str | None, text: str, node: Element) -> None:
        run = next(node.iterancestors(qn("w:r")), None)
        properties = run.find(qn("w:rPr")) if run is not None else None
        owner, before, form = self.parts[-1] if self.parts else ("", "", None)
        if self.parts and owner == place and (place or form is properties):
            self.parts[-1] = (place, before + text, form)
        elif text:
            self.parts.append((place, text, properties))


def marked(root: Element) -> bool:
    """Whether the part has places of a brief, of which a program may have kept only the bookmarks."""
    return any(str(mark.get(qn("w:name"))).startswith(PREFIX) for mark in root.iter(qn("w:bookmarkStart")))


def bookmark_numbers(root: Element) -> Iterator[int]:
    """Numbers that no bookmark of the part has yet."""
    taken = [int(mark.get(qn("w:id")) or 0) for mark in root.iter(qn("w:bookmarkStart"))]
    return count(max(taken, default=0) + 1)
