"""Builds the project; where a C compiler answers, the rooms that read and name figures are compiled with mypyc.

They are the same Python files: without a compiler (or with DIBAO_COMPILE=0) they run as they are, slower (decision 25).
"""

from __future__ import annotations

import os
import shlex
import shutil
import sysconfig
from pathlib import Path

from setuptools import Extension, setup

ROOT = Path(__file__).parent
COMPILED = (
    "figures.py",
    "reading/*.py",
    "reading/tables/*.py",
    "catalogue/link*.py",
    "catalogue/measures.py",
    "catalogue/periods.py",
    "catalogue/second_opinion.py",
    "catalogue/wordings.py",
)
AS_THEY_ARE = ("__init__.py",)
"""Nothing to gain."""


def sources() -> list[str]:
    """The files to compile, below this folder."""
    found = (path for glob in COMPILED for path in (ROOT / "src" / "dibao").glob(glob))
    return sorted(str(path.relative_to(ROOT)) for path in found if path.name not in AS_THEY_ARE)


def can_compile() -> bool:
    """Whether there are a C compiler and Python's headers."""
    compiler = shlex.split(str(sysconfig.get_config_var("CC") or "cc"))[0]
    headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return os.environ.get("DIBAO_COMPILE") != "0" and shutil.which(compiler) is not None and headers.exists()


def extensions() -> list[Extension]:
    """The compiled rooms; none where they cannot be compiled."""
    if not can_compile():
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        return []
    os.chdir(ROOT)
    made = mypycify(["--config-file=", "--ignore-missing-imports", *sources()], opt_level="2", debug_level="0")
    for one in made:
        one.optional = True
    return made


setup(ext_modules=extensions())
