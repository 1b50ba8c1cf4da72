"""Questions about periods: what is due for appraisal, and what a hold keeps back."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from archive.organisation.scope import Scope
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from archive.retention.holds import standing
from archive.retention.models import Hold, Retention


def ended_before(year: int, scope: Scope) -> QuerySet[Retention]:
    """Records the person sees whose period was over when the year began."""
    seen = Record.objects.visible_to(scope).exclude(state=RecordState.DESTROYED)
    ended = Retention.objects.filter(ends_on__lt=dt.date(year, 1, 1), record__in=seen)
    return ended.select_related("record", "rule").order_by("ends_on", "pk")


def due_for_appraisal(year: int, scope: Scope) -> QuerySet[Retention]:
    """到期待鉴定: what is to be appraised in that year, without what is on hold (domain 8.3-6).

    A period that ends on 31 December 2025 is due in 2026, and in every year after until it was
    appraised.
    """
    return ended_before(year, scope).filter(~Exists(held()))


def held_back(year: int, scope: Scope) -> QuerySet[Retention]:
    """What would be due in that year, were there no hold."""
    return ended_before(year, scope).filter(Exists(held()))


def held() -> QuerySet[Hold]:
    return standing().filter(record=OuterRef("record"))
