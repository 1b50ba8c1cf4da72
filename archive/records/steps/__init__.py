"""What may be done to a record of any kind, one verb a file."""

from archive.records.steps.add_file import AddFile, AddPaper, NewFile
from archive.records.steps.assist import AddAssist
from archive.records.steps.correct import Correct
from archive.records.steps.propose_template import ProposeTemplate
from archive.records.steps.release_template import ReleaseTemplate
from archive.records.steps.reopen import AskToReopen, Reopen
from archive.records.steps.share import Share
from archive.records.steps.strike import Strike
from archive.records.steps.unlock import Unlock
from archive.records.steps.unmask import Unmask, Unmasked, UnmaskReason
from archive.records.steps.withdraw_template import WithdrawTemplate

__all__ = [
    "AddAssist",
    "AddFile",
    "AddPaper",
    "AskToReopen",
    "Correct",
    "NewFile",
    "ProposeTemplate",
    "ReleaseTemplate",
    "Reopen",
    "Share",
    "Strike",
    "Unlock",
    "Unmask",
    "UnmaskReason",
    "Unmasked",
    "WithdrawTemplate",
]
