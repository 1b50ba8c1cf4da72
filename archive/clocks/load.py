"""Brings the shipped calendar and rules in. Repeating it changes nothing an office edited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.clocks.models import CalendarDay, CalendarYear, DeadlineRule
from archive.clocks.vocabulary import DayKind

FIXTURES = Path(__file__).with_name("fixtures")


@transaction.atomic
def load_clocks() -> list[int]:
    """Adds years and rules that are missing; returns the years that came."""
    load_deadlines(read("deadlines.json")["rules"])
    return load_years(read("calendar.json")["years"])


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return found


def load_deadlines(rows: list[dict[str, Any]]) -> int:
    known = set(DeadlineRule.objects.values_list("code", "valid_from"))
    rules = [DeadlineRule(**row | dates(row)) for row in rows]
    fresh = [rule for rule in rules if (rule.code, rule.valid_from) not in known]
    DeadlineRule.objects.bulk_create(fresh)
    return len(fresh)


def dates(row: Mapping[str, Any]) -> dict[str, dt.date]:
    names = ("valid_from", "valid_to")
    return {name: dt.date.fromisoformat(row[name]) for name in names if name in row}


@transaction.atomic
def load_years(rows: list[dict[str, Any]]) -> list[int]:
    """Each year whole or not at all. Raises ValueError where a day lies outside of its year."""
    known = set(CalendarYear.objects.values_list("year", flat=True))
    fresh = [row for row in rows if row["year"] not in known]
    for row in fresh:
        year = CalendarYear.objects.create(year=row["year"], source=row["source"])
        CalendarDay.objects.bulk_create(days_of(year, row))
    return [row["year"] for row in fresh]


def days_of(year: CalendarYear, row: Mapping[str, Any]) -> list[CalendarDay]:
    said = ((DayKind.OFF, row["off"]), (DayKind.MAKE_UP, row["make_up"]))
    days = [
        CalendarDay(date=day, kind=kind, year=year)
        for kind, ranges in said
        for day in spread(ranges)
    ]
    if any(day.date.year != year.year for day in days):
        raise ValueError(f"A day of the calendar {year} lies in another year.")
    return days


def spread(ranges: list[str]) -> Iterator[dt.date]:
    """The days of `2024-02-10..2024-02-17` and of single days."""
    for one in ranges:
        first, _dots, last = one.partition("..")
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += dt.timedelta(days=1)
