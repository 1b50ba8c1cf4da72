"""Every room's models, where Django looks for them; the rooms are the place to read."""

from archive.organisation.models import Fonds, Post, Unit, UnitName, User  # isort: skip
from archive.classification.models import Scheme, Term  # isort: skip
from archive.holdings.models import Holding, PageText  # isort: skip
from archive.records.models import (  # isort: skip
    Body,
    ChainHead,
    Checkpoint,
    CheckpointHead,
    Event,
    File,
    Job,
    Link,
    NumberGiven,
    NumberSeries,
    Paper,
    Participation,
    Record,
    Version,
)
from archive.documents.models import Notice, OfficialDocument  # isort: skip
from archive.intake.models import Receipt, ReceiptItem  # isort: skip

__all__ = [
    "Body",
    "ChainHead",
    "Checkpoint",
    "CheckpointHead",
    "Event",
    "File",
    "Fonds",
    "Holding",
    "Job",
    "Link",
    "Notice",
    "NumberGiven",
    "NumberSeries",
    "OfficialDocument",
    "PageText",
    "Paper",
    "Participation",
    "Post",
    "Receipt",
    "ReceiptItem",
    "Record",
    "Scheme",
    "Term",
    "Unit",
    "UnitName",
    "User",
    "Version",
]
