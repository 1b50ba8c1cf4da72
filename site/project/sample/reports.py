"""The monthly reports of the sample office: committees, offices and the bureau, each summing up
those below; most are filed, some are nil, some are missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from archive.organisation.models import User
from archive.organisation.vocabulary import PostKind, UnitKind
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

FIRST, UNTIL = dt.date(2025, 10, 31), dt.date(2026, 11, 1)
# From below to above, with who fills it and how many days after the period it is sent.
LEVELS = {
    UnitKind.MEDIATION_COMMITTEE: (PostKind.MEDIATOR, 2),
    UnitKind.JUSTICE_OFFICE: (PostKind.CLERK, 3),
    UnitKind.JUSTICE_BUREAU: (PostKind.CLERK, 4),
}
# Nobody sent these, so that a missing month can be seen; the sum above says why it goes without.
MISSING = {("QS02", "2025-11"), ("QS02", "2025-12")}
EXPLAINED = {"QS02": "该调解委员会未报送，已电话催报"}
# The month that is being collected: whoever has sent it, the others have not yet.
COLLECTED, SENT = "2026-10", {"DH01", "DH02"}


def load_reports() -> int:
    """Files the reports that are not there yet; returns how many."""
    open_slots(UNTIL, since=FIRST)
    done = 0
    for slot in slots_in_order():
        if is_sent(slot) and not Report.objects.filter(slot=slot).exists():
            send(slot)
            done += 1
    return done


def slots_in_order() -> list[ReportSlot]:
    """Month by month; those below before those above, which sum them up."""
    rows = ReportSlot.objects.filter(period_end__lt=UNTIL).select_related("unit", "type")
    levels = [str(kind) for kind in LEVELS]
    return sorted(
        rows, key=lambda row: (row.period_start, levels.index(row.unit.kind), row.unit.code)
    )


def is_sent(slot: ReportSlot) -> bool:
    month = f"{slot.period_start:%Y-%m}"
    return (slot.unit.code, month) not in MISSING and (
        month != COLLECTED or slot.unit.code in SENT
    )


@transaction.atomic
def send(slot: ReportSlot) -> None:
    """Filled by one, reviewed, signed and sent by the head."""
    filler, days = LEVELS[UnitKind(slot.unit.kind)]
    head = holder(slot.unit, PostKind.LEADER)
    day = slot.period_end + dt.timedelta(days=days)
    (record,) = filled(slot, holder(slot.unit, filler), day).run()
    ReviewReport(record, **by(head, day)).run()
    SignReport(record, **by(head, day)).run()
    SubmitReport(record, **by(head, day)).run()


def filled(slot: ReportSlot, person: User, day: dt.date) -> FillReport | FillNil:
    """A committee without a case says so; an office sums up what those below sent."""
    if slot.unit.kind == UnitKind.MEDIATION_COMMITTEE and not has_cases(slot):
        return FillNil(slot, **by(person, day))
    missing = EXPLAINED if slot.unit.kind == UnitKind.JUSTICE_OFFICE else {}
    return FillReport(slot, explained=missing, **by(person, day))


def by(person: User, on: dt.date) -> dict[str, Any]:
    return {"by": person, "at": noon(on)}


def has_cases(slot: ReportSlot) -> bool:
    return slot.unit.records.filter(
        dossier__accepted_on__isnull=False,
        dossier__ended_on__range=(slot.period_start, slot.period_end),
    ).exists()
