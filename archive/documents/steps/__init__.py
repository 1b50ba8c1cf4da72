"""The verbs of official documents and of the notices published from them."""

from archive.documents.steps.publish import DraftNotice, Publish, Withdraw
from archive.documents.steps.register import NewDocument, NewPaper, RegisterDocuments
from archive.documents.steps.repeal import Repeal

__all__ = [
    "DraftNotice",
    "NewDocument",
    "NewPaper",
    "Publish",
    "RegisterDocuments",
    "Repeal",
    "Withdraw",
]
