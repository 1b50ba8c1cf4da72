"""Questions about petitions: what is due, late, mine, and who did what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from archive.clocks.models import Clock
from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.petitions.models import Petition
from archive.petitions.rules import ANSWERED, UNDER_WAY, WINDOWS
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Event, Record
from archive.records.vocabulary import LinkReason, NamedAs, RecordKind, RecordState

TRIAGED = "petition:triage"
OPEN = UNDER_WAY | ANSWERED
SUNDAY = 6


def visible(person: User) -> QuerySet[Petition]:
    """The petitions a person may see, the newest first. Asked row by row: what narrows them is
    asked first, where a set of ids would be read whole."""
    seen = Record.objects.visible_to(scope_of(person)).filter(pk=OuterRef("pk"))
    rows = Petition.objects.filter(Exists(seen), record__kind=RecordKind.PETITION)
    return rows.select_related("record__lead_unit", "handler").order_by("-record")


def mine(person: User) -> QuerySet[Petition]:
    """What the person handles and is not closed, the oldest receipt first."""
    rows = visible(person).exclude(state=PetitionState.CLOSED)
    named = Record.objects.filter(
        named__person=person,
        named__part=NamedAs.HANDLER,
        named__until=None,
        state=RecordState.REGISTERED,
    )
    return rows.filter(pk__in=named.values("pk")).order_by("received_on", "record")


def running_clocks(person: User) -> QuerySet[Clock]:
    """The clocks that run on open petitions the person may see, the most urgent first."""
    records = Record.objects.visible_to(scope_of(person)).filter(
        kind=RecordKind.PETITION, state=RecordState.REGISTERED
    )
    rows = Clock.objects.running().filter(record__in=records)
    return rows.select_related("rule", "record__lead_unit").order_by("due_on", "pk")


def due(person: User, first: dt.date, last: dt.date) -> QuerySet[Clock]:
    """Clocks whose last day lies between these days, both included."""
    return running_clocks(person).filter(due_on__gte=first, due_on__lte=last)


def due_this_week(person: User, today: dt.date) -> QuerySet[Clock]:
    """From today until Sunday."""
    return due(person, today, today + dt.timedelta(days=SUNDAY - today.weekday()))


def late(person: User, today: dt.date) -> QuerySet[Clock]:
    """What is over and was not done; a right that was not used makes nobody late."""
    return running_clocks(person).filter(due_on__lt=today).exclude(rule__code__in=WINDOWS)


def to_receive(person: User) -> QuerySet[Petition]:
    """What was sent to the person's units and is not received yet, the oldest first."""
    rows = visible(person).filter(state=PetitionState.SENT, record__state=RecordState.CAPTURED)
    units = units_for(person, Verb.TRIAGE)
    return rows.filter(record__lead_unit__in=units).order_by("record")


def open_same_matters(record: Record, person: User) -> list[str]:
    """Numbers of the petitions under way that this one is linked to as the same matter; of those
    alone which the person may see, for the others must not be known of."""
    others = record.links.filter(reason=LinkReason.SAME_MATTER).values("other")
    rows = visible(person).filter(pk__in=others, state__in=OPEN)
    return list(rows.filter(record__state=RecordState.REGISTERED).values_list(
        "record__number", flat=True
    ))


def triaged_by(petitions: Iterable[Petition]) -> dict[int, int]:
    """Who proposed what becomes of each matter: ids of persons by id of record. One query."""
    records = [petition.pk for petition in petitions]
    events = Event.objects.filter(record__in=records, name=TRIAGED).order_by("seq")
    return {record: actor for record, actor in events.values_list("record", "actor") if record}
