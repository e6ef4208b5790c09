"""How long does a page take on the server? On the example, and with 3,000 units and a month of entries, in one run.

    python benchmarks/pages.py [--rounds 9] [--units 3000] [--days 31] [--indicators 6] [--only example|large]
                               [--match /ledger/] [--busy]

Each page is asked for through Django's test client, middleware and templates and all, by somebody who may see it. Told
are the first answer after a write (nothing is kept yet: briefs composed, totals added up, findings found), and how many
questions it asked the database; then the median of the rounds, its processor time and questions, and the size of the
page. A large office's page that says that something is still being made is asked again until it is not: `ready` tells
after how many seconds, and the first answer is the page that says so. What a page may take: 12 questions, 20 the
first time, and at the median 150 ms on the example, 400 ms in the large office; a first answer 3 s. Of the example it
is every page of the office. Exit 1 where a page
takes more. `--busy`: on a machine that others use, the processor time of a page counts and not the time that passed.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django.test import Client

QUERIES, COLD = 12, 20
"""A page's questions to the database; the first time after a write, when nothing is kept."""
EXAMPLE, LARGE, FIRST = 0.150, 0.400, 3.0
BUSY = "--busy" in sys.argv
MAKING = b'class="note making"'
"""What a page has where something that it shows is being made."""
EXAMPLE_DAY = "2026-02-04"


class Page(NamedTuple):
    """What a page took."""

    address: str
    first: float
    cold: int
    ready: float
    median: float
    processor: float
    queries: int
    size: int


def signed_in(root: Path) -> Client:
    """Somebody in every role, in the office of this folder."""
    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from dibao.office.people.models import Membership, User
    from dibao.office.shared.policies import Role

    user = User.objects.create(username="bench", password=make_password(None))
    for role in (Role.COMPILER, Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR):
        Membership.objects.create(user=user, role=role.value)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def measured(client: Client, address: str, rounds: int, *, warm: bool) -> Page:
    """Ask for a page again and again; SystemExit where it is none. `warm`: once before all that is measured."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from dibao.office.audit.models import AuditLine

    def once() -> tuple[float, float]:
        nonlocal content
        begin, spent = time.perf_counter(), time.process_time()
        answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} answers {answer.status_code}")
        content = answer.content
        return time.perf_counter() - begin, time.process_time() - spent

    content = b""
    if warm:  # what a process does the first time of all; a large office's answer would be begun twice
        once()
    AuditLine.objects.create(at=datetime.now(UTC), who="bench", verb="bench.write", target="bench", detail={})
    with CaptureQueriesContext(connection) as cold:
        first = once()[BUSY]
    questions = len(cold)  # now: the next request empties the list
    begin = time.perf_counter()
    while MAKING in content:
        time.sleep(0.5)
        once()
    ready = time.perf_counter() - begin
    took = [once() for _ in range(rounds)]
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    wall, processor = (statistics.median(times) for times in zip(*took, strict=True))
    return Page(address, first, questions, ready, wall, processor, len(asked), len(content))


def shown(client: Client, addresses: Sequence[str], rounds: int, most: float) -> bool:
    """Print a line a page; whether all keep within what a page may take."""
    client.get("/briefs/")
    print(f"  {'page':52}{'first':>10}{'queries':>8}{'ready':>8}{'median':>10}{'processor':>11}{'queries':>8}{'KB':>6}")
    sound = True
    for address in addresses:
        page = measured(client, address, rounds, warm=most != LARGE)
        took = page.processor if BUSY else page.median
        kept = took <= most and page.first <= FIRST and page.queries <= QUERIES and page.cold <= COLD
        sound = sound and kept
        print(
            f"  {page.address:52}{page.first * 1000:7.0f} ms{page.cold:8}{page.ready:6.0f} s"
            f"{page.median * 1000:7.0f} ms"
            f"{page.processor * 1000:8.0f} ms{page.queries:8}{page.size / 1000:6.0f}{'' if kept else '  <- too much'}",
            flush=True,
        )
    return sound


def example(root: Path, rounds: int, match: str) -> bool:
    """The example city after its three days, its last brief issued."""
    from dibao.office.site.opening import open_site

    subprocess.run([sys.executable, "-m", "dibao", "demo", str(root)], check=True, stdout=subprocess.DEVNULL)
    office = open_site(root)
    from dibao.office.ledger.models import Entry

    print(f"The example: {len(office.workspace.units)} units, {Entry.objects.count():,} entries")
    client = signed_in(root)
    return shown(client, [one for one in every_page(client, root) if match in one], rounds, EXAMPLE)


def every_page(client: Client, root: Path) -> list[str]:
    """The addresses of every page that the example has for somebody who works there, once something stands on each."""
    from django.urls import resolve

    from dibao.office.briefs.models import Draft
    from dibao.office.ledger.models import Entry
    from dibao.office.reports.models import Report, Upload
    from dibao.office.today.models import Reply

    day, drafted, early = EXAMPLE_DAY, "2026-02-03", "2026-01-29"
    for told in (120, 150):  # two versions of a report
        path = root.with_name("雁河县.txt")
        path.write_text(f"雁河县宣传工作情况\n今日新增发放宣传单{told}份，张贴海报60张。", "utf-8")
        command = [
            sys.executable,
            "-m",
            "dibao",
            "-w",
            str(root),
            "receive",
            "--date",
            early,
            "--unit",
            "yanhe",
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True)
    client.post(f"/briefs/daily/{drafted}/begin/")
    client.post("/reports/send/", {"text": "今日新增发放宣传单 300 份，张贴海报 40 张。"})
    today = client.get(f"/today/{day}/").content.decode()
    finding = re.findall(r'action="[^"]*/reply/">.*?name="finding" value="(\w+)"', today, re.DOTALL)[0]
    client.post(f"/today/{day}/reply/", {"finding": finding, "text": "核实过了，累计应为 46225 份。"})
    sheet = client.get(f"/briefs/daily/{drafted}/").content.decode()
    paragraph = re.findall(r'data-edit="([^"]+)"', sheet)[3]
    entry = Entry.objects.filter(day=day, indicator="outreach.leaflets").values_list("number", flat=True)[0]
    report = Report.objects.filter(day=day).order_by("-figures").values_list("id", flat=True)[0]
    newest = Report.objects.latest("id").id
    upload, reply = Upload.objects.latest("id").id, Reply.objects.latest("id").id
    assert Draft.objects.exists()
    found = [
        *(f"/today/{day}/", f"/today/{day}/instruction/", f"/today/reply/{reply}/"),
        *(f"/reports/?day={day}", f"/reports/{report}/", f"/reports/{newest}/changes/", f"/reports/uploads/{upload}/"),
        *("/reports/burden/", "/reports/of/wanghai/", "/briefs/", f"/briefs/daily/{day}/"),
        *(f"/briefs/daily/{day}/?figure=f11", f"/briefs/weekly/{day}/", f"/briefs/daily/{drafted}/", paragraph),
        *(f"/briefs/daily/{drafted}/remarks/", f"/briefs/daily/{drafted}/issue/"),
        *("/briefs/no/1/", "/briefs/no/1/?figure=f11", "/briefs/no/1/slip/", f"/briefs/telling/{entry}/"),
        *(f"/ledger/?day={day}", f"/ledger/of/outreach.leaflets/?to={day}", f"/ledger/entry/{entry}/"),
        *(f"/ledger/carry/{day}/?unit=dongbu", "/people/", "/rules/", "/rules/units.csv/", "/rules/catalogue.csv/"),
        *("/rules/dibao.toml/", "/account/", "/account/2fa/", "/account/sessions/"),
    ]
    invited = [sys.executable, "-m", "dibao", "-w", str(root), "invite", "reader"]
    link = subprocess.run(invited, check=True, capture_output=True, text=True).stdout.strip()
    found.append("/" + link.split("/", 3)[3])
    _none_left_out({resolve(one.partition("?")[0]).url_name or "" for one in found})
    return found


def _none_left_out(names: set[str]) -> None:
    """SystemExit where one of the office's own pages that the tests look at in a browser is not measured."""
    from django.urls import resolve

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from browser.office_pages import PAGES

    for seen in PAGES.values():
        if not seen.role or seen.status != 200:
            continue
        page = resolve(re.sub(r"\{\w+\}", "1", seen.address).partition("?")[0])
        own = not getattr(page.func, "view_class", page.func).__module__.startswith("allauth.")
        if own and page.url_name not in names | {"today"}:
            sys.exit(f"{seen.address} is not measured")


