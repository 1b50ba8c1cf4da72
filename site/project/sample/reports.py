"""The monthly reports of the sample's committees for one year: filed, nil, and some missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from archive.organisation.models import User
from archive.organisation.vocabulary import PostKind
from archive.reports.models import Report, ReportSlot
from archive.reports.slots import open_slots
from archive.reports.steps import (
    FillNil,
    FillReport,
    ReviewReport,
    SignReport,
    SubmitReport,
)
from project.sample.petitions import holder
from project.sample.scans import noon

FIRST, UNTIL = dt.date(2025, 1, 31), dt.date(2026, 1, 6)
COMMITTEES = ("DH01", "DH02", "QS01", "QS02")
# Nobody sent these, so that a missing month can be seen.
MISSING = {("QS02", 11), ("QS02", 12)}


def load_reports() -> int:
    """Files the reports that are not there yet; returns how many."""
    open_slots(UNTIL, since=FIRST)
    slots = ReportSlot.objects.filter(unit__code__in=COMMITTEES, period_end__lt=UNTIL)
    done = 0
    for slot in slots.order_by("period_start", "unit__code").select_related("unit", "type"):
        missing = (slot.unit.code, slot.period_start.month) in MISSING
        if not missing and not Report.objects.filter(slot=slot).exists():
            send(slot)
            done += 1
    return done


@transaction.atomic
def send(slot: ReportSlot) -> None:
    """Filled by the mediator, reviewed by the clerk of the office above, signed by the head."""
    mediator = holder(slot.unit, PostKind.MEDIATOR)
    head = holder(slot.unit, PostKind.LEADER)
    day = slot.period_end + dt.timedelta(days=2)
    filled = FillReport(slot, **by(mediator, day))
    step = filled if has_cases(slot) else FillNil(slot, **by(mediator, day))
    (record,) = step.run()
    ReviewReport(record, **by(head, day)).run()
    SignReport(record, **by(head, day)).run()
    SubmitReport(record, **by(head, day)).run()


def by(person: User, on: dt.date) -> dict[str, Any]:
    return {"by": person, "at": noon(on)}


def has_cases(slot: ReportSlot) -> bool:
    return slot.unit.records.filter(
        dossier__accepted_on__isnull=False,
        dossier__ended_on__range=(slot.period_start, slot.period_end),
    ).exists()
