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
    "to_unit": None,
    "sent_as": "",
    "sent_on": None,
    "report_due_on": None,
    "ended_as": "",
}


def reopen(record: Record) -> None:
    """Back to investigating, in the hands of whoever handles it; what was never accepted back to
    its triage, for only from there it can be accepted and its 60 days begin."""
    row = Petition.objects.get(pk=record.pk)
    Petition.objects.filter(pk=record.pk).update(state=state_of(row), **EMPTIED)


def state_of(row: Petition) -> PetitionState:
    if row.accepted_on:
        return PetitionState.INVESTIGATING
    return PetitionState.TRIAGED if row.matter_class else PetitionState.REGISTERED
