"""Serving: the pages by gunicorn and the jobs by a worker, together from the first to the last."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gunicorn.app.base import BaseApplication

_THREADS = 8
_PATIENCE = 60
"""Seconds that one answer may take; a large folder is read as a job and not while a browser waits."""


class _Site(BaseApplication):  # type: ignore[misc]
    """gunicorn with the options given here instead of its own command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        from dibao.office.site.wsgi import application

        return application


def serve(bind: str, workers: int) -> None:
    """Serve until a signal ends it. The office was opened before (`open_site`): the database is ready."""
    with _job_worker():
        _Site(
            {
                "bind": bind,
                "workers": workers,
                "threads": _THREADS,
                "worker_class": "gthread",
                "timeout": _PATIENCE,
                "graceful_timeout": 20,
                "keepalive": 5,
                "max_requests": 20_000,
                "max_requests_jitter": 2_000,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
        ).run()


@contextmanager
def _job_worker() -> Iterator[None]:
    """The worker for jobs, in the same process group, ended with the server."""
    worker = subprocess.Popen([sys.executable, "-m", "dibao.office.site.worker", str(os.getpid())])
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(timeout=20)
        except subprocess.TimeoutExpired:
            worker.kill()
