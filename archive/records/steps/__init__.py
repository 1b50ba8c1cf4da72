"""What may be done to a record of any kind, one verb a file."""

from archive.records.steps.add_file import AddFile, AddPaper, NewFile
from archive.records.steps.correct import Correct
from archive.records.steps.share import Share
from archive.records.steps.strike import Strike

__all__ = ["AddFile", "AddPaper", "Correct", "NewFile", "Share", "Strike"]
