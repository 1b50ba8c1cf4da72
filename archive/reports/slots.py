"""Opens what units owe (report:open): one slot for each type, unit and period that has ended.

The last day is that of the rule REPORT_DUE, by the calendar of working days. While it is still
to come it is counted anew when an official calendar came or the type was changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from archive.clocks.queries import calendar_from, rule_for
from archive.clocks.rules import compute
from archive.organisation.models import Unit
from archive.organisation.office import operator
from archive.records.history import Actor, Entry, write
from archive.reports.models import ReportSlot, ReportType
from archive.reports.rules import Period, last_ended, period_of, periods_ended

REPORT_DUE = "REPORT_DUE"
OPENED, DUE_MOVED = "report:open", "report:due_moved"


def open_slots(on: dt.date | None = None, *, since: dt.date | None = None) -> list[ReportSlot]:
    """Opens the slots of all periods that have ended by `on` and are not opened yet.

    since: also those that ended from that day on; else from the newest that is open, or, where
    there is none, the last period alone. Returns the new ones. Repeating it opens nothing.
    """
    day = on or timezone.localdate()
    made: list[ReportSlot] = []
    for type_ in ReportType.objects.order_by("code"):
        for period in periods_to_open(type_, day, since):
            made += open_period(type_, period)
    return made


def periods_to_open(
    type_: ReportType, on: dt.date, since: dt.date | None
) -> Iterator[Period]:
    if since is None:
        newest = type_.slots.aggregate(newest=Max("period_start"))["newest"]
        first = period_of(type_.cycle, newest) if newest else last_ended(type_.cycle, on)
        since = first.end
    for period in periods_ended(type_.cycle, since, on):
        if in_force(type_, period):
            yield period


def in_force(type_: ReportType, period: Period) -> bool:
    """A type is owed for the periods that end while it is valid."""
    begun = type_.valid_from <= period.end
    return begun and (type_.valid_to is None or type_.valid_to >= period.end)


@transaction.atomic
def open_period(type_: ReportType, period: Period) -> list[ReportSlot]:
    """The slots of one period that are missing, with one event that names them."""
    opened = set(type_.slots.filter(period_start=period.start).values_list("unit", flat=True))
    units = [unit for unit in owing(type_, period) if unit.pk not in opened]
    if not units:
        return []
    due_on = due_of(type_, period.end)
    slots = [ReportSlot(type=type_, unit=unit, due_on=due_on, **days(period)) for unit in units]
    ReportSlot.objects.bulk_create(slots)
    say(OPENED, type_, [{"unit": unit.code} for unit in units], days(period) | {"due_on": due_on})
    return slots


def days(period: Period) -> dict[str, dt.date]:
    return {"period_start": period.start, "period_end": period.end}


def owing(type_: ReportType, period: Period) -> list[Unit]:
    """The units of the kinds that owe it, as they stood when the period ended."""
    units = Unit.objects.filter(kind__in=type_.unit_kinds).in_force(period.end)
    return list(units.order_by("path"))


def due_of(type_: ReportType, end: dt.date) -> dt.date:
    """The last day on which a report of the period that ended then is in time (民法典 203)."""
    rule = rule_for(REPORT_DUE, end)
    sheet = compute(end, type_.due_after_days, rule.unit, calendar_from(end.year), rule.rolls)
    return sheet.due


@transaction.atomic
def recount(on: dt.date) -> list[ReportSlot]:
    """Moves the last days that are still to come to where calendar and type have them now."""
    moved: list[ReportSlot] = []
    known: dict[tuple[int, dt.date], dt.date] = {}
    for slot in ReportSlot.objects.filter(due_on__gte=on).select_related("type", "unit"):
        key = (slot.type_id, slot.period_end)
        known[key] = known.get(key) or due_of(slot.type, slot.period_end)
        if slot.due_on != known[key]:
            say(DUE_MOVED, slot.type, [moved_facts(slot, known[key])], {})
            slot.due_on = known[key]
            moved.append(slot)
    ReportSlot.objects.bulk_update(moved, ["due_on"], batch_size=500)
    return moved


def moved_facts(slot: ReportSlot, now: dt.date) -> dict[str, Any]:
    return {
        "unit": slot.unit.code,
        "period_start": slot.period_start,
        "before": slot.due_on,
        "after": now,
    }


def say(name: str, type_: ReportType, slots: list[dict[str, Any]], more: dict[str, Any]) -> None:
    """An event of the day, for a slot is no record."""
    facts = {"type": type_.code, "slots": slots} | more
    write([Entry(name, None, facts)], actor=Actor(operator()), at=timezone.now())


def keep_slots() -> None:
    """The duty: what has ended is opened, what is still to come has its right last day."""
    today = timezone.localdate()
    open_slots(today)
    recount(today)
