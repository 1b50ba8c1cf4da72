"""Every room's models, where Django looks for them; the rooms are the place to read."""

from archive.organisation.models import Fonds, Post, Unit, UnitName, User  # isort: skip
from archive.classification.models import Scheme, Term  # isort: skip
from archive.clocks.models import (  # isort: skip
    CalendarDay,
    CalendarYear,
    Clock,
    ClockPause,
    DeadlineRule,
)
from archive.holdings.models import Holding, PageText  # isort: skip
from archive.records.models import (  # isort: skip
    Body,
    ChainHead,
    Checkpoint,
    CheckpointHead,
    Event,
    File,
    Job,
    Letter,
    Link,
    NumberGiven,
    NumberSeries,
    Paper,
    Participation,
    Record,
    Version,
)
from archive.documents.models import Notice, OfficialDocument  # isort: skip
from archive.petitions.models import Petition  # isort: skip
from archive.mediation.models import (  # isort: skip
    Dossier,
    DossierMediator,
    Party,
    Session,
    Visit,
)
from archive.reports.models import (  # isort: skip
    Report,
    ReportFigure,
    ReportSlot,
    ReportType,
)
from archive.volumes.models import (  # isort: skip
    CodePattern,
    Completion,
    ContentsLine,
    ContentsTemplate,
    NotApplicable,
    Volume,
    VolumeItem,
    VolumeLine,
)
from archive.retention.models import Hold, Retention, RetentionRule, Schedule  # isort: skip
from archive.intake.models import Receipt, ReceiptItem  # isort: skip

__all__ = [
    "Body",
    "CalendarDay",
    "CalendarYear",
    "ChainHead",
    "Checkpoint",
    "CheckpointHead",
    "Clock",
    "ClockPause",
    "CodePattern",
    "Completion",
    "ContentsLine",
    "ContentsTemplate",
    "DeadlineRule",
    "Dossier",
    "DossierMediator",
    "Event",
    "File",
    "Fonds",
    "Hold",
    "Holding",
    "Job",
    "Letter",
    "Link",
    "NotApplicable",
    "Notice",
    "NumberGiven",
    "NumberSeries",
    "OfficialDocument",
    "PageText",
    "Paper",
    "Participation",
    "Party",
    "Petition",
    "Post",
    "Receipt",
    "ReceiptItem",
    "Record",
    "Report",
    "ReportFigure",
    "ReportSlot",
    "ReportType",
    "Retention",
    "RetentionRule",
    "Schedule",
    "Scheme",
    "Session",
    "Term",
    "Unit",
    "UnitName",
    "User",
    "Version",
    "Visit",
    "Volume",
    "VolumeItem",
    "VolumeLine",
]
