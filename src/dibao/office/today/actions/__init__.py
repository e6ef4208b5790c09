"""What a person does on Today besides what the ledger's own actions do."""

from dibao.office.today.actions.ask import AskUnit
from dibao.office.today.actions.dispatch import FinishTask, TakeInstruction
from dibao.office.today.actions.reply import KeepReply

__all__ = ["AskUnit", "FinishTask", "KeepReply", "TakeInstruction"]
