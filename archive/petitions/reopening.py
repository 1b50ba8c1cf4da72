"""A closed petition is worked on again: what the new answer will say is empty (policy 5)."""

from __future__ import annotations

from typing import Any

from archive.petitions.models import Petition
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record

# Who signed and served the answer before stands in the versions; the draft stays, to begin with.
EMPTIED: dict[str, Any] = {
    "ground": "",
    "competent_organ": "",
    "drafted_by": None,
    "signed_by": None,
    "signed_on": None,
    "served_on": None,
    "service_mode": "",
    "service_witness": "",
}


def reopen(record: Record) -> None:
    """Back to investigating, in the hands of whoever handles it."""
    rows = Petition.objects.filter(pk=record.pk)
    rows.update(state=PetitionState.INVESTIGATING, **EMPTIED)
