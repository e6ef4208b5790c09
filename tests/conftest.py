"""pdfium is begun once a process: as Dibao begins it, whichever test uses it first. Long tests are begun first."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import dibao
from dibao.documents.pdf.file import begin
from support import databases

begin()

for compiled in Path(dibao.__path__[0]).rglob("*.so"):
    source = compiled.with_name(compiled.name.split(".")[0] + ".py")
    if source.stat().st_mtime > compiled.stat().st_mtime:
        pytest.exit(f"{source} was changed after it was compiled: make install (or delete {compiled.name}).", 2)

# Pages are tested under the settings of the browser (make test), everything else under those of the command line.
if os.environ.get("DJANGO_SETTINGS_MODULE") != "dibao.office.site.settings":
    collect_ignore = ["pages", "browser"]


@pytest.fixture(scope="session", autouse=True)
def _databases() -> Iterator[None]:
    yield
    databases.clean_up()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker begins with its share of the long tests (marked slow), so that none is left over at the end.

    `--dist worksteal` gives each worker an equal stretch of this list; who is done takes over from the others.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("slow")]
    short = [item for item in items if not item.get_closest_marker("slow")]
    left, dealt = len(items), list[pytest.Item]()
    for worker in range(workers):
        own = long[worker::workers]
        stretch = max(left // (workers - worker) - len(own), 0) if worker + 1 < workers else len(short)
        dealt += [*own, *short[:stretch]]
        short, left = short[stretch:], len(items) - len(dealt)
    items[:] = dealt
