"""Makes periods and holds known to the records room: a facet of every kind, what stands against
striking a record, what reopening a matter takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal
from archive.records import kinds, later
from archive.records.models import Record
from archive.retention.holds import standing_holds
from archive.retention.models import Retention

ON_HOLD = _("%(record)s is on hold; it is struck only once the hold is lifted.")


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    """The period that was fixed; a record that is not bound yet has none."""
    rows = Retention.objects.filter(pk__in=[record.pk for record in records])
    return {pk: {"period": (period,)} for pk, period in rows.values_list("pk", "period")}


def against_striking(records: Sequence[Record], on: dt.date) -> Iterator[tuple[int, Refusal]]:
    """Policy 3-10: nothing is voided on which a hold stands."""
    held = standing_holds(records, on)
    for record in records:
        if record.pk in held:
            yield record.pk, Refusal("on_hold", ON_HOLD, {"record": str(record)})


def unfix(record: Record) -> dict[str, Any]:
    """A matter that is open again has no period; it is resolved anew when it is closed."""
    rows = Retention.objects.filter(record=record)
    fixed = list(rows.values("period", "raised_from", "raised_reason", "sentence"))
    rows.delete()
    return {"period": fixed[0]} if fixed else {}


def register() -> None:
    kinds.add_facets(facets)
    later.object_to("record:strike", against_striking)
    later.take_back_with(unfix)
