"""The process that does the jobs: `python -m dibao.office.site.worker SERVER_PID`. It ends when the server does.

It is two: one that does nothing but watch, and the worker itself, which is begun again whenever it was killed (a file
that needs too much memory, say). What the dead one had begun is then taken up again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

_TAKE = "take"
_PAUSE = 1.0


def end_with(parent: int) -> None:
    """A server that was killed cannot say goodbye; its worker must not go on alone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _watch() -> None:
    """Keep a worker at work until told to stop."""
    ended = threading.Event()
    worker: subprocess.Popen[bytes] | None = None

    def stop(number: int, frame: FrameType | None) -> None:
        ended.set()
        if worker is not None:
            worker.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not ended.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "dibao.office.site.worker", str(os.getpid()), _TAKE])
        worker.wait()
        ended.wait(_PAUSE)


def _take() -> None:
    """Take jobs until told to stop."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    from dibao.office.reports import mailed
    from dibao.office.reports.intake import warm
    from dibao.office.shared import jobs
    from dibao.office.shared.workspaces import workspace

    warm(workspace(settings.WORKSPACE))
    jobs.take_up_again()
    threading.Thread(target=mailed.watch, daemon=True).start()
    call_command("db_worker", interval=0.1, verbosity=0, worker_id=jobs.worker_name(), startup_delay=False)


def main() -> None:
    """Watch over the worker, or (`take`) be it."""
    threading.Thread(target=end_with, args=(int(sys.argv[1]),), daemon=True).start()
    if _TAKE in sys.argv[2:]:
        _take()
    else:
        _watch()


if __name__ == "__main__":
    main()
