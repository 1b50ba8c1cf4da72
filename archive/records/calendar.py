"""A calendar came: deadlines that were provisional are counted anew, the old values kept.

Each record whose deadlines moved gets a version and an event; the calendar has one of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

import search
from archive.clocks.clocks import Moved, provisional, recompute
from archive.organisation.models import User
from archive.records.history import Actor, Entry, write
from archive.records.models import Record
from archive.records.snapshot import snapshots

RELEASED, RECOMPUTED = "calendar:release", "clock:recompute"
BATCH = 500


@transaction.atomic
def calendar_came(years: Sequence[int], *, by: User, at: dt.datetime | None = None) -> int:
    """Recomputes after these years were added; returns how many records it concerned."""
    actor, when = Actor(by), at or timezone.now()
    write([Entry(RELEASED, None, {"years": list(years)})], actor=actor, at=when)
    ids = sorted(set(provisional().values_list("record", flat=True)))
    batches = (ids[first : first + BATCH] for first in range(0, len(ids), BATCH))
    return sum(recompute_batch(batch, actor, when) for batch in batches)


def recompute_batch(ids: Sequence[int], actor: Actor, at: dt.datetime) -> int:
    """Locks the records before their clocks, as every step does."""
    rows = Record.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    locked = list(rows.select_related("lead_unit").order_by("pk"))
    moved = by_record(recompute(ids))
    records = [record for record in locked if record.pk in moved]
    contents = snapshots(records)
    entries = [
        Entry(RECOMPUTED, record, {"clocks": facts(moved[record.pk])}, contents[record.pk])
        for record in records
    ]
    write(entries, actor=actor, at=at)
    search.touch_many("record", [record.pk for record in records])
    return len(records)


def by_record(moved: Sequence[Moved]) -> dict[int, list[Moved]]:
    found: dict[int, list[Moved]] = {}
    for one in moved:
        found.setdefault(one.clock.record_id, []).append(one)
    return found


def facts(moved: Sequence[Moved]) -> list[dict[str, Any]]:
    """What each clock was and is."""
    return [
        {
            "rule": one.clock.rule.code,
            "started_on": one.clock.started_on,
            "before": said(one.raw_before, one.due_before, one.provisional_before),
            "after": said(one.clock.raw_on, one.clock.due_on, one.clock.provisional),
        }
        for one in moved
    ]


def said(raw: dt.date, due: dt.date, provisional: bool) -> dict[str, Any]:
    return {"raw": raw, "due": due, "provisional": provisional}
