"""Names of files inside files: made harmless, and sorted into reports, pictures and litter."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

UNNAMED = "无名"
_LONGEST = 100
"""Of one part of a path, in characters: with 4 bytes each still within what file systems allow."""
_DEEPEST = 8
_FORBIDDEN = re.compile(r'[:*?"<>|]')
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)

_LITTER = re.compile(
    r"__macosx/|(?:.*/)?(?:\._.*|\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|~\$.*|~wrl.*|\.~lock\..*|\.[^/]*|.*\.lnk|.*\.url|.*\.tmp)",
    re.IGNORECASE,
)
_MEDIA = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".webp", ".heic", ".heif", ".tif", ".tiff", ".svg"),
        *(".mp3", ".m4a", ".wav", ".amr", ".aac", ".wma", ".ogg", ".mp4", ".mov", ".avi", ".wmv", ".mkv", ".flv"),
    )
)
_MEDIA_BYTES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|BM....\0\0\0\0|RIFF....WEBP|....ftyp|ID3", re.DOTALL)


def safe(path: str) -> str:
    """A relative path with plain parts: no `..`, root, drive, device, control or direction sign, and not too long.

    Separators may be those of Windows. Where nothing is left, it is 无名.
    """
    split = [part.strip() for part in re.split(r"[/\\]+", unicodedata.normalize("NFC", path))]
    if split and _DRIVE.fullmatch(split[0]):
        split = split[1:]
    parts = [part for part in map(_part, split) if part]
    return "/".join(parts[-_DEEPEST:]) or UNNAMED


def _part(part: str) -> str:
    spaced = "".join(" " if sign.isspace() else sign for sign in part)
    plain = _FORBIDDEN.sub("_", "".join(sign for sign in spaced if sign.isprintable())).strip().rstrip(". ")
    if len(plain) > _LONGEST:
        suffix = PurePosixPath(plain).suffix
        suffix = suffix if len(suffix) <= 10 else ""
        plain = plain[: _LONGEST - len(suffix)].rstrip(". ") + suffix
    return f"_{plain}" if _DEVICE.fullmatch(plain) else plain


def apart(name: str, taken: set[str]) -> str:
    """The name, numbered as a second download is where it is taken already; it then is."""
    path = PurePosixPath(name)
    count = 1
    free = name
    while free.casefold() in taken:
        count += 1
        free = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
    taken.add(free.casefold())
    return free


def litter(name: str) -> bool:
    """Whether a file is what systems and editors leave behind: lock files, thumbnails, shortcuts, hidden files."""
    return _LITTER.fullmatch(name) is not None or name.casefold().startswith("__macosx/")


def media(name: str, data: bytes) -> bool:
    """Whether a file is a picture, a recording or a film: by its suffix, or by its bytes where it has none."""
    suffix = PurePosixPath(name).suffix.casefold()
    return suffix in _MEDIA or (not suffix and _MEDIA_BYTES.match(data) is not None)
