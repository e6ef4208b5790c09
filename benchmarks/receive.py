"""How long do thousands of reports take to come in? Folder to ledger, beside receiving them one by one, same run.

    python benchmarks/receive.py [--reports 3000]                     (SQLite, in a folder of its own)
    DIBAO_DATABASE_URL=postgres://… python benchmarks/receive.py      (in a new database on that server)

One-page reports of as many units, in Word, Excel, text, PDF, web page, CSV and mail, with about ten figures each and a
table in every third. A run of `dibao receive` as a process is timed from start to end, with the most memory that all of
its processes took together at a time; then it is run again, which finds everything there; then a tenth of the reports
goes in one by one, as a person would give them.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from email.message import EmailMessage
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.databases import own_database

DAY = "2026-02-04"
THINGS = (
    *(("发放宣传单", "份"), ("张贴通告", "张"), ("悬挂横幅", "条"), ("出动宣传车", "辆次"), ("入户走访", "户")),
    *(("播放大喇叭", "小时"), ("张贴海报", "张"), ("开展宣讲", "场"), ("设置展板", "块"), ("发送短信", "条")),
)
Told = list[tuple[str, str, int, int]]


def told(dice: random.Random) -> Told:
    """What a report tells: the thing, its measure word, today's figure and the cumulative one."""
    chosen = dice.sample(THINGS, 5)
    return [(thing, word, new := dice.randint(1, 900), new + dice.randint(100, 90000)) for thing, word in chosen]


def paragraphs(unit: str, figures: Told) -> list[str]:
    """The report as text."""
    new = "，".join(f"{thing}{value}{word}" for thing, word, value, _ in figures)
    whole = "，".join(f"{thing}{value}{word}" for thing, word, _, value in figures)
    return [
        f"{unit}疫情防控宣传工作情况",
        "2026年2月4日",
        f"一、基本情况。2月3日11时至2月4日11时，{unit}组织干部群众开展宣传引导，{new}。",
        f"二、累计情况。截至2月4日11时，累计{whole}。",
        "三、下一步打算。继续把政策讲到户、讲到人，请各村（社区）按时报送。",
    ]


def rows(figures: Told) -> list[list[str | int]]:
    """The report as a table."""
    return [["项目", "计量单位", "新增", "累计"], *([thing, word, new, whole] for thing, word, new, whole in figures)]


def txt(unit: str, figures: Told) -> bytes:
    return "\n".join(paragraphs(unit, figures)).encode()


def docx(unit: str, figures: Told) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs(unit, figures)[:3]:
        document.add_paragraph(paragraph)
    table = document.add_table(0, 4)
    for row in rows(figures):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    return _saved(document.save)


def xlsx(unit: str, figures: Told) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{unit}疫情防控宣传工作统计表（2026年2月4日）"])
    for row in rows(figures):
        sheet.append(row)
    return _saved(book.save)


def html(unit: str, figures: Told) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(unit, figures))
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def table(unit: str, figures: Told) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([[f"{unit}2026年2月4日统计表"], *rows(figures)])
    return held.getvalue().encode("gb18030")


def eml(unit: str, figures: Told) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = f"{unit}2月4日宣传工作情况"
    mail["From"], mail["To"], mail["Date"] = "a@example.com", "b@example.com", "Wed, 04 Feb 2026 10:50:00 +0800"
    mail.set_content("\n".join(paragraphs(unit, figures)))
    return mail.as_bytes()


def pdf(unit: str, figures: Told) -> bytes:
    import typst

    lines = "\n\n".join(paragraphs(unit, figures))
    source = f'#set page(paper: "a4")\n#set text(font: ("Noto Serif CJK SC", "LXGW WenKai"), lang: "zh")\n{lines}\n'
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


KINDS: dict[str, tuple[Callable[[str, Told], bytes], int]] = {
    "docx": (docx, 35),
    "xlsx": (xlsx, 20),
    "txt": (txt, 20),
    "pdf": (pdf, 10),
    "html": (html, 5),
    "csv": (table, 5),
    "eml": (eml, 5),
}
"""Of a hundred reports, how many come in each format."""


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    held = io.BytesIO()
    save(held)
    return held.getvalue()


def make(root: Path, count: int) -> None:
    """A workspace of `count` units and a folder `sent` with a report of each."""
    dice = random.Random(11)
    names = [f"第{number}镇" for number in range(count)]
    units = "".join(f"u{number},{name},district,,\n" for number, name in enumerate(names))
    (root / "units.csv").write_text(f"code,name,kind,parent,aliases\nhq,安澜市宣传组,office,,\n{units}", "utf-8")
    (root / "dibao.toml").write_text('[office]\nname = "安澜市宣传组"\nbegan = 2026-01-20\n', encoding="utf-8")
    (root / "sent").mkdir()
    kinds = [kind for kind, (_, share) in KINDS.items() for _ in range(share)]
    for name in names:
        kind = dice.choice(kinds)
        (root / "sent" / f"{name}.{kind}").write_bytes(KINDS[kind][0](name, told(dice)))


class Memory(threading.Thread):
    """Looks at what a process and its children take, until it ends; shared pages are counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.most = 0

    def run(self) -> None:
        while Path(f"/proc/{self._pid}").exists():
            self.most = max(self.most, sum(_share(pid) for pid in _family(self._pid)))
            time.sleep(0.05)


def _share(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def received(root: Path, *files: Path) -> tuple[float, int, str]:
    """One run of the command: seconds, most memory in bytes, its last words."""
    command = [sys.executable, "-m", "dibao", "-w", str(root), "receive", "--date", DAY, "--json", *map(str, files)]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        memory = Memory(process.pid)
        memory.start()
        _, said = process.communicate()
    seconds = time.perf_counter() - begin
    memory.join()
    if process.returncode:
        sys.exit(f"receive ended with {process.returncode}: {said[-2000:]}")
    return seconds, memory.most, said.strip().splitlines()[-1]


def main() -> None:
    """Make, receive, receive again, and one by one."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=3000)
    count = options.parse_args().reports
    where = "PostgreSQL" if os.environ.get("DIBAO_DATABASE_URL") else "SQLite"
    with ExitStack() as held:
        root = Path(held.enter_context(tempfile.TemporaryDirectory()))
        os.environ.update(held.enter_context(own_database()))
        begin = time.perf_counter()
        make(root, count)
        print(f"{where}: {count} reports made in {time.perf_counter() - begin:.0f} s")
        seconds, memory, said = received(root, root / "sent")
        print(f"received       {seconds:7.1f} s  {memory / 2**20:6.0f} MiB  {count / seconds:6.1f} a second  {said}")
        seconds, memory, said = received(root, root / "sent")
        print(f"again          {seconds:7.1f} s  {memory / 2**20:6.0f} MiB  {count / seconds:6.1f} a second  {said}")
        few = sorted((root / "sent").iterdir())[: max(1, count // 100)]
        apart = Path(held.enter_context(tempfile.TemporaryDirectory()))
        os.environ.update(held.enter_context(own_database()))
        for name in ("units.csv", "dibao.toml"):
            (apart / name).write_bytes((root / name).read_bytes())
        begin = time.perf_counter()
        for file in few:
            received(apart, file)
        seconds = time.perf_counter() - begin
        print(f"one by one     {seconds:7.1f} s  for {len(few)}: {len(few) / seconds:.1f} a second")


if __name__ == "__main__":
    main()
