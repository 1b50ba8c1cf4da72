"""Makes the retention period known to search, as a facet of every kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.records import kinds
from archive.records.models import Record
from archive.retention.models import Retention


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    """The period that was fixed; a record that is not bound yet has none."""
    rows = Retention.objects.filter(pk__in=[record.pk for record in records])
    return {pk: {"period": (period,)} for pk, period in rows.values_list("pk", "period")}


def register() -> None:
    kinds.add_facets(facets)
