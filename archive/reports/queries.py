"""Questions about slots and reports: what a person sees, how far each is, what a number is of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from archive.clocks.models import Clock
from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.scope import Scope
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.models import Event, Record
from archive.records.vocabulary import RecordKind, RecordState
from archive.reports.forms import form_of
from archive.reports.models import Report, ReportSlot
from archive.reports.rollup import (
    RollUp,
    rolled_up,
    slots_below,
    submitted_reports,
    values_of,
)
from archive.reports.rules import Filing, is_late, slot_state
from archive.reports.slots import REPORT_DUE
from archive.reports.three_way import ThreeWay, three_way
from archive.reports.vocabulary import ReportState, SlotState

__all__ = ["ThreeWay", "three_way"]
SUBMITTED = "report:submit"


def units_seen(person: User) -> frozenset[int]:
    """Ids of the units whose slots the person sees: his own, those he fills for, those below."""
    sights = [
        sight
        for sight in scope_of(person).sights
        if sight.kinds is None or RecordKind.REPORT in sight.kinds
    ]
    return units_for(person, Verb.FILL_REPORT).union(
        *(sight.units | sight.below | sight.keeps for sight in sights)
    )


def slots_seen(person: User) -> QuerySet[ReportSlot]:
    rows = ReportSlot.objects.filter(unit__in=units_seen(person))
    return rows.select_related("type", "unit").order_by("-period_start", "unit__path")


def standing_reports() -> QuerySet[Report]:
    return Report.objects.exclude(record__state=RecordState.STRUCK)


def unsent(slots: QuerySet[ReportSlot]) -> QuerySet[ReportSlot]:
    """Those of which nothing is submitted."""
    sent = standing_reports().filter(slot=OuterRef("pk"), state=ReportState.SUBMITTED)
    return slots.filter(~Exists(sent))


def missing(slots: QuerySet[ReportSlot], on: dt.date) -> QuerySet[ReportSlot]:
    """Those whose last day is over with nothing submitted, the oldest first; one that was sent
    back has time until its new last day."""
    again = Clock.objects.running().filter(
        rule__code=REPORT_DUE, due_on__gte=on, record__report__slot=OuterRef("pk")
    )
    late = unsent(slots).filter(~Exists(again), due_on__lt=on)
    return late.order_by("due_on", "unit__path")


def due_between(
    slots: QuerySet[ReportSlot], first: dt.date, last: dt.date
) -> QuerySet[ReportSlot]:
    """Those with nothing submitted yet whose last day is one of these, both included."""
    return unsent(slots).filter(due_on__range=(first, last)).order_by("due_on", "unit__path")


def states(slots: Sequence[ReportSlot], on: dt.date | None = None) -> dict[int, SlotState]:
    """The state of each slot on a day, by its id. One query."""
    filings = filings_of(slots)
    day = on or timezone.localdate()
    return {slot.pk: slot_state(slot.due_on, day, filings[slot.pk]) for slot in slots}


def filings_of(slots: Sequence[ReportSlot]) -> dict[int, list[Filing]]:
    due = {slot.pk: slot.due_on for slot in slots}
    found: dict[int, list[Filing]] = defaultdict(list)
    for report in with_days(standing_reports().filter(slot__in=due)):
        found[report.slot_id].append(filing_of(report, due[report.slot_id]))
    return found


def with_days(reports: QuerySet[Report]) -> QuerySet[Report]:
    """With the moment of its first submission and the last day after it was sent back."""
    events = Event.objects.filter(record=OuterRef("pk"), name=SUBMITTED).order_by("seq")
    clocks = Clock.objects.filter(record=OuterRef("pk"), rule__code=REPORT_DUE)
    return reports.annotate(
        first_sent=Subquery(events.values("at")[:1]),
        again_by=Subquery(clocks.order_by("-pk").values("due_on")[:1]),
    ).order_by("slot", "no")


def filing_of(report: Report, due_on: dt.date) -> Filing:
    first: dt.datetime | None = report.first_sent  # type: ignore[attr-defined]
    again_by: dt.date | None = report.again_by  # type: ignore[attr-defined]
    if report.state != ReportState.SUBMITTED or report.submitted_on is None:
        return Filing(report.no, submitted=False, again_by=again_by)
    began = timezone.localdate(first) if first else report.submitted_on
    late = is_late(began, report.submitted_on, due_on, again_by)
    return Filing(report.no, submitted=True, nil=report.nil, late=late)


@dataclass(frozen=True)
class Line:
    """A slot in the list of a superior: its state, and its report as far as it is submitted."""

    slot: ReportSlot
    state: SlotState
    report: Report | None
    total: Decimal | None


def lines_below(slot: ReportSlot, person: User, on: dt.date | None = None) -> list[Line]:
    """The slots at and under a slot that the person sees, in the order of the tree."""
    seen = units_seen(person)
    slots = [one for one in (slot, *slots_below(slot)) if one.unit_id in seen]
    found = states(slots, on)
    reports = submitted_reports(slots)
    values = values_of(list(reports.values()))
    lines = []
    for one in slots:
        report = reports.get(one.pk)
        total = values[report.pk].get(total_column(one)) if report else None
        lines.append(Line(one, found[one.pk], report, total))
    return lines


def total_column(slot: ReportSlot) -> str:
    return form_of(slot.type.code).total


@dataclass(frozen=True)
class FromBelow:
    """What a unit right below adds. record: its report, for who may see it."""

    slot: ReportSlot
    value: Decimal
    record: int | None


@dataclass(frozen=True)
class Behind:
    """What a number is made of. value: of this moment; records: own cases the asker sees."""

    column: str
    value: Decimal
    own: Decimal
    records: tuple[int, ...]
    children: tuple[FromBelow, ...]


def behind(slot: ReportSlot, column: str, scope: Scope) -> Behind:
    """The drill-down of one figure. Raises KeyError for a column the form does not have."""
    now = rolled_up(slot)
    figure = now.own[column]
    reports = [child.report.pk for child in now.included if child.report]
    seen = visible([*figure.records, *reports], scope)
    return Behind(
        column,
        now.values[column],
        figure.value,
        tuple(pk for pk in figure.records if pk in seen),
        tuple(from_below(now, column, seen)),
    )


def from_below(now: RollUp, column: str, seen: set[int]) -> list[FromBelow]:
    return [
        FromBelow(
            child.slot,
            child.values.get(column, Decimal(0)),
            child.report.pk if child.report and child.report.pk in seen else None,
        )
        for child in now.included
    ]


def visible(ids: Sequence[int], scope: Scope) -> set[int]:
    rows = Record.objects.visible_to(scope).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))
