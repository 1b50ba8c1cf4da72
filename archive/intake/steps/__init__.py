"""The verbs of intake."""

from archive.intake.steps.import_documents import Arrival, ImportDocuments
from archive.intake.steps.undo import UndoReceipt

__all__ = ["Arrival", "ImportDocuments", "UndoReceipt"]
