"""Taking reports in, and what people say of them."""

from dibao.office.reports.actions.receive import Receive
from dibao.office.reports.received import Received

__all__ = ["Receive", "Received"]
