"""Deadlines as the desk says them: what is left in working days, and the sheet as months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.clocks.models import Clock
from archive.clocks.queries import calendar_from
from archive.clocks.rules import DAY, Calendar, Day, Sheet
from archive.mediation import queries as mediation
from archive.petitions import rules as petitions
from archive.records.models import Record

# From so many working days on a deadline is said in amber.
SOON = 3
WEEK = 7
# Times in which somebody else may ask for something: when one is over, nobody is late
# (信访工作条例 2022, 35 and 36; 人民调解法 2010, 33).
WINDOWS = mediation.WINDOWS | petitions.WINDOWS


@dataclass(frozen=True)
class Line:
    """A clock as a card and a list show it. left: what remains in words, tone its colour."""

    clock: Clock
    left: str
    tone: str


def lines_of(clocks: Iterable[Clock]) -> list[Line]:
    """One query for the calendar, whatever the number of clocks."""
    rows = list(clocks)
    if not rows:
        return []
    today = timezone.localdate()
    first = min([today, *(clock.due_on for clock in rows)])
    calendar = calendar_from(first.year)
    return [line_of(clock, today, calendar) for clock in rows]


def clocks_of(record: Record) -> list[Line]:
    """All clocks of a record, those that run first."""
    rows = Clock.objects.filter(record=record).select_related("rule")
    return sorted(lines_of(rows), key=lambda line: (not is_running(line.clock), line.clock.due_on))


def is_running(clock: Clock) -> bool:
    return clock.ended_on is None and not clock.cancelled


def line_of(clock: Clock, today: dt.date, calendar: Calendar) -> Line:
    if clock.cancelled:
        return Line(clock, _("stopped"), "grey")
    if clock.rule.code in WINDOWS and min(clock.ended_on or today, today) > clock.due_on:
        return Line(clock, _("over since %(day)s") % {"day": clock.due_on.isoformat()}, "grey")
    if clock.ended_on is not None:
        late = clock.ended_on > clock.due_on
        said = _("ended late on %(day)s") if late else _("ended on %(day)s")
        return Line(clock, said % {"day": clock.ended_on.isoformat()}, "red" if late else "grey")
    return Line(clock, left_in_words(today, clock.due_on, calendar), tone(today, clock, calendar))


def workdays(after: dt.date, until: dt.date, calendar: Calendar) -> int:
    """Working days after the one day until the other, both ends as a person counts them."""
    days = (after + DAY * number for number in range(1, (until - after).days + 1))
    return sum(calendar.is_workday(day) for day in days)


def left_in_words(today: dt.date, due_on: dt.date, calendar: Calendar) -> str:
    if today == due_on:
        return _("due today")
    if today < due_on:
        days = workdays(today, due_on, calendar)
        return ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}
    days = (today - due_on).days
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


def tone(today: dt.date, clock: Clock, calendar: Calendar) -> str:
    if today > clock.due_on:
        return "red"
    return "amber" if workdays(today, clock.due_on, calendar) <= SOON else "blue"


@dataclass(frozen=True)
class Cell:
    """A day in a month of the sheet. number: which counted day it is, 0 when it does not count."""

    day: Day | None = None
    date: dt.date | None = None
    number: int = 0
    is_raw: bool = False
    is_due: bool = False


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Cell]] = field(default_factory=list)


def months_of(sheet: Sheet) -> list[Month]:
    """The sheet as calendar months, Monday first; days outside of the sheet are bare."""
    known = cells_of(sheet)
    starts = sorted({day.replace(day=1) for day in known})
    return [Month(first, weeks_of(first, known)) for first in starts]


def cells_of(sheet: Sheet) -> dict[dt.date, Cell]:
    found, number = {}, 0
    for day in sheet.days:
        number += day.counted
        counted = number if day.counted else 0
        found[day.date] = Cell(
            day, day.date, counted, day.date == sheet.raw, day.date == sheet.due
        )
    return found


def weeks_of(first: dt.date, known: dict[dt.date, Cell]) -> list[list[Cell]]:
    cells = [Cell()] * first.weekday()
    day = first
    while day.month == first.month:
        cells.append(known.get(day, Cell(date=day)))
        day += DAY
    return list(by_sevens(cells))


def by_sevens(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    for start in range(0, len(cells), WEEK):
        week = list(cells[start : start + WEEK])
        yield week + [Cell()] * (WEEK - len(week))