def large(root: Path, units: int, days: int, indicators: int, rounds: int, match: str) -> bool:
    """An office that many times as large, filled as benchmarks/rollup.py fills it."""
    from dibao.catalogue import default_catalogue
    from dibao.office.site.opening import open_site

    sys.path.insert(0, str(Path(__file__).parent))
    import rollup

    codes = [code for code in default_catalogue() if code not in ("other", "rate.share")][:indicators]
    names = rollup.workspace(root, units)
    open_site(root)
    begin = time.perf_counter()
    count = rollup.fill(names, codes, days)
    print(f"{units:,} units, {days} days: {count:,} entries, made in {time.perf_counter() - begin:.0f} s", flush=True)
    day: date = rollup.LAST
    addresses = [
        f"/today/{day}/",
        f"/reports/?day={day}",
        "/briefs/",
        f"/briefs/daily/{day}/",
        f"/ledger/?day={day}",
        f"/ledger/of/{codes[0]}/?to={day}",
        f"/ledger/of/{codes[0]}/?to={day}&from={date.fromordinal(day.toordinal() - 30)}",
        f"/ledger/of/{codes[0]}/?to={day}&page=30",
        f"/ledger/entry/{count - 5}/",
        f"/ledger/carry/{day}/?unit={names[-1]}",
        f"/today/{day}/instruction/",
        "/reports/burden/",
        f"/reports/of/{names[-1]}/",
        "/people/",
        "/rules/units.csv/",
    ]
    return shown(signed_in(root), [one for one in addresses if match in one], rounds, LARGE)


def main() -> None:
    """Both offices, on SQLite in folders of their own."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--units", type=int, default=3_000)
    options.add_argument("--days", type=int, default=31)
    options.add_argument("--indicators", type=int, default=6)
    options.add_argument("--only", choices=("example", "large"))
    options.add_argument("--match", default="", help="only addresses with this in them")
    options.add_argument("--busy", action="store_true")
    chosen = options.parse_args()
    os.environ.pop("DIBAO_DATABASE_URL", None)
    print(f"{datetime.now():%Y-%m-%d}, SQLite")
    sound = True
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("example", "large")]
        if chosen.only != "large":
            sound = example(places[0], chosen.rounds, chosen.match)
        if chosen.only != "example":
            places[1].mkdir()
            size = (chosen.units, chosen.days, chosen.indicators)
            sound = large(places[1], *size, chosen.rounds, chosen.match) and sound
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
