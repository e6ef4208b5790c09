"""Files from outside are parsed in processes that can do nothing else.

`isolated(function, …)` runs one function in a worker without network, files and processes, with limits on memory, time
and output; `Pool` does so for a batch; `program(command, …)` runs an outside program in its own limits.
"""

from __future__ import annotations

from dibao.documents.isolation.confinement import inside
from dibao.documents.isolation.limits import Limits
from dibao.documents.isolation.program import program
from dibao.documents.isolation.worker import isolated

__all__ = ["Limits", "inside", "isolated", "program"]
