"""The month in one chart: how many matters came and how many were closed, day by day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Value
from django.utils import timezone

from archive.organisation.models import User
from archive.records.vocabulary import KEPT_STATES
from desk.access import visible_records
from desk.deadlines import CASES
from desk.listing import kept

# The drawing in its own units: a day is so wide, the higher of both columns so high.
WIDE, HIGH, BAR, FOOT = 24, 96, 9, 22
# The scale reaches so far at the least: a single matter is no tower.
LEAST = 4
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Day:
    """A day of the chart with what stands in its columns."""

    date: dt.date
    came: int
    closed: int
    x: int
    came_bar: Bar
    closed_bar: Bar


@dataclass(frozen=True)
class Month:
    """came, closed: of the whole month so far; lines: heights of the grid with their numbers."""

    first: dt.date
    came: int
    closed: int
    days: tuple[Day, ...]
    lines: tuple[tuple[float, int], ...]
    width: int
    height: int = HIGH + FOOT


def month_of(person: User) -> Month:
    """The petitions and dossiers of this month in one's scope. One query, kept a minute."""
    first = timezone.localdate().replace(day=1)
    came, closed = kept(f"month-{first}", person, lambda: counted(person, first))
    return drawn(first, came, closed)


def counted(person: User, first: dt.date) -> tuple[dict[dt.date, int], dict[dt.date, int]]:
    """How many matters were registered, and how many closed, on each day that had any."""
    span = (first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    cases = visible_records(person).standing().filter(kind__in=CASES).order_by()
    came = cases.filter(registered_on__range=span).annotate(day=F("registered_on"))
    closed = cases.filter(state__in=KEPT_STATES, closed_on__range=span)
    closed = closed.annotate(day=F("closed_on"))
    rows = by_day(came, "came").union(by_day(closed, "closed"), all=True)
    found: dict[str, Counter[dt.date]] = {"came": Counter(), "closed": Counter()}
    for what, day, count in rows:
        found[what][day] += count
    return dict(found["came"]), dict(found["closed"])


def by_day(rows: Any, what: str) -> Any:
    return (
        rows.values("day")
        .annotate(what=Value(what), count=Count("pk"))
        .values_list("what", "day", "count")
    )


def drawn(first: dt.date, came: dict[dt.date, int], closed: dict[dt.date, int]) -> Month:
    last = calendar.monthrange(first.year, first.month)[1]
    top = round_up(max([LEAST, *came.values(), *closed.values()]))
    dates = [first.replace(day=number) for number in range(1, last + 1)]
    days = tuple(
        day_of(date, place * WIDE, came.get(date, 0), closed.get(date, 0), top)
        for place, date in enumerate(dates)
    )
    half = ((HIGH / 2, top // 2),) if top % 2 == 0 else ()
    lines = ((0.0, top), *half)
    return Month(first, sum(came.values()), sum(closed.values()), days, lines, last * WIDE)


def day_of(date: dt.date, x: int, came: int, closed: int, top: int) -> Day:
    left = x + (WIDE - 2 * BAR) // 2
    return Day(date, came, closed, x, bar(left, came, top), bar(left + BAR, closed, top))


def bar(x: int, value: int, top: int) -> Bar:
    height = round(HIGH * value / top, 1)
    return Bar(x, HIGH - height, height)


def round_up(most: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 …, so that the numbers of the grid are round."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10
