"""What a person or Dibao itself may write in the ledger besides reports."""

from dibao.office.ledger.actions.accept import AcceptFinding, ReopenFinding
from dibao.office.ledger.actions.carry import CarryForward
from dibao.office.ledger.actions.correct import Correct
from dibao.office.ledger.actions.count import Count
from dibao.office.ledger.actions.openings import RecordOpenings
from dibao.office.ledger.actions.seal import SealDay

__all__ = ["AcceptFinding", "CarryForward", "Correct", "Count", "RecordOpenings", "ReopenFinding", "SealDay"]
