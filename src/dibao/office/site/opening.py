"""The office with its people and pages: `open_office` under the settings of the browser."""

from __future__ import annotations

import os
from pathlib import Path

from dibao.office.setup import open_office
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor

SETTINGS = "dibao.office.site.settings"


def open_site(root: Path, *, actor: Actor | None = None) -> Office:
    """The office of the workspace `root`, its database ready for people, sessions and jobs too.

    The first office that a process opens decides its settings, so that this comes before any other use of Django.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["DIBAO_WORKSPACE"] = str(root.resolve())
    return open_office(root, actor=actor)
