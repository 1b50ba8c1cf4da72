"""What is late, due this week, or in one's hands: clocks with stage and handler, row by row."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from archive.clocks.models import Clock, ClockQuerySet, DeadlineRule
from archive.clocks.queries import without_pause
from archive.mediation.vocabulary import DossierState
from archive.organisation.models import User
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Named, Record
from archive.records.models.record import RecordQuerySet
from archive.records.vocabulary import NamedAs, RecordKind, RecordState
from desk.access import is_visible, visible_records
from desk.clocks import WEEK, WINDOWS, Line, lines_of
from desk.listing import SHORT_CAP, kept

CASES = (RecordKind.PETITION, RecordKind.DOSSIER)
HANDLERS = (NamedAs.HANDLER, NamedAs.MEDIATOR)


@dataclass(frozen=True)
class Task:
    """A matter and its nearest deadline, if one runs; stage and handler in words."""

    record: Record
    line: Line | None
    stage: str
    stage_code: str
    handler: str


def clocks_due(person: User) -> ClockQuerySet:
    """The running deadlines of the office in one's scope, the most urgent first."""
    windows = DeadlineRule.objects.filter(code__in=WINDOWS)
    rows = without_pause().exclude(rule__in=windows).filter(is_visible(person, "record"))
    return rows.order_by("due_on", "pk")


def late(person: User, today: dt.date) -> ClockQuerySet:
    return clocks_due(person).filter(due_on__lt=today)


def due_this_week(person: User, today: dt.date) -> ClockQuerySet:
    """From today until Sunday."""
    return clocks_due(person).filter(due_on__range=(today, week_end(today)))


def week_end(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=WEEK - 1 - today.weekday())


def in_my_hands(person: User) -> RecordQuerySet:
    """Open matters in which the person has a part, the oldest first."""
    rows = visible_records(person).filter(kind__in=CASES, state=RecordState.REGISTERED)
    mine = rows.filter(named__person=person, named__until=None, named__part__in=HANDLERS)
    return mine.order_by("registered_on", "pk").distinct()


def late_and_soon(person: User) -> tuple[list[tuple[int, str, int]], int, int]:
    """Late deadlines by unit (id, name, count) in the order of the tree, all late, due this week;
    each count stops above a thousand. One query, kept a minute."""
    return kept("late-and-soon", person, lambda: count_late_and_soon(person))


def count_late_and_soon(person: User) -> tuple[list[tuple[int, str, int]], int, int]:
    today = timezone.localdate()
    rows = clocks_due(person).filter(due_on__lte=week_end(today))
    most = 2 * (SHORT_CAP + 1)
    unit = "record__lead_unit"
    found = list(rows.values_list("due_on", f"{unit}__path", f"{unit}__name", unit)[:most])
    over = Counter(tuple(place) for due_on, *place in found if due_on < today)
    soon = len(found) - over.total()
    if len(found) == most and soon <= SHORT_CAP:
        soon = due_this_week(person, today)[: SHORT_CAP + 1].count()
    by_unit = [(pk, name, over[path, name, pk]) for path, name, pk in sorted(over)]
    return by_unit, over.total(), soon


def tasks_of(clocks: Iterable[Clock]) -> list[Task]:
    """Of clocks read `with_words`. One query for the calendar, whatever the number of rows."""
    return [task_of(line.clock.record, line, line.clock) for line in lines_of(clocks)]


def tasks_of_records(records: Iterable[Record]) -> list[Task]:
    """The matters in their order, each with the deadline that comes first."""
    rows = list(records)
    running = without_pause().filter(record__in=rows).exclude(
        rule__in=DeadlineRule.objects.filter(code__in=WINDOWS)
    )
    first: dict[int, Clock] = {}
    for clock in running.select_related("rule").order_by("-due_on", "-pk"):
        first[clock.record_id] = clock
    lines = {line.clock.record_id: line for line in lines_of(first.values())}
    return [task_of(row, lines.get(row.pk), row) for row in rows]


def with_words(rows: Any, path: str = "record") -> Any:
    """The rows with the states of their kind and who handles them; `path` leads to the record."""
    front = f"{path}__" if path else ""
    named = Named.objects.filter(
        record=OuterRef(path or "pk"), until=None, part__in=HANDLERS
    ).order_by("pk")
    joined = (f"{front}lead_unit", "rule") if path else ("lead_unit",)
    if path:
        joined = (path, *joined)
    return rows.select_related(*joined).annotate(
        petition_state=F(f"{front}petition__state"),
        dossier_state=F(f"{front}dossier__state"),
        handler_name=Subquery(named.values("person__name")[:1]),
    )


def task_of(record: Record, line: Line | None, row: Any) -> Task:
    """row: what `with_words` annotated."""
    code, stage = "", ""
    if row.petition_state:
        code, stage = row.petition_state, str(PetitionState(row.petition_state).label)
    elif row.dossier_state:
        code, stage = row.dossier_state, str(DossierState(row.dossier_state).label)
    return Task(record, line, stage, code, row.handler_name or "")
