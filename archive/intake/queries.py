"""What the pages ask of receipts, inside one's scope."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from archive.intake.models import Receipt
from archive.intake.vocabulary import Outcome
from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.vocabulary import Verb


def receipts_of(person: User) -> QuerySet[Receipt]:
    """Receipts of the units where the person may import, newest first, with their counts."""
    counts = {
        outcome.value: Count("items", filter=Q(items__outcome=outcome)) for outcome in Outcome
    }
    rows = Receipt.objects.filter(unit__in=units_for(person, Verb.IMPORT))
    return rows.select_related("unit", "made_by").annotate(asked=Count("items"), **counts)
