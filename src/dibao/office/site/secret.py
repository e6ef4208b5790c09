"""The key that signs cookies: made once for an office and kept beside its database, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ENVIRONMENT = "DIBAO_SECRET_KEY"
FILE = "secret.key"


def secret_key(root: Path) -> str:
    """The key that `DIBAO_SECRET_KEY` gives, else the workspace's own, made at first use.

    Several machines that serve one office need the same one. A folder that is no workspace gets one for the moment.
    """
    if given := os.environ.get(ENVIRONMENT):
        return given
    path = root / FILE
    if not (root / "dibao.toml").is_file():
        return secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    # Another process may have made it a moment ago and not written it yet.
    for _ in range(100):
        if key := path.read_text(encoding="ascii").strip():
            return key
        os.sched_yield()
    raise RuntimeError(f"{path} is empty; remove it and start again")
