"""Which fonts stand for 小标宋, 仿宋, 黑体 and 楷体 here, and which characters none of them has."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    import typst

SETTING = "DIBAO_FONTS"
"""Environment variable: a folder with a site's own (licensed) fonts, looked at before the system's."""

SYSTEM_FOLDERS = (Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),)
"""Folders with Chinese fonts that the system itself does not list."""

DEBIAN = ("fonts-noto-cjk", "fonts-lxgw-wenkai", "fonts-noto-cjk-extra")
"""The Debian packages that make the PDF come out in full; FandolFang (仿宋) is in texlive-lang-chinese."""

_OFFICIAL = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", "FandolFang"),
    "hei": ("黑体", "SimHei", "STHeiti", "FandolHei", "Noto Sans CJK SC"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", "LXGW WenKai"),
    "song": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
}
_LATIN = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")
_REST = (
    "LXGW WenKai",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "SimSun",
    "Songti SC",
    "FandolSong",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
)
"""What stands in for a face that is not there, and for characters that a face lacks."""
_SERIF_FIRST = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "FandolSong", "SimSun", "Songti SC")
_HEAVY = frozenset(("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC"))


@dataclass(frozen=True)
class Faces:
    """The families to use, first choice first, for each face of the official form. `black`: the title's weight."""

    fang: tuple[str, ...]
    hei: tuple[str, ...]
    kai: tuple[str, ...]
    song: tuple[str, ...]
    latin: tuple[str, ...]
    black: int
    fonts: typst.Fonts

    @property
    def chinese(self) -> tuple[str, ...]:
        """All Chinese families in use."""
        return tuple(dict.fromkeys((*self.fang, *self.hei, *self.kai, *self.song)))


def folders() -> list[Path]:
    """Where fonts are looked for beside the system's list."""
    own = os.environ.get(SETTING)
    return [folder for folder in ((Path(own),) if own else ()) + SYSTEM_FOLDERS if folder.is_dir()]


def faces() -> Faces:
    """The fonts of this machine; DibaoError (code `no_fonts`) says what to install where there is no Chinese one."""
    return _faces(tuple(folders()))


@lru_cache(maxsize=4)
def _faces(extra: tuple[Path, ...]) -> Faces:
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=list(extra))
    there = set(fonts.families())
    rest = [family for family in _REST if family in there]
    chosen = {face: [family for family in names if family in there] for face, names in _OFFICIAL.items()}
    serif = [family for family in _SERIF_FIRST if family in there]
    if not rest and not any(chosen.values()):
        raise DibaoError(
            say(
                f"这台机器没有中文字体，写不出 PDF（Word 和网页照常）；请安装 {'、'.join(DEBIAN)} 等字体包，"
                f"或把字体放进一个文件夹并设 {SETTING}。",
                f"There is no Chinese font here, so no PDF (Word and HTML still come); "
                f"install {', '.join(DEBIAN)}, or put fonts into a folder and name it in {SETTING}.",
            ),
            code="no_fonts",
        )
    song = tuple(dict.fromkeys((*chosen["song"], *serif, *rest, *chosen["hei"])))
    fang, hei, kai = (tuple(dict.fromkeys((*chosen[face], *rest, *song))) for face in ("fang", "hei", "kai"))
    latin = tuple(family for family in _LATIN if family in there)
    return Faces(fang, hei, kai, song, latin, 900 if song[0] in _HEAVY else 400, fonts)


def missing_fonts() -> list[str]:
    """The faces of the official form that another font stands in for, for `doctor`: 仿宋, 黑体, 楷体, 小标宋."""
    names = {"fang": "仿宋", "hei": "黑体", "kai": "楷体", "song": "小标宋"}
    try:
        here = faces()
    except DibaoError:
        return list(names.values())
    return [zh for face, zh in names.items() if not set(getattr(here, face)) & set(_OFFICIAL[face])]


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text that no font in use can show, in order; DibaoError (`no_fonts`) without any font."""
    here = faces()
    wanted = dict.fromkeys(sign for sign in text if not sign.isspace() and category(sign) not in ("Cc", "Cf"))
    covered: set[int] = set()
    files = {(info.path, info.index) for info in _files(here)}
    for path, index in sorted(files):
        covered |= _characters(path, index)
        if all(ord(character) in covered for character in wanted):
            return []
    return [character for character in wanted if ord(character) not in covered]


def _files(here: Faces) -> Iterable[typst.FontInfo]:
    families = {*here.chinese, *here.latin}
    met: set[str] = set()
    for info in here.fonts.fonts():
        if info.family in families and info.path and info.family not in met:
            met.add(info.family)
            yield info


@lru_cache(maxsize=64)
def _characters(path: str, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
