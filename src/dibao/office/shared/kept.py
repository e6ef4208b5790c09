"""What pages compute from the records, kept for how the records stand: found again only where something has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from dibao.catalogue import Workspace
from dibao.language import current
from dibao.office.audit.models import AuditLine
from dibao.office.shared.office import Office

T = TypeVar("T")


class Kept(Generic[T]):
    """Up to `size` answers of one kind. Every write leaves an audit line, so the newest one says how records stand."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, tuple[Workspace, T]] = OrderedDict()
        self._making = Lock()

    def get(self, office: Office, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`, made again where something was written, a minute has passed, or a plain file of the
        workspace has changed. One query where nothing has; who asks meanwhile waits for the one answer."""
        written = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
        whole = (key, written, office.now().replace(second=0, microsecond=0), current())
        with self._making:
            held = self._held.get(whole)
            if held is None or held[0] is not office.workspace:
                held = self._held[whole] = (office.workspace, make())
            self._held.move_to_end(whole)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return held[1]
