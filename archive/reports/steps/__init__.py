"""What may be done to a report, one verb a file (policy 5)."""

from archive.reports.steps.correct import CorrectReport
from archive.reports.steps.fill import FillNil, FillReport, RefillNil, RefillReport
from archive.reports.steps.filling import HandFigure
from archive.reports.steps.review import ReviewReport
from archive.reports.steps.send_back import SendBackReport
from archive.reports.steps.sign import SignReport
from archive.reports.steps.submit import SubmitReport

__all__ = [
    "CorrectReport",
    "FillNil",
    "FillReport",
    "HandFigure",
    "RefillNil",
    "RefillReport",
    "ReviewReport",
    "SendBackReport",
    "SignReport",
    "SubmitReport",
]
