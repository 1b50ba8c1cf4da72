"""What import and the pages ask of receipts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from archive.intake.models import Receipt
from archive.intake.vocabulary import Outcome
from archive.organisation.may import units_for
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import Verb
from archive.records.models import File
from archive.records.vocabulary import RecordState


def receipts_of(person: User) -> QuerySet[Receipt]:
    """Receipts of the units where the person may import, with the counts of their items."""
    counts = {
        outcome.value: Count("items", filter=Q(items__outcome=outcome)) for outcome in Outcome
    }
    rows = Receipt.objects.filter(unit__in=units_for(person, Verb.IMPORT))
    return rows.select_related("unit", "made_by").annotate(asked=Count("items"), **counts)


def filed_in(unit: Unit, digests: Iterable[str]) -> dict[str, int]:
    """Digest to record id, for bytes that a standing record of this unit has. Records of other
    units are never asked: their copy is nobody's business here."""
    rows = File.objects.filter(holding__in=list(digests), paper__record__lead_unit=unit)
    standing = rows.exclude(paper__record__state=RecordState.STRUCK)
    return dict(standing.order_by("-pk").values_list("holding", "paper__record"))
