"""How days are counted (民法典 201, 203; domain 6.3). Pure: no database, no clock of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.clocks.vocabulary import DayReason, LimitUnit

DAY = dt.timedelta(days=1)
HOURS_A_DAY = 24
FIRST_WEEKEND_DAY = 5


@dataclass(frozen=True)
class Calendar:
    """Days off and make-up days of the years whose official list is known."""

    off: frozenset[dt.date] = frozenset()
    make_up: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """In a year without official list only weekends are known to be free."""
        weekday = day.weekday() < FIRST_WEEKEND_DAY
        return day in self.make_up or (weekday and day not in self.off)

    def why(self, day: dt.date) -> DayReason:
        """Why the day is, or is not, a working day."""
        if day in self.make_up:
            return DayReason.MAKE_UP
        if day in self.off:
            return DayReason.OFF
        weekend = day.weekday() >= FIRST_WEEKEND_DAY
        return DayReason.WEEKEND if weekend else DayReason.WORKING_DAY


class Pause(NamedTuple):
    """Days that do not count, both ends included."""

    begins_on: dt.date
    ends_on: dt.date


class Day(NamedTuple):
    """A line of the sheet."""

    date: dt.date
    counted: bool
    reason: DayReason


@dataclass(frozen=True)
class Sheet:
    """A deadline, day by day from its start to its due date.

    raw: the day on which the limit is full; due: the same, or the next working day. An extension
    counts on from raw. provisional: a day of it lies in a year without official calendar, and the
    rule asks the calendar.
    """

    raw: dt.date
    due: dt.date
    provisional: bool
    days: tuple[Day, ...]


def compute(
    start: dt.date,
    limit: int,
    unit: str,
    calendar: Calendar,
    rolls: bool,
    pauses: Sequence[Pause] = (),
) -> Sheet:
    """The sheet of a limit that starts on `start`; the start itself is not counted.

    With `rolls` a last day that is no working day moves to the next one. Paused days never
    count and are never the last. Hours run on without calendar: of them only the day is told.
    Raises ValueError for a negative limit, OverflowError past the year 9999.
    """
    if limit < 0:
        raise ValueError("A limit is not negative.")
    if unit == LimitUnit.HOURS:
        return hours(start, limit)
    days = [Day(start, False, DayReason.START), *counted(start, limit, unit, calendar, pauses)]
    raw = days[-1].date
    if rolls:
        days += rolled(raw, calendar, pauses)
    asks = rolls or unit == LimitUnit.WORKING_DAYS
    unknown = any(day.date.year not in calendar.years for day in days[1:] or days)
    return Sheet(raw, days[-1].date, asks and unknown, tuple(days))


def counted(
    start: dt.date, limit: int, unit: str, calendar: Calendar, pauses: Sequence[Pause]
) -> list[Day]:
    """The days after the start until the limit is full."""
    days: list[Day] = []
    day, left = start, limit
    while left:
        day += DAY
        days.append(weighed(day, unit, calendar, pauses))
        left -= days[-1].counted
    return days


def weighed(day: dt.date, unit: str, calendar: Calendar, pauses: Sequence[Pause]) -> Day:
    if is_paused(day, pauses):
        return Day(day, False, DayReason.PAUSED)
    if unit == LimitUnit.CALENDAR_DAYS:
        return Day(day, True, DayReason.CALENDAR_DAY)
    return Day(day, calendar.is_workday(day), calendar.why(day))


def rolled(raw: dt.date, calendar: Calendar, pauses: Sequence[Pause]) -> list[Day]:
    """The days from the last counted one to the next working day; none if it is one itself."""
    days: list[Day] = []
    day = raw
    while not calendar.is_workday(day) or (days and is_paused(day, pauses)):
        day += DAY
        free = calendar.is_workday(day) and not is_paused(day, pauses)
        days.append(Day(day, False, DayReason.ROLLED if free else why_free(day, calendar, pauses)))
    return days


def why_free(day: dt.date, calendar: Calendar, pauses: Sequence[Pause]) -> DayReason:
    return DayReason.PAUSED if is_paused(day, pauses) else calendar.why(day)


def is_paused(day: dt.date, pauses: Sequence[Pause]) -> bool:
    return any(pause.begins_on <= day <= pause.ends_on for pause in pauses)


def hours(start: dt.date, limit: int) -> Sheet:
    """The earliest day on which the limit can end: 24 hours the next day, one hour the same."""
    days = [start + DAY * number for number in range(limit // HOURS_A_DAY + 1)]
    lines = tuple(Day(day, True, DayReason.HOURS) for day in days)
    return Sheet(days[-1], days[-1], False, lines)
