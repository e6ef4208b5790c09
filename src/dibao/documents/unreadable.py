"""The sentences for input that cannot be read: what is wrong with which file, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from dibao.errors import DibaoError
from dibao.language import say

CODE = "unreadable"
_UNCONVERTED = "unconverted-"
"""How the code begins of a file that LibreOffice is asked to convert first; what it should become follows."""


def _named(name: str, zh: str, en: str) -> DibaoError:
    shown = "".join(c if c.isprintable() else "?" for c in name) or say("（无名称）", "(no name)")
    return DibaoError(say(f"读不了“{shown}”：{zh}", f"Cannot read {shown}: {en}"), code=CODE)


def missing(name: str) -> DibaoError:
    """No such file."""
    return _named(name, "没有这个文件，请检查路径和文件名。", "there is no such file; check the path and the name.")


def folder(name: str) -> DibaoError:
    """A folder where a file was expected."""
    return _named(
        name,
        "这是一个文件夹，请写出其中的文件（例如 文件夹/*）。",
        "it is a folder; name the files in it (for example folder/*).",
    )


def no_access(name: str) -> DibaoError:
    """The system refused."""
    return _named(
        name,
        "系统不允许读取，请检查权限，或先关闭正在使用它的程序。",
        "the system refused; check its permissions, or close the program that is using it.",
    )


def too_large(name: str, limit: int) -> DibaoError:
    """Over the limit, given in bytes."""
    size = f"{limit / 1024 / 1024:g} MiB"
    return _named(
        name,
        f"超过 {size} 的上限，请删去图片或拆成几个文件。",
        f"it is over the limit of {size}; take out pictures or split it.",
    )


def empty(name: str) -> DibaoError:
    """No bytes at all."""
    return _named(name, "文件是空的，请让来件单位重新发送。", "the file is empty; ask the unit to send it again.")


def unknown_format(name: str, suffix: str, readable: Sequence[str]) -> DibaoError:
    """A suffix that no format has. `readable`: those that can be read."""
    written = suffix or say("（无扩展名）", "(no extension)")
    zh, en = next(
        (advice for suffixes, advice in _ADVICE.items() if suffix in suffixes),
        (f"可读的是 {'、'.join(readable)}。", f"send one of {', '.join(readable)}."),
    )
    return _named(name, f"不支持 {written} 格式，{zh}", f"the format {written} is not supported; {en}")


def is_foreign(suffix: str) -> bool:
    """Whether it is a suffix of another program that is known here."""
    return any(suffix in suffixes for suffixes in _ADVICE)


_ADVICE = {
    (".pages",): ("请用 Pages 打开后导出为 Word（.docx）。", "open it in Pages and export it as Word (.docx)."),
    (".numbers",): ("请用 Numbers 打开后导出为 Excel（.xlsx）。", "open it in Numbers and export it as Excel (.xlsx)."),
    (".ppt", ".pptx", ".pps", ".ppsx", ".dps", ".odp", ".key"): (
        "请把其中的文字和表格复制到 Word 文档中再发送。",
        "copy its text and tables into a Word document and send that.",
    ),
    (".mht", ".mhtml"): (
        "请用浏览器打开后另存为 .html，或用 Word、WPS 打开后另存为 .docx。",
        "open it in a browser and save it as .html, or in Word or WPS and save it as .docx.",
    ),
    (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".arj", ".cab", ".iso", ".z"): (
        "请先解压，再发送其中的文件，或重新压缩为 .zip。",
        "unpack it first and send the files in it, or pack them as .zip.",
    ),
    (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".heif", ".tif", ".tiff"): (
        "图片中的文字读不出，请发送原来的文档或把文字粘贴过来。",
        "text in a picture is not read; send the document that it shows, or paste the text.",
    ),
    (".ceb", ".cebx", ".gd", ".sep", ".wdl", ".caj", ".s92", ".s72", ".gw"): (
        "请用打开它的程序另存或打印为 PDF。",
        "open it in its own program and save or print it as PDF.",
    ),
}
"""What to do with files of other programs, by suffix."""


def wrong_suffix(name: str, suffix: str, found_zh: str, found_en: str, right: str) -> DibaoError:
    """The bytes are of another format than the name says. `right`: the suffix that fits."""
    return _named(
        name,
        f"扩展名是 {suffix}，内容却是{found_zh}，请把扩展名改为 {right}。",
        f"it is named {suffix} but holds {found_en}; rename it to {right}.",
    )


def not_what_it_says(name: str, suffix: str, save_as: str) -> DibaoError:
    """The bytes are not of the format that the name says, nor of another that can be read."""
    return _named(
        name,
        f"内容不是真正的 {suffix} 文件，请用原来的程序打开后另存为 {save_as}。",
        f"it is not really a {suffix} file; open it in the program that made it and save it as {save_as}.",
    )


def encrypted(name: str) -> DibaoError:
    """Protected by a password."""
    return _named(
        name,
        "文件有密码保护，请去掉打开密码后再发送。",
        "it is protected by a password; remove the password and send it again.",
    )


def old_office(name: str, save_as: str) -> DibaoError:
    """A Word or Excel 97-2003 file under a new suffix."""
    return _named(
        name,
        f"这是 Word/Excel 97—2003 的旧格式，请用 Word 或 WPS 打开后另存为 {save_as}。",
        f"it is in the old format of Word/Excel 97-2003; open it in Word or WPS and save it as {save_as}.",
    )


def needs_office(name: str, format: str) -> DibaoError:
    """Only LibreOffice can read it, and it is not there. `format`: docx or xlsx."""
    written = PurePath(name).suffix.lower() or say("这种", "this")
    return _named(
        name,
        f"{written} 要由 LibreOffice 转换，这里没有安装；请用 Word 或 WPS 打开后另存为 .{format}，或安装 LibreOffice。",
        f"LibreOffice, which converts {written}, is not installed here; open it in Word or WPS and save it as "
        f".{format}, or install LibreOffice.",
    )


def not_converted(name: str, format: str) -> DibaoError:
    """LibreOffice could not open it."""
    return _named(
        name,
        f"LibreOffice 打不开，可能已损坏或有密码；请用 Word 或 WPS 打开后另存为 .{format}。",
        f"LibreOffice cannot open it; it may be damaged or protected by a password. Open it in Word or WPS and save it "
        f"as .{format}.",
    )


def unconverted(error: DibaoError, format: str) -> DibaoError:
    """The same sentence, with the question whether LibreOffice can make it a docx or an xlsx."""
    return DibaoError(str(error), code=_UNCONVERTED + format)


def wanted(error: DibaoError) -> str:
    """What LibreOffice is asked to make of the file: docx or xlsx; "" where it is not asked."""
    format = error.code.removeprefix(_UNCONVERTED)
    return format if error.code.startswith(_UNCONVERTED) and format in {"docx", "xlsx"} else ""


def corrupt(name: str) -> DibaoError:
    """Cut off or broken inside."""
    return _named(
        name,
        "文件已损坏或没有传完，请用 Word 或 WPS 打开看看，或让来件单位重新发送。",
        "it is damaged or incomplete; try it in Word or WPS, or ask the unit to send it again.",
    )


def cut_off(name: str) -> DibaoError:
    """A file that a program exported, not whole."""
    return _named(
        name,
        "文件已损坏或没有传完，请重新导出或重新下载一份。",
        "it is damaged or incomplete; export or fetch it again.",
    )


def swollen(name: str) -> DibaoError:
    """A small archive that unpacks to something huge."""
    return _named(
        name,
        "解压后大得不正常，为安全起见没有读取，请用 Word 或 WPS 打开后重新保存。",
        "it unpacks to far more than is normal and was left alone; open it in Word or WPS and save it anew.",
    )


def pictures(name: str) -> DibaoError:
    """A PDF of pictures: scanned, or its text turned into outlines."""
    return _named(
        name,
        "里面是图片（扫描件），没有可读的文字；请让来件单位发送原来的 Word、Excel 文件，或用扫描软件的文字识别（OCR）"
        "另存为可搜索的 PDF。",
        "it holds pictures (a scan) and no text; ask the unit for the Word or Excel file, or run text recognition "
        "(OCR) over it and save it as a searchable PDF.",
    )


def no_text(name: str) -> DibaoError:
    """Pages without anything on them."""
    return _named(
        name,
        "各页都是空白的，请让来件单位重新发送。",
        "its pages are blank; ask the unit to send it again.",
    )


def unmapped(name: str) -> DibaoError:
    """A PDF whose fonts do not say which characters they show."""
    return _named(
        name,
        "文字没有编码（字体缺少对照表），读出来会是乱码；请让来件单位发送原来的 Word、Excel 文件。",
        "its fonts do not say which characters they show; ask the unit for the Word or Excel file.",
    )


def no_pages(name: str) -> DibaoError:
    """A PDF without a page."""
    return _named(name, "里面一页也没有，请让来件单位重新发送。", "it has no pages; ask the unit to send it again.")


def too_many_pages(name: str, pages: int, limit: int) -> DibaoError:
    """More pages than are read."""
    return _named(
        name,
        f"共 {pages} 页，超过 {limit} 页的上限，请只发送报告本身，或拆成几个文件。",
        f"it has {pages} pages, over the limit of {limit}; send the report alone, or split it.",
    )


def not_text(name: str) -> DibaoError:
    """Neither UTF-8, UTF-16 nor GB18030 text."""
    return _named(
        name,
        "不是可识别的文本（既不是 UTF-8、UTF-16，也不是 GB18030），请用记事本打开后以 UTF-8 另存。",
        "it is no text in UTF-8, UTF-16 or GB18030; open it in a text editor and save it as UTF-8.",
    )


def too_slow(name: str, seconds: float) -> DibaoError:
    """It was not read in time."""
    return _named(
        name,
        f"{seconds:g} 秒还没有读完，已停止；请删去图片和多余的内容，或拆成几个文件。",
        f"it was not read within {seconds:g} seconds and was given up; take out pictures and surplus, or split it.",
    )


def too_greedy(name: str, memory: int) -> DibaoError:
    """It takes more memory than a file may; the limit is in bytes."""
    size = f"{memory / 1024 / 1024:g} MiB"
    return _named(
        name,
        f"需要的内存超过 {size}，已停止；请删去图片和多余的内容，或拆成几个文件。",
        f"it takes more than {size} of memory and was given up; take out pictures and surplus, or split it.",
    )


def too_much(name: str, output: int) -> DibaoError:
    """What was read is too large; the limit is in bytes."""
    size = f"{output / 1024 / 1024:g} MiB"
    return _named(
        name,
        f"读出的内容超过 {size}，没有采用；请拆成几个文件。",
        f"what it holds is over {size} and was not taken; split it.",
    )


def crashed(name: str) -> DibaoError:
    """Reading it broke the program that reads."""
    return _named(
        name,
        "读取时程序中断，文件可能已损坏或不安全；请用 Word 或 WPS 打开后另存，再试一次。",
        "the program that reads it broke off: the file may be damaged or unsafe; open it in Word or WPS, save it "
        "anew and try again.",
    )


def lacking(name: str, library: str) -> DibaoError:
    """A library that this format needs is not there."""
    return _named(
        name,
        f"缺少读取这种文件的组件（{library}），请重新安装邸报。",
        f"a library that reads such files is missing ({library}); install Dibao again.",
    )


def torn(name: str) -> DibaoError:
    """A file that holds files, cut off or broken inside."""
    return _named(
        name,
        "文件已损坏或没有传完，取不出里面的内容，请让来件单位重新发送。",
        "it is damaged or incomplete and nothing can be taken out of it; ask the unit to send it again.",
    )


def swollen_parcel(name: str) -> DibaoError:
    """A file that holds more, or larger, files than is normal."""
    return _named(
        name,
        "里面的文件多得或大得不正常，为安全起见没有取出，请分成几个再发送。",
        "it holds more or larger files than is normal and was left alone; split it and send the parts.",
    )


def too_deep(name: str, depth: int) -> DibaoError:
    """A file in a file in a file, deeper than is followed."""
    return _named(
        name,
        f"套了超过 {depth} 层，请把里面的文件取出来直接发送。",
        f"it is nested more than {depth} deep; take the files out and send them as they are.",
    )


HOLDS_FILES = "holds_files"


def holds_files(name: str) -> DibaoError:
    """A file that holds files where one document was expected (code `holds_files`)."""
    told = _named(
        name,
        "里面装着别的文件或几个人的消息，请取出后逐个发送。",
        "it holds other files or the messages of several people; take them out and send them one by one.",
    )
    return DibaoError(str(told), code=HOLDS_FILES)


def nothing_inside(name: str) -> DibaoError:
    """A file that holds files, without any that could be a report."""
    return _named(
        name,
        "里面没有可读的来件，请让来件单位重新发送。",
        "there is no report in it; ask the unit to send it again.",
    )


def locked_mail(name: str) -> DibaoError:
    """A mail that is encrypted, or whose signature wraps its text."""
    return _named(
        name,
        "邮件经过加密或签名封装，请让来件单位不加密、不签名再发一次。",
        "the mail is encrypted or sealed by its signature; ask the unit to send it again without.",
    )


def tnef(name: str) -> DibaoError:
    """Outlook's own wrapping of attachments (winmail.dat)."""
    return _named(
        name,
        "这是 Outlook 特有的封装，附件在里面取不出来，请让来件单位以纯文本或 HTML 格式重发。",
        "it is Outlook's own wrapping around the attachments; ask the unit to send the mail as plain text or HTML.",
    )
