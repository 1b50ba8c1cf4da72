"""What waits for a person's word: petitions to decide, reports to review, sign and send, and what
came back to be mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.vocabulary import Verb
from archive.petitions.models import Petition
from archive.petitions.waiting import Waiting as Decision
from archive.petitions.waiting import WaitsFor, asked_of, waiting_for
from archive.records.models import Event, Record
from archive.records.vocabulary import RecordState
from archive.reports.models import Report, ReportSlot
from archive.reports.queries import unsent
from archive.reports.vocabulary import ReportState, SlotState
from archive.reports.words import period_label
from desk.access import is_visible, visible_records
from desk.deadlines import CASES
from desk.listing import kept

# A list of things to decide is read to its end; beyond this its count says only "more".
MOST = 100
OWED = 6
YEAR = dt.timedelta(days=366)
SENT_BACK = "record:send_back"
WHY = {
    WaitsFor.DECLINE: gettext_lazy("to be declined"),
    WaitsFor.SEND: gettext_lazy("to be sent on"),
    WaitsFor.OBJECTION: gettext_lazy("objection to decide on"),
    WaitsFor.EXTEND: gettext_lazy("extension to approve"),
    WaitsFor.SIGN: gettext_lazy("answer to sign"),
    ReportState.DRAFT: gettext_lazy("report to review"),
    ReportState.REVIEWED: gettext_lazy("report to sign"),
    ReportState.SIGNED: gettext_lazy("report to send"),
}


@dataclass(frozen=True)
class Waiting:
    """A record, why it waits for this person, and where he sees to it."""

    record: Record
    why: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Owed:
    """A period whose report was not sent. Missing when its last day is over."""

    slot: ReportSlot
    period: str
    state: SlotState


def decisions(person: User) -> list[Waiting]:
    """The petitions he may decide. Which they are is dear, for it asks who leads which unit; it
    is kept a minute, and that each still waits is asked of it again."""
    fresh: list[Decision] = []

    def ask() -> list[tuple[int, str]]:
        fresh.extend(waiting_for(person, timezone.localdate(), most=MOST + 1))
        return [(one.petition.pk, str(one.what)) for one in fresh]

    found = kept("decisions", person, ask)
    if fresh:
        return [waiting_petition(one.petition, one.what) for one in fresh]
    return [waiting_petition(one, what) for one, what in still_waiting(person, found)]


def still_waiting(
    person: User, found: list[tuple[int, str]]
) -> Iterator[tuple[Petition, WaitsFor]]:
    rows = Petition.objects.filter(is_visible(person, "record"), pk__in=[pk for pk, _w in found])
    rows = rows.filter(record__state=RecordState.REGISTERED).select_related("record")
    known = rows.in_bulk() if found else {}
    for pk, what in found:
        if pk in known and still(known[pk], what):
            yield known[pk], WaitsFor(what)


def still(petition: Petition, what: str) -> bool:
    return any(one == what for one, _asker, _own_name in asked_of(petition, None))


def waiting_petition(petition: Petition, what: WaitsFor) -> Waiting:
    record = petition.record
    return Waiting(record, str(WHY[what]), reverse("desk_record", args=[record.pk]))


def reports_waiting(person: User) -> list[Report]:
    """Reports of one's units that wait for what one's posts may do, those sent back first."""
    fill = units_for(person, Verb.FILL_REPORT)
    review = units_for(person, Verb.REVIEW_REPORT)
    sign = units_for(person, Verb.SIGN_REPORT)
    # By the unit of the slot: by that of the record all records of the unit would be read.
    asked = Q(state__in=[ReportState.RETURNED, ReportState.SIGNED], slot__unit__in=fill)
    asked |= Q(state=ReportState.DRAFT, slot__unit__in=review) & ~Q(filled_by=person)
    asked |= Q(state=ReportState.REVIEWED, slot__unit__in=sign)
    standing = is_visible(person, "record", state=RecordState.CAPTURED)
    rows = Report.objects.filter(asked, standing).select_related("record")
    found = list(rows.order_by("slot__due_on", "pk")[: MOST + 1])
    return sorted(found, key=lambda one: one.state != ReportState.RETURNED)


def waiting_report(report: Report) -> Waiting:
    record = report.record
    why = str(WHY[ReportState(report.state)])
    return Waiting(record, why, reverse("desk_record", args=[record.pk]))


def reports_owed(person: User) -> list[Owed]:
    """Periods of one's units of the last year that have ended with nothing sent, newest first."""
    today = timezone.localdate()
    rows = ReportSlot.objects.filter(
        unit__in=units_for(person, Verb.FILL_REPORT), period_start__gte=today - YEAR
    )
    found = unsent(rows).select_related("type", "unit").order_by("-period_start", "unit__path")
    return [owed(slot, today) for slot in found[:OWED]]


def owed(slot: ReportSlot, today: dt.date) -> Owed:
    period = str(period_label(slot.type.cycle, slot.period_start))
    return Owed(slot, period, SlotState.MISSING if slot.due_on < today else SlotState.OPEN)


def report_back(report: Report) -> Waiting:
    """Where it is filled again, with the words it came back with."""
    url = reverse("desk_slot", args=[report.slot_id])
    return Waiting(report.record, _("report sent back"), url, report.returned_reason)


def contents_back(person: User) -> list[Waiting]:
    """Matters one has a part in whose contents the archivist sent back and that still lack."""
    came = Event.objects.filter(record=OuterRef("pk"), name=SENT_BACK)
    rows = visible_records(person).filter(
        kind__in=CASES,
        state=RecordState.CLOSED,
        completion=None,
        named__person=person,
        named__until=None,
    )
    found = rows.filter(Exists(came)).order_by("closed_on", "pk").distinct()
    return [
        Waiting(row, _("contents sent back"), reverse("desk_contents", args=[row.pk]))
        for row in found[: MOST + 1]
    ]
