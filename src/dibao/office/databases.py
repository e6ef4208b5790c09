"""Which database an office keeps: SQLite in its workspace, or the PostgreSQL that `DIBAO_DATABASE_URL` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from dibao.errors import DibaoError
from dibao.language import say

FILE = "dibao.db"
URL = "DIBAO_DATABASE_URL"
_BUSY_SECONDS = 30


def database(root: Path, url: str | None = None) -> dict[str, Any]:
    """Django's settings for the database of the workspace `root`."""
    return _postgresql(url) if url else _sqlite(root / FILE)


def _sqlite(path: Path) -> dict[str, Any]:
    # WAL: readers never wait for the writer. IMMEDIATE: a transaction takes the write lock when it begins, so that
    # nothing read inside it can go stale. synchronous FULL and not NORMAL: once a clerk was told that a report is in,
    # a power cut must not lose it; there is one commit a report, so the extra fsync costs nothing that is felt.
    # temp_store: a day of 180,000 entries is grouped in memory, in half the time of a temporary file.
    # recursive_triggers: INSERT OR REPLACE then fires the triggers that refuse a DELETE. Django turns foreign keys on.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": _BUSY_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    """`postgres://user:password@host:port/name?sslmode=require`; a socket as `?host=/run/postgresql` or `%2Frun…`."""
    try:
        parts = urlsplit(url)
        name, port = unquote(parts.path.lstrip("/")), parts.port
    except ValueError as error:
        raise _wrong_url() from error
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise _wrong_url()
    options = dict(parse_qsl(parts.query))
    written = parts.netloc.rpartition("@")[2]
    # A percent-encoded socket folder keeps its case; parts.hostname would lower it.
    host = options.pop("host", "") or (unquote(written.partition(":")[0]) if "%" in written else parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        # Pages keep their connections for the next request; making one takes longer than most of what they ask.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a statement takes longer than any of these takes to run; a day is grouped in memory.
        "OPTIONS": {
            "application_name": "dibao",
            **options,
            "options": " ".join(("-c jit=off -c work_mem=64MB", options.get("options", ""))).strip(),
        },
    }


def _wrong_url() -> DibaoError:
    return DibaoError(
        say(
            f"{URL} 写法不对，请写成 postgres://用户@主机:5432/数据库名。",
            f"{URL} is not right; write it as postgres://user@host:5432/name.",
        ),
        code="bad_database",
    )
