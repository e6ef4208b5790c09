"""What happens to a brief: drafted, reviewed, issued, corrected."""

from dibao.office.briefs.actions.draft import DraftBrief
from dibao.office.briefs.actions.issue import IssueBrief, Issued
from dibao.office.briefs.actions.review import ReviewBrief
from dibao.office.briefs.actions.send import SendBrief
from dibao.office.briefs.actions.slip import CorrectBrief

__all__ = ["CorrectBrief", "DraftBrief", "IssueBrief", "Issued", "ReviewBrief", "SendBrief"]
