"""Taking reports in."""

from dibao.office.reports.actions.receive import Receive
from dibao.office.reports.received import Received

__all__ = ["Receive", "Received"]
