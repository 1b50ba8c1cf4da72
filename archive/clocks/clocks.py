"""The clocks of records: started, paused, extended, ended inside the steps of other rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from archive.clocks.models import Clock, ClockPause, DeadlineRule
from archive.clocks.queries import calendar_from, rule_for
from archive.clocks.rules import Calendar, Pause, Sheet, compute

EXTENDED = "extended"


@dataclass(frozen=True)
class Moved:
    """A clock that was counted anew when a calendar came, with what it was before."""

    clock: Clock
    raw_before: dt.date
    due_before: dt.date
    provisional_before: bool


def start(record: Model, code: str, on: dt.date, *, limit: int | None = None) -> Clock:
    """A running clock of the rule in force on `on`, which is its start and is not counted.

    `limit` for rules whose limit somebody sets (指定办理期限). Raises KeyError if no such rule is
    in force on that day, ValueError if neither the rule nor the caller gives a limit.
    """
    rule = rule_for(code, on)
    clock = Clock(record_id=record.pk, rule=rule, limit=limit_of(rule, limit), started_on=on)
    return kept(clock, counted(clock, ()))


def limit_of(rule: DeadlineRule, limit: int | None) -> int:
    found = rule.limit if limit is None else limit
    if found is None:
        raise ValueError(f"The rule {rule.code} has no limit of its own; give one.")
    return found


def end(record: Model, code: str, *, on: dt.date, by: str) -> list[Clock]:
    """Ends the running clocks of that rule, and those that extend one of that rule.

    by: the event that did what the clock waited for.
    """
    ended = [clock for clock in running(record) if code in codes(clock)]
    for clock in ended:
        clock.ended_on, clock.ended_by = on, by
        clock.save(update_fields=["ended_on", "ended_by"])
    return ended


def codes(clock: Clock) -> set[str]:
    """The codes of the clock's rule and of all it extends."""
    found = {clock.rule.code}
    return found | codes(clock.extends) if clock.extends else found


def cancel_all(record: Model, *, on: dt.date, by: str) -> list[Clock]:
    """Stops every running clock, for what they wait for will not come any more."""
    stopped = list(running(record))
    for clock in stopped:
        clock.cancelled, clock.ended_on, clock.ended_by = True, on, by
        clock.save(update_fields=["cancelled", "ended_on", "ended_by"])
    return stopped


def cancel_of(records: Iterable[Model], *, on: dt.date, by: str) -> int:
    """As `cancel_all`, for many records in one statement; returns how many clocks stopped."""
    ids = [record.pk for record in records]
    found = Clock.objects.running().filter(record__in=ids)
    return found.update(cancelled=True, ended_on=on, ended_by=by)


def extend(clock: Clock, code: str, days: int) -> Clock:
    """A new clock of rule `code` that counts on from the raw end, not from the rolled one.

    The law stays that of the clock's own start. The old clock ends today as extended. Raises
    KeyError if that law knows no such rule, ValueError if the clock does not run, `days` is less
    than 1 or more than another rule than its own allows (信访工作条例 2022, 34: 30 days).
    """
    rule = rule_for(code, clock.started_on)
    most = rule.limit if rule.code != clock.rule.code else None
    if days < 1 or (most is not None and days > most):
        raise ValueError(f"{days} days are outside of the rule {code}.")
    if clock.ended_on or clock.cancelled:
        raise ValueError("Only a running clock can be extended.")
    clock.ended_on, clock.ended_by = timezone.localdate(), EXTENDED
    clock.save(update_fields=["ended_on", "ended_by"])
    longer = Clock(
        record_id=clock.record_id, rule=rule, extends=clock, limit=days, started_on=clock.raw_on
    )
    return kept(longer, counted(longer, ()))


def pause(clock: Clock, on: dt.date, *, reason: str, basis: str) -> ClockPause:
    """From this day on no day counts, until `resume`. Raises ValueError if the clock does not
    run, stands still already, or had not started."""
    if clock.ended_on or clock.cancelled or on <= clock.started_on:
        raise ValueError("Only a running clock can be paused, after its start.")
    if clock.pauses.filter(ends_on=None).exists():
        raise ValueError("The clock is paused already.")
    return ClockPause.objects.create(clock=clock, begins_on=on, reason=reason, basis=basis)


def resume(clock: Clock, last: dt.date) -> Clock:
    """Ends the open pause, whose last day is `last`, and moves the dates by the paused days.

    Raises ValueError if no pause is open or it would end before it began.
    """
    open_pause = clock.pauses.filter(ends_on=None).first()
    if open_pause is None or last < open_pause.begins_on:
        raise ValueError("There is no pause that could end on that day.")
    open_pause.ends_on = last
    open_pause.save(update_fields=["ends_on"])
    return kept(clock, sheet(clock))


def running(record: Model) -> QuerySet[Clock]:
    """The clocks of a record that wait for something, the most urgent first."""
    clocks = Clock.objects.running().filter(record_id=record.pk)
    return clocks.select_related("rule", "extends__rule").order_by("due_on", "pk")


def sheet(clock: Clock, calendar: Calendar | None = None) -> Sheet:
    """Every day of the clock, counted or skipped, with the reason, by the calendar of today."""
    pauses = [Pause(one.begins_on, one.ends_on) for one in clock.pauses.all() if one.ends_on]
    return counted(clock, pauses, calendar)


def counted(clock: Clock, pauses: Iterable[Pause], calendar: Calendar | None = None) -> Sheet:
    rule, days = clock.rule, calendar or calendar_from(clock.started_on.year)
    return compute(clock.started_on, clock.limit, rule.unit, days, rule.rolls, tuple(pauses))


def kept(clock: Clock, found: Sheet) -> Clock:
    clock.raw_on, clock.due_on = found.raw, found.due
    clock.provisional = found.provisional
    clock.save()
    return clock


def recompute(records: Iterable[int]) -> list[Moved]:
    """Counts the provisional clocks of these records anew after a calendar came.

    Inside a transaction that holds the records' locks; the caller writes what it answers, the
    clocks that are not what they were, into the history.
    """
    clocks = list(provisional().filter(record__in=records))
    calendar = calendar_from(min((clock.started_on.year for clock in clocks), default=0))
    ends = {clock.pk: clock for clock in clocks}
    moved = []
    for clock in clocks:
        before = Moved(clock, clock.raw_on, clock.due_on, clock.provisional)
        if clock.extends_id in ends:
            clock.started_on = ends[clock.extends_id].raw_on
        kept(clock, sheet(clock, calendar))
        if has_moved(before):
            moved.append(before)
    return moved


def provisional() -> QuerySet[Clock]:
    """Provisional clocks that run or that another extends, each after the one it extends."""
    waiting = Q(ended_on=None, cancelled=False) | Q(ended_by=EXTENDED)
    clocks = Clock.objects.filter(waiting, provisional=True).select_related("rule")
    return clocks.prefetch_related("pauses").order_by("pk")


def has_moved(before: Moved) -> bool:
    clock = before.clock
    was = (before.raw_before, before.due_before, before.provisional_before)
    return was != (clock.raw_on, clock.due_on, clock.provisional)
