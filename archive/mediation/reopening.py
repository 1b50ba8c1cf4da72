"""A closed dossier is mediated again: the agreement before stands in the versions (policy 5)."""

from __future__ import annotations

from typing import Any

from archive.mediation.models import Dossier, DossierMediator, Party
from archive.mediation.vocabulary import Confirmation, DossierState
from archive.records.models import Record

EMPTIED: dict[str, Any] = {
    "agreement_form": "",
    "agreed_on": None,
    "effective_on": None,
    "terms": "",
    "perform_by": None,
    "amount": None,
    "performance": "",
    "performed_on": None,
    "confirmation": Confirmation.NONE,
    "ended_on": None,
    "ground": "",
    "other_ways_told": False,
}


def reopen(record: Record) -> None:
    """Back to mediating, with the mediators named in it; who signed has signed nothing new."""
    Dossier.objects.filter(pk=record.pk).update(state=DossierState.MEDIATING, **EMPTIED)
    Party.objects.filter(dossier=record.pk).update(signed_on=None)
    DossierMediator.objects.filter(dossier=record.pk).update(signed_on=None)
