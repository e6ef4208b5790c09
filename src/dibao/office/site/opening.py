"""The office with its people and pages: `open_office` under the settings of the browser."""

from __future__ import annotations

import os
from pathlib import Path

from dibao.office import setup
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor

SETTINGS = "dibao.office.site.settings"


def open_site(root: Path, *, actor: Actor | None = None) -> Office:
    """The office of the workspace `root`, its database ready for people, sessions and jobs too."""
    use_site(root)
    return setup.open_office(root, actor=actor)


def open_database(root: Path) -> None:
    """The database alone, with every table and no row of an office: for what fills it."""
    use_site(root)
    setup.open_database(root)


def use_site(root: Path) -> None:
    """Let this process use the settings of the browser; the first use of Django decides, so this comes before it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["DIBAO_WORKSPACE"] = str(root.resolve())
    setup.configure(root)
