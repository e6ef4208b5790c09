"""How long does a brief take, from the command to the three files? Beside letting LibreOffice convert the Word file.

    python benchmarks/brief.py [--figures 60 300] [--rounds 5]

A city of 20 units that have reported for two days, and an office's own Word file with so many figures typed into it,
from 300 figures on with ten charts of these units as well.
`dibao brief -o .docx -o .pdf -o .html` is timed as a process, start-up, checks and all; the fastest of the rounds is
told, and the processor time that it took (which says more on a machine that does other things as well). The peer is
what one would otherwise pick for the last step: LibreOffice makes PDF and HTML of the Word file that Dibao wrote.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document

from dibao.catalogue import default_catalogue

UNITS = 20
DAYS = ("2026-02-03", "2026-02-04")
CODES = (
    *("media.stories", "media.stories_upper", "media.reprints", "media.videos", "media.graphics", "media.live"),
    *("accounts.posts", "accounts.reads", "accounts.plays", "accounts.sms", "guidance.issued", "guidance.relayed"),
    *("listening.items", "listening.topic_items", "listening.calls", "listening.answered", "listening.reports"),
    *("claims.checked", "claims.corrected", "outreach.leaflets", "outreach.notices", "outreach.banners"),
    *("outreach.slogans", "outreach.posters", "outreach.households", "outreach.talks", "arts.works", "arts.shows"),
    *("volunteers.services", "training.courses"),
)
BASES = ("new", "cumulative")


class Took(NamedTuple):
    """Seconds on the clock, and of the processor."""

    wall: float
    cpu: float


def make(root: Path, figures: int) -> None:
    """A workspace, its units' tables in `sent/DAY`, and a template of so many figures."""
    units = "".join(f"u{number},第{number}区,district,,\n" for number in range(UNITS))
    (root / "units.csv").write_text(f"code,name,kind,parent,aliases\nhq,安澜市宣传组,office,,\n{units}", "utf-8")
    settings = '[office]\nname = "安澜市宣传组"\ncity = "安澜市"\nbegan = 2026-01-20\n[windows]\ndefault = "11:00"\n'
    (root / "dibao.toml").write_text(settings, encoding="utf-8")
    catalogue = default_catalogue()
    for back, day in enumerate(reversed(DAYS)):
        folder = root / "sent" / day
        folder.mkdir(parents=True)
        for number in range(UNITS):
            with (folder / f"第{number}区{day}.csv").open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file)
                table.writerow(["项目", "计量单位", "新增", "累计"])
                for place, code in enumerate(CODES):
                    new, whole = 50 + number + place, 9000 + 61 * number + 50 * (1 - back)
                    table.writerow([catalogue[code].zh, catalogue[code].units[0], new, whole])
    _template(figures).save(str(root / "template.docx"))


def _template(figures: int) -> Document:
    """An office's own file: a paragraph an indicator and scope, a figure new and one cumulative."""
    word, catalogue = Document(), default_catalogue()
    word.add_paragraph("宣传工作日报（第[issue]期）[date]")
    scopes = ["all", *(f"u{number}" for number in range(UNITS))]
    places = [(scope, code) for scope in scopes for code in CODES][: figures // len(BASES)]
    for scope, code in places:
        one = catalogue[code]
        new, whole = (f"[{code} {basis} scope={scope} measure={one.units[0]} style=#,###]" for basis in BASES)
        word.add_paragraph(f"[window {one.area}]，{one.zh}{new}{one.units[0]}，累计{whole}{one.units[0]}。")
    if figures >= 300:
        for place, code in enumerate(CODES[:15]):
            kind = ("bars", "map", "parts")[place % 3]
            word.add_paragraph(f"[chart {kind} {code} new scope=kind:district]")
    return word


def run(root: Path, *arguments: str) -> Took:
    """One command as a process, with compiled modules kept from run to run, as an installed Dibao has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(root / "compiled")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(arguments, cwd=root, env=kept, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(done.stderr or done.stdout)
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def dibao(root: Path, *arguments: str) -> Took:
    return run(root, sys.executable, "-m", "dibao", "-w", str(root), *arguments)


def measured(root: Path, figures: int, rounds: int) -> None:
    make(root, figures)
    for day in DAYS:
        dibao(root, "receive", "--date", day, *map(str, sorted((root / "sent" / day).iterdir())))
    outs = [option for kind in ("docx", "pdf", "html") for option in ("-o", f"brief.{kind}")]
    took = [dibao(root, "brief", "--date", DAYS[-1], *outs) for _ in range(rounds + 1)][1:]
    dibao(root, "brief", "--date", DAYS[-1], "-o", "brief.json")
    brief = json.loads((root / "brief.json").read_text(encoding="utf-8"))
    told, charts = brief["figures"], brief["pictures"]
    valued = sum(figure["value"] is not None for figure in told)
    print(f"{len(told)} figures, {valued} of them told by the units' reports; {len(charts)} charts")
    _print("dibao brief: docx, pdf, html", took)
    if shutil.which("soffice"):
        kinds = ("pdf", "html")
        office = [run(root, "soffice", "--headless", "--convert-to", kind, "brief.docx") for kind in kinds]
        _print("LibreOffice: pdf, html of the docx", [Took(sum(t.wall for t in office), sum(t.cpu for t in office))])


def _print(name: str, took: Sequence[Took]) -> None:
    print(f"{name:36}{min(t.wall for t in took):7.2f} s{min(t.cpu for t in took):9.2f} s of the processor")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--figures", type=int, nargs="+", default=[60, 300])
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    os.environ.pop("DIBAO_WORKSPACE", None)
    for figures in given.figures:
        with tempfile.TemporaryDirectory() as folder:
            measured(Path(folder), figures, given.rounds)


if __name__ == "__main__":
    main()
