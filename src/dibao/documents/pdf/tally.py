"""What of a PDF was left out, or taken in a certain way, and the sentences that tell the clerk."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.documents.pdf.parts import Leaf
from dibao.language import say

_LISTED = 8


def sentences(leaves: Sequence[Leaf], blank: Sequence[int], attachments: int, dynamic: bool) -> tuple[str, ...]:
    """One sentence for each thing that was met. `blank`: the pages that hold pictures of text and no text."""
    hidden = sum(leaf.left.hidden for leaf in leaves)
    outside = sum(leaf.left.outside for leaf in leaves)
    askew = sum(leaf.left.askew for leaf in leaves)
    unmapped = sum(leaf.left.unmapped for leaf in leaves)
    annotations = sum(leaf.left.annotations for leaf in leaves)
    pictures = sum(leaf.pictures for leaf in leaves if leaf.number not in blank and not leaf.left.recognised)
    recognised = [leaf.number for leaf in leaves if leaf.left.recognised]
    said = [
        (
            blank,
            f"{_pages_zh(blank)}是图片（扫描页），没有可读的文字，未读；{_ADVICE_ZH}",
            f"{_pages_en(blank)}: a picture (a scan) without text, left out; {_ADVICE_EN}",
        ),
        (
            recognised,
            f"{_pages_zh(recognised)}的文字是扫描时机器识别的，可能有错，请核对数字。",
            f"{_pages_en(recognised)}: the text was recognised by a scanner's program; please check the figures.",
        ),
        (hidden, f"看不见的文字 {hidden} 个未读。", f"Characters that cannot be seen were left out ({hidden})."),
        (outside, f"页面以外的文字 {outside} 个未读。", f"Characters outside the page were left out ({outside})."),
        (askew, f"斜排的文字（如水印）{askew} 个未读。", f"Slanting text, such as watermarks, was left out ({askew})."),
        (
            unmapped,
            f"有 {unmapped} 个字因字体缺少对照表读不出，请核对原文。",
            f"{unmapped} characters could not be read: their font does not say what they are; please check.",
        ),
        (annotations, f"批注 {annotations} 条未读。", f"Annotations were left out ({annotations})."),
        (
            attachments,
            f"附件 {attachments} 个未读，请另发原文件。",
            f"Attached files were not read ({attachments}); ask for the files.",
        ),
        (pictures, f"图片 {pictures} 张，其中的文字未读。", f"Text in pictures was not read ({pictures})."),
        (
            dynamic,
            "这是 XFA 动态表单，只能读到其中的固定内容；请打印成 PDF 后再发送。",
            "It is a dynamic XFA form, of which only the fixed part can be read; print it to PDF and send that.",
        ),
    ]
    return tuple(say(zh, en) for met, zh, en in said if met)


_ADVICE_ZH = "请发送原来的 Word、Excel 文件，或用扫描软件的文字识别（OCR）另存。"
_ADVICE_EN = "send the Word or Excel file it was made from, or run text recognition (OCR) over it."


def _pages_zh(numbers: Sequence[int]) -> str:
    more = f"等 {len(numbers)} 页" if len(numbers) > _LISTED else "页"
    return "第" + "、".join(map(str, numbers[:_LISTED])) + more


def _pages_en(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
    return "Page " + ", ".join(map(str, numbers[:_LISTED])) + more
