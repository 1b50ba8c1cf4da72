"""Holds that stand: nothing of such a record is lowered, handed over or destroyed (policy 3-10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.records.models import Record
from archive.retention.models import Hold


def standing(on: dt.date | None = None) -> QuerySet[Hold]:
    """Holds that are neither lifted nor past their last day."""
    day = on or timezone.localdate()
    return Hold.objects.filter(Q(until=None) | Q(until__gte=day), lifted_on=None)


def standing_holds(records: Iterable[Record], on: dt.date | None = None) -> set[int]:
    """Ids of those of the records on which a hold stands."""
    ids = [record.pk for record in records]
    return set(standing(on).filter(record__in=ids).values_list("record", flat=True))
