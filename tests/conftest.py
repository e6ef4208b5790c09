"""pdfium is begun once a process: as Dibao begins it, whichever test uses it first."""

import os
from pathlib import Path

import pytest

import dibao
from dibao.documents.pdf.file import begin

begin()

for compiled in Path(dibao.__path__[0]).rglob("*.so"):
    source = compiled.with_name(compiled.name.split(".")[0] + ".py")
    if source.stat().st_mtime > compiled.stat().st_mtime:
        pytest.exit(f"{source} was changed after it was compiled: make install (or delete {compiled.name}).", 2)

# Pages are tested under the settings of the browser (make test), everything else under those of the command line.
if os.environ.get("DJANGO_SETTINGS_MODULE") != "dibao.office.site.settings":
    collect_ignore = ["pages", "browser"]
