"""What a person or Dibao itself may write in the ledger besides reports."""

from dibao.office.ledger.actions.carry import CarryForward
from dibao.office.ledger.actions.correct import Correct
from dibao.office.ledger.actions.count import Count
from dibao.office.ledger.actions.openings import RecordOpenings
from dibao.office.ledger.actions.seal import SealDay

__all__ = ["CarryForward", "Correct", "Count", "RecordOpenings", "SealDay"]
