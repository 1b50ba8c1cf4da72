"""Looking at what is protected is itself an event (policy 6)."""

from __future__ import annotations

from django.http import HttpRequest

from archive.organisation.models import User
from archive.records.journal import note
from archive.records.models import Record


def is_protected(record: Record) -> bool:
    """Accusations, what is for named posts only, whose petitioner asked for confidentiality
    (policy 3-1 to 3-3)."""
    petition = getattr(record, "petition", None)
    confidential = petition is not None and petition.keep_confidential
    return record.accusation or record.is_restricted or confidential


def note_view(request: HttpRequest, record: Record, event: str, **more: str) -> None:
    """Who looked, when and from where; of an ordinary record nothing is noted."""
    if not is_protected(record):
        return
    assert isinstance(request.user, User)
    facts = {
        "record": record.uid.hex,
        "number": record.number,
        "from": str(request.META.get("REMOTE_ADDR", "")),
    }
    note(event, facts | more, by=request.user)
