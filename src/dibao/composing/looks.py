"""How an office's own Word file looks, as far as PDF and HTML follow it: alignment, size, weight, colour, typeface."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from dibao.composing.controls import Element

_FACES = (
    ("hei", ("黑体", "SimHei", "Microsoft YaHei", "雅黑")),
    ("kai", ("楷体", "KaiTi")),
    ("song", ("小标宋", "XiaoBiaoSong", "华文中宋")),
)
_ALIGNED = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}
_HEX = re.compile("[0-9A-Fa-f]{6}")
_OFF = frozenset(["0", "false", "none", "off"])
_CHAIN = 12
"""Styles that are based on each other; longer chains are loops."""


@dataclass(frozen=True, slots=True)
class Look:
    """Of a run. `size` in points, 0 where nothing says it; `colour` RRGGBB or ""; `face` fang, hei, kai or song."""

    size: float = 0
    bold: bool = False
    colour: str = ""
    face: str = "fang"


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a paragraph. `align` "" for the text's own; `indent`: its first line begins further in; `looks` by form."""

    align: str
    indent: bool
    looks: tuple[Look, ...]


def styles_of(root: Element) -> Mapping[str, Element]:
    """The styles of a styles part, by id; "" for the document's defaults."""
    found = {style.get(qn("w:styleId")) or "": style for style in root.iter(qn("w:style"))}
    defaults = root.find(qn("w:docDefaults"))
    return found if defaults is None else {**found, "": defaults}


def shape_of(paragraph: Element, forms: Sequence[Element | None], styles: Mapping[str, Element]) -> Shape:
    """The shape that a paragraph has in Word: its own properties, then its style's and what that is based on."""
    layers = list(_layers(paragraph, styles))
    align = next((value for layer in layers if (value := _value(layer, "w:pPr", "w:jc"))), "")
    looks = tuple(_look(form if form is not None and form.tag == qn("w:rPr") else None, layers) for form in forms)
    return Shape(_ALIGNED.get(align, ""), _indented(layers), looks)


def _layers(paragraph: Element, styles: Mapping[str, Element]) -> Iterator[Element]:
    yield paragraph
    name = _value(paragraph, "w:pPr", "w:pStyle") or _default(styles)
    for _ in range(_CHAIN):
        style = styles.get(name) if name else None
        if style is None:
            break
        yield style
        based = style.find(qn("w:basedOn"))
        name = (based.get(qn("w:val")) or "") if based is not None else ""
    if "" in styles:
        yield styles[""]


def _default(styles: Mapping[str, Element]) -> str:
    return next(
        (
            name
            for name, style in styles.items()
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph"
        ),
        "",
    )


def _value(layer: Element, *path: str) -> str:
    element = layer.find("/".join(qn(name) for name in path))
    return (element.get(qn("w:val")) or "") if element is not None else ""


def _indented(layers: Sequence[Element]) -> bool:
    for layer in layers:
        indent = layer.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if indent is not None:
            given = [indent.get(qn(name)) for name in ("w:firstLine", "w:firstLineChars")]
            if any(given):
                return any(value not in (None, "0") for value in given)
    return False


def _look(own: Element | None, layers: Sequence[Element]) -> Look:
    """A run's own properties, then those of its paragraph's styles; a paragraph mark's are not its runs'."""
    properties = [own] if own is not None else []
    for layer in layers[1:]:
        found = layer.find(qn("w:rPr"))
        if found is None:
            found = layer.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if found is not None:
            properties.append(found)
    size = next((value for one in properties if (value := _value(one, "w:sz"))), "")
    colour = next((value for one in properties if (value := _value(one, "w:color"))), "")
    bold = next((element for one in properties if (element := one.find(qn("w:b"))) is not None), None)
    fonts = (element.get(qn("w:eastAsia")) for one in properties for element in one.findall(qn("w:rFonts")))
    font = next((name for name in fonts if name), "")
    return Look(
        float(size) / 2 if size.replace(".", "", 1).isdigit() else 0,
        bold is not None and (bold.get(qn("w:val")) or "1") not in _OFF,
        colour.upper() if _HEX.fullmatch(colour) and colour != "000000" else "",
        next((face for face, names in _FACES if any(name in font for name in names)), "fang"),
    )
