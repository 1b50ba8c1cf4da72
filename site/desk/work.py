"""What waits for a person today: deadlines, decisions, a year to bind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.clocks.models import Clock
from archive.clocks.queries import without_pause
from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.standing import scope_of, standing_of
from archive.organisation.vocabulary import PostKind, Verb
from archive.petitions.models import Petition
from archive.petitions.queries import to_receive
from archive.petitions.rules import SENT_ON, WINDOWS, WORKED_ON
from archive.petitions.vocabulary import PetitionState
from archive.petitions.waiting import OBJECTED
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState
from archive.reports.models import Report
from archive.reports.vocabulary import ReportState
from archive.retention.queries import due_for_appraisal
from desk.access import is_visible, visible_records
from desk.clocks import WEEK, Line, lines_of
from desk.listing import few

SHOWN = 12
HANDLERS = frozenset({PostKind.CLERK, PostKind.MEDIATOR, PostKind.LEADER})
CASES = (RecordKind.PETITION, RecordKind.DOSSIER)


@dataclass(frozen=True)
class Tile:
    """A count that leads to what it counts."""

    count: int
    label: str
    url: str
    tone: str = "amber"


@dataclass(frozen=True)
class Waiting:
    """A record and why it waits for this person."""

    record: Record
    why: str


def work_of(person: User) -> dict[str, Any]:
    """For the page of today; what a person's posts have nothing to do with is left out."""
    posts = {post.kind for post in standing_of(person).posts}
    found: dict[str, Any] = {"tiles": [], "due": [], "waiting": []}
    if posts & HANDLERS:
        found["tiles"] += deadline_tiles(person)
        found["due"] = due_lines(person)
        found["shows_due"] = True
    if posts & HANDLERS:
        found["to_receive"] = list(to_receive(person)[:SHOWN])
    if PostKind.LEADER in posts:
        found["waiting"] = waiting_for(person)
        found["shows_waiting"] = True
    if PostKind.ARCHIVIST in posts:
        found["tiles"] += archive_tiles(person)
    return found


def my_clocks(person: User) -> QuerySet[Clock]:
    """A right whose time is over makes nobody late."""
    lapsed = Q(rule__code__in=WINDOWS, due_on__lt=timezone.localdate())
    return without_pause().filter(is_visible(person, "record")).exclude(lapsed)


def deadline_tiles(person: User) -> list[Tile]:
    today = timezone.localdate()
    clocks = my_clocks(person)
    late = few("late", person, clocks.filter(due_on__lt=today))
    week = (today, week_end(today))
    soon = few("due-week", person, clocks.filter(due_on__range=week))
    mine = few("mine", person, mine_of(person))
    return [
        Tile(late, _("late"), "#due", "red"),
        Tile(soon, _("due this week"), "#due"),
        Tile(mine, _("in my hands"), "#due", "calm"),
    ]


def week_end(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=WEEK - 1 - today.weekday())


def mine_of(person: User) -> QuerySet[Record]:
    """Open matters in which the person has a part."""
    rows = visible_records(person).filter(kind__in=CASES, state=RecordState.REGISTERED)
    return rows.filter(named__person=person, named__until=None)


def due_lines(person: User) -> list[Line]:
    """What is late or due next, the most urgent first."""
    rows = my_clocks(person).select_related("rule", "record__lead_unit")
    return lines_of(rows.order_by("due_on", "pk")[:SHOWN])


def waiting_for(person: User) -> list[Waiting]:
    """Drafts to sign, extensions to approve, matters to decline, reports to sign."""
    petitions = Petition.objects.filter(is_visible(person, "record"))
    draft = Q(drafted_by__isnull=False, signed_by=None, state__in=WORKED_ON)
    longer = Q(
        extension_asked_by__isnull=False, extension_approved_by=None, state__in=WORKED_ON
    )
    decline = Q(state=PetitionState.TRIAGED) & ~Q(ground="")
    send = Q(state=PetitionState.TRIAGED) & ~Q(sent_as="")
    rows = petitions.filter(draft | longer | decline | send | OBJECTED).select_related("record")
    found = [Waiting(row.record, why(row)) for row in rows.order_by("pk")[:SHOWN]]
    units = units_for(person, Verb.SIGN_REPORT)
    reports = Report.objects.filter(
        state=ReportState.REVIEWED, record__lead_unit__in=units
    ).exclude(record__state=RecordState.STRUCK)
    signable = reports.select_related("record").order_by("pk")[:SHOWN]
    return found + [Waiting(row.record, _("report to sign")) for row in signable]


def why(row: Petition) -> str:
    if row.state == PetitionState.TRIAGED:
        return _("to be declined") if row.ground else _("to be sent on")
    if row.state in SENT_ON:
        return _("objection to decide on")
    if row.extension_asked_by_id and not row.extension_approved_by_id:
        return _("extension to approve")
    return _("answer to sign")


def archive_tiles(person: User) -> list[Tile]:
    units = units_for(person, Verb.BIND)
    today, lists = timezone.localdate(), reverse("desk_records")
    appraise = reverse("desk_due") + "?show=due"
    closed = visible_records(person).filter(lead_unit__in=units, state=RecordState.CLOSED)
    cases = Q(kind__in=CASES)
    before = Q(closed_on__year__lt=today.year) | (~cases & Q(year__lt=today.year))
    ready = closed.filter(before).exclude(cases & Q(completion=None))
    lacking = closed.filter(cases, completion=None)
    due = due_for_appraisal(today.year, scope_of(person))
    return [
        Tile(few("to-bind", person, ready), _("ready to bind"), reverse("desk_bind"), "calm"),
        Tile(few("lacking", person, lacking), _("contents not complete"), lists + "?state=closed"),
        Tile(few("to-appraise", person, due), _("due for appraisal"), appraise),
    ]
