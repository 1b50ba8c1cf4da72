"""What the retention schedule asks of a dossier (default-1, M-10 to M-30)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from archive.mediation.models import Dossier
from archive.mediation.patterns import patterns
from archive.mediation.vocabulary import AgreementForm, Confirmation, Performance
from archive.records.models import Record


def flags(records: Sequence[Record]) -> Mapping[int, dict[str, Any]]:
    """For these records, the flags that the conditions of the schedule name. One query."""
    ids = [record.pk for record in records]
    rows = Dossier.objects.filter(pk__in=ids).select_related("dispute_type")
    return {row.pk: flags_of(row) for row in rows}


def flags_of(row: Dossier) -> dict[str, Any]:
    said = f"{row.facts}\n{row.requests}\n{row.terms}"
    code = row.dispute_type.code.removeprefix("old-")
    words: Mapping[str, Sequence[str]] = patterns()["heavy_words"]
    told = {name: any(word in said for word in found) for name, found in words.items()}
    return told | {
        "land_or_inheritance": told["land_or_inheritance"] or code in patterns()["land_types"],
        "confirmed": row.confirmation == Confirmation.CONFIRMED,
        "difficult": row.difficult,
        "oral": row.agreement_form == AgreementForm.ORAL,
        "performed_at_once": performed_at_once(row),
        "failed": row.agreed_on is None,
        "perform_by": row.perform_by,
    }


def performed_at_once(row: Dossier) -> bool:
    if row.performance == Performance.NOT_NEEDED:
        return True
    day: dt.date | None = row.performed_on
    return day is not None and day == row.agreed_on
