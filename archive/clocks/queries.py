"""Questions about calendars, rules and clocks."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from archive.clocks.models import (
    CalendarYear,
    Clock,
    ClockPause,
    ClockQuerySet,
    DeadlineRule,
)
from archive.clocks.rules import Calendar
from archive.clocks.vocabulary import DayKind


def calendar_from(year: int) -> Calendar:
    """The official calendar from that year on. One query."""
    rows = CalendarYear.objects.filter(year__gte=year)
    years: set[int] = set()
    days: dict[str, set[dt.date]] = {kind: set() for kind in DayKind.values}
    for known, date, kind in rows.values_list("year", "days__date", "days__kind"):
        years.add(known)
        if date:
            days[kind].add(date)
    return Calendar(
        frozenset(days[DayKind.OFF]), frozenset(days[DayKind.MAKE_UP]), frozenset(years)
    )


def rule_for(code: str, on: dt.date) -> DeadlineRule:
    """The version of the rule that is in force on that day. Raises KeyError if there is none."""
    not_ended = Q(valid_to=None) | Q(valid_to__gte=on)
    rules = DeadlineRule.objects.filter(not_ended, code=code, valid_from__lte=on)
    found = rules.order_by("-valid_from").first()
    if found is None:
        raise KeyError(code)
    return found


def without_pause() -> ClockQuerySet:
    """Running clocks that no open pause stands still."""
    paused = ClockPause.objects.filter(clock=OuterRef("pk"), ends_on=None)
    return Clock.objects.running().filter(~Exists(paused))


def overdue(on: dt.date) -> ClockQuerySet:
    """Running clocks whose last day is over."""
    return without_pause().filter(due_on__lt=on)


def due_between(first: dt.date, last: dt.date) -> ClockQuerySet:
    """Running clocks that end on one of these days, both included, the most urgent first."""
    return without_pause().filter(due_on__range=(first, last)).order_by("due_on", "pk")
