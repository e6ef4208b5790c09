"""PDF files written by hand: content streams, fields, annotations, encryption, as no library would write them all.

Text is set in a Chinese font that is not embedded (STSong-Light, UniGB-UCS2-H): a reader needs no font file for it.
Lengths are in points; y counts from the page's lower edge, as PDF does.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import resources

A4 = (595, 842)
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def width(text: str, size: float) -> float:
    """How wide a text is set: a Chinese character is a square, others half of one."""
    return sum(size if unicodedata.east_asian_width(sign) in "WFA" else size / 2 for sign in text)


@dataclass
class Sheet:
    """One page in the making."""

    size: tuple[float, float] = A4
    rotate: int = 0
    operators: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    pictures: int = 0

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        mode: int = 0,
        color: tuple[float, float, float] = (0, 0, 0),
        turn: int = 0,
        spacing: float = 0,
        font: str = "F1",
    ) -> None:
        """A run of text. `mode` 3 is invisible; `turn` in degrees (0, 45, 90, 180, 270).

        `font`: F1 Chinese, F2 says of any character what it is, F3 of none.
        """
        cos, sin = {0: (1, 0), 45: (0.7071, 0.7071), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        rgb = " ".join(f"{part:g}" for part in color)
        self.operators.append(
            f"BT {rgb} rg /{font} {size:g} Tf {mode} Tr {spacing:g} Tc {cos:g} {sin:g} {-sin:g} {cos:g} {x:g} {y:g} Tm "
            f"<{text.encode('utf-16-be').hex()}> Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> None:
        """A stroked line."""
        self.operators.append(f"0 0 0 RG {thick:g} w {x0:g} {y0:g} m {x1:g} {y1:g} l S")

    def box(self, x: float, y: float, wide: float, high: float, color: tuple[float, float, float] = (0, 0, 0)) -> None:
        """A filled rectangle."""
        rgb = " ".join(f"{part:g}" for part in color)
        self.operators.append(f"{rgb} rg {x:g} {y:g} {wide:g} {high:g} re f")

    def picture(self, x: float, y: float, wide: float, high: float) -> None:
        """A grey picture."""
        self.pictures += 1
        self.operators.append(f"q {wide:g} 0 0 {high:g} {x:g} {y:g} cm /Im1 Do Q")

    def note(self, kind: str, text: str) -> None:
        """An annotation that is no field: Text (a sticky note), FreeText, Highlight."""
        self.annotations.append(
            f"<< /Type /Annot /Subtype /{kind} /Rect [300 300 340 320] /Contents {_string(text)} >>"
        )


@dataclass(frozen=True)
class Field:
    """A form field on the first page."""

    name: str
    value: str
    rect: tuple[float, float, float, float]
    kind: str = "Tx"
    flags: int = 0


def pdf(
    sheets: Sequence[Sheet], *, fields: Sequence[Field] = (), password: str | None = None, attached: str = ""
) -> bytes:
    """The file's bytes. `password`: what opens it ("" locks it with an empty password, which every program tries)."""
    objects: list[str | tuple[str, bytes]] = ["", ""]  # the catalogue and the page tree come last

    def add(content: str | tuple[str, bytes]) -> int:
        objects.append(content)
        return len(objects)

    info = add("<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>")
    descriptor = add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    descendant = add(
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo {info} 0 R "
        f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [1 95 500 814 939 500] >>"
    )
    font = add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        f"/DescendantFonts [{descendant} 0 R] >>"
    )
    told, silent = _squares(add)
    picture = add(
        (
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
            bytes((120, 160, 160, 120)),
        )
    )
    shared = f"<< /Font << /F1 {font} 0 R /F2 {told} 0 R /F3 {silent} 0 R >> /XObject << /Im1 {picture} 0 R >> >>"
    kids: list[int] = []
    widgets: list[int] = []
    for number, sheet in enumerate(sheets):
        content = add(("", "\n".join(sheet.operators).encode()))
        notes = [add(note) for note in sheet.annotations]
        if number == 0:
            widgets = [add(_widget(each)) for each in fields]
            notes += widgets
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]:g} {sheet.size[1]:g}] "
                f"/Rotate {sheet.rotate} /Resources {shared} /Contents {content} 0 R "
                f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
            )
        )
    form = f"/AcroForm << /Fields [{' '.join(f'{each} 0 R' for each in widgets)}] >>" if widgets else ""
    names = ""
    if attached:
        stream = add(("/Type /EmbeddedFile", b"1,2"))
        spec = add(f"<< /Type /Filespec /F {_string(attached)} /EF << /F {stream} 0 R >> >>")
        names = f"/Names << /EmbeddedFiles << /Names [{_string(attached)} {spec} 0 R] >> >>"
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {form} {names} >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    return _written(objects, password)


def _squares(add: Callable[[str | tuple[str, bytes]], int]) -> tuple[int, int]:
    """A font of squares in the file, whose codes are characters: one that says so, one that does not."""
    program = add(("", (resources.files("dibao.documents.pdf") / "font" / "squares.ttf").read_bytes()))
    glyphs = add(("", b"\0\1" * 0x10000))
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(0x100) if not 0xD8 <= high < 0xE0]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    lists = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    meaning = add(("", f"begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{lists}\nendcmap".encode()))
    descriptor = add(
        "<< /Type /FontDescriptor /FontName /AAAAAA+Squares /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        f"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 /FontFile2 {program} 0 R >>"
    )
    descendant = add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Squares /DW 1000 /CIDToGIDMap "
        f"{glyphs} 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R >>"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Squares /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R]"
    )
    return add(f"{font} /ToUnicode {meaning} 0 R >>"), add(f"{font} >>")


def _widget(each: Field) -> str:
    value = f"/{each.value}" if each.kind == "Btn" else _string(each.value)
    state = f"/AS /{each.value}" if each.kind == "Btn" else ""
    rect = " ".join(f"{side:g}" for side in each.rect)
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /{each.kind} /T {_string(each.name)} /V {value} {state} "
        f"/Ff {each.flags} /Rect [{rect}] /F 4 >>"
    )


def _string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _written(objects: Sequence[str | tuple[str, bytes]], password: str | None) -> bytes:
    identity = bytes(range(16))
    key, lock = (b"", "") if password is None else _lock(password, identity)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        if isinstance(content, str):
            body = content.encode()
        else:
            packed = zlib.compress(content[1])
            if key:
                packed = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], packed)
            body = f"<< {content[0]} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed
            body += b"\nendstream"
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /ID [<{identity.hex()}> <{identity.hex()}>] {lock} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def _lock(password: str, identity: bytes) -> tuple[bytes, str]:
    """The key and the Encrypt entry of the standard handler, revision 2 (40 bits of RC4)."""
    padded = (password.encode() + _PAD)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + identity).digest()[:5]
    user = _rc4(key, _PAD)
    return key, f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    swapped = 0
    for at in range(256):
        swapped = (swapped + state[at] + key[at % len(key)]) % 256
        state[at], state[swapped] = state[swapped], state[at]
    out = bytearray()
    first = second = 0
    for byte in data:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        out.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(out)
