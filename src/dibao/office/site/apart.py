"""A process that makes one answer (`office.shared.later`) and ends: reads from stdin which, writes it to stdout.

One is made at a time for a workspace: each takes a processor and, in an office of thousands of units, up to two
gigabytes.
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import sys
import threading
from pathlib import Path

from dibao.office.site.worker import end_with

_NICE = 10
_TURN = ".answers.lock"
"""Held by whoever makes an answer; it goes with the process."""


def main() -> None:
    """Make it, in turn."""
    os.nice(_NICE)
    gc.disable()  # half a million entries, none of them in a circle: looking for some took a third of the time
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    given = sys.stdin.buffer.read()
    # In the workspace, where nobody else on the machine may put a file or a link of the same name.
    with (Path(os.environ["DIBAO_WORKSPACE"]) / _TURN).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        import django

        django.setup()
        from django.conf import settings

        from dibao.language import use
        from dibao.office.shared.office import Office
        from dibao.office.shared.policies import SYSTEM
        from dibao.office.shared.workspaces import workspace

        make, language, about = pickle.loads(given)
        use(language)
        made = make(Office(workspace(settings.WORKSPACE), SYSTEM), *about)
    sys.stdout.buffer.write(pickle.dumps(made))


if __name__ == "__main__":
    main()
