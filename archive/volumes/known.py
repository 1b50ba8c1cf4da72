"""What the records room learns of volumes: the codes a bound record is found by, and what
reopening a matter takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.records import kinds, later
from archive.records.models import Record
from archive.volumes.models import Completion, VolumeItem


def refs(records: Sequence[Record]) -> Mapping[int, tuple[str, ...]]:
    """档号: the code of each volume a record lies in, or its own where it is an item. One query."""
    found: dict[int, tuple[str, ...]] = {}
    rows = VolumeItem.objects.filter(record__in=records).order_by("record", "volume")
    for pk, own, shared in rows.values_list("record", "code", "volume__code"):
        found[pk] = (*found.get(pk, ()), *(code for code in (own, shared) if code))
    return found


def incomplete(record: Record) -> dict[str, Any]:
    """What is worked on again is not complete any more."""
    rows = Completion.objects.filter(record=record)
    marked = list(rows.values_list("by__name", flat=True))
    rows.delete()
    return {"completed_by": marked[0]} if marked else {}


def register() -> None:
    kinds.add_refs(refs)
    later.take_back_with(incomplete)
