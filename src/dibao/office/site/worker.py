"""The process that does the jobs: `python -m dibao.office.site.worker SERVER_PID`. It ends when the server does."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


def _end_with(server: int) -> None:
    """A server that was killed cannot say goodbye; its worker must not go on alone."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Take jobs until told to stop."""
    import django
    from django.core.management import call_command

    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    django.setup()
    call_command("db_worker", interval=0.2, verbosity=0)


if __name__ == "__main__":
    main()
